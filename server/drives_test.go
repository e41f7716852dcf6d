package server

import (
	"encoding/json"
	"math"
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

// TestDrivesOfAlmostNothing: a category that has sold R$ 283 in all, and nothing
// for months, is not explained by thousands that cancel, nor by less than nothing.
func TestDrivesOfAlmostNothing(t *testing.T) {
	a := newApp(t)
	const query = "?segment=category:seguros_e_servicos&horizon=26"
	var why explainAnswer
	_, body := a.ask("GET", "/api/v1/explain"+query, "")
	must(t, json.Unmarshal([]byte(body), &why))
	if len(why.Weeks) != 26 {
		t.Fatalf("%d weeks are explained", len(why.Weeks))
	}
	for _, w := range why.Weeks {
		sum := 0.0
		for _, part := range w.Contributions {
			if sum += part.Amount; math.Abs(part.Amount) > 100 {
				t.Errorf("%s: %s is %.2f of %.2f", w.Week, part.Group, part.Amount, w.Forecast)
			}
		}
		if math.Abs(sum-w.Forecast) > 1e-9 {
			t.Errorf("%s: the parts add up to %g, not %g", w.Week, sum, w.Forecast)
		}
	}
	for _, path := range []string{"/drives", "/"} {
		if _, page := a.ask("GET", path+query, "", "Accept", "text/html"); strings.Contains(page, "\u2212R$\u00a00<") {
			t.Errorf("%s writes a negative zero", path)
		}
	}
}
