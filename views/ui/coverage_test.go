package ui

import (
	"math"
	"strings"
	"testing"

	"olist/views/text"
)

func TestCoverageIsJudged(t *testing.T) {
	for share, want := range map[float64]string{
		.69: "Holds 69 of 100 weeks: too narrow.", .75: "Holds 75 of 100 weeks: a little too narrow.",
		.78: "Holds 78 of 100 weeks: about as wide as it should be.", .85: "Holds 85 of 100 weeks: a little too wide.",
		.96: "Holds 96 of 100 weeks: too wide.",
	} {
		if got := (Coverage{.8, share, 100}).Said(text.English); strings.ReplaceAll(got, "\u00a0", " ") != want {
			t.Errorf("%v: %s", share, got)
		}
	}
	for _, c := range []Coverage{{}, {.8, math.NaN(), 10}} {
		if c.Known() {
			t.Errorf("%+v is known", c)
		}
	}
}
