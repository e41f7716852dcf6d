package ingest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"olist/store/ingest"
	"olist/week"
)

// lines writes rows for n dates, step days apart from a day on: every $ of a
// pattern is the date.
func lines(header, from string, n, step int, pattern string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	at, _ := time.Parse(time.DateOnly, from)
	for i := range n {
		b.WriteString(strings.ReplaceAll(pattern, "$", at.AddDate(0, 0, i*step).Format(time.DateOnly)) + "\n")
	}
	return b.String()
}

// TestWhatIsNoticedIsInTheReport: what a file may not have meant is told, and
// what is made of it.
func TestWhatIsNoticedIsInTheReport(t *testing.T) {
	const header = "week,category,state,revenue,orders"
	daily := lines("date,category,amount", "2018-08-06", 28, 1, "$,a,1.00")
	for name, c := range map[string]struct {
		file, note string
		first      string // week
		revenue    int64  // of it, in cents
		read       int64
	}{
		"days missing inside":    {strings.Replace(strings.Replace(daily, "2018-08-15,a,1.00\n", "", 1), "2018-08-16,a,1.00\n", "", 1), "days on which the file usually has rows are missing in: 2018-08-13 (5/7)", "2018-08-06", 700, 2600},
		"days of order lines":    {strings.Replace(daily, "2018-08-15,a,1.00\n", "2018-08-14,a,2.00\n", 1), "are missing in: 2018-08-13 (6/7)", "2018-08-06", 700, 2900},
		"weeks begin on Sundays": {lines("week_start,revenue", "2018-08-12", 6, 7, "$,5"), "`week_start` is taken for the first day of its week: 2018-09-16 counts for the week of Monday 2018-09-17", "2018-08-13", 500, 3000},
		"weeks end on Sundays":   {lines("week ending,revenue", "2018-08-12", 6, 7, "$,5"), "`week ending` is taken for the last day of its week", "2018-08-06", 500, 3000},
		"Sundays":                {lines("week,revenue", "2018-08-12", 6, 7, "$,5"), "the dates are Sundays, and each counts for the week from Monday on", "2018-08-06", 500, 3000},
		"midnights elsewhere":    {lines("week,revenue", "2018-08-12", 6, 7, "$T22:00:00Z,5"), "is a Monday's midnight east of it", "2018-08-13", 500, 3000},
		"a line of sums":         {lines("week,revenue", "2018-08-06", 6, 7, "$,5") + "Total,30\n", `line 8, "Total", sums up others and is passed over`, "2018-08-06", 500, 3000},
		"years and weeks":        {"week,revenue\n2018-11,5\n2018-12,5\n2018-13,5\n2018-14,5\n", "taken for years and their weeks by ISO 8601", "2018-03-12", 500, 2000},
		"a category a month":     {lines("week,category,revenue", "2018-05-07", 6, 28, "$,rare,5") + lines("", "2018-05-07", 24, 7, "$,a,5")[1:], `one row every four weeks or every month, other than the file, has the category "rare" (1 such in all)`, "2018-05-07", 1000, 15000},

		"a category of sums":      {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,12,3"), `the category "Total" is the sum of all others, in each of 4 weeks: it is left out`, "2018-08-06", 1200, 4800},
		"sums in two spellings":   {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,SP,5,3\n$,Total ,RJ,7,3"), `the category "Total" is the sum of all others`, "2018-08-06", 1200, 4800},
		"sums without a name":     {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,SP,7,2\n$,,SP,12,3"), "rows without a category are the sum of all others, in each of 4 weeks: they are left out", "2018-08-06", 1200, 4800},
		"a region of sums":        {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,a,RJ,7,2\n$,a,Gesamt,12,3"), `the region "Gesamt" is the sum of all others, in each of 4 weeks: it is left out`, "2018-08-06", 1200, 4800},
		"a region called so":      {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,a,RJ,7,2\n$,a,Total,13,3"), `the region "Total" is called as a sum of the others, and is not their sum in 4 of 4 weeks: it counts as one more region`, "2018-08-06", 2500, 10000},
		"sums of both":            {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,SP,5,1\n$,Total,RJ,7,2\n$,a,Total,5,1\n$,b,Total,7,2\n$,Total,Total,12,3"), `the region "Total" is the sum of all others`, "2018-08-06", 1200, 4800},
		"sums without a state":    {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,a,RJ,7,2\n$,a,,12,3"), "rows without a state are the sum of all others, in each of 4 weeks", "2018-08-06", 1200, 4800},
		"called so, and no sum":   {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,13,3"), `the category "Total" is called as a sum of the others, and is not their sum in 4 of 4 weeks: it counts as one more category`, "2018-08-06", 2500, 10000},
		"sums but for one week":   {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,12,3") + "2018-09-03,a,SP,5,1\n", `the category "Total" is the sum of all others, in each of 4 weeks: it is left out`, "2018-08-06", 1200, 5300},
		"a week without sales":    {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,12,3") + "2018-09-03,a,SP,0,0\n2018-09-03,Total,,0,0\n", `the category "Total" is the sum of all others, in each of 4 weeks: it is left out`, "2018-08-06", 1200, 4800},
		"off by one in a hundred": {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,12.10,3"), `is not their sum in 4 of 4 weeks`, "2018-08-06", 2410, 9640},
		"rounded":                 {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,12.01,3"), `the category "Total" is the sum of all others, in each of 4 weeks`, "2018-08-06", 1200, 4800},
		"nothing but sums":        {lines(header, "2018-08-06", 4, 7, "$,Total,SP,12,3"), "", "2018-08-06", 1200, 4800},
		"two weeks of no name":    {lines(header, "2018-08-06", 2, 7, "$,a,SP,5,1\n$,b,SP,7,2\n$,,SP,12,3"), "", "2018-08-06", 2400, 4800},
		"sums beside no name":     {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,16,3\n$,,SP,4,1"), `the category "Total" is the sum of all others, in each of 4 weeks`, "2018-08-06", 1600, 6400},
		"some have no name":       {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,,,4,3"), "", "2018-08-06", 1600, 6400},
		"one has the same as all": {lines(header, "2018-08-06", 4, 7, "$,a,SP,5,1\n$,,SP,5,1"), "", "2018-08-06", 1000, 4000},
	} {
		batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(c.file), ingest.Options{})
		if err != nil || report.Err() != nil {
			t.Errorf("%s: %v, %+v", name, err, report)
			continue
		}
		notes := list(report.Notes)
		if !strings.Contains(notes, c.note) || (c.note == "") != (notes == "") {
			t.Errorf("%s: %q", name, notes)
		}
		if w := batch.Weeks[0]; w.Week.String() != c.first || w.Revenue() != c.revenue || report.Read != c.read || report.Totals.Revenue != c.read {
			t.Errorf("%s: week %s with %d, %d read, %+v", name, w.Week, w.Revenue(), report.Read, report.Totals)
		}
	}
}

// TestASumIsInNoCount: what is left out is not among the orders of the week or
// of its state either.
func TestASumIsInNoCount(t *testing.T) {
	file := lines("week,category,state,revenue,orders", "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,SP,7,2\n$,Total,SP,12,3")
	batch, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "[{category:a 1} {category:b 2} {state:SP 3} {total 3}]"
	if got := fmt.Sprint(batch.Weeks[0].Orders); got != want || len(batch.Weeks[0].Cells) != 2 {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestSumsInRefusedWeeks: a week with a refused row says nothing about what is a
// sum, and keeps what was read of it.
func TestSumsInRefusedWeeks(t *testing.T) {
	file := lines("week,category,state,revenue,orders", "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,,12,3") +
		"2018-09-03,a,SP,5,1\n2018-09-03,b,RJ,much,2\n2018-09-03,Total,,12,3\n"
	batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if notes := list(report.Notes); len(batch.Weeks) != 4 || !strings.Contains(notes, "in each of 4 weeks") {
		t.Errorf("%d weeks: %q", len(batch.Weeks), notes)
	}
	var taken int64
	for _, w := range batch.Weeks {
		taken += w.Revenue()
	}
	if taken != 4800 || report.Read != taken+1700 {
		t.Errorf("%d taken, %d read", taken, report.Read)
	}
}

// TestASumIsToldOnce, however many ways it is spelled.
func TestASumIsToldOnce(t *testing.T) {
	_, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(lines("week,category,state,revenue,orders", "2018-08-06", 4, 7, "$,a,SP,5,1\n$,b,RJ,7,2\n$,Total,SP,9,3\n$,Total ,RJ,9,3")), ingest.Options{})
	if err != nil || len(report.Notes) != 1 {
		t.Errorf("%v: %q", err, report.Notes)
	}
}

// TestSpare takes out just the weeks that nobody wrote and that are sold of.
func TestSpare(t *testing.T) {
	b := ingest.Batch{Weeks: []ingest.Week{{Week: 1}, {Week: 2}, {Week: 3}, {Week: 4}}, Assumed: []week.Week{1, 2, 4}}
	spared := b.Spare(map[week.Week]int64{1: 100, 3: 1000, 4: 10_000})
	if got := fmt.Sprint(spared, b.Weeks[0].Week, b.Weeks[1].Week, len(b.Weeks)); got != fmt.Sprint(ingest.Spared{SparedWeeks: []week.Week{1, 4}, SparedRevenue: 10_100}, week.Week(2), week.Week(3), 2) {
		t.Error(got)
	}
}

// TestWeekDatesAreChosen whatever the header says.
func TestWeekDatesAreChosen(t *testing.T) {
	for days, want := range map[string]string{"first": "2018-08-13", "last": "2018-08-06"} {
		batch, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(lines("week,revenue", "2018-08-12", 6, 7, "$,5")), ingest.Options{WeekDates: days})
		if err != nil || batch.Weeks[0].Week.String() != want {
			t.Errorf("%s: %v, %v", days, batch, err)
		}
	}
	if err := (ingest.Options{WeekDates: "middle"}).Check(); err == nil {
		t.Error("a day of no name is taken")
	}
	_, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader("week,sales\n2018-08-13,1.4k\n2018-08-20,1.5k\n"), ingest.Options{})
	wantFault(t, err, `w.csv:2: sales: "1.4k" is not a number`)
}

// list joins messages in English.
func list(all ingest.Messages) string {
	var words []string
	for _, m := range all {
		words = append(words, m.String())
	}
	return strings.Join(words, "; ")
}
