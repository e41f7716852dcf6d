package accuracy

import (
	"math"

	"olist/views/text"
	"olist/views/ui"
)

// Advantage is how much smaller this model's errors are than a rival's, as a
// share of the rival's, with the 95% interval; NaN is "not measured".
type Advantage struct{ Share, Lower, Upper float64 }

// NoAdvantage is that of a method that was not measured.
func NoAdvantage() Advantage { return Advantage{math.NaN(), math.NaN(), math.NaN()} }

// say words an advantage: better or worse only where the interval leaves no
// doubt of it.
func (a Advantage) say(l text.Locale) string {
	switch {
	case math.IsNaN(a.Share):
		return ui.PercentOrDash(l, a.Share)
	case a.Lower > 0:
		return l.T(text.AdvantageBetter, l.Percent(a.Share, 0), l.Number(100*a.Lower, 0), l.Number(100*a.Upper, 0))
	case a.Upper < 0:
		return l.T(text.AdvantageWorse, l.Percent(-a.Share, 0), l.Number(-100*a.Upper, 0), l.Number(-100*a.Lower, 0))
	case math.IsNaN(a.Lower):
		return l.T(text.AdvantageFew)
	}
	return l.T(text.AdvantageUnclear, l.Number(100*a.Lower, 0), l.Number(100*a.Upper, 0))
}

// class marks what is decided.
func (a Advantage) class() string {
	switch {
	case a.Lower > 0:
		return "tag"
	case a.Upper < 0:
		return "tag warn"
	}
	return "answered"
}

// rivals are the methods that this model is held against.
func (a View) rivals() (out []Method) {
	for _, m := range a.Methods {
		if !m.ours() && (!math.IsNaN(m.Advantage[0].Share) || !math.IsNaN(m.Advantage[1].Share)) {
			out = append(out, m)
		}
	}
	return out
}

// advantageSay sets this model beside the simple way that did best over all
// steps; "" where none was measured.
func (a View) advantageSay() string {
	best := Method{Overall: math.NaN()}
	for _, m := range a.Methods {
		if m.simple() && !math.IsNaN(m.Overall) && !math.IsNaN(m.Advantage[0].Share) && !(best.Overall <= m.Overall) {
			best = m
		}
	}
	if best.Name == "" {
		return ""
	}
	return a.Text.T(text.AdvantageBest, best.label(a.Text), best.Advantage[0].say(a.Text))
}

// verdict judges how many weeks a range held. The share of n independent weeks
// that a right range of this level holds varies with a standard error of
// sqrt(level(1-level)/n): within one of them nothing speaks against the range,
// within two it is a little off. n counts the origins, not origins times steps,
// as forecasts of one week from several origins are not independent.
func verdict(l text.Locale, level, held float64, n int) string {
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

// coverageSay is the 80% range of all sales in a sentence.
func (a View) coverageSay() string {
	for _, m := range a.Methods {
		if held := m.Coverage80[0]; m.ours() && !math.IsNaN(held) && a.Origins > 0 {
			return a.Text.T(text.CoverageSay, int(math.Round(100*held)), verdict(a.Text, .8, held, a.Origins))
		}
	}
	return ""
}
