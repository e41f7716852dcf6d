package forecast

import (
	"context"
	"errors"
	"math"
	"reflect"
	"testing"
)

// TestPartsStayOfTheSizeOfWhatTheyExplain: they add up to the forecast without
// growing where they nearly cancel, or where the floor held the forecast.
func TestPartsStayOfTheSizeOfWhatTheyExplain(t *testing.T) {
	for _, c := range []struct {
		what        string
		parts       contributions
		value, lift float64
		want        contributions
	}{
		{"scaled", contributions{80, 10, 10, 0}, 110, 1, contributions{88, 11, 11, 0}},
		{"scaled down", contributions{80, 10, 10, 0}, 1, 1, contributions{.8, .1, .1, 0}},
		{"with events", contributions{40, 5, 5, 50}, 110, 2, contributions{44, 5.5, 5.5, 55}},
		{"nearly cancelling", contributions{20, -20 + 1e-9, 0, 0}, .08, 1, contributions{20.08, -20, 0, 0}},
		{"cancelling", contributions{20, -20, 0, 0}, .08, 1, contributions{20.08, -20, 0, 0}},
		{"held above nothing", contributions{20, -21, 0, -1}, 0, 2, contributions{21, -21, 0, 0}},
		{"below nothing, forecast above", contributions{20, -21, -1, -2}, 4, 2, contributions{24, -21, -1, 2}},
		{"nothing", contributions{}, 0, 1, contributions{}},
		{"from nothing", contributions{}, 5, 1, contributions{5, 0, 0, 0}},
		{"to nothing", contributions{20, -10, 0, 0}, 0, 1, contributions{}},
	} {
		got := c.parts.scaledTo(c.value, c.lift, 1)
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
		from, moved contributions
		to          float64
		want        contributions
	}{
		{contributions{10, 2, 0, 0}, contributions{0, 3, -1, 0}, 14, contributions{10, 5, -1, 0}},
		{contributions{10, 2, 0, 0}, contributions{0, -20, -4, 0}, 0, contributions{10, -8, -2, 0}},
		{contributions{}, contributions{0, -1400, 70, 0}, 0, contributions{}},
	} {
		got := c.from
		got.addUpTo(c.to, c.moved)
		if got != c.want {
			t.Errorf("%v moved by %v to %g: %v, want %v", c.from, c.moved, c.to, got, c.want)
		}
	}
}

// TestExplainerBounds: what it was not prepared for is an error; fewer steps are
// the first of more.
func TestExplainerBounds(t *testing.T) {
	p := shop(2, 80, 3)
	m := trained(t, p, quick())
	fs := forecasts(t, m, p, 20)
	e, err := m.Explainer(t.Context(), p, 12)
	if err != nil {
		t.Fatal(err)
	}
	var config *ConfigError
	for _, horizon := range []int{0, 13, 21} {
		if _, err := e.Explain(t.Context(), fs[0], horizon); !errors.As(err, &config) || config.Field != "horizon" {
			t.Errorf("%d weeks: %v", horizon, err)
		}
	}
	var panel *PanelError
	if _, err := e.Explain(t.Context(), Forecast{Key: "none", Points: fs[0].Points}, 3); !errors.As(err, &panel) || panel.Key != "none" {
		t.Errorf("an unknown series: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Explain(gone, fs[0], 3); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits: %v", err)
	}
	long, err := e.Explain(t.Context(), fs[1], 12)
	short, other := e.Explain(t.Context(), fs[1], 5)
	if err != nil || other != nil || !reflect.DeepEqual(long[:5], short) {
		t.Errorf("5 weeks are explained otherwise than the first 5 of 12: %v %v", err, other)
	}
	if e.Size() < 8*3*80 {
		t.Errorf("three series of 80 weeks hold %d bytes", e.Size())
	}
}
