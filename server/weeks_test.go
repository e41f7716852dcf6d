package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestAWeekCanBeOverruled: the truncated week is used once a person says so,
// left out again once the detector decides, and the forecast follows.
func TestAWeekCanBeOverruled(t *testing.T) {
	a := newApp(t)
	_, before := a.ask("GET", "/predict", "")
	if resp, body := a.ask("POST", "/api/v1/weeks", `{"week":"2018-08-22","verdict":"use","note":"it was a quiet week"}`); resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	if _, now := a.ask("GET", "/predict", ""); !strings.Contains(now, `[{"date":"2018-08-27"`) {
		t.Errorf("the forecast begins otherwise than after the week: %.120s", now)
	}
	if resp, body := a.ask("POST", "/api/v1/weeks", `{"week":"2018-08-20","verdict":"detect"}`); resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	if _, now := a.ask("GET", "/predict", ""); now != before {
		t.Error("the detector's word brings another forecast than before")
	}
	if resp, page := a.ask("POST", "/data/weeks", "", "Accept", "text/html"); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "/data/weeks") {
		t.Errorf("an empty form answers %d", resp.StatusCode)
	}
}
