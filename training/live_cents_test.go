package training

import (
	"math"
	"strings"
	"testing"

	"olist/store"
)

// What is served adds up to the cent, at any levels: categories and states to
// all sales, week by week and in the running totals; weeks to their total; what
// drove a week to the week.
func TestWhatIsServedAddsUpToTheCent(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	cents := func(v float64) int64 {
		c := math.Round(v * centsPerUnit)
		if math.Abs(c/centsPerUnit-v) > 1e-9*(1+math.Abs(v)) {
			t.Fatalf("%v has parts of cents", v)
		}
		return int64(c)
	}
	for _, levels := range [][]float64{Levels, {60, 99}} {
		weeks, totals := map[string][MaxHorizon]int64{}, map[string][MaxHorizon]int64{}
		for _, seg := range live.Data.Segments {
			f, err := live.ForecastAt(seg.Key, levels)
			must(t, err)
			kind, _, _ := strings.Cut(seg.Key, ":")
			w, x, run := weeks[kind], totals[kind], int64(0)
			for k := range MaxHorizon {
				run += cents(f.Points[k].Value)
				if got := cents(f.Totals[k].Value); got != run {
					t.Fatalf("%s: %d weeks make %d cents, their total is %d", seg.Key, k+1, run, got)
				}
				w[k] += cents(f.Points[k].Value)
				x[k] += cents(f.Totals[k].Value)
			}
			weeks[kind], totals[kind] = w, x
		}
		for _, kind := range []string{"category", "state"} {
			if weeks[kind] != weeks[store.TotalKey] || totals[kind] != totals[store.TotalKey] {
				t.Errorf("levels %v: the parts by %s do not make all sales", levels, kind)
			}
		}
	}
	key := store.StateKey("SP")
	f, err := live.Forecast(key)
	must(t, err)
	all, err := live.Explain(t.Context(), key, DefaultHorizon)
	must(t, err)
	for k, e := range all {
		sum := 0.0
		for _, c := range e.Contributions {
			sum += c.Amount
		}
		if e.Value != f.Points[k].Value || math.Abs(sum-e.Value) > 1e-6 {
			t.Errorf("step %d: %v is explained as %v, parts making %v", k+1, f.Points[k].Value, e.Value, sum)
		}
	}
}
