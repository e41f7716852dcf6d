package backtest

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"testing"

	"olist/forecast"
	"olist/week"
)

// TestReportAsCSV: one row a score, nothing where a figure or a split is not
// there, Mondays or numbers of weeks as cutoffs.
func TestReportAsCSV(t *testing.T) {
	nan := forecast.Figure(math.NaN())
	score := Score{WAPE: .125, MASE: 1, Bias: -.5, Coverage80: .75, Coverage95: nan, N: 4}
	steps := []StepScore{{1, score}, {2, Score{nan, nan, nan, nan, nan, nan, 0}}}
	group := GroupScore{Group: "all", Overall: score, BySteps: steps, ByCutoffs: []CutoffScore{{2400, score}}}
	r := &Report{
		Methods: []MethodReport{{Name: "olist", Groups: []GroupScore{group}, BySeries: []SeriesScore{{"a, b", score, steps}}}},

		Unreconciled: []GroupScore{{Group: "all", Overall: score}},
	}
	for dated, cutoff := range map[bool]string{true: week.Week(2400).String(), false: "2400"} {
		var b bytes.Buffer
		if err := r.WriteCSV(&b, dated); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		figures := []string{"0.125", "1", "-0.5", "0.75", "", "4"}
		none := []string{"", "", "", "", "", "0"}
		want := [][]string{
			ReportColumns,
			append([]string{"all", "", "olist", "", ""}, figures...),
			append([]string{"all", "", "olist", "", "1"}, figures...),
			append([]string{"all", "", "olist", "", "2"}, none...),
			append([]string{"all", "", "olist", cutoff, ""}, figures...),
			append([]string{"", "a, b", "olist", "", ""}, figures...),
			append([]string{"", "a, b", "olist", "", "1"}, figures...),
			append([]string{"", "a, b", "olist", "", "2"}, none...),
			append([]string{"all", "", UnreconciledMethod, "", ""}, figures...),
		}
		if !slices.EqualFunc(rows, want, slices.Equal[[]string]) {
			t.Errorf("dated %v: got\n%q\nwant\n%q", dated, rows, want)
		}
	}
}
