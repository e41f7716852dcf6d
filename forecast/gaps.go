package forecast

import (
	"math"
	"olist/stat"
	"olist/week"
	"slices"
)

// closedWeeks marks the runs of zeros in x that are closures rather than
// demand: where zeros are frequent, or come every year, they are sales. A run
// at the end is none yet.
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
	if usual > maxZeroShare || math.Pow(usual, float64(run)) > closedChance {
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
	if float64(other) >= closedYearly*float64(b-a) {
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
	return stat.Median(sold)*math.Sqrt(float64(run)) >= closedChanges*stat.Median(changes)
}

// zeroNear reports whether week i, or one beside it, is a zero outside of a..b.
func zeroNear(x []float64, i, a, b int) bool {
	for j := max(0, i-1); j < min(len(x), i+2); j++ {
		if (j < a || j >= b) && x[j] == 0 {
			return true
		}
	}
	return false
}

// gapsOf marks the missing weeks and closures of x; nil where there are none.
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

// inGap reports whether week i is in a gap.
func (h *history) inGap(i int) bool { return h.gap != nil && i >= 0 && h.gap[i] }

// inHole reports whether nothing is known of week i: it is in a gap and has no
// lower bound either.
func (h *history) inHole(i int) bool { return h.inGap(i) && !h.isCensored(i) }

// isCensored reports whether of week i a lower bound is known.
func (h *history) isCensored(i int) bool { return h.least != nil && h.least[i] == h.least[i] }

// gapWithin is the index at which the first gap begins that reaches into the
// last k weeks, censored weeks aside; -1 where there is none.
func (h *history) gapWithin(k int) int {
	for i := max(0, len(h.x)-k); h.gap != nil && i < len(h.x); i++ {
		if h.inHole(i) {
			for i > 0 && h.inHole(i-1) {
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

// weeksBack is the number of last weeks that hold so many outside of gaps.
func (h *history) weeksBack(weeks int) int {
	k := 0
	for ; weeks > 0 && k < len(h.x); k++ {
		if !h.inGap(len(h.x) - 1 - k) {
			weeks--
		}
	}
	return k + weeks
}

// spreadGaps marks gaps of sums in their parts, sums of sums first.
func spreadGaps(hs []*history, sums []Sum) {
	for _, s := range topDown(sums) {
		total := hs[s.Total]
		for _, p := range s.Parts {
			h := hs[p]
			for i := range h.x {
				if j := i + int(h.start-total.start); j >= 0 && j < len(total.x) && total.inHole(j) && !h.inGap(i) {
					if h.gap == nil {
						h.gap = make([]bool, len(h.x))
					}
					h.gap[i] = true
					if h.observed[i] {
						h.observed[i] = false
						h.n--
					}
				}
			}
		}
	}
}

// trailingMissing is the number of missing weeks at each series' end, which are
// forecast like the weeks after them. Series with sums start from the same
// week.
func trailingMissing(p Panel) []int {
	out, least := make([]int, len(p.Series)), maxTrailing
	for i, s := range p.Series {
		n := len(s.Values)
		for n > 0 && s.Values[n-1] != s.Values[n-1] {
			n--
		}
		if n > 0 {
			out[i] = min(len(s.Values)-n, maxTrailing)
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

// gapFactor is by how much gaps widen bands: scales and residuals come from
// fewer weeks, and unobserved change grows with the root of the weeks, like a
// random walk. Gaps of the last two years count, which scales and residuals
// come from; an older one counts as one week.
func (h *history) gapFactor() float64 {
	if h.gap == nil || !slices.Contains(h.gap, true) {
		return 1
	}
	any, recent := false, 0
	for i := range h.gap {
		if h.inHole(i) {
			if any = true; i >= len(h.gap)-2*week.PerYear {
				recent++
			}
		}
	}
	if !any {
		return 1
	}
	return 1 + gapWidening*math.Sqrt(float64(max(1, recent)))
}

// longestTrailing is the most missing weeks at the end of a series.
func longestTrailing(hs []*history) int {
	most := 0
	for _, h := range hs {
		most = max(most, h.trailing)
	}
	return most
}

// Imputed is a series as a method of one series takes it.
type Imputed struct {
	Values   []float64 // first observed week to last; gaps imputed, shocks interpolated; no NaN
	Observed int       // weeks outside of gaps and shocks
	Trailing int       // missing weeks after Values: step 1 comes after them
}

// Impute prepares every series by itself, in p's order.
func (p Panel) Impute() []Imputed {
	shock, trailing := shockWeeks(p), trailingMissing(p)
	out := make([]Imputed, len(p.Series))
	for i, s := range p.Series {
		s.Values = s.Values[:len(s.Values)-trailing[i]]
		h := newHistory(s, shock)
		out[i] = Imputed{h.x, h.n, trailing[i]}
	}
	return out
}
