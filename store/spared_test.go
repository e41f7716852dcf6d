package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/store"
	"olist/store/ingest"
)

// orderLines are two lines on each of two days: what is between has no row.
func orderLines(t *testing.T, o ingest.Options) store.NewImport {
	t.Helper()
	file := "date,category,revenue\n"
	for _, day := range []string{"2018-08-06", "2018-08-07", "2018-08-08", "2018-08-09", "2018-08-10", "2018-08-11", "2018-08-12",
		"2018-09-03", "2018-09-04", "2018-09-05", "2018-09-06", "2018-09-07", "2018-09-08", "2018-09-09"} {
		file += fmt.Sprintf("%s,a,2.00\n%s,a,3.00\n", day, day)
	}
	b, report, err := ingest.ReadWeekly(t.Context(), "lines.csv", strings.NewReader(file), o)
	if err != nil || report.Err() != nil {
		t.Fatal(err, report.Err())
	}
	return store.NewImport{Kind: "weekly", Source: "lines.csv", Actor: "ana", Batch: b, Report: report}
}

// A zero that nobody wrote replaces no week with sales, unless a person says so.
func TestAssumedZerosReplaceNoSales(t *testing.T) {
	for _, c := range []struct {
		missing string
		spared  []string
		sum     int64
		weeks   []string
	}{
		{"", []string{"2018-08-13", "2018-08-27"}, 3300, []string{"2018-08-06 35.00", "2018-08-13 11.00", "2018-08-27 22.00", "2018-09-03 35.00"}},
		{ingest.MissingZero, nil, 0, []string{"2018-08-06 35.00", "2018-09-03 35.00"}},
		{ingest.MissingHole, nil, 0, []string{"2018-08-06 35.00", "2018-08-13 11.00", "2018-08-27 22.00", "2018-09-03 35.00"}},
	} {
		s, _ := open(t)
		apply(t, s, "2018-08-13,a,SP,11.00,1", "2018-08-27,a,SP,22.00,1")
		n := orderLines(t, ingest.Options{Missing: c.missing})
		report := n.Report.(*ingest.WeeklyReport)
		if report.Missing == "" || len(report.MissingWeeks) != 3 {
			t.Fatalf("the file is no longer one of order lines with weeks between: %+v", report.Rowless)
		}
		if _, _, err := s.Import(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		var spared []string
		for _, w := range report.SparedWeeks {
			spared = append(spared, w.String())
		}
		if !slices.Equal(spared, c.spared) || report.SparedRevenue != c.sum || (len(report.Stays().SparedWeeks) > 0) != (c.spared != nil) {
			t.Errorf("missing %q: %v with %d cents stay, want %v with %d: %v", c.missing, spared, report.SparedRevenue, c.spared, c.sum, report.Stays())
		}
		if diff := cmp.Diff(c.weeks, revenue(t, s, "total")); diff != "" {
			t.Errorf("missing %q: %s", c.missing, diff)
		}
	}
}
