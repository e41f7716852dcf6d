package forecast

import (
	"math"
	"testing"
)

// TestSeriesThatErrTogetherAreFewWitnesses: a hundred series with one error
// count as one, with errors of their own as about a hundred.
func TestSeriesThatErrTogetherAreFewWitnesses(t *testing.T) {
	const series = 100
	classes, scale := make([]class, series), make([]float64, series)
	for s := range scale {
		scale[s] = 2
	}
	priors := [][]float64{{.5, .5}, {.5, .5}, {.5, .5}, {.5, .5}}
	count := func(share float64) float64 {
		trials := origins(20, classes, func(int, int, int) float64 { return 0 })
		for k := range trials {
			for s := range series {
				for h := range trials[k].target[s] {
					own, common := math.Sin(float64(7919*s+31*h+k*k)), math.Sin(float64(17*h+5*k))
					trials[k].target[s][h] += share*common + (1-share)*own
				}
			}
		}
		return independentSeries(trials, longSeries, scale, priors, series)
	}
	if n := count(1); n != 1 {
		t.Errorf("one error in common: %v series", n)
	}
	if n := count(0); n < series/2 {
		t.Errorf("errors of their own: %v series", n)
	}
	if n := count(.5); n < 1.2 || n > 8 {
		t.Errorf("half in common: %v series", n)
	}
	trials := origins(20, classes, func(int, int, int) float64 { return 1 })
	if p := penaltyOf(trials, longSeries, scale, priors, series); math.Abs(p-commonPenalty) > 1e-9 {
		t.Errorf("one error in common: penalty %v", p)
	}
	if p := penaltyOf(trials, shareSeries, scale, priors, series); p != weightPenalty/float64(series) {
		t.Errorf("shares: penalty %v", p)
	}
	if p := penaltyOf(origins(20, classes[:1], func(int, int, int) float64 { return 1 }), longSeries, scale, priors, 1); p != weightPenalty {
		t.Errorf("one series: penalty %v", p)
	}
}

// TestPriorsOfAPanel: of one series, or of weeks without dates, they are what
// they were; of many they are the panel's.
func TestPriorsOfAPanel(t *testing.T) {
	ms := members()
	for _, c := range []class{longSeries, shortSeries, shareSeries} {
		alone := priorsOf(ms, c, refLevel, 5, 0)
		for _, panel := range []float64{1, 11, 1e9} {
			for b, row := range priorsOf(ms, c, refLevel, 5, panel) {
				sum, want, single := 0.0, 0.0, 0.0
				for i, m := range ms {
					sum, want, single = sum+row[i], want+m.prior.ofPanel(c), single+alone[b][i]
				}
				for i, m := range ms {
					as := alone[b][i]
					if c != shareSeries && panel > 1 {
						pooled := (panel - 1) / (panel - 1 + pooledPrior)
						as = (1-pooled)*alone[b][i]/single + pooled*m.prior.ofPanel(c)/want
					}
					if math.Abs(row[i]-as) > 1e-12 {
						t.Errorf("class %d, %g series, bin %d, %s: %v, want %v", c, panel, b, m.name, row[i], as)
					}
				}
			}
		}
	}
}
