package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// page is what a package of one page may import: what pages share, and no other
// page.
const page = "message views/text views/ui views/chart static week"

// house lists what each package of this module may import of it. Arrows point
// down only: whoever adds one here has read docs/architecture.md.
var house = map[string]string{
	"": "cli",
	"cli": "backup message server server/identity shop training training/automation training/backups training/jobs training/sources store story store/fault store/ingest store/scratch source forecast forecast/backtest forecast/calendar forecast/seriescsv table " +
		"outgoing secret week",
	"cli/makedb": "cli store forecast week",

	"docs": "",

	"server": "backup digest digest/letter digest/picture digest/post message outgoing server/identity server/sheet training training/automation training/backups training/changes training/costly training/jobs training/needs training/periods training/plan training/sources training/watch store store/fault store/ingest store/scratch source forecast forecast/backtest forecast/calendar gbt " +
		"secret shop static story week views/text views/ui views/access views/accuracy views/automation views/backups views/budgets views/changes views/dashboard views/data views/digest " +
		"views/events views/imports views/jobs views/models views/needs views/order views/plan views/scenarios views/segments views/shop views/sources views/stockouts views/watch",
	"server/sheet":    "forecast week",
	"server/identity": "secret", "server/identity/idtest": "",

	"views/text":       "message shop week",
	"views/ui":         "views/text static message stat week",
	"views/chart":      "views/text views/ui static week",
	"views/viewtest":   "views/text views/ui week",
	"views/access":     page,
	"views/accuracy":   page,
	"views/automation": page,
	"views/backups":    page,
	"views/budgets":    page,
	"views/stockouts":  page,
	"views/changes":    page,
	"views/dashboard":  page,
	"views/data":       page,
	"views/digest":     page,
	"views/events":     page,
	"views/imports":    page,
	"views/jobs":       page,
	"views/models":     page,
	"views/order":      page,
	"views/needs":      page,
	"views/plan":       page,
	"views/scenarios":  page,
	"views/segments":   page,
	"views/sources":    page,
	"views/shop":       page,
	"views/watch":      page,

	"digest":         "digest/letter digest/post message outgoing secret store store/fault week",
	"digest/letter":  "",
	"digest/picture": "",
	"digest/post":    "digest/letter message outgoing secret",

	"backup":           "message outgoing secret store/fault",
	"backup/placetest": "",

	"training": "message shop training/automation training/backups training/changes training/costly training/jobs training/needs training/order training/periods training/plan training/sources training/watch store store/fault forecast forecast/backtest " +
		"forecast/baseline/golearn forecast/calendar gbt outgoing stat week",
	"training/automation": "message training/jobs store store/fault forecast outgoing secret week",
	"training/sources": "message training/automation training/jobs store store/fault store/ingest store/scratch " +
		"outgoing secret source",
	"training/backups": "backup message training/automation training/jobs store store/fault store/scratch secret",
	"training/jobs":    "message store store/fault story forecast gbt",
	"training/watch":   "message store store/fault forecast week",
	"training/costly":  "message store/fault",
	"training/changes": "forecast week",
	"training/needs":   "message stat store store/fault forecast week",
	"training/order":   "forecast stat",
	"training/periods": "forecast week",
	"training/plan":    "store week",

	"store":           "message shop store/fault store/ingest store/scratch forecast quality secret week",
	"store/ingest":    "message store/fault table quality week",
	"store/fault":     "message",
	"store/scratch":   "",
	"store/testplace": "store", // for tests alone

	"forecast":                  "message forecast/baseline gbt quality stat week",
	"forecast/baseline":         "stat week",
	"forecast/baseline/golearn": "forecast/baseline stat",
	"forecast/calendar":         "forecast week",
	"forecast/backtest":         "message forecast forecast/baseline week",
	"forecast/seriescsv":        "forecast message table week",

	"quality":        "message stat week",
	"table":          "message table/workbook week",
	"table/workbook": "message",
	"gbt":            "stat",
	"shop":           "message store/fault week",
	"week":           "",
	"message":        "week",
	"stat":           "",
	"static":         "",
	"story":          "",
	"secret":         "",
	"outgoing":       "",
	"source":         "message outgoing secret store/fault",
}

// TestArrows: no package imports what its line does not name, no line names what
// is not imported, and every package but the measurements has one.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		names := strings.Fields(line)
		from := strings.TrimPrefix(strings.TrimPrefix(names[0], "olist"), "/")
		if strings.HasPrefix(from, "bench/") {
			continue
		}
		seen++
		line, ok := house[from]
		if !ok {
			t.Errorf("%s has no line in the house", from)
			continue
		}
		may := strings.Fields(line)
		var does []string
		for _, name := range names[1:] {
			if to, is := strings.CutPrefix(name, "olist/"); is {
				if does = append(does, to); !slices.Contains(may, to) {
					t.Errorf("%s imports %s", from, to)
				}
			}
		}
		for _, to := range may {
			if line != page && !slices.Contains(does, to) {
				t.Errorf("%s does not import %s any more: its line should not say so", from, to)
			}
		}
	}
	if seen != len(house) {
		t.Errorf("%d packages seen, %d have a line", seen, len(house))
	}
}
