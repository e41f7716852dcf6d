package ingest_test

import (
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
