package forecast

import (
	"math"
	"slices"

	"olist/stat"
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
	gapSide     = 8          // known weeks on each side that say its level
	gapAround   = 6          // weeks on each side of a week that say what is its level
	gapYears    = 3          // other years that are asked, on each side
	gapApart    = 3          // levels on both sides are two from so many standard errors on
	closedOdds  = .02        // a run of zeros less likely than that by the series' other zeros is closed
	closedMost  = .05        // and where more of its other weeks are zero, zeros are its way
	closedSteps = 6          // and so many usual weekly changes below what it sells; the root of the run's length times fewer
	closedAlike = .5         // unless so much of it was zero a year before or after
	ratioMost   = 4.         // a week of another year counts as so many times its level, at most
	unsureRoot  = .07        // see unsure
	lateMost    = MaxHorizon // weeks without a value at the end that are forecast, too
)

// closedWeeks marks the runs of zeros inside x that are no part of its own way:
// where zeros come now and then, or every year, they are sales like others. A
// run at the end is none yet: nothing says that it will end.
func closedWeeks(x []float64) []bool {
	first := slices.IndexFunc(x, func(v float64) bool { return v == v && v != 0 })
	if first < 0 {
		return nil
	}
	zeros, known := 0, 0
	for _, v := range x[first:] {
		if v == v {
			known++
			if v == 0 {
				zeros++
			}
		}
	}
	var out []bool
	for a := first; a < len(x); a++ {
		if x[a] != 0 {
			continue
		}
		b, run := a, 0
		for b < len(x) && !(x[b] != 0 && x[b] == x[b]) { // zeros, and holes among them
			if x[b] == 0 {
				run++
			}
			b++
		}
		if b < len(x) && isClosed(x, a, b, run, zeros, known) {
			if out == nil {
				out = make([]bool, len(x))
			}
			for i := a; i < b; i++ {
				out[i] = true
			}
		}
		a = b
	}
	return out
}

func isClosed(x []float64, a, b, run, zeros, known int) bool {
	usual := float64(zeros-run+1) / float64(known-run+2)
	if usual > closedMost || math.Pow(usual, float64(run)) > closedOdds {
		return false
	}
	other := 0
	for i := a; i < b; i++ {
		for _, year := range []int{-week.PerYear, week.PerYear} {
			if zeroNear(x, i+year, a, b) {
				other++
				break
			}
		}
	}
	if float64(other) >= closedAlike*float64(b-a) {
		return false
	}
	var sold, changes []float64
	last := nan
	for _, v := range x {
		if v != v || v == 0 {
			last = nan
			continue
		}
		sold = append(sold, math.Abs(v))
		if last == last {
			changes = append(changes, math.Abs(v-last))
		}
		last = v
	}
	return stat.Median(sold)*math.Sqrt(float64(run)) >= closedSteps*stat.Median(changes)
}

// zeroNear tells whether week i, or one beside it, is a zero outside of a..b.
func zeroNear(x []float64, i, a, b int) bool {
	for j := max(0, i-1); j < min(len(x), i+2); j++ {
		if (j < a || j >= b) && x[j] == 0 {
			return true
		}
	}
	return false
}

// fillGaps writes over the weeks of x that lie in a gap; ok are the weeks that
// say something.
func fillGaps(x []float64, gap, ok []bool) {
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
	f := gapFiller{x: x, known: known}
	f.measure()
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
type gapFiller struct {
	x      []float64
	known  []int     // places of the weeks that say something
	level  []float64 // around each of them
	change float64   // usual weekly change between them
	ratios bool      // weeks are told as multiples of their level; else as differences
}

func (f *gapFiller) measure() {
	f.ratios = true
	f.level = make([]float64, len(f.known))
	for k, i := range f.known {
		lo, hi := max(0, k-gapAround), min(len(f.known), k+gapAround+1)
		f.level[k] = f.mean(lo, hi)
		f.ratios = f.ratios && f.x[i] >= 0
		if k > 0 {
			f.change += math.Abs(f.x[i] - f.x[f.known[k-1]])
		}
	}
	f.change /= float64(max(1, len(f.known)-1))
}

// mean of the known weeks lo to hi.
func (f *gapFiller) mean(lo, hi int) float64 {
	sum := 0.0
	for _, i := range f.known[lo:hi] {
		sum += f.x[i]
	}
	return sum / float64(hi-lo)
}

// fill fills weeks a to b. Where the levels of both sides differ by no more than
// chance, the gap lies at their mean; else a line leads from one to the other.
func (f *gapFiller) fill(a, b int) {
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
	case math.Abs(to-from) < gapApart*f.change*math.Sqrt(1/nb+1/na):
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
			f.x[i] = level * min(ratioMost, like/its)
		default:
			f.x[i] = level
		}
	}
}

