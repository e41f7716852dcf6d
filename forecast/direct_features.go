package forecast

import (
	"fmt"
	"math"

	"olist/week"
)

// directFeatures is the layout of a feature row of the direct forest: what is
// known at the origin, and then what last year's weeks say about the week of
// the target. Values are differences to the origin's level, in units of
// rolling.scale; NaN where a week is not known. Columns are only ever added at
// the end: a model has the first of them.
type directFeatures struct {
	names []string
	group []string
}

const (
	directLevel = 8  // weeks whose mean is the level
	directYear  = 13 // weeks whose mean moves last year's weeks to today's level
	directLags  = 9
	directNear  = 3 // last year's weeks on each side of the target's
	// maxGrowth bounds the growth since last year, as a ratio.
	maxGrowth = 5
)

var (
	directMeans     = []int{4, 13, 26, 52}
	directPeerMeans = []int{1, 4, 13, 52}
)

func newDirectFeatures() *directFeatures {
	f := new(directFeatures)
	for k := range directLags {
		f.add(GroupMomentum, "lag_%d", k)
	}
	for _, w := range directMeans {
		f.add(GroupLevel, "mean_%d", w)
	}
	for _, name := range []string{"slope_4", "slope_13", "change_13", "std_52", "relative_change", "zeros_52"} {
		f.add(GroupMomentum, "%s", name)
	}
	f.add(GroupSeason, "slope_52")
	f.add(GroupSeason, "growth_1y")
	for _, w := range directPeerMeans {
		f.add(GroupMomentum, "peer_mean_%d", w)
	}
	f.add(GroupMomentum, "step")
	for k := -directNear; k <= directNear; k++ {
		f.add(GroupSeason, "week_1y_%+d", k)
	}
	for _, name := range []string{"weeks_1y", "month_1y", "quarter_1y", "times_growth_1y", "value_1y", "week_2y", "week_years", "std_years"} {
		f.add(GroupSeason, "%s", name)
	}
	for k := -1; k <= 1; k++ {
		f.add(GroupSeason, "peer_week_1y_%+d", k)
	}
	f.add(GroupSeason, "peer_week_years")
	for _, name := range []string{"day_of_month", "day_of_month_1y", "from_easter", "from_easter_1y", "week_of_year"} {
		f.add(GroupSeason, "%s", name)
	}
	return f
}

func (f *directFeatures) add(group, format string, args ...any) {
	f.names = append(f.names, fmt.Sprintf(format, args...))
	f.group = append(f.group, group)
}

func (f *directFeatures) len() int { return len(f.names) }

// directOrigin is a series at an origin: week i is the last that is known, of
// the series and of the peer index, which may be nil.
type directOrigin struct {
	t, peers       *rolling
	i              int
	scale          float64
	level, quarter float64 // what the target is a change against, and the mean of the last directYear weeks
	calendar       bool
	start          week.Week // of the first week of t
}

// origin is week i of t, a part of the target of h.
func (f *direct) origin(h *history, t, peers *rolling, i int) directOrigin {
	o := directOrigin{t: t, peers: peers, i: i, scale: t.scale(i), level: t.mean(i, directLevel), quarter: t.mean(i, directYear),
		calendar: f.Calendar, start: h.start + week.Week(t.first)}
	if f.Reference == refLast {
		o.level = t.x[i]
	}
	return o
}

// value of week i; NaN where it is not known.
func (o *directOrigin) value(i int) float64 { return known(o.t, i, o.i) }

func known(t *rolling, i, last int) float64 {
	if i < 0 || i > last {
		return nan
	}
	return t.x[i]
}

// meanOf is the mean of the w weeks up to and with week i; NaN where not all of
// them are in t.
func meanOf(t *rolling, i, w int) float64 {
	if i < w-1 {
		return nan
	}
	return t.mean(i, w)
}

// fillOrigin writes what does not depend on the step, and is the rest of out.
func (f *directFeatures) fillOrigin(o *directOrigin, out []float32) []float32 {
	r, t, i := &rowWriter{out, o.scale}, o.t, o.i
	for k := range directLags {
		r.put(o.value(i-k) - o.level)
	}
	for _, w := range directMeans {
		r.put(t.mean(i, w) - o.level)
	}
	r.put(t.mean(i, 4) - meanOf(t, i-4, 4))
	r.put(o.quarter - meanOf(t, i-13, 13))
	r.put(t.change(i, 13))
	r.put(t.std(i, week.PerYear))
	r.put(o.scale * o.scale / (t.meanAbs(i, week.PerYear) + 1e-9*o.scale))
	zeros := 0.0
	for k := max(0, i+1-week.PerYear); k <= i; k++ {
		if t.x[k] == 0 {
			zeros++
		}
	}
	r.put(o.scale * zeros / float64(min(i+1, week.PerYear)))
	before := meanOf(t, i-week.PerYear, directYear)
	r.put(o.quarter - before)
	r.put(o.scale * o.growth(before))
	j := o.peerWeek()
	for _, w := range directPeerMeans {
		if j < directLevel {
			r.put(nan)
		} else {
			r.put(o.scale * (o.peers.mean(j, w) - o.peers.mean(j, directLevel)))
		}
	}
	return r.out
}

