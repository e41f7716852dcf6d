package accuracy

import (
	"math"

	"olist/views/text"
)

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
	return a.Text.T(text.AdvantageBest, best.label(a.Text), best.Advantage[0].Say(a.Text))
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
