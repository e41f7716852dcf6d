package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"olist/stat"
)

// gapKinds are ways that a series of a shop goes.
var gapKinds = []string{"noise", "walk", "season"}

func gapSeries(kind string, weeks int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 77))
	x, level := make([]float64, weeks), 1000.
	for i := range x {
		switch kind {
		case "noise":
			x[i] = 1000 + 100*r.NormFloat64()
		case "walk":
			level += 30 * r.NormFloat64()
			x[i] = level + 50*r.NormFloat64()
		case "season":
			x[i] = 1000 * (1 + .3*math.Sin(2*math.Pi*float64(i)/52)) * math.Exp(.1*r.NormFloat64())
		}
	}
	return x
}

// few is quick with the fewest trees that still make a forest.
func few() Config {
	c := quick()
	c.Params.NEstimators = 10
	return c
}

// bandWidth is the mean width of the 95% bands of the twelve weeks after x.
func bandWidth(t *testing.T, x []float64) float64 {
	p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: x}}}
	sum := 0.0
	for _, q := range forecasts(t, trained(t, p, few()), p, 12)[0].Points {
		sum += q.Bands[2].Upper - q.Bands[2].Lower
	}
	return sum / 12
}

// TestBandsThroughGaps: a gap of any length at any place, of weeks without a
// row or without a sale, makes bands no surer, and not so wide that they say
// nothing. They are held against those of the same series without the gap and,
// where there are weeks enough since, of these weeks alone.
func TestBandsThroughGaps(t *testing.T) {
	const weeks = 157
	seeds, lengths := uint64(scaled(3, 1)), []int{1, 2, 3, 5, 8, 13, 26, 39, 52, 60}[:scaled(10, 4)]
	var mu sync.Mutex
	ratios := map[string][]float64{}
	t.Run("fits", func(t *testing.T) {
		for _, kind := range gapKinds {
			for seed := range seeds {
				t.Run(fmt.Sprintf("%s %d", kind, seed), func(t *testing.T) {
					t.Parallel()
					whole := gapSeries(kind, weeks, seed)
					usual := bandWidth(t, whole)
					r := rand.New(rand.NewPCG(seed, 5))
					for k, length := range lengths {
						back := 1 + r.IntN(min(80, weeks-length-45))
						if k%3 == int(seed)%3 {
							back = 1 + r.IntN(4) // just open again
						}
						x, closed := slices.Clone(whole), r.IntN(2) == 0
						for i := weeks - back - length; i < weeks-back; i++ {
							if x[i] = nan; closed {
								x[i] = 0
							}
						}
						w := bandWidth(t, x)
						most := 3 * usual
						if back >= 40 {
							most = 3 * max(usual, bandWidth(t, whole[weeks-back:]))
						}
						if w < .8*usual || w > most {
							t.Errorf("gap of %d weeks, %d weeks ago, zeros %v: bands of %.0f; without the gap %.0f", length, back, closed, w, usual)
						}
						mu.Lock()
						ratios[kind] = append(ratios[kind], w/usual)
						mu.Unlock()
					}
				})
			}
		}
	})
	for kind, all := range ratios {
		if m := stat.Mean(all); m < 1 {
			t.Errorf("%s: %d gaps make bands %.3f times as wide as without them, on average", kind, len(all), m)
		}
	}
}

