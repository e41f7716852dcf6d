package ui

import (
	"math"

	"olist/views/text"
)

// Coverage is the share of actuals that lay inside a range made to hold Level of
// them (.8), measured from N origins.
type Coverage struct {
	Level, Share float64
	N            int
}

// Known tells whether there is anything to judge by.
func (c Coverage) Known() bool { return c.N > 0 && !math.IsNaN(c.Share) }

// Holds says how many of a hundred weeks the range held.
func (c Coverage) Holds(l text.Locale) string {
	return l.T(text.CoverageOfHundred, int(math.Round(100*c.Share)))
}

// Verdict judges the range's width.
func (c Coverage) Verdict(l text.Locale) string { return RangeVerdict(l, c.Level, c.Share, c.N) }

// RangeVerdict judges how many weeks a range held. The share of n independent weeks
// that a right range of this level holds varies with a standard error of
// sqrt(level(1-level)/n): within one of them nothing speaks against the range,
// within two it is a little off. n counts the origins, not origins times steps,
// as forecasts of one week from several origins are not independent.
func RangeVerdict(l text.Locale, level, held float64, n int) string {
	off := (held - level) / math.Sqrt(level*(1-level)/float64(n))
	switch {
	case math.IsNaN(off) || n == 0:
		return ""
	case off < -2:
		return l.T(text.RangeNarrow)
	case off < -1:
		return l.T(text.RangeLittleNarrow)
	case off > 2:
		return l.T(text.RangeWide)
	case off > 1:
		return l.T(text.RangeLittleWide)
	}
	return l.T(text.RangeRight)
}
