package quality

import (
	"math"
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"olist/stat"
	"olist/week"
)

// Level is what a week sold in all, as JudgeLevels needs it.
type Level struct {
	Revenue float64 // R$
	Usable  bool    // so far: it is judged, and says what is usual
	Daily   bool    // its orders are known by the day: those tell whether its end is cut
	Told    bool    // a person answers for it: it says what is usual, and is not judged
}

const (
	levelWeeks  = 8  // usable weeks below which no level is judged: nothing is usual yet
	levelReach  = 13 // weeks on each side that say what is usual
	levelSide   = 4  // at least so many of them; as many weeks in a row are a new level
	levelSteps  = 8  // a suspicious week is further out than so many usual weekly changes
	endMost     = 2  // so many weeks at most may be an end that was cut
	endSteps    = 3  // and fall by so many usual weekly changes
	rareInverse = 10 // where more than one of ten weeks stands out, that is how the series is
)

// As logarithms of a ratio.
var (
	levelRatio = math.Log(4) // a suspicious week is that many times the usual, or that part of it
	endRatio   = math.Log(2) // so is an end that was cut
	levelAlike = math.Log(2) // weeks are at one level, peaks of two years alike
)

// JudgeLevels is the second judgement, after that by days: it marks the weeks
// whose sales are far from what the weeks around them make usual, and an end of
// weekly totals that drops. A level that moves and stays, growth and what came a
// year before or after as well are no reason. Both run along the same weeks,
// without gaps.
func JudgeLevels(weeks []*WeekStatus, levels []Level) {
	l := newLevelLine(levels)
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

// levelLine is the usable weeks in a row. Levels are natural logarithms of R$.
type levelLine struct {
	levels []Level
	at     []int // place of each week among levels
	x      []float64
	change float64 // usual weekly change: the median without its sign
}

func newLevelLine(levels []Level) *levelLine {
	l := &levelLine{levels: levels}
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

func (l *levelLine) told(k int) bool { return l.levels[l.at[k]].Told }

func (l *levelLine) before(k int) []float64 { return l.x[max(0, k-levelReach):k] }

func (l *levelLine) after(k int) []float64 { return l.x[k+1 : min(len(l.x), k+1+levelReach)] }

// departure is how far week k is from what is usual. It must be above, or
// below, the weeks before as well as those after: growth and a level that moves
// are not.
func (l *levelLine) departure(k int) float64 {
	before, after := l.before(k), l.after(k)
	switch {
	case len(before) < levelSide:
		return l.departureAtStart(k)
	case len(after) < levelSide:
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
func (l *levelLine) departureAtStart(k int) float64 {
	after := l.after(k)
	if d := l.x[k] - stat.Median(after); d > 0 {
		return d
	}
	return min(0, l.x[k]-slices.Min(after[:levelSide]))
}

// suspicious gives the weeks that stand out by ratio and by the usual change.
func (l *levelLine) suspicious() (out []int) {
	for k := range l.x {
		d := l.departure(k)
		if math.Abs(d) > max(levelRatio, levelSteps*l.change) && !l.told(k) && !l.stays(k) && !l.yearly(k, l.departure) {
			out = append(out, k)
		}
	}
	if len(out) > max(levelSide-1, len(l.x)/rareInverse) {
		return nil
	}
	return out
}

// stays tells whether week k is one of several in a row at its level.
func (l *levelLine) stays(k int) bool {
	alike := func(j int) bool { return j >= 0 && j < len(l.x) && math.Abs(l.x[j]-l.x[k]) < levelAlike }
	first, end := k, k+1
	for alike(first - 1) {
		first--
	}
	for alike(end) {
		end++
	}
	return end-first >= levelSide
}

// yearly tells whether as much came a year before or after, up to a week off.
func (l *levelLine) yearly(k int, departure func(int) float64) bool {
	d := departure(k)
	for j := range l.x {
		apart := l.at[k] - l.at[j]
		if max(apart, -apart) < week.PerYear-1 || max(apart, -apart) > week.PerYear+1 {
			continue
		}
		if e := departure(j); d*e > 0 && math.Abs(d)-math.Abs(e) < levelAlike {
			return true
		}
	}
	return false
}

// yearlyFall tells whether week k fell a year before or after as well, at least
// half as deep.
func (l *levelLine) yearlyFall(k int) bool {
	d := l.fall(k)
	return l.yearly(k, func(j int) float64 {
		if e := l.fall(j); j == k || e <= d/2 {
			return e
		}
		return 0
	})
}

// fall is how far week k is from the weeks before it; 0 where these are few.
func (l *levelLine) fall(k int) float64 {
	if before := l.before(k); len(before) >= levelSide {
		return l.x[k] - stat.Median(before)
	}
	return 0
}

// cutEnd gives the last weeks where they are less than half of the usual and
// lower than the series ever fell, without the weeks doubted already. Where days
// are known, those have told.
func (l *levelLine) cutEnd(doubted []int) (out []int) {
	first := len(l.x)
	for first > 0 && l.fall(first-1) < -endRatio {
		first--
	}
	if len(l.x)-first > endMost {
		return nil
	}
	deepest := -max(endRatio, endSteps*l.change)
	for k := range first {
		if !slices.Contains(doubted, k) {
			deepest = min(deepest, l.fall(k))
		}
	}
	for k := len(l.x) - 1; k >= first; k-- {
		v := l.levels[l.at[k]]
		if v.Daily || v.Told || l.fall(k) >= deepest || l.yearlyFall(k) {
			break
		}
		out = append(out, k)
	}
	return out
}

// usual is what week k is held against, in R$: the side that it is nearer to.
func (l *levelLine) usual(k int) float64 {
	before, after := l.before(k), l.after(k)
	switch {
	case len(before) < levelSide:
		return math.Exp(stat.Median(after))
	case len(after) < levelSide:
		return math.Exp(stat.Median(before))
	}
	a, b := stat.Median(before), stat.Median(after)
	if math.Abs(l.x[k]-a) < math.Abs(l.x[k]-b) {
		return math.Exp(a)
	}
	return math.Exp(b)
}

var levelWords = message.NewPrinter(language.English)

func (l *levelLine) mark(s *WeekStatus, k int, state State) {
	s.State, s.Sold, s.Usual = state, l.levels[l.at[k]].Revenue, l.usual(k)
	switch ratio := s.Sold / s.Usual; {
	case state == StateTruncated:
		s.Reason = levelWords.Sprintf("R$ %.0f is %.0f%% of the usual level: the data seem to end within this week; left out until you say it is right", s.Sold, 100*ratio)
	case ratio < 1:
		s.Reason = levelWords.Sprintf("R$ %.0f is %.0f%% of the usual level: left out until you say it is right", s.Sold, 100*ratio)
	case ratio < 9.95:
		s.Reason = levelWords.Sprintf("R$ %.0f is %.1f times the usual level: left out until you say it is right", s.Sold, ratio)
	default:
		s.Reason = levelWords.Sprintf("R$ %.0f is %.0f times the usual level: left out until you say it is right", s.Sold, ratio)
	}
}