// TestGapIsFilledWithWhatIsKnown: a fill moves as the series does, keeps its
// level and knows nothing of what comes after the origin.
func TestGapIsFilledWithWhatIsKnown(t *testing.T) {
	for _, kind := range gapKinds {
		whole := gapSeries(kind, 157, 3)
		x := slices.Clone(whole)
		for i := 100; i < 140; i++ {
			x[i] = nan
		}
		h := newHistory(Series{Key: "a", Values: x}, nil)
		changes := func(v []float64) (out []float64) {
			for i := 1; i < len(v); i++ {
				out = append(out, math.Abs(v[i]-v[i-1]))
			}
			return out
		}
		if got, want := stat.Mean(changes(h.x[100:140])), stat.Mean(changes(whole[:100])); got < .6*want || got > 1.5*want {
			t.Errorf("%s: the fill moves by %.0f a week, the series by %.0f", kind, got, want)
		}
		if got := stat.Mean(h.x[100:140]); math.Abs(got-stat.Mean(whole[100:140])) > 150 {
			t.Errorf("%s: the fill lies at %.0f", kind, got)
		}
		cut := h.cut(157 - 120)
		later := slices.Clone(x)
		for i := 120; i < 157; i++ {
			later[i] = 5 * whole[i]
		}
		other := newHistory(Series{Key: "a", Values: later}, nil).cut(157 - 120)
		if !slices.Equal(cut.x, other.x) || !slices.Equal(cut.raw, other.raw) {
			t.Errorf("%s: what came after an origin changed how the gap before it is filled", kind)
		}
	}
}

// TestClosed: zeros are a closed shop where they are no part of the series' own
// way, and data where they are.
func TestClosed(t *testing.T) {
	base := gapSeries("noise", 157, 1)
	zeros := func(at ...[2]int) []float64 {
		x := slices.Clone(base)
		for _, a := range at {
			for i := a[0]; i < a[1]; i++ {
				x[i] = 0
			}
		}
		return x
	}
	rare := slices.Clone(base)
	counts := make([]float64, 157)
	for i := range rare {
		if i%3 == 0 {
			rare[i] = 0
		}
		counts[i] = float64(i*7%5 + i%3)
	}
	copy(rare[100:104], []float64{0, 0, 0, 0})
	counts[80] = 0
	for name, c := range map[string]struct {
		x    []float64
		want int
	}{
		"never closed":                   {base, 0},
		"a year":                         {zeros([2]int{60, 112}), 52},
		"a week":                         {zeros([2]int{100, 101}), 1},
		"two weeks twice":                {zeros([2]int{70, 72}, [2]int{110, 112}), 4},
		"every year":                     {zeros([2]int{30, 33}, [2]int{82, 85}, [2]int{134, 137}), 0},
		"at the end, nobody knows":       {zeros([2]int{140, 157}), 0},
		"before it began":                {zeros([2]int{0, 60}), 0},
		"zeros are usual":                {rare, 0},
		"small numbers, zero among them": {counts, 0},
		"a slow start": {func() []float64 {
			x := zeros([2]int{0, 20}, [2]int{21, 30}, [2]int{32, 60})
			x[90], x[100] = 0, 0
			x[110], x[120], x[130] = 0, 0, 0
			return x
		}(), 0},
		"open late, then closed":           {zeros([2]int{0, 30}, [2]int{80, 100}), 20},
		"only zeros":                       {make([]float64, 90), 0},
		"nothing":                          {nil, 0},
		"holes and zeros, a year together": {func() []float64 { x := zeros([2]int{60, 112}); x[70], x[90] = nan, nan; return x }(), 52},
	} {
		n := 0
		for _, is := range closedWeeks(c.x) {
			if is {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: %d weeks closed, want %d", name, n, c.want)
		}
	}
}

// TestWeeksWithoutAValueAtTheEnd: what comes after them is forecast from before
// them, so many weeks further ahead.
func TestWeeksWithoutAValueAtTheEnd(t *testing.T) {
	whole := gapSeries("noise", 120, 2)
	p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: whole}}}
	m := trained(t, p, quick())
	want := forecasts(t, m, p, 20)[0].Points
	late := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: append(slices.Clone(whole), nan, nan, nan)}}}
	for k, q := range forecasts(t, m, late, 17)[0].Points {
		w := want[k+3]
		if q.Step != k+1 || q.Week != w.Week || q.Value != w.Value || !slices.Equal(q.Bands, w.Bands) {
			t.Errorf("step %d: %v, want as of week %s: %v", k+1, q, w.Week, w)
		}
	}
	forecasts(t, m, late, MaxHorizon)
}
