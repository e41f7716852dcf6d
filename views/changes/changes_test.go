package changes

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

// pages are the page in its states.
func pages(l text.Locale) map[string]templ.Component {
	part := sample(l)
	part.Segment, part.Movers, part.Current = ui.Segment{Key: "state:SP", Name: "São Paulo (SP)"}, nil, false
	part.Parts, part.Reasons, part.Horizon = []string{"whole"}, []string{"no_model", "no_later_model"}, 12
	part.Together.Parts = []int64{part.Together.change()}
	for i := range part.Weeks {
		part.Weeks[i].Parts = []int64{part.Weeks[i].change()}
	}
	same := sample(l)
	same.Together = Amounts{Before: 100, After: 100, Parts: make([]int64, 5)}
	same.Weeks, same.Came = []Amounts{{Week: viewtest.Week("2018-08-20"), Before: 100, After: 100, Parts: make([]int64, 5)}}, nil
	apart := sample(l)
	apart.Weeks, apart.Reasons = nil, []string{"no_inputs", "no_before"}
	return map[string]templ.Component{
		"changes":                Page(sample(l)),
		"changes, in one":        Page(part),
		"changes, none":          Page(same),
		"changes, too far apart": Page(apart),
		"changes, one forecast":  Page(View{Frame: viewtest.Frame(l)}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func sample(l text.Locale) View {
	first := viewtest.Week("2018-08-20")
	v := View{Frame: viewtest.Frame(l), Segment: ui.Segment{Key: "total", Name: l.T(text.SegmentTotal)}, Horizon: 2, Longest: 52, Current: true,
		Choice: []Issue{{ID: "now", Until: first - 1, Model: "#2", Now: true}, {ID: "b", Until: first - 1, Model: "#2"}, {ID: "a", Until: first - 2, Model: "#1"}},
		Parts:  []string{"corrections", "events", "drivers", "sales", "retraining"}, Together: Amounts{Before: 100_000, After: 103_000, Parts: []int64{0, -500, 0, 2500, 1000}},
		Weeks:  []Amounts{{first, 50_000, 51_500, []int64{0, -250, 0, 1250, 500}}, {first + 1, 50_000, 51_500, []int64{0, -250, 0, 1250, 500}}},
		Came:   []Came{{first - 1, 40_000, 45_000, true}, {first - 2, 40_000, 0, false}},
		Movers: []Movers{{Name: l.Categories(), All: []Mover{{"category:a", "A", 100, 300}, {"category:b", "B", 0, 100}}}}}
	v.Before, v.After = v.Choice[2], v.Choice[1]
	return v
}

// What changed stands in a sentence, and what it comes from with the largest first.
func TestHeadline(t *testing.T) {
	v := sample(text.English)
	for want, change := range map[string]func(){
		"Coming 2 weeks: R$ 1.03k, +3.0% against the forecast with sales to 12 Aug 2018: +2.5% the sales that came, +1.0% retraining, −0.5% events.": func() {},
		"+2.5% the sales that came, +1.0% retraining.":                                       func() { v.Together.Parts[1] = -49 },
		"2 weeks from 20 Aug 2018: ":                                                         func() { v.Current = false },
		"after R$ 0 in the forecast with sales to 12 Aug 2018: +R$ 25 the sales that came, ": func() { v.Together.Before = 0 },
	} {
		v = sample(text.English)
		change()
		if got := strings.ReplaceAll(v.Headline(), "\u00a0", " "); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := sample(text.English).unmoved(); got != "corrections of the past, what is known ahead" {
		t.Errorf("%q did not move", got)
	}
}

// Whole amounts of a row add up, and none is further off than one.
func TestWholeAmountsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		a := Amounts{Week: week.Week(7), Before: r.Int64N(100_000), Parts: make([]int64, 1+r.IntN(6))}
		a.After = a.Before
		for i := range a.Parts {
			a.Parts[i] = (r.Int64N(20_000) - 10_000) * r.Int64N(2)
			a.After += a.Parts[i]
		}
		w := a.whole()
		sum := w.Before
		for i, part := range w.Parts {
			sum += part
			if part%100 != 0 || abs(part-a.Parts[i]) > 100 {
				t.Fatalf("%+v is written as %+v", a, w)
			}
		}
		if sum != w.After || abs(w.After-a.After) > 50 || abs(w.Before-a.Before) > 50 || w.Week != a.Week {
			t.Fatalf("%+v is written as %+v", a, w)
		}
	}
}

// Of many segments those that changed most stand first, up or down; those that did
// not change do not stand there.
func TestMost(t *testing.T) {
	all := []Mover{{Key: "a", Before: 5, After: 5}, {Key: "b", After: 3}, {Key: "c", Before: 9}, {Key: "d", After: 1}, {Key: "e", After: 2}, {Key: "f", After: 4}, {Key: "g", Before: 5}}
	var keys []string
	for _, m := range Most(all) {
		keys = append(keys, m.Key)
	}
	if !slices.Equal(keys, []string{"c", "g", "f", "b", "e"}) {
		t.Error(keys)
	}
}
