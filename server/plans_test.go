package server

import (
	"math"
	"net/url"
	"strings"
	"testing"

	"olist/training"
	"olist/views/text"
)

// What a person assumes can be changed, undone, renamed and copied.
// TestExampleScenarios: where there is none, three are offered, of the data at
// hand; each is made at one click and changes the forecast of what it is about.
func TestExampleScenarios(t *testing.T) {
	a := newIdleApp(t)
	page := a.page("/scenarios")
	wantIn(t, page, `name="example" value="price"`, `name="example" value="campaign"`, `name="example" value="state"`, "São Paulo (SP) lost", "(Children&#39;s Day)")
	for _, c := range []struct{ key, segment, says string }{
		{"price", "category:beleza_saude", "price −10.0% at elasticity −1.5, so sales +5.4%"},
		{"campaign", "total", "8–14 Oct 2018: +20.0%"},
		{"state", "state:SP", "a stop"},
	} {
		status, at := a.post("/scenarios", "example", c.key)
		if status != 303 {
			t.Fatalf("%s: status %d", c.key, status)
		}
		made := a.page(at + "?segment=" + c.segment)
		wantIn(t, made, c.says)
		if strings.Contains(made, "Nothing here changes this segment") {
			t.Errorf("%s changes nothing of %s", c.key, c.segment)
		}
	}
	if page = a.page("/scenarios"); strings.Contains(page, `name="example"`) {
		t.Error("examples stand where there are scenarios")
	}
	if status, _ := a.post("/scenarios", "example", "of tomorrow"); status != 422 {
		t.Errorf("an unknown example: status %d", status)
	}
}

