package ingest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/message"
	"olist/store/ingest"
	"olist/week"
)

// TestReportsAreKept: a report comes back from the database as it was, with its
// messages as keys and arguments; beside them stands English for programs.
func TestReportsAreKept(t *testing.T) {
	report := ingest.WeeklyReport{
		Notes:    ingest.Messages{message.FreightBlank.With(3), message.TotalSkipped.With(8, "Total")},
		Warnings: ingest.Messages{message.UnsoldRows.With("status", "refunded (1)")},
		Refused:  []ingest.Fault{{File: "w.csv", Line: 2, Message: message.InColumn.With("week", message.ValueDate.With("x")), Choose: "dates"}},
		Staging:  ingest.Staging{Held: []ingest.Held{{Week: 2537, Code: ingest.HeldFar, Near: 200}}},
		Rowless:  ingest.Rowless{Missing: ingest.MissingZero, MissingWeeks: []week.Week{2538}},
	}
	raw, err := json.Marshal(&report)
	if err != nil {
		t.Fatal(err)
	}
	var back ingest.WeeklyReport
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report, back); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{
		`"notes":["cells of freight without a number count as 0; there are 3","line 8, \"Total\", sums up others and is passed over"]`,
		`"note_messages":[{"key":"freight_blank","args":{"n":3}},`, `"warning_messages":[{"key":"unsold_rows"`,
		`"message":"week: \"x\" is not a date like 2018-08-13","key":"in_column","args":{"column":"week","fault":{"key":"value_date","args":{"value":"x"}}}`,
		`"reason":"the week of 2018-08-20 is 200 weeks away from all others; is its year right?"`,
	} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s\nlacks %s", raw, want)
		}
	}
}

// TestReportsOfEarlierVersions had English alone, which stands as it is.
func TestReportsOfEarlierVersions(t *testing.T) {
	var report ingest.WeeklyReport
	const old = `{"notes":["line 8, \"Total\", sums up others"],"warnings":null,"refused":[{"file":"w.csv","line":2,"column":0,"message":"week: \"x\" is no date"}],
		"held":[{"week":"2018-08-20","revenue_cents":5,"code":"open","reason":"it is not over"}]}`
	if err := json.Unmarshal([]byte(old), &report); err != nil {
		t.Fatal(err)
	}
	if got := list(report.Notes); got != `line 8, "Total", sums up others` || !report.Notes[0].IsProse() || report.Warnings != nil {
		t.Errorf("%v, %v", report.Notes, report.Warnings)
	}
	if f := report.Refused[0]; f.String() != `w.csv:2: week: "x" is no date` || !f.Message.IsProse() {
		t.Error(f)
	}
	if h := report.Held[0]; h.Revenue != 5 || !strings.Contains(h.Reason().String(), "2018-08-20 is not over yet") {
		t.Error(h, h.Reason())
	}
}
