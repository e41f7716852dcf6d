package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestWhatDrivesItComesLater: the dashboard does not wait for an explanation
// that is not known yet, names where it is loaded from, and has it afterwards.
func TestWhatDrivesItComesLater(t *testing.T) {
	a := newApp(t)
	const path, part = "/?segment=state:RJ&horizon=5", "/drives?segment=state%3ARJ&amp;horizon=5"
	if _, page := a.ask("GET", path, "", "Accept", "text/html"); !strings.Contains(page, part) {
		t.Error("the first page does not say where the explanation is")
	}
	resp, got := a.ask("GET", "/drives?segment=state:RJ&horizon=5", "", "HX-Request", "true")
	if resp.StatusCode != http.StatusOK || !strings.Contains(got, "drives-title") || strings.Contains(got, "<html") {
		t.Errorf("the part answers %d: %.200s", resp.StatusCode, got)
	}
	if _, page := a.ask("GET", path, "", "Accept", "text/html"); strings.Contains(page, part) || !strings.Contains(page, "drives-title") {
		t.Error("a page after that does not hold the explanation")
	}
	if resp, _ := a.ask("GET", "/drives?segment=none", "", "Accept", "text/html"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("an unknown segment answers %d", resp.StatusCode)
	}
}
