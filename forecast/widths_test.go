package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// walks are random walks, calm and wild ones, some with shocks now and then.
func walks(count, weeks int, seed uint64) Panel {
	r := rand.New(rand.NewPCG(seed, 3))
	var p Panel
	for k := range count {
		s := Series{Key: fmt.Sprintf("w%03d", k), Values: make([]float64, weeks)}
		v, calm := 500., 1.
		for i := range s.Values {
			if i%40 == 0 {
				calm = math.Exp(r.NormFloat64())
			}
			d := calm * r.NormFloat64()
			if k%3 == 0 && r.Float64() < .03 {
				d *= 8
			}
			v += d
			s.Values[i] = v
		}
		p.Series = append(p.Series, s)
	}
	return p
}

// Bands hold what they say on weeks that nothing was told of, overall and at
// the first and the last step.
func TestBandsHoldWhatTheySay(t *testing.T) {
	const horizon = 12
	var in [2][horizon]float64
	n := 0.0
	for seed := range uint64(3) {
		p := walks(scaled(60, 24), 220, seed)
		actual := make([][]float64, len(p.Series))
		for i, s := range p.Series {
			cut := len(s.Values) - horizon
			p.Series[i].Values, actual[i] = s.Values[:cut], s.Values[cut:]
		}
		m := trained(t, p, quick())
		if len(m.widths.forests) == 0 {
			t.Fatal("no widths were learnt")
		}
		for i, f := range forecasts(t, m, p, horizon) {
			for h, q := range f.Points {
				for k, b := range q.Bands[1:3] { // 80 and 95
					if b.Lower <= actual[i][h] && actual[i][h] <= b.Upper {
						in[k][h]++
					}
				}
			}
			n++
		}
	}
	for k, want := range []float64{.8, .95} {
		all := 0.0
		for _, v := range in[k] {
			all += v / horizon / n
		}
		if math.Abs(all-want) > .05 {
			t.Errorf("the %.0f%% band holds %.3f", 100*want, all)
		}
		for _, h := range []int{0, horizon - 1} {
			if got := in[k][h] / n; math.Abs(got-want) > .1 {
				t.Errorf("the %.0f%% band holds %.3f at step %d", 100*want, got, h+1)
			}
		}
	}
}

// Bands never narrow with the step, whatever the trees say.
func TestBandsWiden(t *testing.T) {
	p := walks(40, 160, 7)
	for _, f := range forecasts(t, trained(t, p, quick()), p, MaxHorizon) {
		for k := range f.Points[0].Bands {
			last := 0.0
			for _, q := range f.Points {
				width := q.Bands[k].Upper - q.Value // below, the band ends at 0
				if width < last*(1-1e-12) {
					t.Errorf("%s: the %.0f%% band narrows from %g to %g at step %d", f.Key, q.Bands[k].Level, last, width, q.Step)
				}
				last = width
			}
		}
	}
}

// A sum is no more uncertain than its weeks all at their worst at once, and in
// proportion no surer far beyond what was measured than at its edge.
func TestTotalsKeepWithinTheWeeks(t *testing.T) {
	p := walks(40, 160, 8)
	for _, f := range forecasts(t, trained(t, p, quick()), p, MaxHorizon) {
		for k := range f.Points[0].Bands {
			lower, upper := 0.0, 0.0
			for i, q := range f.Points {
				lower, upper = lower+q.Bands[k].Lower, upper+q.Bands[k].Upper
				if b := f.Totals[i].Bands[k]; b.Lower < lower-1e-9*upper || b.Upper > upper*(1+1e-9) {
					t.Errorf("%s, %d weeks: together %g to %g, one by one %g to %g", f.Key, q.Step, b.Lower, b.Upper, lower, upper)
				}
			}
			width := func(weeks int) float64 {
				return (f.Totals[weeks-1].Bands[k].Upper - f.Totals[weeks-1].Value) / float64(weeks)
			}
			if width(MaxHorizon) < width(originSteps)*(1-1e-9) {
				t.Errorf("%s: %g a week over a year, %g over half of it", f.Key, width(MaxHorizon), width(originSteps))
			}
		}
	}
}

func TestMoveQuantiles(t *testing.T) {
	x := make([]float64, 200)
	for i := range x {
		x[i] = 3 * float64(i)
	}
	if a, b, c := changeQuantiles(x, 4); a != 12 || b != 12 || c != 12 {
		t.Errorf("in 4 weeks a slope of 3 goes %g, %g, %g", a, b, c)
	}
	if a, _, _ := changeQuantiles(x[:20], 4); a == a {
		t.Errorf("eight moves are too few, and give %g", a)
	}
}
