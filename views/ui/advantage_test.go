package ui

import (
	"math"
	"testing"

	"olist/views/text"
)

// TestAdvantageInWords: better or worse only where the interval leaves no doubt.
func TestAdvantageInWords(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		of          Advantage
		said, class string
	}{
		{Advantage{.12, .03, .2}, "12% better, between 3 and 20", "strong"},
		{Advantage{-.08, -.15, -.02}, "8% worse, between 2 and 15", "strong"},
		{Advantage{.05, -.02, .12}, "cannot tell (−2 to 12%)", "answered"},
		{Advantage{}, "the same errors", "answered"},
		{Advantage{.05, nan, nan}, "cannot tell: too few weeks", "answered"},
		{NoAdvantage(), "–", "answered"},
	} {
		if got := c.of.Say(text.English); got != c.said || c.of.Class() != c.class {
			t.Errorf("%+v: %q as %q", c.of, got, c.of.Class())
		}
	}
}
