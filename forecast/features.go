package forecast

import (
	"fmt"
	"math"

	"olist/week"
)

// Groups of features, for explanations.
const (
	GroupLevel    = "recent level"
	GroupMomentum = "momentum"
	GroupSeason   = "season"
	GroupEvents   = "events"
	GroupDrivers  = "drivers"
)

// features is the layout of a feature row: names and groups of its columns, in
// order. Values are differences to the last value, in units of rolling.scale,
// so that k times a series gives the same row.
type features struct {
	lags  []int // lag_k, less the last value
	diffs int   // diff_1 .. diff_n, week on week
	names []string
	group []string
}

var (
	// farLags are the lags beyond nearLags: around whole quarters and years.
	farLags     = []int{39, 50, 51, 52, 53, 54, 65}
	meanWindows = []int{4, 13, 26, 52}
	// farDiffs are the weekly changes around whole years, quarters and months.
	farDiffs    = []int{39, 40, 48, 49, 50, 53, 54}
	seasonYears = []int{1, 2}
	aheadWeeks  = []int{2, 4, 8, 13} // windows around the same week last year
	peerDiffs   = []int{1, 2, 3, 4, 5, 6, 8}
	peerMeans   = []int{4, 13, 52}
	peerGaps    = []int{1, 2, 4, 13} // weeks of a series' change in excess of its peers'
)

// nearLags is the number of first lags that are all features.
const nearLags = 30

// maxRatio bounds features that are ratios of small numbers, in units of scale.
const maxRatio = 50

// maxYears is the number of years that the yearly index averages.
const maxYears = 5

// newFeatures is the layout with lags up to the given one and so many weekly
// changes.
func newFeatures(lags, diffs int) *features {
	f := &features{diffs: diffs}
	for k := 1; k <= min(lags, nearLags); k++ {
		f.lags = append(f.lags, k)
	}
	for _, k := range farLags {
		if k <= lags {
			f.lags = append(f.lags, k)
		}
	}
	for _, k := range f.lags {
		f.add(lagGroup(k), "lag_%d", k)
	}
	for k := 1; k <= diffs; k++ {
		f.add(GroupMomentum, "diff_%d", k)
	}
	for _, k := range farDiffs {
		f.add(lagGroup(k), "diff_%d", k)
	}
	for _, w := range meanWindows {
		f.add(GroupLevel, "rolling_mean_%d", w)
	}
	for _, name := range []string{"rolling_std_13", "rolling_std_52", "relative_change", "change_13_to_52"} {
		f.add(GroupMomentum, "%s", name)
	}
	for _, y := range seasonYears {
		for _, name := range []string{"next_diff", "diff", "diff_ahead", "ratio_next", "ratio_ahead", "growth"} {
			f.add(GroupSeason, "%s_%dy", name, y)
		}
	}
	for _, w := range aheadWeeks {
		f.add(GroupSeason, "turn_%d_1y", w)
	}
	for _, name := range yearlyNames {
		f.add(GroupSeason, "%s", name)
	}
	f.addPeers()
	return f
}

// addPeers lays out the columns that fillPeers writes.
func (f *features) addPeers() {
	for _, k := range peerDiffs {
		f.add(GroupMomentum, "peer_diff_%d", k)
	}
	for _, w := range peerMeans {
		f.add(GroupLevel, "peer_rolling_mean_%d", w)
	}
	for _, k := range peerGaps {
		f.add(GroupMomentum, "peer_gap_%d", k)
	}
	f.add(GroupMomentum, "peer_change")
	for _, name := range []string{"peer_next_diff_1y", "peer_diff_ahead_1y", "peer_next_diff_2y"} {
		f.add(GroupSeason, "%s", name)
	}
	for _, w := range aheadWeeks {
		f.add(GroupSeason, "peer_turn_%d_1y", w)
	}
	for _, name := range yearlyNames {
		f.add(GroupSeason, "peer_%s", name)
	}
}

func (f *features) add(group, format string, args ...any) {
	f.names = append(f.names, fmt.Sprintf(format, args...))
	f.group = append(f.group, group)
}

// yearlyNames are the columns that yearly writes.
var yearlyNames = []string{"next_diff_mean", "index_next", "index_now", "index_step"}

func lagGroup(k int) string {
	if k >= 39 {
		return GroupSeason
	}
	return GroupLevel
}

func (f *features) len() int { return len(f.names) }

// rowWriter writes features one after the other.
type rowWriter struct {
	out []float32
	s   float64
}

// put writes v in units of the scale; NaN is a missing value.
func (r *rowWriter) put(v float64) {
	r.out[0] = float32(v / r.s)
	r.out = r.out[1:]
}

