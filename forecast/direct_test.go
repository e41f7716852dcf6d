package forecast

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"olist/week"
)

func directOf(t *testing.T, hs []*history) (*direct, *recursion) {
	t.Helper()
	peers := findPeers(hs)
	f, err := trainDirect(context.Background(), hs, peerIndices(hs, peers, math.MaxInt, 0, nil), DefaultConfig(), refLevel, true)
	if err != nil {
		t.Fatal(err)
	}
	return f, newRecursion(hs, peers, 0)
}

// TestDirectForestContinuesAYear that a panel repeats, also past the last step
// that it was trained on.
func TestDirectForestContinuesAYear(t *testing.T) {
	const n = 160
	hs := yearlyPanel(12, n, .02, wave)
	f, ends := directOf(t, hs)
	out := matrix(len(hs), 40)
	if err := f.forecast(ends, 40, out); err != nil {
		t.Fatal(err)
	}
	off, flat, count := 0.0, 0.0, 0.0
	for s, h := range hs {
		level := 0.0
		for i, v := range h.x {
			level += math.Log(v) - wave(phase(h.start+week.Week(i)))
		}
		level /= float64(len(h.x))
		for k, v := range out[s] {
			season := wave(phase(h.start + week.Week(n+k)))
			off, flat, count = off+math.Abs(math.Log(v)-level-season), flat+math.Abs(season), count+1
		}
	}
	if off/count > .06 || off > .3*flat {
		t.Errorf("off by %.3f on average, a flat line by %.3f", off/count, flat/count)
	}
}

// TestDirectRowSeesNothingAfterItsOrigin: weeks after the origin change no
// feature, those of the peers neither.
func TestDirectRowSeesNothingAfterItsOrigin(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	x, c := make([]float64, 200), make([]float64, 180)
	for i := range x {
		x[i] = 100 + 20*r.Float64()
	}
	for i := range c {
		c[i] = r.NormFloat64()
	}
	f := &direct{layout: newDirectFeatures(), Steps: 26, Calendar: true}
	f.Columns = f.layout.len()
	if len(f.layout.group) != f.Columns {
		t.Fatalf("%d names, %d groups", f.Columns, len(f.layout.group))
	}
	const horizon = 60
	rowsAt := func(i int) []float32 {
		series, peers := newRolling(x, 0), newRolling(c, 0)
		peers.first = len(x) - len(c)
		o := f.origin(&history{start: 2500}, series, peers, i)
		out := make([]float32, horizon*f.Columns)
		for k := range out {
			out[k] = -12345
		}
		f.fill(&o, horizon, out)
		return out
	}
	for _, i := range []int{30, 60, 120, 150} {
		before := rowsAt(i)
		keptX, keptC := slices.Clone(x), slices.Clone(c)
		for k := i + 1; k < len(x); k++ {
			x[k] = 1e6
			c[k-(len(x)-len(c))] = -1e6
		}
		for k, v := range rowsAt(i) {
			name := f.layout.names[k%f.Columns]
			if v == -12345 {
				t.Fatalf("%s is not written", name)
			}
			if math.Float32bits(v) != math.Float32bits(before[k]) && !(math.Abs(float64(v-before[k])) < 1e-3) {
				t.Errorf("origin %d, step %d: %s is %v, was %v before the weeks after it changed", i, k/f.Columns+1, name, v, before[k])
			}
		}
		copy(x, keptX)
		copy(c, keptC)
	}
}

// TestDirectRowKnowsLastYear: the target's week last year, moved to today's
// level, and none where it has not come.
func TestDirectRowKnowsLastYear(t *testing.T) {
	x := make([]float64, 130)
	for i := range x {
		x[i] = float64(100 + i + 7*(i%2))
	}
	f := &direct{layout: newDirectFeatures(), Steps: 26, Calendar: true}
	f.Columns = f.layout.len()
	const i, horizon = 120, 60
	o := f.origin(&history{}, newRolling(x, 0), nil, i)
	rows := make([]float32, horizon*f.Columns)
	f.fill(&o, horizon, rows)
	at := slices.Index(f.layout.names, "week_1y_+1")
	mean := func(last, n int) (sum float64) {
		for k := range n {
			sum += x[last-k] / float64(n)
		}
		return sum
	}
	for k := range horizon {
		got, year := float64(rows[k*f.Columns+at]), i+k+1-52+1
		if year > i {
			if got == got {
				t.Errorf("step %d: %v of a week that has not come", k+1, got)
			}
			continue
		}
		want := (x[year] - mean(i-52, 13) + mean(i, 13) - mean(i, 8)) / o.scale
		if math.Abs(got-want) > 1e-3 {
			t.Errorf("step %d: %v, want %v", k+1, got, want)
		}
	}
}

// TestDirectTrainingRowsAreSpreadEvenly over series, origins and steps, whatever
// of them there is most of.
func TestDirectTrainingRowsAreSpreadEvenly(t *testing.T) {
	hs := yearlyPanel(60, 150, .02, wave)
	f := &direct{layout: newDirectFeatures(), Steps: directSteps}
	f.Columns = f.layout.len()
	d := f.rows(hs, make([]*rolling, len(hs)), 300)
	if n, want := len(d.Y), 60*150; n < want*99/100 || n > want*101/100 {
		t.Fatalf("%d rows", n)
	}
	step := slices.Index(f.layout.names, "step")
	count := make([]float64, directSteps+1)
	for r := range d.X.Rows {
		count[int(d.X.Row(r)[step])]++
	}
	for k, n := range count[1:] {
		if mean := float64(len(d.Y)) / directSteps; n < .8*mean || n > 1.2*mean {
			t.Errorf("step %d has %.0f rows of %.0f usual", k+1, n, mean)
		}
	}
}

// TestDirectContributionsAddUp to what the forest forecasts.
func TestDirectContributionsAddUp(t *testing.T) {
	const horizon = 30
	hs := yearlyPanel(12, 160, .1, wave)
	f, ends := directOf(t, hs)
	out := matrix(len(hs), horizon)
	if err := f.forecast(ends, horizon, out); err != nil {
		t.Fatal(err)
	}
	seasonal := 0.0
	for s, h := range hs {
		for k, c := range f.contributions(context.Background(), h, ends.indices[s], horizon) {
			if v := out[s][k]; math.Abs(c.sum()-v) > 1e-5*v {
				t.Errorf("series %d, step %d: contributions of %v to a forecast of %v", s, k+1, c, v)
			}
			seasonal = max(seasonal, math.Abs(c[bySeason])/out[s][k])
		}
	}
	if seasonal < .1 {
		t.Errorf("of a year with peaks of 40%%, the season is %.2f of the forecast at most", seasonal)
	}
}

// TestDirectCalendarNeedsTwoYears: with less, a day of the year is a date.
func TestDirectCalendarNeedsTwoYears(t *testing.T) {
	for n, want := range map[int]bool{70: false, 110: true} {
		hs := yearlyPanel(4, n, .1, wave)
		f, err := trainDirect(context.Background(), hs, make([]*rolling, len(hs)), DefaultConfig(), refLevel, true)
		if err != nil {
			t.Fatal(err)
		}
		if f.Calendar != want {
			t.Errorf("%d weeks: calendar %v", n, f.Calendar)
		}
	}
}
