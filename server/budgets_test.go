package server

import (
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"testing"

	"olist/shop"
	"olist/store"
	"olist/views/budgets"
	"olist/views/text"
	"olist/week"
)

// budgetYear is what GET /api/v1/budgets answers.
type budgetYear struct {
	Revision int64
	Months   []struct {
		Month                      string
		Budget, Estimate, LastYear *float64
		Chance                     *float64
		Past                       bool
	}
	Total struct{ Budget, Estimate, Chance *float64 }
}

func (a *app) budgets(query string) (y budgetYear) {
	a.t.Helper()
	a.decodes("/api/v1/budgets?"+query, &y)
	return y
}

func (a *app) decodes(path string, into any) {
	a.t.Helper()
	_, body := a.ask("GET", path, "")
	must(a.t, json.Unmarshal([]byte(body), into))
}

// TestBudgetsAreTyped on the page, kept, and taken back; what is no amount and what
// others changed meanwhile comes back as it was typed.
func TestBudgetsAreTyped(t *testing.T) {
	a := newApp(t)
	const path = "/budgets?segment=total&year=2018"
	l := text.English.For(shop.Olist())
	if page := a.page(path); !strings.Contains(page, l.T(text.BudgetsNone, "All sales", 2018)) {
		t.Error("a year without budgets does not say what to do")
	}
	if status, location := a.post(path, "revision", "0", "m2018-09", "1M", "m2018-10", "1.100.000,00"); status != 303 || location != budgets.Address("total", 2018, "1") {
		t.Fatalf("saving answers %d, %s", status, location)
	}
	y := a.budgets("year=2018")
	if y.Revision != 1 || *y.Months[8].Budget != 1e6 || *y.Months[9].Budget != 1.1e6 || y.Months[0].Budget != nil || *y.Total.Budget != 2.1e6 {
		t.Fatalf("kept are %+v", y)
	}
	resp, page := a.press(path, "revision=1&m2018-10=much")
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, `value="much"`) || !strings.Contains(page, `aria-invalid="true"`) {
		t.Errorf("no amount: %d", resp.StatusCode)
	}
	resp, page = a.press(path, "revision=0&m2018-09=1000000&m2018-10=1200000")
	if resp.StatusCode != http.StatusConflict || !strings.Contains(page, `value="1200000"`) || !strings.Contains(page, `name="revision" value="1"`) {
		t.Errorf("a change in between: %d", resp.StatusCode)
	}
	if status, location := a.post(path, "revision", "1", "m2018-09", "1000000", "m2018-10", "1100000"); status != 303 || !strings.Contains(location, "saved=nothing") {
		t.Errorf("the same again: %d, %s", status, location)
	}
	if status, _ := a.post("/budgets/1/undo?segment=total&year=2018"); status != 303 || a.budgets("year=2018").Total.Budget != nil {
		t.Error("the change is not taken back")
	}
	if status, _ := a.post("/budgets/x/undo"); status != 404 {
		t.Errorf("no change: %d", status)
	}
}

