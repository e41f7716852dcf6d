package views

import (
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"olist/views/text"
)

// runningPages are the pages of running it for real, full and empty.
func runningPages(l text.Locale) map[string]templ.Component {
	reader := sampleFrame(l)
	reader.MayAdmin = false
	wrong := sampleModels(l).Rows[0]
	wrong.Pinned, wrong.Opened, wrong.Remark, wrong.RemarkProblem = true, true, hostile, hostile
	same := sampleModelsCompare(l)
	same.Models[1] = same.Models[0]
	undone := sampleImport(l)
	undone.Row.State = ImportUndone
	return map[string]templ.Component{
		"models, wrong":   ModelsPage(Models{Frame: sampleFrame(l), Rows: []ModelRow{wrong}, Problem: hostile, UploadProblem: hostile}),
		"models, reader":  ModelsPage(Models{Frame: reader, Rows: []ModelRow{wrong}}),
		"policy":          PolicyPage(samplePolicy(l)),
		"policy, reader":  PolicyPage(Policy{Frame: reader, Mode: "always"}),
		"search":          SearchPage(sampleSearch(l)),
		"search, reader":  SearchPage(Search{Frame: reader}),
		"jobs":            JobsPage(Jobs{Frame: sampleFrame(l), Queue: []JobRow{sampleJobRow(JobRunning)}, Rows: []JobRow{sampleJobRow(JobSucceeded), sampleJobRow(JobFailed)}, Older: 7, Paged: true}),
		"jobs, none":      JobsPage(Jobs{Frame: reader}),
		"job":             JobPage(sampleJobDetail(l, JobSucceeded)),
		"job, running":    JobPage(sampleJobDetail(l, JobRunning)),
		"audit":           AuditPage(Audit{Frame: sampleFrame(l), Rows: []AuditRow{{1, sampleTime, hostile, hostile, hostile, hostile}}, Older: 1}),
		"audit, none":     AuditPage(Audit{Frame: sampleFrame(l)}),
		"tokens":          TokensPage(sampleTokens(l)),
		"tokens, none":    TokensPage(Tokens{Frame: sampleFrame(l)}),
		"compare":         ModelsComparePage(sampleModelsCompare(l)),
		"compare, same":   ModelsComparePage(same),
		"imports":         ImportsPage(sampleImports(l)),
		"imports, reader": ImportsPage(Imports{Frame: reader}),
		"import, staged":  ImportPage(sampleImport(l)),
		"import, undone":  ImportPage(undone),
	}
}

var sampleTime = time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)

func sampleImports(l text.Locale) Imports {
	return Imports{
		Frame: sampleFrame(l), Rows: []ImportRow{sampleImport(l).Row, {Version: 1, Kind: "orders", State: ImportApplied, Source: "files"}},
		Problem: hostile, Refused: []Refused{{hostile, "line 2", hostile}}, More: 3, Notice: hostile, Choice: ImportChoice{Upload: hostile},
	}
}

func sampleImport(l text.Locale) ImportPreview {
	return ImportPreview{
		Frame: sampleFrame(l), Row: ImportRow{Version: 2, Kind: "weekly", Source: hostile, State: ImportStaged, By: hostile, Read: sampleTime},
		Added: 1, Changed: 1, Weeks: []ImportWeek{
			{Monday: "2018-08-13", Before: 100, After: 50, OrdersBefore: new(int64(3)), NoCategories: true, NoStates: true},
			{Monday: "2018-09-10", Added: true, After: 100, OrdersAfter: new(int64(1))},
		},
		Refused: []Refused{{"a.csv", "line 2", hostile}}, More: 1, RefusedWeeks: []string{"2018-09-17"},
		Files: []FileRead{{hostile, 2}}, Left: []LeftOut{{hostile, 1}}, Noted: []LeftOut{{hostile, 1}},
		TaughtFrom: "2018-01-01", To: "2018-08-13", Problem: hostile,
		Form:   ImportForm{Encoding: "Windows-1252", Separator: "\t", Number: "1,234.5", Dates: "mdy", Grain: "a week", Columns: [][2]string{{hostile, "week"}, {"v", "revenue"}}, Ignored: []string{hostile}},
		Choice: ImportChoice{Upload: "X", Decimal: "."}, MissingWeeks: []string{"2018-08-20"}, Trimmed: []string{hostile},
		Held:      []HeldWeek{{"2081-08-18", 5, "future", 0}, {"2018-11-12", 6, "open", 0}, {"2018-11-05", 7, "part", 0}, {"1999-08-16", 8, "far", 889}},
		Gaps:      []ImportGap{{"2018-08-13", "2018-09-10", 3}},
		Spellings: []Spelling{{hostile, []string{"a", hostile}}}, NewCategories: []string{hostile}, NewStates: []string{"ZZ"},
		Read: 176, Taken: 150, HeldRevenue: 26, RevenueBefore: 100, RevenueAfter: 150,
	}
}

