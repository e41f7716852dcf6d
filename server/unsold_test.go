package server

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/server/sheet"
	"olist/store"
)

// TestNothingSoldHasNoPercentage: the page of a category that sold nothing in
// the weeks of the backtest says so, files leave its cell empty, JSON has null.
func TestNothingSoldHasNoPercentage(t *testing.T) {
	a := newIdleApp(t)
	const key = "category:seguros_e_servicos"
	if _, page := a.ask("GET", "/?segment="+key, "", "Accept", "text/html"); !strings.Contains(page, "nothing was sold in the weeks that it was tested on") || strings.Contains(page, "∞") {
		t.Error("the dashboard does not say that there is no share of nothing")
	}
	_, file := a.ask("GET", "/segments.csv", "")
	for _, row := range strings.Split(file, "\n") {
		if f := strings.Split(row, ","); f[0] == key && f[9] != "" || strings.Contains(row, "Inf") {
			t.Errorf("the file says %q", row)
		}
	}
	live, err := a.training.Live()
	must(t, err)
	if _, unsold := segmentErrors(live.Report, store.TotalKey); unsold {
		t.Error("nothing is said to have been sold at all")
	}
	raw, err := json.Marshal(backtest.Score{WAPE: forecast.Figure(math.Inf(1))})
	if must(t, err); !strings.Contains(string(raw), `"wape":null`) {
		t.Errorf("JSON has %s", raw)
	}
	if c := sheet.Ratio(math.Inf(1)); c != (sheet.Cell{}) {
		t.Errorf("the cell of a file is %+v", c)
	}
}
