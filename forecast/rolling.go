package forecast

import (
	"math"
	"slices"
	"sync"

	"olist/stat"
	"olist/week"
)

// rolling is a series with prefix sums, so that a rolling mean, standard
// deviation or mean absolute change over any window takes constant time.
// Forecasts are pushed like observations: that is the recursion.
type rolling struct {
	x     []float64
	sum   []float64 // sum[i] = x[0] + ... + x[i-1]
	sq    []float64 // of (x - shift)^2: shifted against cancellation
	abs   []float64 // of |x|
	diff  []float64 // of |x[j] - x[j-1]|, j >= 1
	shift float64
	first int // index of x[0] in the whole series
}

func newRolling(x []float64, room int) *rolling {
	return newRollingIn(make([]float64, 0, rollingSize(len(x)+room)), x, room)
}

// rollingSize is what a rolling of n values takes.
func rollingSize(n int) int { return 5*n + 4 }

// scratch is the memory of rollings that are looked at and dropped: a training
// makes hundreds of thousands.
var scratch = sync.Pool{New: func() any { return new([]float64) }}

// withRolling calls look with a rolling of x that is gone afterwards.
func withRolling(x []float64, look func(*rolling)) {
	buf := scratch.Get().(*[]float64)
	*buf = slices.Grow((*buf)[:0], rollingSize(len(x)))
	look(newRollingIn(*buf, x, 0))
	scratch.Put(buf)
}

// rollingRoom is the memory of the rollings of one recursion, which lie side by
// side and are gone together: a training has a hundred recursions. A nil one has
// none, and every rolling its own memory.
type rollingRoom struct{ buf []float64 }

// roomMost is the largest room that is kept for the next recursion, in values;
// of thousands of series it would outlast its use.
const roomMost = 1 << 17

var rooms = sync.Pool{New: func() any { return new(rollingRoom) }}

// newRollingRoom has room for rollings of so many values together: see
// rollingSize.
func newRollingRoom(size int) *rollingRoom {
	if size > roomMost {
		return nil
	}
	r := rooms.Get().(*rollingRoom)
	if cap(r.buf) < size {
		r.buf = make([]float64, 0, size)
	}
	r.buf = r.buf[:0]
	return r
}

// rolling is newRolling in the room, where there is enough.
func (r *rollingRoom) rolling(x []float64, room int) *rolling {
	size := rollingSize(len(x) + room)
	if r == nil || cap(r.buf)-len(r.buf) < size {
		return newRolling(x, room)
	}
	at := len(r.buf)
	r.buf = r.buf[:at+size]
	return newRollingIn(r.buf[at:at:at+size], x, room)
}

func (r *rollingRoom) release() {
	if r != nil {
		rooms.Put(r)
	}
}

// newRollingIn is newRolling in the memory of buf, which has room for it.
func newRollingIn(buf, x []float64, room int) *rolling {
	n := len(x) + room
	part := func(size int) []float64 {
		at := len(buf)
		buf = buf[:at+size]
		return buf[at : at : at+size]
	}
	t := &rolling{x: part(n), sum: part(n + 1), sq: part(n + 1), abs: part(n + 1), diff: part(n + 1)}
	t.sum, t.sq, t.abs, t.diff = append(t.sum, 0), append(t.sq, 0), append(t.abs, 0), append(t.diff, 0)
	t.shift = stat.Mean(x)
	for _, v := range x {
		t.push(v)
	}
	return t
}

func (t *rolling) push(v float64) {
	i := len(t.x)
	d := 0.0
	if i > 0 {
		d = math.Abs(v - t.x[i-1])
	}
	t.x = append(t.x, v)
	t.sum = append(t.sum, t.sum[i]+v)
	t.sq = append(t.sq, t.sq[i]+(v-t.shift)*(v-t.shift))
	t.abs = append(t.abs, t.abs[i]+math.Abs(v))
	t.diff = append(t.diff, t.diff[i]+d)
}

// pop drops the last k values.
func (t *rolling) pop(k int) {
	n := len(t.x) - k
	t.x, t.sum, t.sq, t.abs, t.diff = t.x[:n], t.sum[:n+1], t.sq[:n+1], t.abs[:n+1], t.diff[:n+1]
}

// mean of the w values up to and with index i, or of as many as there are.
func (t *rolling) mean(i, w int) float64 {
	lo := max(0, i+1-w)
	return (t.sum[i+1] - t.sum[lo]) / float64(i+1-lo)
}

// std is the standard deviation of the w values up to and with index i.
func (t *rolling) std(i, w int) float64 {
	lo := max(0, i+1-w)
	n := float64(i + 1 - lo)
	m := (t.sum[i+1]-t.sum[lo])/n - t.shift
	return math.Sqrt(max(0, (t.sq[i+1]-t.sq[lo])/n-m*m))
}

// meanAbs is the mean absolute value of the w values up to and with index i.
func (t *rolling) meanAbs(i, w int) float64 {
	lo := max(0, i+1-w)
	return (t.abs[i+1] - t.abs[lo]) / float64(i+1-lo)
}

// change is the mean absolute weekly change over the w values up to and with
// index i.
func (t *rolling) change(i, w int) float64 {
	lo := max(1, i+1-w)
	if i < lo {
		return 0
	}
	return (t.diff[i+1] - t.diff[lo]) / float64(i+1-lo)
}

// scale is the unit of the features and the target of week i: the mean absolute
// weekly change of the last year; where nothing moved, the mean absolute value;
// where that is zero, the same over all weeks before, or 1.
func (t *rolling) scale(i int) float64 {
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

// lookback is the number of weeks that features look back at most.
const lookback = (maxYears + 2) * week.PerYear
