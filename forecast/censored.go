package forecast

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// A week that ran out of stock tells of demand that it was at least what was
// sold: it is censored (Tobin 1958; of sales Conrad 1976, Nahmias 1994). Left
// out, such weeks would still teach too little, since it is the high demand that
// empties a shelf. So the level around a week, the season and the spread are
// estimated by expectation and maximization (Dempster, Laird & Rubin 1977) from
// known weeks and from what censored ones would have sold, given that it is at
// least what they did. Demand is lognormal around its level; normal where a
// series has negative values; of what sells rarely it has the distribution of
// Kaplan & Meier (1958) with an exponential tail.
const (
	censoredSide   = 8    // known weeks on each side whose level is a week's
	censoredRounds = 40   // of expectation and maximization, at most
	censoredExact  = 1e-6 // of the spread, where they end
	censoredYears  = 2    // of weeks that show a season, at least
	leastSpread    = .02  // standard deviation over the level, at least
	mostSpread     = 1.5  // and at most
	mostLevel      = 4.   // of a level over that of its known weeks
	mostZ          = 6    // standard deviations beyond which a bound says nothing new
)

// censored is the demand of one series: known weeks, and those with a lower
// bound.
type censored struct {
	y      []float64 // by place in at: what was sold, or is expected
	least  []float64 // lower bounds; NaN where the demand is known
	at     []int     // weeks that are known or censored, in order
	lo, hi []int     // by place: the places whose mean is its level
	season []float64 // by place, a factor
	mean   []float64 // of the demand by place, before its bound is known
	spread float64   // standard deviation: over the mean, or of what may be negative as such
	plain  bool      // may be negative: normal
	rare   *rareLaw  // nil where it does not sell rarely
}

// newCensored estimates the demand behind x, whose weeks are known where ok and
// censored where least is a number; nil where no week is known.
func newCensored(x, least []float64, ok []bool) *censored {
	c := &censored{}
	var known []float64
	for i, v := range x {
		switch {
		case ok[i]:
			known = append(known, v)
			c.plain = c.plain || v < 0
			c.least = append(c.least, nan)
		case least[i] == least[i]:
			v = max(v, least[i])
			c.least = append(c.least, least[i])
		default:
			continue
		}
		c.at, c.y = append(c.at, i), append(c.y, v)
	}
	if len(known) == 0 {
		return nil
	}
	if !c.plain && sparse(known) {
		c.rare = newRareLaw(c.y, c.least)
		return c
	}
	c.windows()
	c.season = make([]float64, len(c.y))
	stat.Fill(c.season, 1)
	c.mean = make([]float64, len(c.y))
	c.fit()
	if c.findSeason() {
		c.fit()
	}
	return c
}

// windows are, for each place, censoredSide known weeks on both sides of it and
// what is censored between them.
func (c *censored) windows() {
	n := len(c.y)
	c.lo, c.hi = make([]int, n), make([]int, n)
	var known []int
	for k, l := range c.least {
		if l != l {
			known = append(known, k)
		}
	}
	for k := range n {
		i, is := slices.BinarySearch(known, k)
		from, to := max(0, i-censoredSide), min(len(known), i+censoredSide)
		if is {
			to = min(len(known), to+1)
		}
		c.lo[k], c.hi[k] = min(k, known[from%len(known)]), k+1
		if from == len(known) {
			c.lo[k] = k
		}
		if to > 0 {
			c.hi[k] = max(k+1, known[to-1]+1)
		}
	}
}

// fit is expectation and maximization.
func (c *censored) fit() {
	sums := make([]float64, len(c.y)+1)
	for range censoredRounds {
		before := c.spread
		for k, v := range c.y {
			sums[k+1] = sums[k] + v/c.season[k]
		}
		squares := 0.0
		for k := range c.y {
			c.mean[k] = c.levelOf(k, sums) * c.season[k]
		}
		for k := range c.y {
			n := float64(c.hi[k] - c.lo[k])
			squares += c.square(k) * n / max(1, n-1) // the level is made of the week as well
		}
		c.setSpread(math.Sqrt(squares / float64(len(c.y))))
		for k, l := range c.least {
			if l == l {
				c.y[k] = c.law(k).mean()
			}
		}
		if math.Abs(c.spread-before) <= censoredExact*c.spread {
			return
		}
	}
}

