package backtest

import (
	"encoding/csv"
	"io"
	"strconv"

	"olist/forecast"
	"olist/week"
)

// EngineMethod is the engine's name among a report's methods.
const EngineMethod = "olist"

// UnreconciledMethod is the engine without the sums, in tables of a report.
const UnreconciledMethod = "olist_unreconciled"

// ReportColumns are the columns of a report as one long table. Errors and
// coverages are shares of 1, not percent.
var ReportColumns = []string{"group", "series", "method", "cutoff", "step", "wape", "mase", "bias", "coverage_80", "coverage_95", "count"}

// ReportRow is one score and what it is of: a group of series or one series;
// and of these a step, a cutoff, or all.
type ReportRow struct {
	Group  string // "" in rows of a series
	Series string // "" in rows of a group
	Method string
	Cutoff *week.Week // last week known; nil where all cutoffs are pooled
	Step   int        // weeks ahead; 0 where all steps are pooled
	Score
}

// Rows is every score of a report, method by method: groups by all, step and
// cutoff, then series by all and step; last the unreconciled engine.
func (r *Report) Rows() []ReportRow {
	var rows []ReportRow
	for _, m := range r.Methods {
		rows = append(rows, groupRows(m.Name, m.Groups)...)
		for _, s := range m.BySeries {
			rows = append(rows, ReportRow{Series: s.Key, Method: m.Name, Score: s.Score})
			for _, step := range s.BySteps {
				rows = append(rows, ReportRow{Series: s.Key, Method: m.Name, Step: step.Step, Score: step.Score})
			}
		}
	}
	return append(rows, groupRows(UnreconciledMethod, r.Unreconciled)...)
}

func groupRows(method string, groups []GroupScore) []ReportRow {
	var rows []ReportRow
	for _, g := range groups {
		rows = append(rows, ReportRow{Group: g.Group, Method: method, Score: g.Overall})
		for _, step := range g.BySteps {
			rows = append(rows, ReportRow{Group: g.Group, Method: method, Step: step.Step, Score: step.Score})
		}
		for _, c := range g.ByCutoffs {
			rows = append(rows, ReportRow{Group: g.Group, Method: method, Cutoff: &c.Cutoff, Score: c.Score})
		}
	}
	return rows
}

// WriteCSV writes Rows under ReportColumns. A cell is empty where the figure is
// undefined and where all steps or cutoffs are pooled. Cutoffs are Mondays, or
// numbers of weeks known where the panel is not dated. Errors: those of out.
func (r *Report) WriteCSV(out io.Writer, dated bool) error {
	w := csv.NewWriter(out)
	if err := w.Write(ReportColumns); err != nil {
		return err
	}
	for _, row := range r.Rows() {
		if err := w.Write(row.cells(dated)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func (r ReportRow) cells(dated bool) []string {
	cutoff, step := "", ""
	switch {
	case r.Cutoff != nil && dated:
		cutoff = r.Cutoff.String()
	case r.Cutoff != nil:
		cutoff = strconv.Itoa(int(*r.Cutoff))
	}
	if r.Step > 0 {
		step = strconv.Itoa(r.Step)
	}
	return []string{forecast.CSVText(r.Group), forecast.CSVText(r.Series), forecast.CSVText(r.Method), cutoff, step, r.WAPE.Cell(), r.MASE.Cell(), r.Bias.Cell(),
		r.Coverage80.Cell(), r.Coverage95.Cell(), strconv.Itoa(r.N)}
}
