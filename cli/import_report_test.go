package cli

import (
	"strings"
	"testing"

	"olist/message"
	"olist/store/ingest"
	"olist/week"
)

// TestReportsOfFiles: what a reader found stands in the text for people.
func TestReportsOfFiles(t *testing.T) {
	orders := &ingest.OrderReport{
		All:          ingest.Totals{Orders: 6, Revenue: 112500},
		Statuses:     []ingest.StatusReport{{Status: "canceled", LeftOut: true, Totals: ingest.Totals{Orders: 1}}},
		Untranslated: []string{"pc_gamer"},
		Range:        ingest.WeekReport{First: 2505, Last: 2507, Empty: []week.Week{2506}},
	}
	weekly := &ingest.WeeklyReport{
		File: ingest.FileReport{Name: "w.csv", Rows: 1234}, Notes: ingest.Messages{message.FreightBlank.With(3)},
		Refused: []ingest.Fault{{File: "w.csv", Line: 5, Message: message.InColumn.With("revenue", message.ValueWhole.With("x"))}}, MoreRefused: 2,
		RefusedWeeks: []week.Week{2505, 2506, 2508},
	}
	for _, c := range []struct {
		found fileReport
		want  []string
	}{
		{orders, []string{"1,125.00", "canceled (left out: not sold)", "categories without translation: pc_gamer", "1 empty: 2018-01-15", "2018-01-08 to 2018-01-22"}},
		{weekly, []string{"w.csv: 1,234 rows", "  cells of freight without a number count as 0; there are 3\n",
			"refused weeks: 2018-01-08 to 2018-01-15, 2018-01-29, because of these rows:\n  w.csv:5: revenue: \"x\" is not a whole number\n  and 2 more\n"}},
	} {
		var text strings.Builder
		writeFindings(&text, c.found)
		for _, part := range c.want {
			if !strings.Contains(text.String(), part) {
				t.Errorf("the text lacks %q:\n%s", part, &text)
			}
		}
	}
	if got := sparedText(ingest.Spared{SparedWeeks: []week.Week{2505}, SparedRevenue: 123456}); !strings.Contains(got, "(1,234.56), and stay as they are: 2018-01-08;") {
		t.Error(got)
	}
}
