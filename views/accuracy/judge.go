package accuracy

import (
	"math"

	"olist/views/text"
	"olist/views/ui"
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

// coverageSay is the 80% range of all sales in a sentence.
func (a View) coverageSay() string {
	for _, m := range a.Methods {
		if held := m.Coverage80[0]; m.ours() && !math.IsNaN(held) && a.Origins > 0 {
			return a.Text.T(text.CoverageSay, int(math.Round(100*held)), ui.RangeVerdict(a.Text, .8, held, a.Origins))
		}
	}
	return ""
}
