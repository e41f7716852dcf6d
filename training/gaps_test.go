package training

import (
	"slices"
	"testing"

	"olist/forecast"
	"olist/quality"
	"olist/store"
	"olist/week"
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
		w := store.WeekInfo{WeekStatus: quality.WeekStatus{Week: d.To + week.Week(k), State: quality.StateEmpty}}
		if k == weeks {
			w.State = quality.StateComplete
		}
		h.Weeks = append(h.Weeks, w)
	}
	for i, s := range h.Segments {
		h.Segments[i].Revenue = slices.Concat(s.Revenue[:n], make([]int64, weeks-1), s.Revenue[n-1:n])
	}
	return &h
}

// A week imported two months ahead makes no band surer by the model that serves.
// One that learns from it weighs its members anew, which by itself moves bands of
// single segments by a fifth (another seed moves one of the 59 so far, one whole week
// more twelve, four weeks less of data 25): there most of them and their
// mean are held. What sells now and then is left out: its usual is too
// little to be held against.
func TestAWeekAheadNarrowsNoBand(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	before := live.Data.Panel
	after := NewData(ahead(live.Data, 9)).Panel
	config := live.Engine.Config()
	config.Params.NEstimators = 60
	type pair struct {
		name        string
		was, is     *forecast.Model
		least, most float64
		narrow      int // so many of the segments that sell often may lie below .8
	}
	pairs := []pair{{"served", live.Engine, live.Engine, .8, 3, 0}}
	if !raceDetector { // two trainings of the whole sample, for figures alone
		plain, err := forecast.Train(t.Context(), before, config, forecast.Run{})
		must(t, err)
		anew, err := forecast.Train(t.Context(), after, config, forecast.Run{})
		must(t, err)
		pairs = append(pairs, pair{"anew", plain, anew, .6, 4, 9})
	}
	for _, c := range pairs {
		usual, err := c.was.Forecast(t.Context(), before, 12, []float64{95})
		must(t, err)
		got, err := c.is.Forecast(t.Context(), after, 12, []float64{95})
		must(t, err)
		sum, n, narrow := 0.0, 0.0, 0
		for i := range got {
			w, u := width(got[i]), width(usual[i])
			if nonZero(before.Series[i].Values) < pooledLeast {
				continue
			}
			sum, n = sum+w/u, n+1
			if w < .8*u {
				narrow++
			}
			if w < c.least*u || w > c.most*u {
				t.Errorf("%s, %s: bands of %.0f; before %.0f", c.name, got[i].Key, w, u)
			}
		}
		if !(sum/n >= 1) || narrow > c.narrow {
			t.Errorf("%s: bands are %.3f times as wide as before, on average; %d of %.0f narrower by a fifth", c.name, sum/n, narrow, n)
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
