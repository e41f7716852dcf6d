package quality

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// Level is one week for JudgeLevels.
type Level struct {
	Revenue   float64 // R$
	Usable    bool    // so far: it is judged, and counts for the usual level
	Daily     bool    // its orders are known by the day: Inspect judges whether it was cut
	Confirmed bool    // by a person or an event: it counts for the usual level and is not judged
}

const (
	levelWeeks         = 8  // fewest usable weeks that are judged
	levelWindow        = 13 // weeks on each side whose median is usual
	minSide            = 4  // at least so many of them; as many weeks in a row are a new level
	suspiciousChanges  = 8  // a suspicious week is further out than so many usual weekly changes
	maxTruncated       = 2  // so many weeks at most may be an end that was cut
	truncatedChanges   = 3  // and fall by so many usual weekly changes
	maxOutliersInverse = 10 // where more than one of ten weeks stands out, that is how the series is
)

// As logarithms of a ratio.
var (
	levelRatio     = math.Log(4) // a suspicious week is that many times the usual, or that part of it
	truncatedRatio = math.Log(2) // so is an end that was cut
	sameLevel      = math.Log(2) // weeks are at one level, peaks of two years alike
)

// JudgeLevels marks the weeks whose sales are far from the weeks around them,
// and an end of weekly totals that drops; it runs after Inspect. Level shifts,
// growth, and what came a year before or after as well are not marked. Both
// slices run along the same weeks, without gaps.
func JudgeLevels(weeks []*WeekStatus, levels []Level) {
	l := newLevelSeries(levels)
	if len(l.x) < levelWeeks {
		return
	}
	doubted := l.suspicious()
	for _, k := range doubted {
		l.mark(weeks[l.at[k]], k, StateSuspicious)
	}
	for _, k := range l.cutEnd(doubted) {
		l.mark(weeks[l.at[k]], k, StateTruncated)
	}
}

// levelSeries is the usable weeks in a row, as natural logarithms.
type levelSeries struct {
	levels []Level
	at     []int // place of each week among levels
	x      []float64
	change float64 // usual weekly change: the median without its sign
}

func newLevelSeries(levels []Level) *levelSeries {
	l := &levelSeries{levels: levels}
	for i, v := range levels {
		if v.Usable {
			l.at, l.x = append(l.at, i), append(l.x, math.Log(max(v.Revenue, .01))) // nothing sold counts as a cent
		}
	}
	var changes []float64
	for k := 1; k < len(l.x); k++ {
		changes = append(changes, math.Abs(l.x[k]-l.x[k-1]))
	}
	l.change = stat.Median(changes)
	return l
}

func (l *levelSeries) confirmed(k int) bool { return l.levels[l.at[k]].Confirmed }

func (l *levelSeries) before(k int) []float64 { return l.x[max(0, k-levelWindow):k] }

func (l *levelSeries) after(k int) []float64 { return l.x[k+1 : min(len(l.x), k+1+levelWindow)] }

// departure is how far week k is from usual. It must be above, or below, the
// weeks before as well as those after: growth and a level that shifts are no
// departure.
func (l *levelSeries) departure(k int) float64 {
	before, after := l.before(k), l.after(k)
	switch {
	case len(before) < minSide:
		return l.departureAtStart(k)
	case len(after) < minSide:
		return l.x[k] - stat.Median(before)
	}
	a, b := l.x[k]-stat.Median(before), l.x[k]-stat.Median(after)
	switch {
	case a > 0 && b > 0:
		return min(a, b)
	case a < 0 && b < 0:
		return max(a, b)
	}
	return 0
}

// departureAtStart has only the weeks after. Sales begin small: a low week there
// must be low against each of the next ones.
func (l *levelSeries) departureAtStart(k int) float64 {
	after := l.after(k)
	if d := l.x[k] - stat.Median(after); d > 0 {
		return d
	}
	return min(0, l.x[k]-slices.Min(after[:minSide]))
}

// suspicious is the weeks that stand out by ratio and by the usual change.
func (l *levelSeries) suspicious() (out []int) {
	for k := range l.x {
		d := l.departure(k)
		if math.Abs(d) > max(levelRatio, suspiciousChanges*l.change) && !l.confirmed(k) && !l.holds(k) && !l.repeatsYearly(k, l.departure) {
			out = append(out, k)
		}
	}
	if len(out) > max(minSide-1, len(l.x)/maxOutliersInverse) {
		return nil
	}
	return out
}

// holds reports whether week k is one of several in a row at its level.
func (l *levelSeries) holds(k int) bool {
	alike := func(j int) bool { return j >= 0 && j < len(l.x) && math.Abs(l.x[j]-l.x[k]) < sameLevel }
	first, end := k, k+1
	for alike(first - 1) {
		first--
	}
	for alike(end) {
		end++
	}
	return end-first >= minSide
}

// repeatsYearly reports whether as much came a year before or after, up to a
// week off.
func (l *levelSeries) repeatsYearly(k int, departure func(int) float64) bool {
	d := departure(k)
	for j := range l.x {
		apart := l.at[k] - l.at[j]
		if max(apart, -apart) < week.PerYear-1 || max(apart, -apart) > week.PerYear+1 {
			continue
		}
		if e := departure(j); d*e > 0 && math.Abs(d)-math.Abs(e) < sameLevel {
			return true
		}
	}
	return false
}

// yearlyFall reports whether week k fell a year before or after as well, at
// least half as deep.
func (l *levelSeries) yearlyFall(k int) bool {
	d := l.fall(k)
	return l.repeatsYearly(k, func(j int) float64 {
		if e := l.fall(j); j == k || e <= d/2 {
			return e
		}
		return 0
	})
}

// fall is how far week k is from the weeks before it; 0 where these are few.
func (l *levelSeries) fall(k int) float64 {
	if before := l.before(k); len(before) >= minSide {
		return l.x[k] - stat.Median(before)
	}
	return 0
}

// cutEnd is the last weeks where they are less than half of the usual and lower
// than the series ever fell, without the weeks doubted already. Where daily
// orders are known, Inspect has judged them.
func (l *levelSeries) cutEnd(doubted []int) (out []int) {
	first := len(l.x)
	for first > 0 && l.fall(first-1) < -truncatedRatio {
		first--
	}
	if len(l.x)-first > maxTruncated {
		return nil
	}
	deepest := -max(truncatedRatio, truncatedChanges*l.change)
	for k := range first {
		if !slices.Contains(doubted, k) {
			deepest = min(deepest, l.fall(k))
		}
	}
	for k := len(l.x) - 1; k >= first; k-- {
		v := l.levels[l.at[k]]
		if v.Daily || v.Confirmed || l.fall(k) >= deepest || l.yearlyFall(k) {
			break
		}
		out = append(out, k)
	}
	return out
}

// usual is the usual level of week k, R$: that of the side that it is nearer
// to.
func (l *levelSeries) usual(k int) float64 {
	before, after := l.before(k), l.after(k)
	switch {
	case len(before) < minSide:
		return math.Exp(stat.Median(after))
	case len(after) < minSide:
		return math.Exp(stat.Median(before))
	}
	a, b := stat.Median(before), stat.Median(after)
	if math.Abs(l.x[k]-a) < math.Abs(l.x[k]-b) {
		return math.Exp(a)
	}
	return math.Exp(b)
}

func (l *levelSeries) mark(s *WeekStatus, k int, state State) {
	s.State, s.Sold, s.Usual = state, l.levels[l.at[k]].Revenue, l.usual(k)
}
