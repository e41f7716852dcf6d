package ui

import (
	"math"

	"olist/views/text"
)

func PercentOrDash(l text.Locale, v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return l.Percent(v, 1)
}

func ChangeOrDash(l text.Locale, v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return l.Change(v)
}

// Signed writes an amount with its sign.
func Signed(l text.Locale, cents int64) string {
	if cents > 0 {
		return "+" + l.MoneyShort(cents)
	}
	return l.MoneyShort(cents)
}

// Change gives new against old as a ratio; false where old is nothing.
func Change(now, before int64) (float64, bool) {
	if before <= 0 {
		return 0, false
	}
	return float64(now)/float64(before) - 1, true
}

// Chance is a probability as pages say it: the outermost in words; a dash where it is not
// known.
func Chance(l text.Locale, p float64) string {
	switch {
	case math.IsNaN(p):
		return "–"
	case p < .01:
		return l.T(text.GoalUnder)
	case p > .99:
		return l.T(text.GoalOver)
	}
	return l.Percent(p, 0)
}