// levelOf is the mean of a place's window, within bounds: where nearly all is
// censored nothing holds it.
func (c *censored) levelOf(k int, sums []float64) float64 {
	level := (sums[c.hi[k]] - sums[c.lo[k]]) / float64(c.hi[k]-c.lo[k])
	if c.plain {
		return level
	}
	known, n, most := 0.0, 0.0, 0.0
	for j := c.lo[k]; j < c.hi[k]; j++ {
		if l := c.least[j]; l == l {
			most = max(most, l/c.season[j])
		} else {
			known, n = known+c.y[j]/c.season[j], n+1
		}
	}
	return min(level, max(most, mostLevel*known/max(1, n)))
}

func (c *censored) setSpread(s float64) {
	if c.spread = s; !c.plain {
		c.spread = max(leastSpread, min(mostSpread, s))
	}
}

// square is the expected squared distance of a place's demand from its mean, in
// the unit of the spread.
func (c *censored) square(k int) float64 {
	m := c.mean[k]
	first, second := c.y[k], c.y[k]*c.y[k]
	if l := c.least[k]; l == l && c.spread > 0 {
		law := c.law(k)
		first, second = law.mean(), law.second()
	}
	d := max(0, second-2*m*first+m*m)
	switch {
	case c.plain:
		return d
	case m > 0:
		return d / (m * m)
	}
	return 0
}

// findSeason estimates the factor of each week of the year, shrunken by how much
// of it is noise; false where there is none, or too short a time.
func (c *censored) findSeason() bool {
	const half = week.PerYear / 2
	n := len(c.y)
	if c.plain || n < censoredYears*week.PerYear {
		return false
	}
	sums := make([]float64, n+1)
	for k, v := range c.y {
		sums[k+1] = sums[k] + v
	}
	mean := func(lo, hi int) float64 { return (sums[hi] - sums[lo]) / float64(hi-lo) }
	var sum, count [week.PerYear]float64
	for k := half; k+half < n; k++ {
		if level := mean(k-half, k+half+1); level > 0 {
			p := c.at[k] % week.PerYear
			sum[p], count[p] = sum[p]+mean(k-1, k+2)/level, count[p]+1
		}
	}
	var index []float64
	years := 0.0
	for p := range sum {
		if count[p] > 0 {
			sum[p] /= count[p]
			index, years = append(index, sum[p]), years+count[p]
		} else {
			sum[p] = 1
		}
	}
	if len(index) < half {
		return false
	}
	m, variance := stat.Mean(index), 0.0
	for _, v := range index {
		variance += (v - m) * (v - m) / float64(len(index))
	}
	noise := c.spread * c.spread / 3 / (years / float64(len(index)))
	if variance <= noise {
		return false
	}
	kept := 1 - noise/variance
	for k, i := range c.at {
		c.season[k] = max(leastIndex, 1+kept*(sum[i%week.PerYear]-1))
	}
	return true
}

// fill overwrites censored weeks of x with demand that is at least what was
// sold: spread as it would have been, as means would make the series look calm.
// The draws are quantiles at multiples of the golden ratio, so that those of a
// few weeks are even already; the last one, which weighs most in a forecast, is
// the median.
func (c *censored) fill(x []float64) {
	n := 0.
	for k, i := range slices.Backward(c.at) {
		if c.least[k] == c.least[k] {
			_, u := math.Modf(.5 + n*(math.Phi-1))
			x[i] = max(c.least[k], c.quantile(k, u))
			n++
		}
	}
}

// expected is the demand of a place given its bound.
func (c *censored) expected(k int) float64 {
	if c.rare != nil {
		return c.rare.mean(c.least[k])
	}
	return c.law(k).mean()
}

func (c *censored) quantile(k int, u float64) float64 {
	u = max(.005, min(.995, u))
	if c.rare != nil {
		return c.rare.quantile(c.least[k], u)
	}
	return c.law(k).quantile(u)
}

// law is the distribution of a place's demand given its bound.
func (c *censored) law(k int) tailLaw {
	l := tailLaw{least: c.least[k], plain: c.plain}
	if c.plain {
		l.m, l.s = c.mean[k], max(c.spread, 1e-12)
		l.z = (l.least - l.m) / l.s
		return l
	}
	if c.mean[k] <= 0 {
		l.none = true
		return l
	}
	l.s = math.Sqrt(math.Log1p(c.spread * c.spread))
	l.m = math.Log(c.mean[k]) - l.s*l.s/2
	l.z = math.Inf(-1)
	if l.least > 0 {
		l.z = (math.Log(l.least) - l.m) / l.s
	}
	return l
}