func sampleModelsCompare(l text.Locale) ModelsCompare {
	d := sampleDashboard(l)
	c := ModelsCompare{Frame: d.Frame, Segments: d.Segments, Segment: Segment{Key: "category:x", Name: hostile}, Horizon: d.Horizon, Past: d.Past}
	for i, row := range sampleModels(l).Rows {
		c.Choice = append(c.Choice, row.Model)
		row.Note = hostile
		c.Models[i] = ComparedModel{ModelRow: row, Targets: d.Targets, Together: d.Together}
	}
	return c
}

func samplePolicy(l text.Locale) Policy {
	return Policy{Frame: sampleFrame(l), Notice: hostile, Mode: "not_worse", MaxWorse: hostile, Keep: hostile, ModeProblem: hostile, MaxProblem: hostile, KeepProblem: hostile,
		Decisions: []Decision{{"j3", sampleTime, hostile}}}
}

func sampleSearch(l text.Locale) Search {
	job := sampleJob(JobRunning)
	job.Stage, job.Verdict = "round 1 of 3: 31 trials on 4 origins", hostile
	job.Board = []BoardRow{{4, [][2]string{{"max_depth", "3"}}, 20, .29}, {0, [][2]string{{"max_depth", hostile}}, 10, .3}}
	return Search{Frame: sampleFrame(l), Holdout: 26, Trials: hostile, Minutes: "0", Seed: "x", TrialsProblem: hostile, MinutesProblem: "a", SeedProblem: "b",
		TrialsMost: 200, MinutesMost: 120, Space: []SpaceRow{{"max_depth", "2", "8", false}, {"reg_lambda", "0.1", "50", true}}, Job: job}
}

func sampleJobRow(state string) JobRow {
	r := JobRow{ID: "j3", Kind: "train", State: state, By: hostile, RetryOf: "j1", Problem: hostile, Asked: sampleTime, Started: sampleTime}
	if !r.open() {
		r.Ended, r.Model, r.ModelID = sampleTime.Add(time.Second), "#8", "m8-ffffffff"
	}
	return r
}

func sampleJobDetail(l text.Locale, state string) JobDetail {
	return JobDetail{Frame: sampleFrame(l), Row: sampleJobRow(state), Job: sampleJob(state), Request: [][2]string{{"note", hostile}},
		Log: []JobLine{{sampleTime, hostile}}, Problem: hostile}
}

func sampleTokens(l text.Locale) Tokens {
	return Tokens{Frame: sampleFrame(l), Name: hostile, Problem: hostile, Secret: "olist_abc",
		Rows: []TokenRow{{ID: "t1", Name: hostile, By: hostile, Created: sampleTime}, {ID: "t2", Name: "gone", Used: sampleTime, Revoked: sampleTime},
			{ID: "t3", Name: hostile, Created: sampleTime, Off: sampleTime}}}
}

// A search's stage is worded in the person's language.
func TestRoundIsWorded(t *testing.T) {
	job := Job{State: JobRunning, Stage: "round 2 of 3: 10 trials on 10 origins"}
	if got := job.headline(text.Portuguese); got != "Rodada 2 de 3: 10 tentativas em 10 semanas passadas" {
		t.Error(got)
	}
}

// TestBeingMeasured: what is measured anew at the moment is not called
// unmeasured, nor a promise of nothing.
func TestBeingMeasured(t *testing.T) {
	w := Watch{Frame: sampleFrame(text.English)}
	for v, want := range map[float64]string{0: "the backtest is being measured now", .111: "the backtest promised 11.1%"} {
		if got := w.promised(v); got != want {
			t.Errorf("%g: %q", v, got)
		}
	}
	c := ModelsCompare{Frame: sampleFrame(text.English)}
	c.Models[0].Name, c.Models[0].Pending, c.Models[1].Name = "#4", true, "#3"
	if said := strings.Join(c.unmeasured(), " "); !strings.Contains(said, "#4 is being measured") || !strings.Contains(said, "#3 was last measured on other data") {
		t.Error(said)
	}
	d := Dashboard{Frame: sampleFrame(text.English), Pending: true}
	if notes := d.errorFigure().notes; !strings.Contains(notes[0], "being measured") {
		t.Error(notes)
	}
}
