package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/week"
)

// TestSumsOfWholeWeeksAreTodays: the first weeks together have the band of their running total,
// and a week by itself has its own, to the last bit.
func TestSumsOfWholeWeeksAreTodays(t *testing.T) {
	p := shop(4, 120, 5)
	for _, f := range forecasts(t, trained(t, p, quick()), p, 26) {
		for h := 1; h <= 26; h++ {
			ones, alone := make([]float64, 26), make([]float64, h)
			for k := range h {
				ones[k] = 1
			}
			alone[h-1] = 1
			if diff := cmp.Diff(f.Totals[h-1], f.SumOf(ones)); diff != "" {
				t.Fatalf("%d weeks of %s: %s", h, f.Key, diff)
			}
			if got := f.SumOf(alone); h > 1 && cmp.Diff(f.Points[h-1].Bands, got.Bands) != "" {
				t.Fatalf("week %d of %s has %v, want %v", h, f.Key, got.Bands, f.Points[h-1].Bands)
			}
		}
	}
}

// TestSumsAreOrdered: whatever the weights, a band holds its value and the bands of
// lower levels, is no wider than that of all its weeks' ends at once, and of what is
// never negative neither is its lower end.
func TestSumsAreOrdered(t *testing.T) {
	p := shop(6, 100, 9)
	r := rand.New(rand.NewPCG(3, 3))
	for _, f := range forecasts(t, trained(t, p, quick()), p, 52) {
		for range 500 {
			weights, apart := make([]float64, 52), Band{}
			for k := r.IntN(50); k < 52 && r.Float64() < .9; k++ {
				weights[k] = []float64{1, 1, 1, r.Float64()}[r.IntN(4)]
			}
			got := f.SumOf(weights)
			for i, b := range got.Bands {
				if i > 0 && (b.Lower > got.Bands[i-1].Lower || b.Upper < got.Bands[i-1].Upper) || b.Lower > got.Value || b.Upper < got.Value || b.Lower < 0 {
					t.Fatalf("%v has the bands %v", got.Value, got.Bands)
				}
				apart = Band{}
				for k, w := range weights {
					apart.Lower += math.Sqrt(w) * (f.Points[k].Value - f.Points[k].Bands[i].Lower)
					apart.Upper += math.Sqrt(w) * (f.Points[k].Bands[i].Upper - f.Points[k].Value)
				}
				if got.Value-b.Lower > apart.Lower*(1+1e-9) || b.Upper-got.Value > apart.Upper*(1+1e-9) {
					t.Fatalf("%v: %v is wider than %v apart", weights, b, apart)
				}
			}
		}
	}
	if got := (Forecast{}).SumOf([]float64{1}); got.Step != 0 {
		t.Errorf("no weeks make %v", got)
	}
}

// daily is made-up shops by the day: a level that wanders, a pattern of the week,
// and noise by day. It gives the panel of their weeks, and the days of the weeks
// that follow, [series][day].
func daily(series, weeks, ahead int, wander float64, seed uint64) (Panel, [][]float64) {
	r := rand.New(rand.NewPCG(seed, 7))
	pattern := []float64{1.2, 1.1, 1, 1, 1.3, .9, .5}
	p, coming := Panel{Dated: true}, make([][]float64, series)
	for i := range series {
		s := Series{Key: fmt.Sprintf("s%02d", i), Start: 2400, Values: make([]float64, weeks)}
		level := 2 + 3*r.Float64()
		for w := range weeks + ahead {
			level += wander * r.NormFloat64()
			common := .08 * r.NormFloat64()
			for _, f := range pattern {
				day := f * math.Exp(level+common+.25*r.NormFloat64())
				if w < weeks {
					s.Values[w] += day
				} else {
					coming[i] = append(coming[i], day)
				}
			}
		}
		p.Series = append(p.Series, s)
	}
	return p, coming
}

// monthWeights are the months of the weeks from first on, whole ones only, with how
// a pattern of days divides the weeks that straddle them.
func monthWeights(first week.Week, weeks int, pattern []float64) (all [][]float64, days [][2]int) {
	total := 0.0
	for _, v := range pattern {
		total += v
	}
	by := map[week.Month][]float64{}
	seen := map[week.Month][2]int{}
	for d := range 7 * weeks {
		m := week.MonthOf(first.First().AddDate(0, 0, d))
		if by[m] == nil {
			by[m], seen[m] = make([]float64, weeks), [2]int{d, d}
		}
		by[m][d/7] += pattern[d%7] / total
		seen[m] = [2]int{seen[m][0], d + 1}
	}
	for m := week.MonthOf(first.First()) + 1; len(by[m+1]) > 0; m++ {
		for k, w := range by[m] {
			if math.Abs(w-1) < 1e-9 {
				by[m][k] = 1
			}
		}
		all, days = append(all, by[m]), append(days, seen[m])
	}
	return all, days
}

// TestMonthsHoldWhatTheySay: of months that began by the day and were forecast by
// the week, 80 and 95% ranges hold about as many as they say, with shops whose level
// wanders and with steady ones; months far ahead, too.
func TestMonthsHoldWhatTheySay(t *testing.T) {
	const ahead = 22
	for _, wander := range []float64{0, .05} {
		inside, n := [2]float64{}, 0.0
		for seed := range uint64(scaled(4, 1)) {
			p, coming := daily(30, 130, ahead, wander, seed)
			all, days := monthWeights(2400+130, ahead, []float64{1.2, 1.1, 1, 1, 1.3, .9, .5})
			for i, f := range forecasts(t, trained(t, p, quick()), p, ahead) {
				f = f.Means()
				for k, weights := range all {
					sum := 0.0
					for _, v := range coming[i][days[k][0]:days[k][1]] {
						sum += v
					}
					n++
					for j, b := range f.SumOf(weights).Bands {
						if (b.Level == 80 || b.Level == 95) && sum >= b.Lower && sum <= b.Upper {
							inside[j-1]++
						}
					}
				}
			}
		}
		t.Logf("wander %v: %.3f and %.3f of %v", wander, inside[0]/n, inside[1]/n, n)
		if a, b := inside[0]/n, inside[1]/n; math.Abs(a-.8) > .07 || b < .90 || b > .995 {
			t.Errorf("wander %v: %.3f within the 80%% range, %.3f within the 95%% one, of %v months", wander, a, b, n)
		}
	}
}
