package backtest

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/week"
)

// quickly is the default with few trees.
func quickly() forecast.Config {
	c := forecast.DefaultConfig()
	c.Params.NEstimators = 30
	return c
}

func noise(weeks int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	x := make([]float64, weeks)
	for i := range x {
		x[i] = max(0, 1000+100*r.NormFloat64())
	}
	return x
}

// sales are parts with trend and noise after their sum.
func sales(parts, weeks int, seed uint64) forecast.Panel {
	p := forecast.Panel{Dated: true, Series: []forecast.Series{{Key: "total", Start: 2400, Values: make([]float64, weeks)}}, Sums: []forecast.Sum{{}}}
	for k := range parts {
		x := noise(weeks, seed+uint64(k))
		for i := range x {
			x[i] = math.Round(x[i] * (1 + .01*float64(i)))
			p.Series[0].Values[i] += x[i]
		}
		p.Series = append(p.Series, forecast.Series{Key: fmt.Sprint("part ", k), Start: 2400, Values: x})
		p.Sums[0].Parts = append(p.Sums[0].Parts, k+1)
	}
	return p
}

// TestLeak: what comes after a cutoff changes nothing that is forecast at it.
func TestLeak(t *testing.T) {
	p := sales(4, 90, 1)
	run := func(p forecast.Panel) [][]float64 {
		r, err := Run(context.Background(), p, quickly(), Options{Horizon: 6, Windows: 8}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var out [][]float64
		for _, f := range r.Past {
			if f.Cutoff <= p.Series[0].Start+84 { // up to week 85
				var v []float64
				for k := range f.Forecast {
					v = append(v, float64(f.Forecast[k]), float64(f.Lower80[k]), float64(f.Upper80[k]))
				}
				out = append(out, v)
			}
		}
		return out
	}
	before := run(p)
	r := rand.New(rand.NewPCG(5, 5))
	for i := range p.Series {
		for j := 85; j < 90; j++ {
			p.Series[i].Values[j] = 1e4 * r.Float64()
		}
	}
	after := run(p)
	if len(before) == 0 || len(before) != len(after) {
		t.Fatalf("%d forecasts before, %d after", len(before), len(after))
	}
	for i := range before {
		if n := min(len(before[i]), len(after[i])); !slices.Equal(before[i][:n], after[i][:n]) {
			t.Fatalf("forecast %d changed with the future: %v, then %v", i, before[i], after[i])
		}
	}
}

// TestBacktestJudgesEnds: each origin is judged as it was known then.
func TestBacktestJudgesEnds(t *testing.T) {
	x := noise(120, 6)
	x[112] = 0
	p := forecast.Panel{Series: []forecast.Series{{Key: "a", Values: x}}}
	var off [2]float64
	for k, judge := range []bool{false, true} {
		r, err := Run(context.Background(), p, quickly(), Options{Horizon: 4, Windows: 10, JudgeEnds: judge}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, way := range r.Methods {
			for _, c := range way.Groups[0].ByCutoffs {
				if way.Name == EngineMethod && c.Cutoff == 112 { // week 112 is the last known there
					off[k] = float64(c.MAE)
				}
			}
		}
	}
	if !(off[1] < off[0]) {
		t.Errorf("from the origin at the cut week the error is %.0f, judged %.0f", off[0], off[1])
	}
}

// TestZerosBeforeTheFirstSaleAreNotScored: they change no figure of a report.
func TestZerosBeforeTheFirstSaleAreNotScored(t *testing.T) {
	var short, long forecast.Panel
	for i := range 3 {
		x, key := noise(110, uint64(i)), fmt.Sprint("s", i)
		zeros := make([]float64, 7+30*i)
		short.Series = append(short.Series, forecast.Series{Key: key, Start: 2400, Values: x})
		long.Series = append(long.Series, forecast.Series{Key: key, Start: 2400 - week.Week(len(zeros)), Values: append(zeros, x...)})
	}
	o := Options{Horizon: 4, Windows: 5}
	a, err := Run(context.Background(), short, quickly(), o, nil)
	b, other := Run(context.Background(), long, quickly(), o, nil)
	if err != nil || other != nil || a.Fingerprint != b.Fingerprint || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("reports differ: %v %v", err, other)
	}
}

// TestReportsHoldNumbers: at every size that a forecast is made at, a report has
// neither infinities nor errors beyond all measure.
func TestReportsHoldNumbers(t *testing.T) {
	x := noise(60, 9)
	for _, size := range []float64{5e-324, 1e-310, 1e-200, 1e-30, 1, 1e30, 1e150, 1e200, 1e295, 1e300} {
		for _, sign := range []float64{1, -1} {
			t.Run(fmt.Sprintf("%g", sign*size), func(t *testing.T) {
				p := forecast.Panel{Series: []forecast.Series{{Key: "a"}, {Key: "b", Values: []float64{1, 2, 3}}}}
				for i, v := range x {
					v = sign * v / slices.Max(x) * size
					if sign < 0 && i%2 == 0 {
						v = -v
					}
					p.Series[0].Values = append(p.Series[0].Values, v)
				}
				r, err := Run(context.Background(), p, quickly(), Options{Horizon: 4, Windows: 6, Refit: 6}, nil)
				if err != nil {
					t.Fatal(err)
				}
				b, err := json.Marshal(r)
				if err != nil || strings.Contains(string(b), "NaN") || strings.Contains(string(b), "Inf") {
					t.Fatalf("the report: %v", err)
				}
				for _, way := range r.Methods {
					if e := float64(way.Groups[0].Overall.MASE); !(e < 1e9) {
						t.Errorf("%s is off by %g naive errors", way.Name, e)
					}
				}
			})
		}
	}
}
