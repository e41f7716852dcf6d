package training

import (
	"testing"

	"olist/forecast"
)

// TestServedIsTheMean: what every page and answer shows is the engine's mean,
// inside its bands, at any level.
func TestServedIsTheMean(t *testing.T) {
	s := newService(t, nil)
	s.retrained(t, 5)
	l := s.live.Load()
	all, err := l.Engine.Forecast(t.Context(), l.Data.Panel, MaxHorizon, Levels)
	must(t, err)
	forecast.RoundForecasts(all, l.Data.Panel.Sums, centsPerUnit)
	others := 0
	for _, f := range all {
		got, err := l.ForecastAt(f.Key, []float64{1, 80})
		must(t, err)
		for k, p := range got.Points {
			if p.Value != f.Points[k].Mean || got.Totals[k].Value != f.Totals[k].Mean {
				t.Fatalf("%s, step %d: %v is served, the mean is %v", f.Key, k+1, p.Value, f.Points[k].Mean)
			}
			if f.Points[k].Mean != f.Points[k].Value {
				others++
			}
			for _, b := range p.Bands {
				if b.Lower > p.Value || b.Upper < p.Value {
					t.Fatalf("%s, step %d: %v is not within %+v", f.Key, k+1, p.Value, b)
				}
			}
		}
	}
	if others == 0 {
		t.Error("every mean is the median: nothing was tested")
	}
}
