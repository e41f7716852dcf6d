package plan

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"olist/store"
	"olist/week"
)

const first = week.Week(2500)

// anyBase is a forecast of random size whose parts add up both ways, now and then
// with nothing in a part or a week.
func anyBase(r *rand.Rand) *Base {
	weeks, categories, states := 1+r.IntN(12), 1+r.IntN(9), 1+r.IntN(6)
	b := &Base{First: first, Keys: []string{store.TotalKey}, Forecast: [][]int64{make([]int64, weeks)}}
	for c := range categories {
		b.Keys = append(b.Keys, store.CategoryKey(string(rune('a'+c))))
		f := make([]int64, weeks)
		for i := range f {
			f[i] = r.Int64N(3) * r.Int64N(1_000_000)
			b.Forecast[0][i] += f[i]
		}
		b.Forecast = append(b.Forecast, f)
	}
	weights := make([]int64, states)
	for s := range states {
		weights[s] = r.Int64N(5)
		b.Keys = append(b.Keys, store.StateKey(string(rune('A'+s))))
		b.Forecast = append(b.Forecast, make([]int64, weeks))
	}
	for i := range weeks {
		for s, v := range Spread(b.Forecast[0][i], weights) {
			b.Forecast[1+categories+s][i] = v
		}
	}
	b.Share = func(of, on string) float64 { return float64(len(of)*int(of[len(of)-1])*int(on[len(on)-1])%7) / 50 }
	return b
}

// anyOverride speaks of some segments of one kind in some weeks, also beyond those
// of the base.
func anyOverride(r *rand.Rand, b *Base) store.PlanSaying {
	kind, _, _ := strings.Cut(b.Keys[r.IntN(len(b.Keys))], ":")
	o := store.PlanSaying{From: first + week.Week(r.IntN(8)) - 2}
	o.To = o.From + week.Week(r.IntN(6))
	for _, key := range b.Keys {
		if k, _, _ := strings.Cut(key, ":"); k == kind && (r.IntN(2) == 0 || len(o.Segments) == 0) {
			o.Segments = append(o.Segments, key)
		}
	}
	if r.IntN(2) == 0 {
		o.Percent = r.Int64N(20_000) - 10_000
		return o
	}
	for range o.Segments {
		of := make([]int64, o.To-o.From+1)
		for i := range of {
			of[i] = r.Int64N(200_000) - 100_000
		}
		o.Amounts = append(o.Amounts, of)
	}
	return o
}

func (d Draft) sums(t *testing.T) {
	t.Helper()
	for i := range d.Weeks() {
		sums := map[string]int64{}
		for at, key := range d.Keys {
			kind, _, _ := strings.Cut(key, ":")
			sums[kind] += d.Plan[at][i]
		}
		if sums["category"] != sums["total"] || sums["state"] != sums["total"] {
			t.Fatalf("week %d: %v", i, sums)
		}
	}
}

// TestOverridesAreCoherent over random forecasts and overrides: every level adds up
// to all sales in cents; the order in which overrides came changes nothing; what is
// said of a segment reaches it whole.
func TestOverridesAreCoherent(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 175))
	for range 1000 {
		b := anyBase(r)
		var all []store.PlanSaying
		for range r.IntN(6) {
			all = append(all, anyOverride(r, b))
		}
		d := b.Lay(all)
		d.sums(t)
		said := make([]int64, b.Weeks())
		for _, o := range all {
			for s := range o.Segments {
				for i, v := range b.Change(o, s) {
					said[i] += v
				}
			}
		}
		for i, v := range said {
			if d.Plan[0][i] != b.Forecast[0][i]+v {
				t.Fatalf("all sales gain %d, said was %d", d.Plan[0][i]-b.Forecast[0][i], v)
			}
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for at, of := range b.Lay(all).Plan {
			if !slices.Equal(of, d.Plan[at]) {
				t.Fatalf("%s in another order: %v, %v", b.Keys[at], of, d.Plan[at])
			}
		}
	}
}

// TestTopAndPartCommute: an override of all sales and one of a part come to the same
// whether they are laid together, or what each does alone is summed: of all sales and
// of the part's own to the cent, of others to the cents of rounding.
func TestTopAndPartCommute(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		b := anyBase(r)
		top, part := anyOverride(r, b), anyOverride(r, b)
		if top.Segments = []string{store.TotalKey}; top.Amounts != nil {
			top.Amounts = top.Amounts[:1]
		}
		both, one, other := b.Lay([]store.PlanSaying{top, part}), b.Lay([]store.PlanSaying{top}), b.Lay([]store.PlanSaying{part})
		for at, key := range b.Keys {
			for i, f := range b.Forecast[at] {
				want := one.Plan[at][i] + other.Plan[at][i] - f
				if off := both.Plan[at][i] - want; off > 3 || off < -3 || key == store.TotalKey && off != 0 {
					t.Fatalf("%s: together %d, summed %d", key, both.Plan[at][i], want)
				}
			}
		}
	}
}

func TestLayByHand(t *testing.T) {
	b := &Base{First: first, Keys: []string{"total", "category:a", "category:b", "state:X", "state:Y"},
		Forecast: [][]int64{{1000, 0}, {750, 0}, {250, 0}, {400, 0}, {600, 0}},
		Share: func(of, on string) float64 {
			return map[string]float64{"category:aX": .2, "category:aY": .8, "state:Xa": .5, "state:Xb": .5}[of+on[len(on)-1:]]
		}}
	top := store.PlanSaying{Segments: []string{"total"}, From: first, To: first, Percent: 1000}
	part := store.PlanSaying{Segments: []string{"category:a"}, From: first, To: first, Amounts: [][]int64{{-50}}}
	side := store.PlanSaying{Segments: []string{"state:X"}, From: first, To: first, Amounts: [][]int64{{31}}}
	gone := store.PlanSaying{Segments: []string{"category:z"}, From: first, To: first, Percent: 5000}
	empty := store.PlanSaying{Segments: []string{"total"}, From: first + 1, To: first + 1, Amounts: [][]int64{{101}}}
	for _, c := range []struct {
		name string
		says []store.PlanSaying
		want [5]int64 // of the first week
	}{
		{"nothing", nil, [5]int64{1000, 750, 250, 400, 600}},
		{"a tenth more of all", []store.PlanSaying{top}, [5]int64{1100, 825, 275, 440, 660}},
		{"a part alone", []store.PlanSaying{part}, [5]int64{950, 700, 250, 390, 560}},
		{"a region alone", []store.PlanSaying{side}, [5]int64{1031, 766, 265, 431, 600}},
		{"all of them", []store.PlanSaying{side, part, top, gone}, [5]int64{1081, 791, 290, 461, 620}},
	} {
		d := b.Lay(c.says)
		for at, want := range c.want {
			if d.Plan[at][0] != want {
				t.Errorf("%s: %s is %d, want %d", c.name, b.Keys[at], d.Plan[at][0], want)
			}
		}
	}
	d := b.Lay([]store.PlanSaying{empty})
	if d.Plan[0][1] != 101 || d.Plan[1][1] != 51 || d.Plan[2][1] != 50 || d.Plan[3][1] != 51 || d.Plan[4][1] != 50 {
		t.Errorf("where nothing is forecast, all have the same: %v", d.Plan)
	}
	less := b.Lay([]store.PlanSaying{{Segments: []string{"category:b"}, From: first, To: first, Amounts: [][]int64{{-251}}}})
	if key, at, found := less.Below(); !found || key != "category:b" || at != first {
		t.Errorf("below zero: %q %v %t", key, at, found)
	}
}
