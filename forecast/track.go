package forecast

import (
	"math"

	"olist/stat"
	"olist/week"
)

// track is a series with running sums, so that a rolling mean, deviation or
// mean absolute change over any window costs the same. A forecast is pushed on
// like an observation: that is the recursion.
type track struct {
	x    []float64
	sum  []float64 // sum[i] = x[0] + ... + x[i-1]
	sq   []float64 // of (x - origin)^2, origin taken off against cancellation
	abs  []float64 // of |x|
	diff []float64 // of |x[j] - x[j-1]|, j >= 1
	o    float64
	lead int // weeks of the series before x[0]
}

func newTrack(x []float64, room int) *track {
	n := len(x) + room
	buf := make([]float64, 0, 5*n+4)
	part := func(size int) []float64 {
		at := len(buf)
		buf = buf[:at+size]
		return buf[at : at : at+size]
	}
	t := &track{x: part(n), sum: part(n + 1), sq: part(n + 1), abs: part(n + 1), diff: part(n + 1)}
	t.sum, t.sq, t.abs, t.diff = append(t.sum, 0), append(t.sq, 0), append(t.abs, 0), append(t.diff, 0)
	t.o = stat.Mean(x)
	for _, v := range x {
		t.push(v)
	}
	return t
}

func (t *track) push(v float64) {
	i := len(t.x)
	d := 0.0
	if i > 0 {
		d = math.Abs(v - t.x[i-1])
	}
	t.x = append(t.x, v)
	t.sum = append(t.sum, t.sum[i]+v)
	t.sq = append(t.sq, t.sq[i]+(v-t.o)*(v-t.o))
	t.abs = append(t.abs, t.abs[i]+math.Abs(v))
	t.diff = append(t.diff, t.diff[i]+d)
}

// takeBack forgets the last k values.
func (t *track) takeBack(k int) {
	n := len(t.x) - k
	t.x, t.sum, t.sq, t.abs, t.diff = t.x[:n], t.sum[:n+1], t.sq[:n+1], t.abs[:n+1], t.diff[:n+1]
}

// mean of the w values up to and with index i, or of as many as there are.
func (t *track) mean(i, w int) float64 {
	lo := max(0, i+1-w)
	return (t.sum[i+1] - t.sum[lo]) / float64(i+1-lo)
}

// deviation is the standard deviation of the w values up to and with i.
func (t *track) deviation(i, w int) float64 {
	lo := max(0, i+1-w)
	n := float64(i + 1 - lo)
	m := (t.sum[i+1]-t.sum[lo])/n - t.o
	return math.Sqrt(max(0, (t.sq[i+1]-t.sq[lo])/n-m*m))
}

// meanAbs is the mean size of the w values up to and with i.
func (t *track) meanAbs(i, w int) float64 {
	lo := max(0, i+1-w)
	return (t.abs[i+1] - t.abs[lo]) / float64(i+1-lo)
}

// change is the mean absolute change over the w values up to and with i.
func (t *track) change(i, w int) float64 {
	lo := max(1, i+1-w)
	if i < lo {
		return 0
	}
	return (t.diff[i+1] - t.diff[lo]) / float64(i+1-lo)
}

// scale is the unit in which week i's features and target are told: the mean
// absolute change of the last year, or, where nothing moves, the level; for what
// was nothing for a year that of all weeks before, or 1.
func (t *track) scale(i int) float64 {
	for _, weeks := range []int{week.PerYear, i + 1} {
		level := t.meanAbs(i, weeks)
		if s := t.change(i, weeks); s > 1e-9*level {
			return s
		}
		if level > 0 {
			return level
		}
	}
	return 1
}

// reach is how far back the features of a week look, at most.
const reach = (maxYears + 2) * week.PerYear