func TestScenariosAreEdited(t *testing.T) {
	a := newIdleApp(t)
	_, plan := a.post("/scenarios", "name", "Plan")
	has := func(want string) {
		t.Helper()
		if _, body := a.ask("GET", plan, "", "Accept", "text/html"); !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	add := func(fields ...string) {
		t.Helper()
		if status, location := a.post(plan+"/add", append([]string{"from", "2018-11-19", "to", "2018-11-19", "view", "segment=state%3ASP"}, fields...)...); status != 303 || !strings.Contains(location, "horizon=14") || !strings.Contains(location, "segment=state%3ASP") {
			t.Fatalf("add: status %d to %q", status, location)
		}
	}
	add("segment", "All sales", "percent", "10")
	has("19–25\u00a0Nov\u00a02018: +10.0%")
	add("segment", "beleza", "kind", "price", "price", "10", "elasticity", "-1,5")
	has("price +10.0% at elasticity −1.5, so sales −4.7%") // 1.1^-0.5
	add("segment", "RJ", "kind", "stop", "assumption", "1")
	has("Rio de Janeiro (RJ), 19–25\u00a0Nov\u00a02018: a stop")
	if _, csv := a.ask("GET", plan+"/forecast.csv", ""); !strings.Contains(csv, "All sales: +10.0%; Rio de Janeiro (RJ): a stop") {
		t.Error("the export does not say what is assumed")
	}
	a.post(plan + "/undo")
	has("price +10.0% at elasticity −1.5")
	a.post(plan + "/undo")
	has(": a stop")
	a.post(plan+"/rename", "name", "Another name")
	has("<h1>Another name")
	if status, _ := a.post(plan+"/rename", "name", " "); status != 422 {
		t.Errorf("a name of nothing: status %d", status)
	}
	if _, copied := a.post(plan + "/copy"); copied == plan || copied == "" {
		t.Errorf("the copy is at %q", copied)
	}
	for _, wrong := range [][]string{
		{"kind", "price", "price", "0", "elasticity", "-1"}, {"kind", "price", "price", "10", "elasticity", "2"},
		{"kind", "price", "price", "x"}, {"percent", "NaN"}, {"percent", "5", "segment", "nothing"}, {"percent", "5", "segment", "furniture"},
	} {
		fields := append([]string{"segment", "total", "from", "2018-11-19", "to", "2018-11-19"}, wrong...)
		if wrong[len(wrong)-2] == "segment" {
			fields = append(wrong, "from", "2018-11-19", "to", "2018-11-19")
		}
		if status, _ := a.post(plan+"/add", fields...); status != 422 {
			t.Errorf("%v: status %d", wrong, status)
		}
	}
}

// A team's target stands until it is forgotten, for the weeks it is for.
func TestTargetsAreKept(t *testing.T) {
	a := newIdleApp(t)
	page := func(path string) string { _, body := a.ask("GET", path, "", "Accept", "text/html"); return body }
	if status, location := a.post("/targets", "segment", "state:SP", "goal", "1.2M", "per", "horizon", "horizon", "12"); status != 303 || location != "/?horizon=12&segment=state%3ASP" {
		t.Fatalf("status %d to %q", status, location)
	}
	if body := page("/?segment=state:SP"); !strings.Contains(body, "kept on this machine") || !strings.Contains(body, "1.20M in the coming 12") {
		t.Error("the target is not there")
	}
	for _, other := range []string{"/?segment=state:SP&horizon=4", "/?segment=state:RJ"} {
		if strings.Contains(page(other), "goal-title") {
			t.Errorf("%s has a target that is not its own", other)
		}
	}
	wantIn(t, page("/?segment=state:SP&horizon=4"), "The team&#39;s target, R$ 1.20M, is for 12 weeks:", "/?horizon=12&amp;segment=state%3ASP")
	if body := page("/?segment=state:SP&goal=90k&per=week"); !strings.Contains(body, "90.0k a week") || !strings.Contains(body, "Chance</th>") {
		t.Error("the address does not go before what was kept")
	}
	if _, csv := a.ask("GET", "/forecast.csv?segment=state:SP&goal=90k&per=week&horizon=2", ""); !strings.Contains(csv, "target,gap,chance") || !strings.Contains(csv, ",90000.00,") {
		t.Errorf("the export has no target: %.300s", csv)
	}
	a.post("/targets", "segment", "state:SP", "horizon", "12")
	if strings.Contains(page("/?segment=state:SP"), "goal-title") {
		t.Error("a forgotten target is still there")
	}
	if status, _ := a.post("/targets", "segment", "state:SP", "goal", "much", "horizon", "12"); status != 422 {
		t.Errorf("a wrong target: status %d", status)
	}
}

func TestNotesComeBack(t *testing.T) {
	a := newIdleApp(t)
	a.post("/notes", "week", "2018-07-31", "text", "Campaign moved", "back", "/?horizon=3")
	_, location := a.post("/notes/n1/delete", "back", "/?horizon=3")
	if location != "/?horizon=3&undo=n1#notes" {
		t.Errorf("deleting leads to %q", location)
	}
	if _, body := a.ask("GET", "/?horizon=3&undo=n1", "", "Accept", "text/html"); !strings.Contains(body, "/notes/n1/restore") || strings.Contains(body, "Campaign moved") {
		t.Error("the note is there still, or cannot be brought back")
	}
	a.post("/notes/n1/restore", "back", "/?horizon=3&undo=n1")
	if _, csv := a.ask("GET", "/forecast.csv?horizon=3", ""); !strings.Contains(csv, "2018-07-30,,,,,,,,Campaign moved,") {
		t.Error("the export lacks the note on a past week")
	}
}

// At each level the numbers add up to those above.
func TestTheSplitIsCoherent(t *testing.T) {
	a := newIdleApp(t)
	live, err := a.training.Live()
	must(t, err)
	for _, horizon := range []int{1, 12, training.MaxHorizon} {
		split, err := a.training.Split(t.Context(), live, horizon)
		must(t, err)
		for _, seg := range live.Data.Segments {
			if seg.Key == "total" {
				continue
			}
			sum := 0.0
			for _, v := range split[seg.Key] {
				sum += v
			}
			f, err := live.Forecast(seg.Key)
			must(t, err)
			if want := f.Totals[horizon-1].Value; math.Abs(sum-want) > .01+1e-6*want {
				t.Errorf("%s over %d weeks: the parts come to %.2f, the forecast is %.2f", seg.Key, horizon, sum, want)
			}
		}
	}
}

func TestSegmentsAreFoundByAnyName(t *testing.T) {
	a := newIdleApp(t)
	live, err := a.training.Live()
	must(t, err)
	for _, l := range text.Locales {
		for written, want := range map[string]string{
			"total": "total", "all sales": "total", "Todas as vendas": "total", "SP": "state:SP", "sao paulo": "state:SP", "Goiás": "state:GO", "goias (go)": "state:GO",
			"Health and beauty": "category:beleza_saude", "beleza e saúde": "category:beleza_saude", "beleza_saude": "category:beleza_saude", "quarto": "category:moveis_quarto", "pará": "state:PA",
		} {
			seg, _, err := findSegment(l, live.Data, written)
			if err != nil || seg.Key != want {
				t.Errorf("%q is %q (%v), want %s", written, seg.Key, err, want)
			}
		}
		for _, seg := range live.Data.Segments { // no name is another's
			if found, _, err := findSegment(l, live.Data, segmentName(l, seg)); err != nil || found.Key != seg.Key {
				t.Errorf("%s (%q) is found as %q: %v", seg.Key, segmentName(l, seg), found.Key, err)
			}
		}
		if _, choices, err := findSegment(l, live.Data, "fashion"); err == nil || len(choices) < 3 {
			t.Errorf("fashion: %d choices, %v", len(choices), err)
		}
	}
}

// A bare number far below the forecast is asked about; what it may mean is a
// link.
func TestATargetThatCannotBeMeant(t *testing.T) {
	a := newIdleApp(t)
	for query, link := range map[string]string{
		"goal=2.8&segment=total":       "goal=2800000",
		"goal=2,8&segment=total":       "goal=2800000",
		"goal=230&per=week":            "goal=230000",
		"goal=2.8M&segment=total":      "",
		"goal=1+bi&segment=total":      "",
		"goal=3+mil&segment=total":     "",
		"goal=900000&segment=state:SP": "",
	} {
		body := a.page("/?" + query)
		if asks := strings.Contains(body, "Perhaps you mean"); asks != (link != "") || !strings.Contains(body, link) {
			t.Errorf("%s: asks %t, want the link %q", query, asks, link)
		}
		if strings.Contains(body, "goal-title") == (link != "") {
			t.Errorf("%s: the target is shown, or is not", query)
		}
	}
}

// A note that cannot be kept comes back with what was written, on the page it
// was written on.
func TestNotesThatCannotBeKept(t *testing.T) {
	a := newIdleApp(t)
	long := strings.Repeat("é", 281)
	for _, c := range []struct{ week, text, want string }{
		{"1999-01-01", "long ago", "The day should be from 29 Aug 2016 to 18 Aug 2019"},
		{"2030-01-01", "far ahead", "The day should be from 29 Aug 2016 to 18 Aug 2019"},
		{"2018-09-05", long, "A note needs 1 to 280 characters"},
		{"2018-09-05", " ", "A note needs 1 to 280 characters"},
	} {
		resp, body := a.press("/notes", url.Values{"week": {c.week}, "text": {c.text}, "back": {"/?segment=state:SP&horizon=4"}}.Encode())
		if resp.StatusCode != 422 {
			t.Errorf("%s, %.20s: status %d", c.week, c.text, resp.StatusCode)
		}
		wantIn(t, body, c.want, `value="`+c.text+`"`, `value="`+c.week+`"`, "São Paulo (SP)", "4 weeks")
	}
	if resp, _ := a.press("/notes", url.Values{"week": {"2019-08-18"}, "text": {long[2:]}, "back": {"/"}}.Encode()); resp.StatusCode != 303 {
		t.Errorf("the longest note on the last day: status %d", resp.StatusCode)
	}
	_, body := a.ask("GET", "/?segment=state:XX", "", "Accept", "text/html")
	wantIn(t, body, long[2:], "written on this machine")
}

// What was undone can be done again, and the button says so.
func TestUndoThenRedo(t *testing.T) {
	a := newIdleApp(t)
	_, plan := a.post("/scenarios", "name", "Q4")
	a.post(plan+"/add", "segment", "total", "from", "2018-09-03", "to", "2018-09-03", "percent", "10")
	for i, want := range []string{"Undo the latest change", "Redo the change", "Undo the latest change"} {
		body := a.page(plan)
		wantIn(t, body, want)
		if i == 1 && strings.Contains(body, "Undo the latest change") {
			t.Error("it offers to undo what is undone")
		}
		a.post(plan+"/undo", "", "")
	}
}
