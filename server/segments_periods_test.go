package server

import (
	"encoding/csv"
	"strings"
	"testing"

	"olist/store"
)

// TestSegmentsByPeriod: the file of all segments by month or quarter has what each
// segment's own file has; categories make all sales, and so do states.
func TestSegmentsByPeriod(t *testing.T) {
	a := newApp(t)
	for _, period := range []string{"month", "quarter"} {
		total := columns(t, a, "/forecast.csv?horizon=20&period="+period, "forecast")
		sums := map[string]map[string]int64{"category:": {}, store.StatePrefix: {}}
		own := map[string]map[string]int64{}
		for key, cents := range columns(t, a, "/segments.csv?horizon=20&period="+period, "forecast") {
			segment, span, _ := strings.Cut(key, " ")
			for prefix, of := range sums {
				if strings.HasPrefix(segment, prefix) {
					of[span] += cents
				}
			}
			if own[segment] == nil {
				own[segment] = columns(t, a, "/forecast.csv?horizon=20&period="+period+"&segment="+segment, "forecast")
			}
			if own[segment][key] != cents {
				t.Errorf("%s: %d cents, in its own file %d", key, cents, own[segment][key])
			}
		}
		for prefix, of := range sums {
			if len(of) == 0 {
				t.Errorf("no %s by %s", prefix, period)
			}
			for span, cents := range of {
				if want := total["total "+span]; cents != want {
					t.Errorf("all %s in %s: %d cents, all sales are %d", prefix, span, cents, want)
				}
			}
		}
	}
}

// columns reads a column of amounts in cents, by segment and period; without those
// that have nothing in it.
func columns(t *testing.T, a *app, path, column string) map[string]int64 {
	t.Helper()
	_, body := a.ask("GET", path, "")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	must(t, err)
	at := map[string]int{}
	for i, head := range rows[0] {
		at[head] = i
	}
	out := map[string]int64{}
	for _, row := range rows[1:] {
		if cell := row[at[column]]; cell != "" {
			out[row[at["segment"]]+" "+row[at["period"]]] = centsOf(t, cell)
		}
	}
	return out
}

// TestSegmentsPageByPeriod: it says what is compared with what, how much of the first
// month is past, and leads to each segment by month; what the address says wrong is
// by week.
func TestSegmentsPageByPeriod(t *testing.T) {
	a := newApp(t)
	page := a.page("/segments?horizon=12&period=month&q=paulo")
	for _, want := range []string{"Aug\u00a02018", ">Total<", "the same a year before", "of 31 days past", "/?horizon=12&amp;period=month&amp;segment=state%3ASP", `<option value="month" selected>`} {
		if !strings.Contains(page, want) {
			t.Errorf("by month the page has no %q", want)
		}
	}
	if a.page("/segments?horizon=4&period=soon&q=paulo") == page || strings.Contains(a.page("/segments?horizon=4&period=soon"), "a year before") {
		t.Error("a period that there is not is not by week")
	}
}