// source is a known week that week i of the gap from a to b is drawn like, and
// its level: of another year the line between the levels on both sides of the
// same weeks, so that the season goes on in the gap; else of the weeks around it.
// p is how far in the gap week i lies.
func (f *gapFiller) source(i, a, b int, p float64) (like, level float64) {
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
	return f.x[f.known[k]], f.level[k]
}

// levelAt is the level around the known week that is next to week i.
func (f *gapFiller) levelAt(i int) float64 {
	k, _ := slices.BinarySearch(f.known, i)
	return f.level[min(k, len(f.level)-1)]
}

// inGap tells whether week i is of a gap.
func (h *history) inGap(i int) bool { return h.gap != nil && i >= 0 && h.gap[i] }

// gapWithin is where the first gap begins that reaches into the last k weeks; -1
// where none does.
func (h *history) gapWithin(k int) int {
	for i := max(0, len(h.x)-k); h.gap != nil && i < len(h.x); i++ {
		if h.gap[i] {
			for i > 0 && h.gap[i-1] {
				i--
			}
			return i
		}
	}
	return -1
}

// gaps is the number of weeks in gaps among the last k.
func (h *history) gaps(k int) (n int) {
	for i := max(0, len(h.x)-k); i < len(h.x); i++ {
		if h.inGap(i) {
			n++
		}
	}
	return n
}

// gapsOf marks the holes of x and the weeks that it was closed; nil where there
// are none.
func gapsOf(x []float64) []bool {
	gap := closedWeeks(x)
	for i, v := range x {
		if v != v {
			if gap == nil {
				gap = make([]bool, len(x))
			}
			gap[i] = true
		}
	}
	return gap
}

// closeParts makes gaps of sums those of their parts, sums of sums first.
func closeParts(hs []*history, sums []Sum) {
	for _, s := range topDown(sums) {
		total := hs[s.Total]
		for _, p := range s.Parts {
			h := hs[p]
			for i := range h.x {
				if j := i + int(h.start-total.start); j >= 0 && j < len(total.x) && total.inGap(j) && !h.inGap(i) {
					if h.gap == nil {
						h.gap = make([]bool, len(h.x))
					}
					h.gap[i] = true
					if h.seen[i] {
						h.seen[i] = false
						h.n--
					}
				}
			}
		}
	}
}

// refill fills the gaps of x, which runs along h.
func (h *history) refill(x []float64) {
	if h.gap != nil {
		fillGaps(x, h.gap, h.seen)
	}
}

// reachBack is how many of the last weeks hold so many that are of no gap.
func (h *history) reachBack(weeks int) int {
	k := 0
	for ; weeks > 0 && k < len(h.x); k++ {
		if !h.inGap(len(h.x) - 1 - k) {
			weeks--
		}
	}
	return k + weeks
}

// lateWeeks gives for each series how many weeks at its end have no value:
// what comes after them is forecast from before them. Series that add up are
// forecast from the same week.
func lateWeeks(p Panel) []int {
	out, least := make([]int, len(p.Series)), lateMost
	for i, s := range p.Series {
		n := len(s.Values)
		for n > 0 && s.Values[n-1] != s.Values[n-1] {
			n--
		}
		if n > 0 {
			out[i] = min(len(s.Values)-n, lateMost)
			least = min(least, out[i])
		}
	}
	if len(p.Sums) > 0 {
		for i := range out {
			out[i] = min(out[i], least)
		}
	}
	return out
}

// unsure is how many times wider bands are for what was not seen: scales and
// errors of fewer weeks tell less, and what changed meanwhile nobody knows, which
// grows with the root of the weeks, as a walk does. Gaps count in the two years
// that scales and errors come from; an older one as a week.
func (h *history) unsure() float64 {
	if h.gap == nil || !slices.Contains(h.gap, true) {
		return 1
	}
	return 1 + unsureRoot*math.Sqrt(float64(max(1, h.gaps(2*week.PerYear))))
}
