package quality

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// usualSales makes n weeks that sell about R$ 200,000, up and down by some
// percent.
func usualSales(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 200_000 * (1 + .1*math.Sin(float64(i)*1.7))
	}
	return out
}

// changed lays other figures over usual weeks, by place.
func changed(n int, other map[int]float64) []float64 {
	out := usualSales(n)
	for i, v := range other {
		out[i] = v
	}
	return out
}

// times multiplies the weeks from first to last (inclusive).
func times(sales []float64, first, last int, factor float64) []float64 {
	for i := first; i <= last; i++ {
		sales[i] *= factor
	}
	return sales
}

func growing(n int, rate float64) []float64 {
	out := usualSales(n)
	for i := range out {
		out[i] *= math.Pow(1+rate, float64(i))
	}
	return out
}

// judged gives the states of weeks that were complete so far.
func judged(levels []Level) []WeekStatus {
	out := make([]WeekStatus, len(levels))
	to := make([]*WeekStatus, len(levels))
	for i := range out {
		out[i].State, to[i] = StateComplete, &out[i]
	}
	JudgeLevels(to, levels)
	return out
}

func TestJudgeLevels(t *testing.T) {
	starting := times(usualSales(60), 0, 0, .06)
	times(starting, 1, 1, .12)
	times(starting, 2, 2, .28) // Olist, beginning of 2017
	lumpy := usualSales(60)
	for i := 0; i < 60; i += 4 {
		lumpy[i] *= 12
	}
	for _, c := range []struct {
		name  string
		sales []float64
		want  map[int]State // all others complete
	}{
		{"nothing", nil, nil},
		{"usual", usualSales(60), nil},
		{"spike", changed(60, map[int]float64{30: 2_000_000}), map[int]State{30: StateSuspicious}},
		{"spike at the end", changed(60, map[int]float64{59: 2_000_000}), map[int]State{59: StateSuspicious}},
		{"spike at the start", changed(60, map[int]float64{0: 2_000_000}), map[int]State{0: StateSuspicious}},
		{"two spikes", changed(60, map[int]float64{30: 2_000_000, 31: 1_900_000}), map[int]State{30: StateSuspicious, 31: StateSuspicious}},
		{"far too low", changed(60, map[int]float64{30: 20_000}), map[int]State{30: StateSuspicious}},
		{"nothing sold", changed(60, map[int]float64{30: 0}), map[int]State{30: StateSuspicious}},
		{"Black Friday", changed(60, map[int]float64{30: 420_000}), nil},
		{"spike, then an end", changed(60, map[int]float64{58: 2_300_000, 59: 15_000}), map[int]State{58: StateSuspicious, 59: StateTruncated}},
		{"drop at the end", times(usualSales(60), 59, 59, .4), map[int]State{59: StateTruncated}},
		{"drop of two weeks at the end", times(times(usualSales(60), 58, 58, .45), 59, 59, .3), map[int]State{58: StateTruncated, 59: StateTruncated}},
		{"drop of three weeks at the end", times(usualSales(60), 57, 59, .4), nil},
		{"no more than it fell before", times(times(usualSales(60), 20, 20, .35), 59, 59, .4), nil},
		{"drop within", times(usualSales(60), 30, 30, .4), nil},
		{"lasting shift up", times(usualSales(60), 30, 59, 8), nil},
		{"lasting shift down", times(usualSales(60), 30, 59, .1), nil},
		{"four weeks at a new level", times(usualSales(60), 56, 59, 8), nil},
		{"three weeks at a new level", times(usualSales(60), 57, 59, 8), map[int]State{57: StateSuspicious, 58: StateSuspicious, 59: StateSuspicious}},
		{"four weeks at another level and back", times(usualSales(60), 30, 33, 8), nil},
		{"peak of every year", changed(90, map[int]float64{20: 1_100_000, 72: 1_300_000}), nil},
		{"peak of every year, a week later", changed(90, map[int]float64{20: 1_100_000, 73: 1_300_000}), nil},
		{"peak two weeks off", changed(90, map[int]float64{20: 1_100_000, 74: 1_300_000}), map[int]State{20: StateSuspicious, 74: StateSuspicious}},
		{"ten times in the week of a small peak", changed(90, map[int]float64{20: 400_000, 72: 2_300_000}), map[int]State{72: StateSuspicious}},
		{"an end as every year", times(times(usualSales(60), 7, 7, .35), 59, 59, .3), nil},
		{"growth", growing(80, .05), nil},
		{"steep growth", growing(40, .25), nil},
		{"steep decline", growing(40, -.2), nil},
		{"small start", starting, nil},
		{"young series", changed(7, map[int]float64{3: 2_000_000, 6: 1_000}), nil},
		{"young series of eight weeks", changed(8, map[int]float64{5: 2_000_000}), map[int]State{5: StateSuspicious}},
		{"lumpy by nature", lumpy, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			levels := make([]Level, len(c.sales))
			for i, v := range c.sales {
				levels[i] = Level{Revenue: v, Usable: true}
			}
			for i, got := range judged(levels) {
				want, ok := c.want[i]
				if !ok {
					want = StateComplete
				}
				if got.State != want || got.Reason().IsZero() != (want == StateComplete) {
					t.Errorf("week %d is %s (%s), want %s", i, got.State, got.Reason(), want)
				}
			}
		})
	}
}

func TestJudgeLevelsLeavesOthersAlone(t *testing.T) {
	for name, change := range map[string]func(*Level){
		"not usable anyway":    func(l *Level) { l.Usable = false },
		"a person answers":     func(l *Level) { l.Confirmed = true },
		"days tell of its end": func(l *Level) { l.Daily, l.Revenue = true, 80_000 },
	} {
		levels := make([]Level, 60)
		for i, v := range usualSales(60) {
			levels[i] = Level{Revenue: v, Usable: true}
		}
		levels[59].Revenue = 15_000
		change(&levels[59])
		if got := judged(levels)[59]; got.State != StateComplete {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestReasonsOfLevels(t *testing.T) {
	for sold, want := range map[float64]string{
		2_300_000: "R$ 2,300,000 is 10 times the usual level: left out",
		1_150_000: "R$ 1,150,000 is 5.0 times the usual level: left out",
		23_000:    "R$ 23,000 is 10% of the usual level: left out",
		0:         "R$ 0 is 0% of the usual level: left out",
	} {
		levels := make([]Level, 30)
		for i := range levels {
			levels[i] = Level{Revenue: 230_000, Usable: true}
		}
		levels[20].Revenue = sold
		got := judged(levels)[20]
		if !strings.HasPrefix(got.Reason().String(), want) || fmt.Sprintf("%.0f %.0f", got.Sold, got.Usual) != fmt.Sprintf("%.0f 230000", sold) {
			t.Errorf("%+v, want %s", got, want)
		}
	}
}
