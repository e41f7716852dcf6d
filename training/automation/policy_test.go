package automation

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"olist/message"
)

func TestVerdict(t *testing.T) {
	p := Policy{Mode: PromoteNotWorse, MaxWorse: 2}
	for _, c := range []struct {
		candidate, live float64
		want            bool
	}{{.15, .16, true}, {.16, .16, true}, {.1632, .16, true}, {.1633, .16, false}, {.3, .16, false},
		{math.NaN(), .16, false}, {.16, math.NaN(), false}} {
		v := p.Judge(c.candidate, c.live)
		if got, words := v.Decision == MadeLive, v.Message().String(); got != c.want || strings.Contains(words, "NaN") || words == "" {
			t.Errorf("%v against %v: %v (%s)", c.candidate, c.live, got, words)
		}
	}
}

// A verdict is stored and read back with its figures; the words are those that
// the log always had.
func TestVerdictIsStoredAsData(t *testing.T) {
	p := Policy{Mode: PromoteNotWorse, MaxWorse: 2}
	for _, c := range []struct {
		v    Verdict
		want string
	}{
		{Policy{Mode: PromoteAlways}.ByItsMode(), "made live: newly trained"},
		{Policy{Mode: PromoteManual}.ByItsMode(), "not made live: the policy leaves that to a person"},
		{p.ByItsMode(), "made live: newly trained"}, // there is no live model to hold it against
		{p.Unmeasured(20, 27), "not made live: there are too few weeks to measure it, 20 of 27"},
		{p.Judge(.2, .1), "refused: backtest WAPE on the total 20.00% against 10.00% of the live model; the policy takes up to 10.20%"},
		{p.Judge(.1, .1), "made live: backtest WAPE on the total 10.00% against 10.00% of the live model; the policy takes up to 10.20%"},
		{p.Judge(math.NaN(), .1), "refused: the backtest gives no error on the total, so that the two models cannot be compared"},
	} {
		raw, err := json.Marshal(c.v)
		must(t, err)
		if got := ReadVerdict(raw).String(); got != c.want {
			t.Errorf("%s says %q, want %q", raw, got, c.want)
		}
		if !IsOldVerdict(message.Prose(c.want)) || IsOldVerdict(c.v.Message()) {
			t.Errorf("%q as prose is of before, as data it is not", c.want)
		}
	}
	if m := ReadVerdict(nil); !m.IsZero() {
		t.Errorf("where nothing was decided: %v", m)
	}
	if m := ReadVerdict(json.RawMessage(`{}`)); !m.IsZero() || IsOldVerdict(message.Prose("train started, asked by ana")) {
		t.Errorf("an empty verdict says %v", m)
	}
}

func TestPolicyValidate(t *testing.T) {
	for p, ok := range map[Policy]bool{
		{PromoteAlways, 0}: true, {PromoteNotWorse, 2}: true, {PromoteManual, 100}: true,
		{"", 0}: false, {"never", 0}: false, {PromoteNotWorse, -1}: false, {PromoteNotWorse, 101}: false,
	} {
		if err := p.Validate(); (err == nil) != ok {
			t.Errorf("%+v: %v", p, err)
		}
	}
}
