package forecast

import (
	"math"
	"math/rand/v2"
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
