package forecast

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"olist/stat"
	"olist/week"
)

// quick is the default with few trees.
func quick() Config {
	c := DefaultConfig()
	c.Params.NEstimators = 30
	return c
}

// shop is a made-up shop: parts with trend, season and noise, and their sum.
func shop(parts, weeks int, seed uint64) Panel {
	r := rand.New(rand.NewPCG(seed, 1))
	p := Panel{Dated: true}
	total := Series{Key: "total", Start: 2400, Values: make([]float64, weeks)}
	sum := Sum{Total: 0}
	p.Series = append(p.Series, total)
	for k := range parts {
		s := Series{Key: fmt.Sprintf("part %02d", k), Start: 2400, Values: make([]float64, weeks)}
		level := math.Exp(2 + 4*r.Float64())
		for i := range s.Values {
			v := level * (1 + .01*float64(i)) * (1 + .2*math.Sin(2*math.Pi*float64(i)/52)) * math.Exp(.3*r.NormFloat64())
			s.Values[i] = math.Round(100*v) / 100
			total.Values[i] += s.Values[i]
		}
		p.Series = append(p.Series, s)
		sum.Parts = append(sum.Parts, k+1)
	}
	p.Sums = []Sum{sum}
	return p
}

// scaled is n, or the fewer that the race detector is given.
func scaled(n, fewer int) int {
	if raceDetector {
		return fewer
	}
	return n
}

