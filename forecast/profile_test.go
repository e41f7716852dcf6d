package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"olist/stat"
	"olist/week"
)

// yearlyPanel is so many series of n weeks with one season, bump by week of the
// year, each at its own level with its own noise.
func yearlyPanel(series, n int, noise float64, bump func(phase int) float64) []*history {
	r := rand.New(rand.NewPCG(1, 2))
	var hs []*history
	for range series {
		level := math.Exp(2 + 4*r.Float64())
		v := make([]float64, n)
		for i := range v {
			v[i] = level * math.Exp(bump(phase(week.Week(2500+i)))+noise*r.NormFloat64())
		}
		hs = append(hs, newHistory(Series{Start: 2500, Values: v}, nil))
	}
	return hs
}

func poolOf(hs []*history) *pool {
	adjusted := make([][]float64, len(hs))
	for i, h := range hs {
		adjusted[i] = h.adjusted()
	}
	return new(Model).pools(hs, adjusted)[0]
}

func wave(phase int) float64 { return .4 * math.Sin(2*math.Pi*float64(phase)/week.PerYear) }

func TestTheMedianOfTheYearAroundAWeek(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	y := make([]float64, 170)
	for i := range y {
		y[i] = float64(r.IntN(9)) / 30 // ties
		if r.IntN(6) == 0 {
			y[i] = nan
		}
	}
	for i, got := range fromYearMedian(y, profileBound) {
		var around []float64
		for _, v := range y[max(0, i+1-profileAround/2):min(len(y), i+1+profileAround/2)] {
			if v == v {
				around = append(around, v)
			}
		}
		want := nan
		if y[i] == y[i] && len(around) >= profileKnown {
			want = clip(y[i]-stat.Median(around), profileBound)
		}
		if !(math.Abs(got-want) < 1e-12 || got != got && want != want) {
			t.Errorf("week %d: %v, want %v", i, got, want)
		}
	}
}

// TestProfileOfAPanel: with a year and a half, half of the season that forty
// series share is told from noise as large as itself.
func TestProfileOfAPanel(t *testing.T) {
	p := poolOf(yearlyPanel(40, 140, .4, wave))
	for s := range p.series {
		square, mean := 0.0, stat.Mean(p.series[s].profile[:])
		for j, v := range p.series[s].profile {
			square += (v - mean - wave(j)) * (v - mean - wave(j)) / week.PerYear
		}
		if off := math.Sqrt(square); off > .18 {
			t.Errorf("series %d: the profile is off by %.2f", s, off)
		}
	}
	if p := poolOf(yearlyPanel(40, profileWeeks-1, .4, wave)); p.series[0].profile != (yearProfile{}) {
		t.Error("less than a year and a quarter has a profile")
	}
}

// TestSeasonalMembersContinueAYear that a panel repeats with little noise.
func TestSeasonalMembersContinueAYear(t *testing.T) {
	peak := func(phase int) float64 {
		if phase == 10 {
			return .6 // one week, as Christmas
		}
		return wave(phase)
	}
	const n = 160
	p := poolOf(yearlyPanel(12, n, .02, peak))
	for name, member := range map[string]func(*pool, [][]float64){"level": seasonalLevel, "ridge": seasonalRidge} {
		out := matrix(len(p.series), week.PerYear)
		member(p, out)
		for s, x := range p.series {
			level := stat.Mean(x.y) - stat.Mean(yearOf(peak))
			for k, v := range out[s] {
				want := level + peak(phase(x.start+week.Week(n+k)))
				if got := math.Log(v + x.unit); math.Abs(got-want) > .15 {
					t.Errorf("%s, series %d, step %d: %.3f, want %.3f", name, s, k+1, got, want)
				}
			}
		}
	}
}

func yearOf(f func(int) float64) []float64 {
	out := make([]float64, week.PerYear)
	for j := range out {
		out[j] = f(j)
	}
	return out
}

// TestRidgeFindsWhatTheLastWeekLeaves: deviations that halve from week to week
// are forecast so.
func TestRidgeFindsWhatTheLastWeekLeaves(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var hs []*history
	for range 30 {
		v, away := make([]float64, 60), 0.0
		for i := range v {
			away = .5*away + .1*r.NormFloat64()
			v[i] = 100 * math.Exp(away)
		}
		v[len(v)-1] = 100 * math.Exp(.4)
		hs = append(hs, newHistory(Series{Values: v}, nil))
	}
	p := poolOf(hs)
	out := matrix(len(p.series), 8)
	seasonalRidge(p, out)
	first, last := 0.0, 0.0
	for s := range out {
		first += math.Log(out[s][0]/100) / float64(len(out))
		last += math.Log(out[s][7]/100) / float64(len(out))
	}
	if first < .1 || first > .3 || last > .6*first {
		t.Errorf("after .4 above the level step 1 is %.2f, step 8 %.2f", first, last)
	}
}

// TestNegativeValuesHaveAProfile on their own scale, and k times a series has
// the same.
func TestNegativeValuesHaveAProfile(t *testing.T) {
	v := make([]float64, 160)
	for i := range v {
		v[i] = 3 + 10*wave(phase(week.Week(i)))
	}
	times := slices.Clone(v)
	for i := range times {
		times[i] *= 1000
	}
	p := poolOf([]*history{newHistory(Series{Values: v}, nil), newHistory(Series{Values: times}, nil)})
	out := matrix(2, week.PerYear)
	seasonalLevel(p, out)
	for k := range out[0] {
		want := 3 + 10*wave(phase(week.Week(len(v)+k)))
		if math.Abs(out[0][k]-want) > 1.5 || math.Abs(out[1][k]-1000*out[0][k]) > 1e-6*math.Abs(out[1][k]) {
			t.Errorf("step %d: %.2f and %.2f, want %.2f", k+1, out[0][k], out[1][k], want)
		}
	}
}

// TestTheYearHasNoEvents that are laid on the forecast by themselves, also where
// history is too short for them to be taken out.
func TestTheYearHasNoEvents(t *testing.T) {
	for _, off := range []bool{false, true} {
		h := lifted(t, off)
		for j, v := range poolOf([]*history{h}).series[0].profile {
			if math.Abs(v) > 1e-6 {
				t.Errorf("taken out: %v; week %d of the year has %.2f of the sale", off, j, v)
			}
		}
	}
}
