package ui

import (
	"math"

	"olist/views/text"
)

// Coverage is the share of N actuals that lay inside a range made to hold Level
// of them (.8).
type Coverage struct {
	Level, Share float64
	N            int
}

// How far, as a share of all weeks, coverage may lie from its level and be called
// right, and a little off. Ten weeks of a hundred are half as many misses again as
// an 80% range may have.
const (
	coverageRight  = .025
	coverageLittle = .10
)

// Known tells whether there is anything to judge by.
func (c Coverage) Known() bool { return c.N > 0 && !math.IsNaN(c.Share) }

// Holds says how many of a hundred weeks the range held.
func (c Coverage) Holds(l text.Locale) string {
	return l.T(text.CoverageOfHundred, int(math.Round(100*c.Share)))
}

// Verdict judges the range's width.
func (c Coverage) Verdict(l text.Locale) string {
	off := c.Share - c.Level
	switch {
	case math.Abs(off) <= coverageRight:
		return l.T(text.CoverageRight)
	case off < -coverageLittle:
		return l.T(text.CoverageNarrow)
	case off < 0:
		return l.T(text.CoverageBitNarrow)
	case off > coverageLittle:
		return l.T(text.CoverageWide)
	}
	return l.T(text.CoverageBitWide)
}

// Said is both in a sentence.
func (c Coverage) Said(l text.Locale) string {
	return l.T(text.CoverageSaid, c.Holds(l), c.Verdict(l))
}
