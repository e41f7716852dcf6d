package plan

import (
	"strings"
	"testing"
	"time"

	"olist/views/text"
	"olist/views/ui"
)

// TestStanding: the page says which plan counts, whose it is and in how many weeks it
// is not the forecast.
func TestStanding(t *testing.T) {
	at := time.Date(2018, 8, 21, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		by      string
		differs int
		none    bool
		want    string
	}{
		{"ana", 2, false, "Plan 3, published by ana on 21 Aug 2018, 12:00 UTC, differs from the forecast in 2 weeks."},
		{"ana", 1, false, "differs from the forecast in 1 week."}, {"ana", 0, false, "Plan 3, published by ana on 21 Aug 2018, 12:00 UTC, is the forecast."},
		{"local", 2, false, "Plan 3, published here on"}, {"local", 0, false, "is the forecast."},
		{"", 0, true, "No plan is published yet"},
	} {
		v := View{Frame: ui.Frame{Text: text.English.In(time.UTC)}, Counts: &Published{Number: 3, By: c.by, At: at}, Differs: c.differs}
		if c.none {
			v.Counts = nil
		}
		if got := strings.ReplaceAll(v.standing(), "\u00a0", " "); !strings.Contains(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestGain: an interval is shown where there is one, and every verdict has its words.
func TestGain(t *testing.T) {
	l := text.English
	known := Row{Gain: 500_000, Low: -100_000, High: 1_100_000, Known: true}
	if got := strings.ReplaceAll(known.gain(l), "\u00a0", " "); got != "+R$ 5.00k (−R$ 1.00k to +R$ 11.0k)" {
		t.Error(got)
	}
	known.Known = false
	if got := strings.ReplaceAll(known.gain(l), "\u00a0", " "); got != "+R$ 5.00k" {
		t.Error(got)
	}
	for _, key := range []string{"too_few", "helped", "harmed", "unclear"} {
		if l.T(verdicts[key]) == "" {
			t.Errorf("no words for %s", key)
		}
	}
}
