package server

import (
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"olist/store"
	"olist/views/stockouts"
)

// stockoutList is what GET /api/v1/stockouts answers.
type stockoutList struct {
	Revision  int64
	Stockouts []struct {
		Segment, Week, Note, By string
		Sold, Lost, Lo80, Hi80  *float64
	}
	Segments []struct {
		Segment          string
		Weeks            int
		Lost, Lo80, Hi80 *float64
	}
}

func (a *app) stockouts() (l stockoutList) {
	a.t.Helper()
	a.decodes("/api/v1/stockouts", &l)
	return l
}

// TestStockoutsAreMarked on the page, estimated, and taken back; what is wrong comes
// back as it was typed.
func TestStockoutsAreMarked(t *testing.T) {
	a := newApp(t)
	if page := a.page("/stockouts"); !strings.Contains(page, "No week is marked yet") {
		t.Error("a shop without marks does not say what to do")
	}
	before := a.ahead(store.TotalKey)
	if status, location := a.post("/stockouts", "segment", "state:SP", "from", "2018-07-03", "to", "2018-07-10", "note", "the supplier"); status != 303 || location != stockouts.Address("1") {
		t.Fatalf("marking answers %d, %s", status, location)
	}
	l := a.stockouts()
	if l.Revision != 1 || len(l.Stockouts) != 2 || l.Stockouts[0].Week != "2018-07-09" || l.Stockouts[1].Note != "the supplier" || len(l.Segments) != 1 || l.Segments[0].Weeks != 2 {
		t.Fatalf("marked are %+v", l)
	}
	sum := 0.
	for _, m := range l.Stockouts {
		if m.Sold == nil || *m.Sold <= 0 || *m.Lost <= 0 || *m.Lo80 > *m.Lost || *m.Hi80 < *m.Lost {
			t.Errorf("%+v: want what was sold and an estimate in its range", m)
		}
		sum += *m.Lost
	}
	if math.Abs(sum-*l.Segments[0].Lost) > .02 {
		t.Errorf("weeks lost %v, together %v", sum, *l.Segments[0].Lost)
	}
	if after := a.ahead(store.TotalKey); after == before {
		t.Error("marks do not count in the forecast")
	}
	if page := a.page("/stockouts?saved=1"); !strings.Contains(page, "2 weeks of segments were changed") || !strings.Contains(page, "the supplier") {
		t.Error("the page does not say what was marked")
	}
	for name, form := range map[string]string{
		"a year without sales": "segment=total&from=2010-01-04",
		"no day":               "segment=total&from=soon",
		"the end first":        "segment=total&from=2018-07-02&to=2018-06-04",
		"no segment":           "segment=nothing&from=2018-07-02",
		"a long note":          "segment=total&from=2018-07-02&note=" + strings.Repeat("x", 281),
	} {
		resp, page := a.press("/stockouts", form+"&note=kept")
		if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, `role="alert"`) {
			t.Errorf("%s: %d", name, resp.StatusCode)
		}
	}
	if resp, page := a.press("/stockouts/unmark", "revision=0&segment=state:SP&week=2018-07-02"); resp.StatusCode != http.StatusConflict || !strings.Contains(page, "in the meantime") {
		t.Errorf("a page that was overtaken: %d", resp.StatusCode)
	}
	if status, _ := a.post("/stockouts/unmark", "revision", "1", "segment", "state:SP", "week", "2018-07-02"); status != 303 || len(a.stockouts().Stockouts) != 1 {
		t.Errorf("taking a mark away answers %d", status)
	}
	for _, id := range []string{"2", "1"} {
		if status, _ := a.post("/stockouts/" + id + "/undo"); status != 303 {
			t.Errorf("taking change %s back answers %d", id, status)
		}
	}
	if l := a.stockouts(); len(l.Stockouts) != 0 || a.ahead(store.TotalKey) != before {
		t.Errorf("all is taken back, and marked are %+v", l)
	}
}

// ahead is a segment's forecast as programs read it, without the version.
func (a *app) ahead(segment string) string {
	a.t.Helper()
	var answer struct{ Forecast []struct{ Forecast float64 } }
	a.decodes("/api/v1/forecast?horizon=4&segment="+segment, &answer)
	if len(answer.Forecast) != 4 {
		a.t.Fatalf("%+v", answer)
	}
	return fmt.Sprint(answer.Forecast)
}

// TestStockoutsArePasted as rows, with or without a header; a row that is wrong is
// named, and nothing of the rest is kept.
func TestStockoutsArePasted(t *testing.T) {
	a := newApp(t)
	send := func(rows string) (int, string) {
		resp, page := a.send("/stockouts/import", map[string]string{"pasted": rows, "revision": "-1"}, nil)
		return resp.StatusCode, page
	}
	if status, page := send("segment\tweek\tnote\nstate:SP\t2018-07-02\tsupplier\nRJ\t2018-06-06\n"); status >= 400 {
		t.Fatalf("pasting answers %d: %.300s", status, page)
	}
	if l := a.stockouts(); len(l.Stockouts) != 2 || l.Stockouts[1].Segment != "state:RJ" || l.Stockouts[1].Week != "2018-06-04" {
		t.Fatalf("%+v", l)
	}
	for rows, says := range map[string]string{
		"state:SP\t2018-05-07\nstate:SP\tsoon\n":     "Row 2",
		"nothing at all\n":                           "A segment and a day",
		"state:SP\t2018-05-07\nnobody\t2018-05-07":   "Row 2",
		"state:SP\t2018-05-07\nstate:SP\t2018-05-08": "twice",
	} {
		if status, page := send(rows); status != http.StatusUnprocessableEntity || !strings.Contains(page, says) {
			t.Errorf("%q answers %d, want it to say %q", rows, status, says)
		}
	}
	if n := len(a.stockouts().Stockouts); n != 2 {
		t.Errorf("%d weeks are marked after refusals", n)
	}
	_, file := a.ask("GET", "/stockouts.csv", "")
	if !strings.Contains(file, "state:SP,São Paulo (SP),2018-07-02,supplier,") || strings.Count(file, "\n") != 3 {
		t.Errorf("the file is %q", file)
	}
}