// fill writes the feature row of week i of t, in units of scale s, to out; c is
// the peer index, or nil.
func (f *features) fill(t, c *rolling, i int, s float64, out []float32) {
	x, last, r := t.x, t.x[i], &rowWriter{out, s}
	diff := func(k int) float64 { // the change into the week k-1 weeks before i
		if i < k {
			return nan
		}
		return x[i-k+1] - x[i-k]
	}
	for _, k := range f.lags {
		if i < k {
			r.put(nan)
		} else {
			r.put(x[i-k] - last)
		}
	}
	for k := 1; k <= f.diffs; k++ {
		r.put(diff(k))
	}
	for _, k := range farDiffs {
		r.put(diff(k))
	}
	for _, w := range meanWindows {
		r.put(t.mean(i, w) - last)
	}
	r.put(t.std(i, 13))
	r.put(t.std(i, 52))
	r.put(s * s / (t.meanAbs(i, week.PerYear) + 1e-9*s))
	r.put(t.change(i, 13))
	for _, y := range seasonYears {
		yearAgo(r, t, i, i-y*week.PerYear)
	}
	for _, w := range aheadWeeks {
		r.put(turn(t, i-week.PerYear, w))
	}
	yearly(r, t, i)
	fillPeers(t, c, i, s, r.out)
}

// fillPeers writes the features of the peer index; all are missing where it is
// nil or too short.
func fillPeers(t, c *rolling, i int, s float64, out []float32) {
	j := -1
	if c != nil {
		j = i + t.first - c.first
	}
	if j < peerOverlap || i < peerGaps[len(peerGaps)-1] {
		for k := range out {
			out[k] = float32(nan)
		}
		return
	}
	r := &rowWriter{out, 1} // a peer index is in units of scale already
	for _, k := range peerDiffs {
		r.put(c.x[j-k+1] - c.x[j-k])
	}
	for _, w := range peerMeans {
		r.put(c.mean(j, w) - c.x[j])
	}
	for _, k := range peerGaps {
		r.put((t.x[i]-t.x[i-k])/s - (c.x[j] - c.x[j-k]))
	}
	r.put(c.change(j, week.PerYear))
	p := j - week.PerYear
	r.put(change1(c, p+1))
	r.put(change1(c, p+2))
	r.put(change1(c, p-week.PerYear+1))
	for _, w := range aheadWeeks {
		r.put(turn(c, p, w))
	}
	yearly(r, c, j)
}

// change1 is the change into week i, missing where that is not known.
func change1(t *rolling, i int) float64 {
	if i < 2 {
		return nan
	}
	return t.x[i] - t.x[i-1]
}

// yearAgo writes what happened around week p, whole years before i: the change
// that followed, the week's own, the one after next; what the current value
// becomes if the next week, or the one three ahead, changes by the same factor
// as then; and the growth since.
func yearAgo(r *rowWriter, t *rolling, i, p int) {
	x := t.x
	if p < 1 {
		for range 6 {
			r.put(nan)
		}
		return
	}
	r.put(x[p+1] - x[p])
	r.put(x[p] - x[p-1])
	r.put(x[p+2] - x[p+1])
	next, ahead := nan, nan
	if math.Abs(x[p]) > 1e-9*r.s {
		f := x[i] / x[p]
		next = clip(x[p+1]*f-x[i], maxRatio*r.s)
		ahead = clip(x[p+3]*f-x[i], maxRatio*r.s)
	}
	r.put(next)
	r.put(ahead)
	r.put(x[i] - x[p])
}

// turn is the mean of the w weeks after p less that of the w weeks up to it: a
// change of level.
func turn(t *rolling, p, w int) float64 {
	if p-w+1 < 0 {
		return nan
	}
	return (t.sum[p+1+w] - 2*t.sum[p+1] + t.sum[p+1-w]) / float64(w)
}

// yearly writes means over the years: the change that followed this week, and
// by how much next week and this one lay above the year around them.
func yearly(r *rowWriter, t *rolling, i int) {
	step, n := 0.0, 0
	for p := i - week.PerYear; p >= 0 && n < maxYears; p -= week.PerYear {
		step += t.x[p+1] - t.x[p]
		n++
	}
	r.put(step / float64(n)) // 0/0 is missing
	next, now := yearIndex(t, i+1, i), yearIndex(t, i, i)
	r.put(next)
	r.put(now)
	r.put(next - now)
}

func yearIndex(t *rolling, at, known int) float64 {
	sum, n := 0.0, 0
	for p := at - week.PerYear; p >= 26 && n < maxYears; p -= week.PerYear {
		lo, hi := p-26, min(known+1, p+26)
		sum += t.x[p] - (t.sum[hi]-t.sum[lo])/float64(hi-lo)
		n++
	}
	return sum / float64(n)
}

// clip bounds v, and leaves NaN. The built-in min and max take longer: they mind
// NaN and the sign of 0 in both arguments.
func clip(v, limit float64) float64 {
	switch {
	case v > limit:
		return limit
	case v < -limit:
		return -limit
	}
	return v
}
