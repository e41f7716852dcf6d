package main

import (
	"strings"
	"testing"
)

func TestCalledFindingsAreJudged(t *testing.T) {
	const stream = `{"config":{"scanner_name":"govulncheck"}}
{"finding":{"osv":"GO-1","trace":[{"module":"m","package":"m/p","function":"F","receiver":"*T"},{"module":"olist"}]}}
{"finding":{"osv":"GO-2","trace":[{"module":"m","package":"m/p"}]}}
{"finding":{"osv":"GO-3","trace":[{"module":"m"}]}}`
	called, err := calledOf(strings.NewReader(stream))
	if err != nil || len(called) != 1 || called["GO-1"] != "m/p.*T.F" {
		t.Fatalf("called %v, %v", called, err)
	}
	tests := map[string]struct {
		accepted string
		want     string // of the error
	}{
		"called":           {"", "GO-1 is called: m/p.*T.F"},
		"accepted":         {"GO-1 2026-01-02 it does no harm", ""},
		"called no longer": {"GO-1 2026-01-02 it does no harm\nGO-2 2026-01-02 nor this", "GO-2 is called no longer"},
	}
	for name, tt := range tests {
		accepted, err := parseAccepted(tt.accepted)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := judge(called, accepted); err != nil {
			got = err.Error()
		}
		if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestAnAcceptedFindingNeedsADayAndAReason(t *testing.T) {
	for _, line := range []string{"GO-1", "GO-1 2026-01-02", "GO-1 yesterday it does no harm"} {
		if _, err := parseAccepted(line); err == nil {
			t.Errorf("%q was taken", line)
		}
	}
	if _, err := parseAccepted(acceptedText); err != nil {
		t.Error(err)
	}
}
