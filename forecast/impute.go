package forecast

import (
	"math"
	"slices"

	"olist/week"
)

// Weeks of which nothing is known, and weeks in which a shop was closed, are a
// gap: they teach nothing and judge nothing. But lags, means and scales run
// through them, and a straight line there would say that the series lay still
// for so long: every scale, and with it every band, would collapse. So a gap is
// filled with weeks that move as the series does: the level beside it, times
// what the same weeks of another year were of theirs (or, where there is no
// other year, the weeks before in reverse). Only what lies before an origin
// fills the gaps that it sees.
const (
	gapSide       = 8          // known weeks on each side that say its level
	gapAround     = 6          // weeks on each side of a week that say what is its level
	gapYears      = 3          // other years that are asked, on each side
	gapErrors     = 3          // levels on both sides are two from so many standard errors on
	closedChance  = .02        // a run of zeros less likely than that by the series' other zeros is closed
	maxZeroShare  = .05        // and where more of its other weeks are zero, zeros are its way
	closedChanges = 6          // and so many usual weekly changes below what it sells; the root of the run's length times fewer
	closedYearly  = .5         // unless so much of it was zero a year before or after
	maxLevelRatio = 4.         // a week of another year counts as so many times its level, at most
	gapWidening   = .07        // see unsure
	maxTrailing   = MaxHorizon // weeks without a value at the end that are forecast, too
)

// fillGaps writes over the weeks of x that lie in a gap; ok are the weeks that
// say something.
func impute(x []float64, gap, ok []bool) {
	var known []int
	for i, is := range ok {
		if is && !gap[i] {
			known = append(known, i)
		}
	}
	if len(known) == 0 {
		for i, is := range gap {
			if is {
				x[i] = 0
			}
		}
		return
	}
	f := imputer{x: x, known: known}
	f.levels()
	for a := 0; a < len(x); a++ {
		if !gap[a] {
			continue
		}
		b := a
		for b < len(x) && gap[b] {
			b++
		}
		f.fill(a, b)
		a = b
	}
}

// gapFiller fills the gaps of a series.
type imputer struct {
	x       []float64
	known   []int     // places of the weeks that say something
	levelOf []float64 // around each of them
	change  float64   // usual weekly change between them
	ratios  bool      // weeks are told as multiples of their level; else as differences
}

func (f *imputer) levels() {
	f.ratios = true
	f.levelOf = make([]float64, len(f.known))
	for k, i := range f.known {
		lo, hi := max(0, k-gapAround), min(len(f.known), k+gapAround+1)
		f.levelOf[k] = f.mean(lo, hi)
		f.ratios = f.ratios && f.x[i] >= 0
		if k > 0 {
			f.change += math.Abs(f.x[i] - f.x[f.known[k-1]])
		}
	}
	f.change /= float64(max(1, len(f.known)-1))
}

// mean of the known weeks lo to hi.
func (f *imputer) mean(lo, hi int) float64 {
	sum := 0.0
	for _, i := range f.known[lo:hi] {
		sum += f.x[i]
	}
	return sum / float64(hi-lo)
}

// fill fills weeks a to b. Where the levels of both sides differ by no more than
// chance, the gap lies at their mean; else a line leads from one to the other.
func (f *imputer) fill(a, b int) {
	at, _ := slices.BinarySearch(f.known, a) // the first known week after the gap
	before, after := min(at, gapSide), min(len(f.known)-at, gapSide)
	var from, to float64
	if before > 0 {
		from = f.mean(at-before, at)
	}
	if after > 0 {
		to = f.mean(at, at+after)
	}
	nb, na := float64(before), float64(after)
	switch {
	case before == 0:
		from = to
	case after == 0:
		to = from
	case math.Abs(to-from) < gapErrors*f.change*math.Sqrt(1/nb+1/na):
		from = (nb*from + na*to) / (nb + na)
		to = from
	}
	for i := a; i < b; i++ {
		p := float64(i-a+1) / float64(b-a+1)
		level := from + (to-from)*p
		like, its := f.source(i, a, b, p)
		switch {
		case !f.ratios:
			f.x[i] = level + like - its
		case its > 0:
			f.x[i] = level * min(maxLevelRatio, like/its)
		default:
			f.x[i] = level
		}
	}
}

// source is a known week that week i of the gap from a to b is drawn like, and
// its level: of another year the line between the levels on both sides of the
// same weeks, so that the season goes on in the gap; else of the weeks around it.
// p is how far in the gap week i lies.
func (f *imputer) source(i, a, b int, p float64) (like, level float64) {
	for y := 1; y <= gapYears; y++ {
		for _, shift := range []int{-y * week.PerYear, y * week.PerYear} {
			if k, is := slices.BinarySearch(f.known, i+shift); is {
				from, to := f.levelAt(a-1+shift), f.levelAt(b+shift)
				return f.x[f.known[k]], from + (to-from)*p
			}
		}
	}
	at, _ := slices.BinarySearch(f.known, a) // the first known week after the gap
	k, n := min(i-a, len(f.known)-1), i-a
	if at > 0 {
		if k = at - 1; k > 0 {
			if n %= 2 * k; n > k { // back to the first week, and forth again
				n = 2*k - n
			}
			k -= n
		}
	}
	return f.x[f.known[k]], f.levelOf[k]
}

// levelAt is the level around the known week that is next to week i.
func (f *imputer) levelAt(i int) float64 {
	k, _ := slices.BinarySearch(f.known, i)
	return f.levelOf[min(k, len(f.levelOf)-1)]
}

// refill fills the gaps of x, which runs along h.
func (h *history) impute(x []float64) {
	if h.gap != nil {
		impute(x, h.gap, h.observed)
	}
}