// TestBudgetsArePasted as rows, below months, and in a file; a row at fault is named
// and nothing is kept.
func TestBudgetsArePasted(t *testing.T) {
	a := newApp(t)
	for name, c := range map[string]struct {
		table string
		want  map[string]float64
		said  string
	}{
		"rows":         {"segment\tmonth\tbudget\nAll sales\t2018-11\t1,300,000\nSão Paulo\tNov 2018\t500k\n", map[string]float64{"total": 1.3e6, "state:SP": 5e5}, ""},
		"no header":    {"total\t2018-11\t900000\nstate:RJ\t2018-11\t100000\n", map[string]float64{"total": 9e5, "state:RJ": 1e5}, ""},
		"below months": {"Segment;2018-10;2018-11\nSP;400000;450000\nbeleza_saude;;90000\n", map[string]float64{"state:SP": 4.5e5, "category:beleza_saude": 9e4}, ""},
		"no segment":   {"total\t2018-11\t900000\nnowhere\t2018-11\t100000\n", nil, "nowhere"},
		"no month":     {"total\t2018-11\t900000\ntotal\tsoon\t100000\n", nil, "soon"},
		"no amount":    {"total\t2018-11\tmuch\n", nil, "Row 1"},
		"twice":        {"total\t2018-11\t1000\ntotal\t2018-11\t2000\n", nil, "two budgets"},
		"nothing":      {"nothing at all\n", nil, "A segment, a month and an amount"},
	} {
		t.Run(name, func(t *testing.T) {
			before := a.budgets("year=2018")
			resp, page := a.send("/budgets/import?segment=total&year=2018", map[string]string{"pasted": c.table}, nil, "Accept-Language", "en")
			if c.want == nil {
				if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, c.said) || !strings.Contains(page, "</textarea>") || a.budgets("year=2018").Revision != before.Revision {
					t.Fatalf("%d, and %q is not said", resp.StatusCode, c.said)
				}
				return
			}
			if resp.StatusCode >= 400 {
				t.Fatalf("%d %.2000s", resp.StatusCode, page)
			}
			for segment, want := range c.want {
				if got := a.budgets("year=2018&segment=" + segment).Months[10].Budget; got == nil || *got != want {
					t.Errorf("%s has %v, want %v", segment, got, want)
				}
			}
		})
	}
	if resp, _ := a.send("/budgets/import", nil, map[string]string{"b.csv": "segment,month,amount\ntotal,2019-01,700000\n"}); resp.StatusCode >= 400 || *a.budgets("year=2019").Months[0].Budget != 7e5 {
		t.Errorf("a file: %d", resp.StatusCode)
	}
}

// TestChanceToReachABudget: it falls as the budget rises, is a half where the budget is
// the middle of the forecast, and that of months together is the band's of their sum;
// what came already counts; a past month has none.
func TestChanceToReachABudget(t *testing.T) {
	a := newApp(t)
	live, err := a.training.Live()
	must(t, err)
	p, err := live.Planned("total")
	must(t, err)
	august, _ := week.ParseMonth("2018-08")
	last := 1.
	for cents := int64(0); cents < 300_000_000; cents += 5_000_000 {
		s := standOf(p, map[week.Month]int64{august: cents}, []week.Month{august})
		if s.Chance > last || s.Chance < 0 || cents < 71_000_000 && s.Chance < .999 {
			t.Fatalf("the chance to reach %d is %v, %v for less", cents, s.Chance, last)
		}
		last = s.Chance
	}
	both := map[week.Month]int64{august + 1: 98_000_000, august + 2: 103_000_000}
	s, sum := standOf(p, both, []week.Month{august + 1, august + 2}), int64(0)
	for m := range both {
		one, _ := p.Month(m)
		sum += one.Cents()
	}
	if s.Estimate.Cents != sum || s.Budget != 201_000_000 || math.IsNaN(s.Chance) {
		t.Errorf("together they are %+v, want %d", s, sum)
	}
	if past := standOf(p, map[week.Month]int64{august - 1: 1}, []week.Month{august - 1}); !math.IsNaN(past.Chance) || past.ChanceText(text.English) != text.English.T(text.BudgetReached) {
		t.Errorf("a past month has the chance %v", past.Chance)
	}
	if far := standOf(p, nil, []week.Month{august + 24}); far.HasRange || far.HasBudget {
		t.Errorf("what forecasts do not reach is %+v", far)
	}
}

// TestBudgetsOfOtherSegments: of such as are gone do not disturb.
func TestBudgetsOfOtherSegments(t *testing.T) {
	a := newApp(t)
	m, _ := week.ParseMonth("2018-10")
	cents := int64(5)
	_, err := a.store.PutBudgets(t.Context(), "ana", shop.Revenue, -1, []store.BudgetWord{{Segment: "state:ZZ", Month: m, Cents: &cents}})
	must(t, err)
	if page := a.page("/budgets?year=2018"); strings.Contains(page, "ZZ") {
		t.Error("a segment that is not there is listed")
	}
	if resp, _ := a.ask("GET", "/budgets?segment=nowhere", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a segment that is not there: %d", resp.StatusCode)
	}
}
