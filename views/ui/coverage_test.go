package ui

import (
	"math"
	"testing"

	"olist/views/text"
)

// The same share is judged by how many weeks it was measured on.
func TestCoverageIsJudged(t *testing.T) {
	for _, c := range []struct {
		share float64
		n     int
		want  string
	}{
		{.75, 26, "about right"}, {.75, 100, "a little too narrow"}, {.69, 100, "too narrow"}, {.78, 100, "about right"},
		{.85, 100, "a little too wide"}, {.96, 100, "too wide"},
	} {
		if got := (Coverage{.8, c.share, c.n}).Verdict(text.English); got != c.want {
			t.Errorf("%v of %d: %s", c.share, c.n, got)
		}
	}
	if got := (Coverage{.8, .754, 26}).Holds(text.English); got != "75 of 100" {
		t.Error(got)
	}
	for _, c := range []Coverage{{}, {.8, math.NaN(), 10}} {
		if c.Known() {
			t.Errorf("%+v is known", c)
		}
	}
}
