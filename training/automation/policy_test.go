package automation

import (
	"math"
	"strings"
	"testing"
)

func TestVerdict(t *testing.T) {
	p := Policy{Mode: PromoteNotWorse, MaxWorse: 2}
	for _, c := range []struct {
		candidate, live float64
		want            bool
	}{{.15, .16, true}, {.16, .16, true}, {.1632, .16, true}, {.1633, .16, false}, {.3, .16, false},
		{math.NaN(), .16, false}, {.16, math.NaN(), false}} {
		if got, why := p.Judge(c.candidate, c.live); got != c.want || strings.Contains(why, "NaN") {
			t.Errorf("%v against %v: %v (%s)", c.candidate, c.live, got, why)
		}
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
