package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestMeansAddUp over the parts of a sum and over weeks, before and after
// rounding to the cent, and no mean falls below zero.
func TestMeansAddUp(t *testing.T) {
	p := shop(4, 70, 3)
	fs := forecasts(t, trained(t, p, quick()), p, 20)
	for _, tolerance := range []float64{1e-9, 1e-12} {
		for k, total := range fs[0].Points {
			parts, run := 0.0, 0.0
			for _, f := range fs[1:] {
				parts += f.Points[k].Mean
				if f.Points[k].Mean < 0 {
					t.Errorf("%s, step %d: %v", f.Key, k+1, f.Points[k].Mean)
				}
			}
			for _, q := range fs[0].Points[:k+1] {
				run += q.Mean
			}
			if off := math.Abs(parts - total.Mean); off > tolerance*total.Mean {
				t.Errorf("step %d: the parts' means miss the total's by %g", k+1, off)
			}
			if off := math.Abs(run - fs[0].Totals[k].Mean); off > 1e-9*run {
				t.Errorf("step %d: the weeks' means miss the running total's by %g", k+1, off)
			}
		}
		RoundForecasts(fs, p.Sums, 100)
	}
}

// TestMeansOfForecasts: with the mean in place of the median, bands hold it and
// change nowhere else, and the events' amounts follow it.
func TestMeansOfForecasts(t *testing.T) {
	f := Forecast{Points: []Point{
		{Value: 10, Mean: 12, Bands: []Band{{1, 9, 11}, {80, 5, 20}}, Events: []EventAmount{{Name: "fair", Amount: 5}}},
		{Value: 0, Mean: 3, Bands: []Band{{1, 0, 0}, {80, 0, 9}}},
	}}
	got := f.Means().Points
	if p := got[0]; p.Value != 12 || p.Bands[0] != (Band{1, 9, 12}) || p.Bands[1] != (Band{80, 5, 20}) || p.Events[0].Amount != 6 {
		t.Errorf("%+v", p)
	}
	if p := got[1]; p.Value != 3 || p.Bands[0] != (Band{1, 0, 3}) || p.Bands[1] != (Band{80, 0, 9}) {
		t.Errorf("%+v", p)
	}
	if p := f.Points[0]; p.Value != 10 || p.Bands[0].Upper != 11 || p.Events[0].Amount != 5 {
		t.Errorf("the forecast itself changed: %+v", p)
	}
}

// TestEarlierModelHasNoMeans: its means are its medians, its bands those that
// they were, and at levels below its first they go straight to the forecast.
func TestEarlierModelHasNoMeans(t *testing.T) {
	p, b := smallModel(t)
	now, err := UnmarshalModel(b)
	if err != nil {
		t.Fatal(err)
	}
	earlier := *now
	earlier.mean = nil
	first := len(bandLevels) - oldBandLevels
	earlier.bands = bandTable{rowsFrom(now.bands.Point, first), rowsFrom(now.bands.Total, first), now.bands.Below[first:], now.bands.Above[first:]}
	if b, err = earlier.MarshalBinary(); err != nil {
		t.Fatal(err)
	}
	m, err := UnmarshalModel(b)
	if err != nil {
		t.Fatal(err)
	}
	if m.mean != nil || len(m.bands.Point[0]) != oldBandLevels || len(m.bands.Below) != oldBandLevels {
		t.Fatalf("the model is not an earlier one: %d levels", len(m.bands.Point[0]))
	}
	want := forecasts(t, now, p, 8)
	for i, f := range forecasts(t, m, p, 8) {
		for k, q := range f.Points {
			if q.Mean != q.Value || f.Totals[k].Mean != f.Totals[k].Value {
				t.Errorf("%s, step %d: mean %v, median %v", f.Key, k+1, q.Mean, q.Value)
			}
			w := want[i].Points[k]
			if near := math.Abs(q.Value-w.Value) + math.Abs(q.Bands[1].Upper-w.Bands[1].Upper); near > 1e-9*(1+w.Value) {
				t.Errorf("%s, step %d: %+v, want %+v", f.Key, k+1, q, w)
			}
		}
	}
	nested(t, m, p)
	nested(t, now, p)
}

func rowsFrom(rows [][]float64, first int) [][]float64 {
	out := make([][]float64, len(rows))
	for i, r := range rows {
		out[i] = r[first:]
	}
	return out
}

// nested checks bands of all levels from 1 to 99.
func nested(t *testing.T, m *Model, p Panel) {
	t.Helper()
	levels := make([]float64, 99)
	for i := range levels {
		levels[i] = float64(i + 1)
	}
	fs, err := m.Forecast(t.Context(), p, 8, levels)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fs {
		for _, q := range append(f.Points, f.Totals...) {
			wide := q.Bands[98].Upper - q.Bands[98].Lower
			if first := q.Bands[0]; first.Lower > q.Value || first.Upper < q.Value || first.Upper-first.Lower > wide/5 {
				t.Errorf("%s, step %d: %+v at 1%%, %+v at 99%%", f.Key, q.Step, first, q.Bands[98])
			}
			for i, b := range q.Bands[1:] {
				if before := q.Bands[i]; b.Lower > before.Lower || b.Upper < before.Upper {
					t.Errorf("%s, step %d: %+v is not in %+v", f.Key, q.Step, before, b)
				}
			}
		}
	}
}

// TestMeansHaveDriversOnThem as the medians have: they are held against what was
// sold, promotions in it, and not against what would have been sold without.
func TestMeansHaveDriversOnThem(t *testing.T) {
	const weeks, horizon = 120, 8
	p := Panel{Drivers: []string{"promo"}}
	truth := 0.0
	for i := range 20 {
		r := rand.New(rand.NewPCG(3, uint64(i)))
		s := Series{Key: fmt.Sprintf("s%02d", i), Drivers: [][]float64{nil}}
		for k := range weeks + horizon {
			promo := float64(r.IntN(3)) // days
			s.Drivers[0] = append(s.Drivers[0], promo)
			usual := 50 * math.Exp(.5*promo)
			if k < weeks {
				s.Values = append(s.Values, usual*(1+.1*r.NormFloat64()))
			} else {
				truth += usual
			}
		}
		p.Series = append(p.Series, s)
	}
	sum := 0.0
	for _, f := range forecasts(t, trained(t, p, quick()), p, horizon) {
		sum += f.Totals[horizon-1].Mean
	}
	if math.Abs(sum/truth-1) > .05 {
		t.Errorf("means add up to %.0f, want %.0f", sum, truth)
	}
}
