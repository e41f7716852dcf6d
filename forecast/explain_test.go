package forecast

import (
	"math"
	"testing"
)

// TestPartsStayOfTheSizeOfWhatTheyExplain: they add up to the forecast without
// growing where they nearly cancel, or where the floor held the forecast.
func TestPartsStayOfTheSizeOfWhatTheyExplain(t *testing.T) {
	for _, c := range []struct {
		what        string
		parts       causes
		value, lift float64
		want        causes
	}{
		{"scaled", causes{80, 10, 10, 0}, 110, 1, causes{88, 11, 11, 0}},
		{"scaled down", causes{80, 10, 10, 0}, 1, 1, causes{.8, .1, .1, 0}},
		{"with events", causes{40, 5, 5, 50}, 110, 2, causes{44, 5.5, 5.5, 55}},
		{"nearly cancelling", causes{20, -20 + 1e-9, 0, 0}, .08, 1, causes{20.08, -20, 0, 0}},
		{"cancelling", causes{20, -20, 0, 0}, .08, 1, causes{20.08, -20, 0, 0}},
		{"held above nothing", causes{20, -21, 0, -1}, 0, 2, causes{21, -21, 0, 0}},
		{"below nothing, forecast above", causes{20, -21, -1, -2}, 4, 2, causes{24, -21, -1, 2}},
		{"nothing", causes{}, 0, 1, causes{}},
		{"from nothing", causes{}, 5, 1, causes{5, 0, 0, 0}},
		{"to nothing", causes{20, -10, 0, 0}, 0, 1, causes{}},
	} {
		got := c.parts.scaledTo(c.value, c.lift)
		for g := range got {
			if math.Abs(got[g]-c.want[g]) > 1e-6 || got[g] == 0 && math.Signbit(got[g]) {
				t.Errorf("%s: %v, want %v", c.what, got, c.want)
				break
			}
		}
		if math.Abs(got.sum()-c.value) > 1e-12*(1+math.Abs(c.value)) {
			t.Errorf("%s: the parts add up to %g, not %g", c.what, got.sum(), c.value)
		}
	}
}

// TestWhatTheFloorHeldDoesNotCount: a push below nothing counts only as far as
// the week could fall, so that level and momentum do not grow against each other.
func TestWhatTheFloorHeldDoesNotCount(t *testing.T) {
	for _, c := range []struct {
		from, moved causes
		to          float64
		want        causes
	}{
		{causes{10, 2, 0, 0}, causes{0, 3, -1, 0}, 14, causes{10, 5, -1, 0}},
		{causes{10, 2, 0, 0}, causes{0, -20, -4, 0}, 0, causes{10, -8, -2, 0}},
		{causes{}, causes{0, -1400, 70, 0}, 0, causes{}},
	} {
		got := c.from
		got.moveTo(c.to, c.moved)
		if got != c.want {
			t.Errorf("%v moved by %v to %g: %v, want %v", c.from, c.moved, c.to, got, c.want)
		}
	}
}
