package forecast

import (
	"fmt"
	"math"
)

// Groups of features, for Explain.
const (
	GroupLevel    = "recent level"
	GroupMomentum = "momentum"
	GroupSeason   = "season"
	GroupEvents   = "events"
)

// features is the layout of a feature row. All values are relative: to the
// last value, in units of track.scale. So a series times k gives the same row.
type features struct {
	lags  int // lag_1 .. lag_n, as distance to the last value
	diffs int // diff_1 .. diff_n, week on week
	names []string
	group []string
	keep  []int // columns that the panel can fill; nil keeps all
}

var (
	meanWindows = []int{4, 13, 26, 52}
	seasonYears = []int{1, 2}
)

// newFeatures lays out the columns for at most lags weeks back.
func newFeatures(lags, diffs int) *features {
	f := &features{lags: lags, diffs: diffs}
	add := func(group, format string, args ...any) {
		f.names = append(f.names, fmt.Sprintf(format, args...))
		f.group = append(f.group, group)
	}
	for k := 1; k <= lags; k++ {
		group := GroupLevel
		if k >= 40 {
			group = GroupSeason
		}
		add(group, "lag_%d", k)
	}
	for k := 1; k <= diffs; k++ {
		add(GroupMomentum, "diff_%d", k)
	}
	for _, w := range meanWindows {
		add(GroupLevel, "rolling_mean_%d", w)
	}
	add(GroupMomentum, "rolling_std_13")
	add(GroupMomentum, "rolling_std_52")
	for _, y := range seasonYears {
		add(GroupSeason, "next_diff_%dy", y)
		add(GroupSeason, "diff_%dy", y)
		add(GroupSeason, "diff_ahead_%dy", y)
		add(GroupSeason, "month_diff_%dy", y)
	}
	add(GroupMomentum, "relative_change")
	add(GroupMomentum, "change_13_to_52")
	return f
}

func (f *features) len() int { return len(f.names) }

// fill writes the features known at the end of week i of t, scale s, to out.
func (f *features) fill(t *track, i int, s float64, out []float32) {
	x, last, j := t.x, t.x[i], 0
	put := func(v float64) { out[j] = float32(v / s); j++ }
	none := float32(math.NaN())
	for k := 1; k <= f.lags; k++ {
		if i < k {
			out[j] = none
			j++
			continue
		}
		put(x[i-k] - last)
	}
	for k := 1; k <= f.diffs; k++ {
		if i < k {
			out[j] = none
			j++
			continue
		}
		put(x[i-k+1] - x[i-k])
	}
	for _, w := range meanWindows {
		put(t.mean(i, w) - last)
	}
	put(t.deviation(i, 13))
	put(t.deviation(i, 52))
	for _, y := range seasonYears {
		j = f.fillSeason(t, i-y*yearWeeks, s, out, j)
	}
	out[j] = float32(s / (t.meanAbs(i, yearWeeks) + 1e-9*s))
	out[j+1] = float32(t.change(i, 13) / s)
}

// fillSeason writes what the weeks around p, whole years ago, did: the change
// that followed, the change of the week itself, the one after next, and a
// month against the month before.
func (f *features) fillSeason(t *track, p int, s float64, out []float32, j int) int {
	x := t.x
	for k, ok := range [4]bool{p >= 0, p >= 1, p >= 0, p >= 3} {
		v := math.NaN()
		if ok {
			switch k {
			case 0:
				v = x[p+1] - x[p]
			case 1:
				v = x[p] - x[p-1]
			case 2:
				v = x[p+2] - x[p+1]
			case 3:
				v = (t.sum[p+5] - 2*t.sum[p+1] + t.sum[p-3]) / 4
			}
		}
		out[j] = float32(v / s)
		j++
	}
	return j
}
