package training

import (
	"math"
	"slices"
	"testing"

	"olist/forecast"
	"olist/store"
)

// ahead is the history with one more week, so many weeks after its last, as the
// last one sold; of those between nothing is known.
func ahead(d *Data, weeks int) *store.History {
	h := *d.History
	n := 0
	for n < len(d.Weeks) && d.Weeks[n].Week <= d.To {
		n++
	}
	h.Weeks, h.Segments = slices.Clone(d.Weeks[:n]), slices.Clone(h.Segments)
	for k := 1; k <= weeks; k++ {
		w := store.WeekInfo{WeekStatus: forecast.WeekStatus{Week: d.To + forecast.Week(k), State: forecast.StateEmpty}}
		if k == weeks {
			w.State = forecast.StateComplete
		}
		h.Weeks = append(h.Weeks, w)
	}
	for i, s := range h.Segments {
		h.Segments[i].Revenue = slices.Concat(s.Revenue[:n], make([]int64, weeks-1), s.Revenue[n-1:n])
	}
	return &h
}

// A week imported two months ahead makes no band surer: neither by the model
// that serves nor by one that learns from it. What sells now and then is judged
// on average only: its usual is too little to be held against.
func TestAWeekAheadNarrowsNoBand(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	before := live.Data.Panel
	after := NewData(ahead(live.Data, 9)).Panel
	config := live.Engine.Config()
	config.Params.NEstimators = 60
	plain, err := forecast.Train(t.Context(), before, config, nil)
	must(t, err)
	anew, err := forecast.Train(t.Context(), after, config, nil)
	must(t, err)
	for name, m := range map[string][2]*forecast.Model{"served": {live.Engine, live.Engine}, "anew": {plain, anew}} {
		usual, err := m[0].Forecast(t.Context(), before, 12, []float64{95})
		must(t, err)
		got, err := m[1].Forecast(t.Context(), after, 12, []float64{95})
		must(t, err)
		sum, n := 0.0, 0.0
		for i := range got {
			w, u := width(got[i]), width(usual[i])
			if u == 0 {
				continue
			}
			sum, n = sum+w/u, n+1
			if often := nonZero(before.Series[i].Values) >= pooledLeast; often && (w < .8*u || w > 3*u) {
				t.Errorf("%s, %s: bands of %.0f; before %.0f", name, got[i].Key, w, u)
			}
		}
		if math.IsNaN(sum/n) || sum/n < 1 {
			t.Errorf("%s: bands are %.3f times as wide as before, on average", name, sum/n)
		}
	}
}

// width is the mean reach of the bands upwards; below, they end at nothing.
func width(f forecast.Forecast) (w float64) {
	for _, q := range f.Points {
		w += (q.Bands[0].Upper - q.Value) / float64(len(f.Points))
	}
	return w
}