func trained(t *testing.T, p Panel, c Config) *Model {
	t.Helper()
	m, err := Train(context.Background(), p, c, Run{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func forecasts(t *testing.T, m *Model, p Panel, horizon int) []Forecast {
	t.Helper()
	f, err := m.Forecast(context.Background(), p, horizon, []float64{50, 80, 95, 99})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestRampGoesOn(t *testing.T) {
	ramp := make([]float64, 50)
	for i := range ramp {
		ramp[i] = float64(i)
	}
	p := Panel{Series: []Series{{Key: "ramp", Values: ramp}}}
	for _, x := range forecasts(t, trained(t, p, quick()), p, 5)[0].Points {
		if want := float64(49 + x.Step); math.Abs(x.Value-want) > .001 {
			t.Errorf("step %d: %.3f, want %.0f", x.Step, x.Value, want)
		}
	}
}

func TestConstantStays(t *testing.T) {
	for _, v := range []float64{0, 7, 1234.56} {
		x := make([]float64, 60)
		stat.Fill(x, v)
		p := Panel{Series: []Series{{Key: "c", Values: x}}}
		for _, q := range forecasts(t, trained(t, p, quick()), p, 52)[0].Points {
			if math.Abs(q.Value-v) > 1e-6*(1+v) {
				t.Fatalf("constant %g: step %d is %g", v, q.Step, q.Value)
			}
		}
	}
}

func TestScaleEquivariance(t *testing.T) {
	p := shop(3, 80, 2)
	p.Sums = nil
	want := forecasts(t, trained(t, p, quick()), p, 12)
	for _, k := range []float64{4, 1000} {
		q := p
		q.Series = slices.Clone(p.Series)
		q.Series[2].Values = slices.Clone(p.Series[2].Values)
		for i := range q.Series[2].Values {
			q.Series[2].Values[i] *= k
		}
		got := forecasts(t, trained(t, q, quick()), q, 12)
		for i := range got {
			times := 1.0
			if i == 2 {
				times = k
			}
			for h, x := range got[i].Points {
				w := want[i].Points[h]
				near(t, x.Value, times*w.Value)
				for b := range x.Bands {
					near(t, x.Bands[b].Lower, times*w.Bands[b].Lower)
					near(t, x.Bands[b].Upper, times*w.Bands[b].Upper)
				}
			}
		}
	}
}

// TestScaleEquivarianceOfCounts: small whole numbers are full of ties, which
// must fall the same way whatever unit they are told in.
func TestScaleEquivarianceOfCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	panel := func(series int) Panel {
		p := Panel{Series: make([]Series, series)}
		for i := range p.Series {
			p.Series[i] = Series{Key: fmt.Sprintf("s%02d", i), Values: make([]float64, 104)}
			for k := range p.Series[i].Values {
				if i%2 == 0 && r.IntN(5) > 0 {
					continue // a week without a sale
				}
				p.Series[i].Values[k] = float64(r.IntN(10))
			}
		}
		return p
	}
	for _, p := range []Panel{panel(1), panel(30)} {
		want := forecasts(t, trained(t, p, quick()), p, 12)
		for _, k := range []float64{.37, 3, 1000, 1e-6}[:scaled(4, 1)] {
			q := Panel{Series: slices.Clone(p.Series)}
			for i := range q.Series {
				q.Series[i].Values = slices.Clone(q.Series[i].Values)
				for h := range q.Series[i].Values {
					q.Series[i].Values[h] *= k
				}
			}
			got := forecasts(t, trained(t, q, quick()), q, 12)
			for i := range got {
				for h, x := range got[i].Points {
					w := want[i].Points[h]
					for _, v := range [][2]float64{{x.Value, w.Value}, {x.Bands[0].Upper, w.Bands[0].Upper}, {x.Bands[0].Lower, w.Bands[0].Lower}} {
						if math.Abs(v[0]-k*v[1]) > 1e-9*k*(1+math.Abs(v[1])) {
							t.Fatalf("%d series times %v: %s step %d: got %.8g, want %.8g", len(got), k, got[i].Key, h+1, v[0], k*v[1])
						}
					}
				}
			}
		}
	}
}

func near(t *testing.T, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-4*(1e-6+math.Abs(want)) {
		t.Fatalf("got %.8g, want %.8g", got, want)
	}
}

func TestPermutationChangesNothing(t *testing.T) {
	p := shop(5, 80, 3)
	q := Panel{Dated: true, Series: slices.Clone(p.Series)}
	slices.Reverse(q.Series)
	last := len(q.Series) - 1
	q.Sums = []Sum{{Total: last}}
	for i := range last {
		q.Sums[0].Parts = append(q.Sums[0].Parts, i)
	}
	a, b := forecasts(t, trained(t, p, quick()), p, 8), forecasts(t, trained(t, q, quick()), q, 8)
	for i := range a {
		if fmt.Sprint(a[i]) != fmt.Sprint(b[last-i]) {
			t.Fatalf("series %s: %v, permuted %v", a[i].Key, a[i].Points[0], b[last-i].Points[0])
		}
	}
}

func TestSameBytesOnAnyNumberOfCores(t *testing.T) {
	p := shop(6, 90, 4)
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	var first []byte
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		b, err := trained(t, p, quick()).MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		} else if !bytes.Equal(first, b) {
			t.Fatalf("GOMAXPROCS %d gives another model", n)
		}
	}
}

func TestHorizonDoesNotChangeTheFirstSteps(t *testing.T) {
	p := shop(3, 80, 6)
	m := trained(t, p, quick())
	long, short := forecasts(t, m, p, 52), forecasts(t, m, p, 3)
	for i := range short {
		if fmt.Sprint(short[i].Points) != fmt.Sprint(long[i].Points[:3]) || fmt.Sprint(short[i].Totals) != fmt.Sprint(long[i].Totals[:3]) {
			t.Fatalf("series %d: %v, with a longer horizon %v", i, short[i].Points, long[i].Points[:3])
		}
	}
}

func TestBandsNest(t *testing.T) {
	p := shop(4, 90, 7)
	for _, f := range forecasts(t, trained(t, p, quick()), p, 52) {
		for _, points := range [][]Point{f.Points, f.Totals} {
			width := 0.0
			for _, x := range points {
				lower, upper := x.Value, x.Value
				for _, b := range x.Bands {
					if b.Lower > lower || b.Upper < upper || b.Lower < 0 {
						t.Fatalf("%s step %d: bands cross or go below zero: %+v", f.Key, x.Step, x)
					}
					lower, upper = b.Lower, b.Upper
				}
				if p.AssumesChristmas([]week.Week{x.Week}) {
					continue // wider than the weeks around: nobody has seen it
				}
				if w := x.Bands[1].Upper - x.Value; w < width-1e-9 {
					t.Fatalf("%s step %d: the band narrows from %g to %g", f.Key, x.Step, width, w)
				} else {
					width = w
				}
			}
		}
	}
}

func TestEncodedModelForecastsTheSame(t *testing.T) {
	p := shop(3, 80, 9)
	p.Events = fridays(2400, 2500)
	m := trained(t, p, quick())
	b, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again, err := UnmarshalModel(b)
	if err != nil {
		t.Fatal(err)
	}
	if x, y := forecasts(t, m, p, 20), forecasts(t, again, p, 20); fmt.Sprint(x) != fmt.Sprint(y) {
		t.Fatal("the decoded model forecasts something else")
	}
	if c, _ := again.MarshalBinary(); !bytes.Equal(b, c) {
		t.Fatal("the decoded model has other bytes")
	}
	for _, i := range []int{0, 5, len(b) / 2, len(b) - 1} {
		bad := bytes.Clone(b)
		bad[i] ^= 1
		if _, err := UnmarshalModel(bad); err == nil {
			t.Errorf("byte %d flipped, and nobody noticed", i)
		}
	}
	if _, err := UnmarshalModel(b[:len(b)-1]); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut short: %v", err)
	}
}
