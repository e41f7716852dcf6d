package ui

import (
	"math"

	"olist/views/text"
)

// Advantage is how much smaller one model's errors are than a rival's, as a
// share of the rival's, with the 95% interval; NaN is "not measured".
type Advantage struct{ Share, Lower, Upper float64 }

// NoAdvantage is that of a method that was not measured.
func NoAdvantage() Advantage { return Advantage{math.NaN(), math.NaN(), math.NaN()} }

// Say words an advantage: better or worse only where the interval leaves no
// doubt of it.
func (a Advantage) Say(l text.Locale) string {
	switch {
	case math.IsNaN(a.Share):
		return PercentOrDash(l, a.Share)
	case a == (Advantage{}):
		return l.T(text.AdvantageNone)
	case a.Lower > 0:
		return l.T(text.AdvantageBetter, l.Percent(a.Share, 0), l.Number(100*a.Lower, 0), l.Number(100*a.Upper, 0))
	case a.Upper < 0:
		return l.T(text.AdvantageWorse, l.Percent(-a.Share, 0), l.Number(-100*a.Upper, 0), l.Number(-100*a.Lower, 0))
	case math.IsNaN(a.Lower):
		return l.T(text.AdvantageFew)
	}
	return l.T(text.AdvantageUnclear, l.Number(100*a.Lower, 0), l.Number(100*a.Upper, 0))
}

// Class marks what is decided.
func (a Advantage) Class() string {
	if a.Lower > 0 || a.Upper < 0 {
		return "strong"
	}
	return "answered"
}
