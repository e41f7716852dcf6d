package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"olist/week"
)

// counts is a panel of weekly counts, three in five of them zero, and the mean
// of the sum of each of the coming weeks. Negative binomial counts are Poisson
// ones of a rate that varies by gamma of shape 1, an exponential.
func counts(series, weeks, ahead int, season float64, overdispersed bool, seed uint64) (p Panel, means []float64) {
	r := rand.New(rand.NewPCG(seed, 7))
	p, means = Panel{Dated: true}, make([]float64, ahead)
	for s := range series {
		level, x := .25+.5*r.Float64(), make([]float64, weeks)
		if overdispersed {
			level *= 1.5
		}
		for i := range weeks + ahead {
			rate := level * (1 + season*math.Sin(2*math.Pi*float64(i)/week.PerYear))
			if i >= weeks {
				means[i-weeks] += rate
				continue
			}
			if overdispersed {
				rate *= r.ExpFloat64()
			}
			for sum := r.ExpFloat64(); sum < rate; sum += r.ExpFloat64() {
				x[i]++
			}
		}
		p.Series = append(p.Series, Series{Key: "n" + strconv.Itoa(s), Start: 2400, Values: x})
	}
	return p, means
}

// TestMeansOfCounts: where three weeks in five are zero, the medians say next
// to nothing is sold, and the sum of the means is right within 5%; within 10%
// where the coming quarter sells half as much again as the year, of which no
// single series shows anything.
func TestMeansOfCounts(t *testing.T) {
	for name, c := range map[string]struct {
		season        float64
		overdispersed bool
		most          float64
	}{"Poisson": {0, false, .05}, "negative binomial with a season": {.5, true, .1}} {
		t.Run(name, func(t *testing.T) {
			sum, medians, want := 0.0, 0.0, 0.0
			for seed := range uint64(1) {
				p, means := counts(scaled(120, 40), 160, 13, c.season, c.overdispersed, seed+1)
				for _, f := range forecasts(t, trained(t, p, quick()), p, len(means)) {
					for _, q := range f.Points {
						sum, medians = sum+q.Mean, medians+q.Value
					}
				}
				for _, v := range means {
					want += v
				}
			}
			t.Logf("means %+.3f, medians %+.3f", sum/want-1, medians/want-1)
			if off := sum/want - 1; math.Abs(off) > c.most {
				t.Errorf("the means add up to %.1f, %+.1f%% off", sum, 100*off)
			}
			if medians > .9*want {
				t.Errorf("the medians add up to %.1f of %.1f: no panel to tell them from means", medians, want)
			}
		})
	}
}

// TestScaleOfRareSales: a sale among weeks without any is no outlier, which would
// leave a scale far below it, and all that is measured in it bounded.
func TestScaleOfRareSales(t *testing.T) {
	x := make([]float64, 104)
	for i := 9; i < len(x); i += 26 {
		x[i] = 1
	}
	rare := &history{x: x, raw: x}
	if got, want := rare.targetScale(), 2*2./52; math.Abs(got-want) > 1e-9 {
		t.Errorf("scale %v of two sales of 1 a year, want the mean change, %v", got, want)
	}
}

// TestMeansOfRareCounts: of nine zeros in ten and 19 in 20, in panels and alone, the
// means are right in sum, and bands reach no further than counts do: four times the
// most that was ever seen, and to 0.
func TestMeansOfRareCounts(t *testing.T) {
	for name, c := range map[string]struct {
		series int
		rate   float64
		seeds  int
		most   float64 // by which the sum is off
	}{
		"nine in ten":  {scaled(120, 60), .1, 1, .1},
		"19 in twenty": {scaled(120, 60), .05, 1, .15},
		"alone":        {1, .07, 12, .35}, // the draws themselves are .1 off, as a standard error
	} {
		t.Run(name, func(t *testing.T) {
			sum, want := 0., 0.
			for seed := range uint64(c.seeds) {
				p := rareCounts(c.series, c.rate, seed+1)
				seen := 0.
				for _, s := range p.Series {
					seen = max(seen, slices.Max(s.Values))
				}
				for _, f := range forecasts(t, trained(t, p, quick()), p, 13) {
					for _, q := range f.Points {
						sum, want = sum+q.Mean, want+c.rate
						for _, b := range q.Bands {
							if b.Lower > 0 || b.Upper > 4*seen {
								t.Fatalf("%s: %v%% band from %.2f to %.1f, seen %.0f at most", f.Key, b.Level, b.Lower, b.Upper, seen)
							}
						}
					}
				}
			}
			t.Logf("%+.3f", sum/want-1)
			if off := sum/want - 1; math.Abs(off) > c.most {
				t.Errorf("the means add up to %.1f, %+.1f%% off", sum, 100*off)
			}
		})
	}
}

// rareCounts are Poisson counts of one rate, 100 weeks.
func rareCounts(series int, rate float64, seed uint64) Panel {
	r, p := rand.New(rand.NewPCG(seed, 8)), Panel{Dated: true}
	for s := range series {
		x := make([]float64, 100)
		for i := range x {
			for sum := r.ExpFloat64(); sum < rate; sum += r.ExpFloat64() {
				x[i]++
			}
		}
		p.Series = append(p.Series, Series{Key: "n" + strconv.Itoa(s), Start: 2400, Values: x})
	}
	return p
}