// growth since last year's quarter, as a bounded ratio.
func (o *directOrigin) growth(before float64) float64 {
	if !(math.Abs(before) > 1e-9*o.scale) {
		return nan
	}
	return max(1./maxGrowth, min(maxGrowth, o.quarter/before))
}

// peerWeek is the origin in the peer index; -1 where there is none.
func (o *directOrigin) peerWeek() int {
	if o.peers == nil {
		return -1
	}
	return o.i + o.t.first - o.peers.first
}

// fillTarget writes what is known of the week of the target, ahead weeks after
// the origin; step is what the trees see of that.
func (f *directFeatures) fillTarget(o *directOrigin, ahead, step int, out []float32) {
	r, t, i := &rowWriter{out, o.scale}, o.t, o.i
	r.put(o.scale * float64(step))
	year := i + ahead - week.PerYear // the target's week last year
	before, moved := meanOf(t, i-week.PerYear, directYear), o.quarter-o.level
	sum, n := 0.0, 0.0
	for k := -directNear; k <= directNear; k++ {
		v := o.value(year+k) - before + moved
		r.put(v)
		if v == v && k >= -2 && k <= 2 {
			sum, n = sum+v, n+1
		}
	}
	r.put(sum / n) // 0/0 is missing
	if before != before {
		r.put(nan)
		r.put(nan)
	} else {
		r.put(t.mean(min(year+2, i), 4) - t.mean(i-week.PerYear, 4))
		r.put(t.mean(min(year+6, i), 13) - before)
	}
	r.put(o.value(year)*o.growth(before) - o.level)
	r.put(o.value(year) - o.level)
	o.putYears(r, ahead)
	o.putPeerYears(r, ahead)
	o.putCalendar(r, ahead)
}

// putCalendar writes where the target's week, which ends on a Sunday, lies in
// its month and year, and last year's week did: they are not the same days.
func (o *directOrigin) putCalendar(r *rowWriter, ahead int) {
	r.s = 1
	if !o.calendar {
		for range 5 {
			r.put(nan)
		}
		return
	}
	w := o.start + week.Week(o.i+ahead)
	r.put(float64(w.Last().Day()))
	r.put(float64((w - week.PerYear).Last().Day()))
	r.put(float64(w.FromEaster()))
	r.put(float64((w - week.PerYear).FromEaster()))
	r.put(float64(w.Last().YearDay()) / 7)
}

// putYears writes what the target's weeks of earlier years were over the
// quarter before their origins: the second's, the mean and their spread.
func (o *directOrigin) putYears(r *rowWriter, ahead int) {
	sum, square, n, second := 0.0, 0.0, 0.0, nan
	for y := 1; y <= maxYears; y++ {
		i := o.i - y*week.PerYear
		v := o.value(i+ahead) - meanOf(o.t, i, directYear)
		if y == 2 {
			second = v
		}
		if v == v {
			sum, square, n = sum+v, square+v*v, n+1
		}
	}
	mean := sum / n
	r.put(second)
	r.put(mean + o.quarter - o.level)
	r.put(math.Sqrt(max(0, square/n-mean*mean)))
}

// putPeerYears writes the same of the peers: last year's week and its
// neighbours, and the mean over the years.
func (o *directOrigin) putPeerYears(r *rowWriter, ahead int) {
	c, j := o.peers, o.peerWeek()
	if c == nil || j < directYear {
		for range 4 {
			r.put(nan)
		}
		return
	}
	r.s = 1 // a peer index is in units of scale already
	moved := c.mean(j, directYear) - c.mean(j, directLevel)
	over := func(i, at int) float64 { return known(c, at, j) - meanOf(c, i, directYear) + moved }
	year := j - week.PerYear
	for k := -1; k <= 1; k++ {
		r.put(over(year, year+ahead+k))
	}
	sum, n := 0.0, 0.0
	for y := 1; y <= maxYears; y++ {
		i := j - y*week.PerYear
		if v := over(i, i+ahead); v == v {
			sum, n = sum+v, n+1
		}
	}
	r.put(sum / n)
}
