package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/store/ingest"
)

// Weeks begin on the day that the shop's do: rows of days are added up from it
// on, and weekly rows stand for the week that they are the first or last day of.
func TestWeeksThatBeginOnOtherDays(t *testing.T) {
	sunday := dated("date,sales", "2023-01-01", 1, 14, "2006-01-02", "$,1")
	for name, c := range map[string]struct{ file, start, want string }{
		"days from Sunday":            {sunday, ingest.WeekSunday, "2023-01-01 none none 700/0/0 ?; 2023-01-08 none none 700/0/0 ?"},
		"days from Saturday":          {sunday, ingest.WeekSaturday, "2022-12-31 none none 600/0/0 ?; 2023-01-07 none none 700/0/0 ?; 2023-01-14 none none 100/0/0 ?"},
		"days from Monday":            {sunday, "", "2022-12-26 none none 100/0/0 ?; 2023-01-02 none none 700/0/0 ?; 2023-01-09 none none 600/0/0 ?"},
		"weeks dated on Sundays":      {dated("week,sales", "2023-01-01", 7, 4, "2006-01-02", "$,1"), ingest.WeekSunday, "2023-01-01 none none 100/0/0 ?; 2023-01-08 none none 100/0/0 ?; 2023-01-15 none none 100/0/0 ?; 2023-01-22 none none 100/0/0 ?"},
		"weeks that end on Saturdays": {dated("week ending,sales", "2023-01-07", 7, 4, "2006-01-02", "$,1"), ingest.WeekSunday, "2023-01-01 none none 100/0/0 ?; 2023-01-08 none none 100/0/0 ?; 2023-01-15 none none 100/0/0 ?; 2023-01-22 none none 100/0/0 ?"},
		"weeks that end on Fridays":   {dated("week ending,sales", "2023-01-06", 7, 4, "2006-01-02", "$,1"), ingest.WeekSaturday, "2022-12-31 none none 100/0/0 ?; 2023-01-07 none none 100/0/0 ?; 2023-01-14 none none 100/0/0 ?; 2023-01-21 none none 100/0/0 ?"},
	} {
		t.Run(name, func(t *testing.T) {
			batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(c.file), ingest.Options{WeekStart: c.start})
			if err != nil || report.Err() != nil {
				t.Fatal(err, report.Err())
			}
			if got := cells(batch); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			first := map[string]time.Weekday{"": time.Monday, ingest.WeekSunday: time.Sunday, ingest.WeekSaturday: time.Saturday}[c.start]
			for _, w := range batch.Weeks {
				if w.Week.FirstDay() != first {
					t.Errorf("the week of %s begins on a %s", w.Week, w.Week.FirstDay())
				}
			}
			for _, at := range batch.Partial {
				if at.FirstDay() != first {
					t.Errorf("the week of %s, of which days are missing, begins on a %s", at, at.FirstDay())
				}
			}
		})
	}
	if b, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(sunday), ingest.Options{WeekStart: ingest.WeekSunday}); err != nil || len(b.Partial) > 0 {
		t.Errorf("whole weeks pass for parts: %v, %v", b.Partial, err)
	}
}

// TestDaysKeepWhatTheySold: rows of days, in whatever order and of several categories,
// make the sums of the days of their weeks, counted from the first; of a shop that
// measures units what was counted. Rows of weeks tell nothing of days.
func TestDaysKeepWhatTheySold(t *testing.T) {
	for start, first := range map[string]string{"": "2023-01-02", ingest.WeekSunday: "2023-01-01", ingest.WeekSaturday: "2022-12-31"} {
		var rows []string
		for i := range 7 { // each day sells one more than the day before
			begin, err := time.Parse(time.DateOnly, first)
			if err != nil {
				t.Fatal(err)
			}
			day := begin.AddDate(0, 0, 7+i).Format(time.DateOnly)
			rows = append(rows, fmt.Sprintf("%s,a,%d,%d", day, 10*i, i), fmt.Sprintf("%s,b,%d,1", day, 1))
		}
		slices.Reverse(rows)
		file := "date,category,sales,items\n" + strings.Join(rows, "\n") + "\n"
		batch, report, err := ingest.ReadWeekly(t.Context(), "d.csv", strings.NewReader(file), ingest.Options{WeekStart: start})
		if err != nil || report.Err() != nil || len(batch.Weeks) != 1 {
			t.Fatal(err, report, batch)
		}
		if got, want := *batch.Weeks[0].Sold, (ingest.DaySums{100, 1100, 2100, 3100, 4100, 5100, 6100}); got != want {
			t.Errorf("weeks from %q: %v, want %v", start, got, want)
		}
		batch.InUnits()
		if got, want := *batch.Weeks[0].Sold, (ingest.DaySums{100, 200, 300, 400, 500, 600, 700}); got != want {
			t.Errorf("weeks from %q in units: %v, want %v", start, got, want)
		}
	}
	weekly, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader("week,sales\n2023-01-02,5\n2023-01-09,6\n"), ingest.Options{})
	if err != nil || weekly.Weeks[0].Sold != nil {
		t.Errorf("%v, %v", weekly, err)
	}
}
