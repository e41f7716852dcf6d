package seriescsv

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// without is a store's daily sales of eight weeks, from Monday 2022-01-03 on,
// without some days.
func without(holes ...string) string {
	file := rows("date,store,sales", 56, 1, func(_ int, day string) string { return day + ",a,10" })
	for _, hole := range holes {
		before, rest, _ := strings.Cut(file, hole)
		_, rest, _ = strings.Cut(rest, "\n")
		file = before[:strings.LastIndexByte(before, '\n')+1] + rest
	}
	return file
}

// sundays writes weekly rows dated by the Sunday before each Monday.
func sundays(header, row string) string {
	return rows(header, 12, 7, func(i int, day string) string {
		at, _ := time.Parse(time.DateOnly, day)
		return fmt.Sprintf(strings.ReplaceAll(row, "$", at.AddDate(0, 0, -1).Format(time.DateOnly)), 100+i)
	})
}

// every writes weekly rows of series that have one every so many weeks.
func every(weeks map[string]int) string {
	return rows("store,week,sales", 40, 7, func(i int, day string) string {
		var lines []string
		for _, name := range []string{"a", "b", "c", "d"} {
			if step := weeks[name]; step > 0 && i%step == 0 {
				lines = append(lines, name+","+day+",5")
			}
		}
		return strings.Join(lines, "\n")
	})
}

// TestWhatIsNoticedIsSaid: what a person may not have meant is in the notes,
// and what is made of it.
func TestWhatIsNoticedIsSaid(t *testing.T) {
	total := func(last string) string {
		return "store,2022-01-03,2022-01-10,2022-01-17,2022-01-24\na,1,2,3,4\nb,1,1,1,1\nTotal,2,3,4," + last + "\n"
	}
	for name, c := range map[string]struct{ file, note, panel string }{
		"days missing inside weeks": {without("2022-01-12", "2022-01-25", "2022-01-26"), "2 weeks lack days that usually have values: 2022-01-10 (6 of 7), 2022-01-24 (5 of 7)", "a from 2022-01-03 70 60 70 50 70"},
		"a day without a value":     {strings.Replace(without(), "2022-01-12,a,10", "2022-01-12,a,NULL", 1), "1 week lacks days that usually have values: 2022-01-10 (6 of 7)", "a from 2022-01-03 70 60 70"},
		"days of one store of two":  {without("2022-01-12") + strings.ReplaceAll(without()[len("date,store,sales\n"):], ",a,", ",b,"), `1 week lacks days that usually have values: 2022-01-10 of "a" (6 of 7)`, ""},
		"many such weeks":           {without("-01-05", "-01-11", "-01-20", "-01-28", "-02-02"), "2022-01-17 (6 of 7) and 2 more", ""},
		"days of order lines":       {strings.ReplaceAll(without("2022-01-12"), ",a,10", " 13:05:00,a,10"), "1 week lacks days that usually have values: 2022-01-10 (6 of 7)", ""},

		"weeks begin on Sundays":      {sundays("Week Beginning,sales", "$,%d"), "`Week Beginning` is taken for the first day of its week: 2022-03-20 counts for the week of Monday 2022-03-21", "series from 2022-01-03 100"},
		"week_start":                  {sundays("week_start_date,sales", "$,%d"), "`week_start_date` is taken for the first day", "series from 2022-01-03 100"},
		"início da semana":            {sundays("Início da semana,vendas", "$,%d"), "is taken for the first day", "series from 2022-01-03 100"},
		"weeks end on Sundays":        {sundays("Week Ending,sales", "$,%d"), "`Week Ending` is taken for the last day of its week", "series from 2021-12-27 100"},
		"weeks end on Mondays":        {like("Week Ending,sales", "$,#"), "so 2022-05-16 counts for the week of Monday 2022-05-09, which has most of the seven days that end there", "series from 2021-12-27 100"},
		"Sundays without a word":      {sundays("date,sales", "$,%d"), "the dates are Sundays, and each counts for the week from Monday on that holds it: 2022-03-20 for that of 2022-03-14; if they are the first days of weeks, --week-dates first counts it for that of 2022-03-21", "series from 2021-12-27 100"},
		"Mondays in Greenwich's time": {sundays("date,sales", "$T23:00:00Z,%d"), "a Monday's midnight east of it: 2022-03-20 counts for the week of Monday 2022-03-21", "series from 2022-01-03 100"},
		"midnights of days":           {strings.ReplaceAll(without(), ",a,10", "T22:00:00+00:00,a,10"), "days are taken as they are written", "a from 2022-01-03 70"},

		"spellings":               {like("store,week,sales", "São Paulo,$,#\nSAO_PAULO,$,1\nsao  paulo,$,2"), `"São Paulo", "SAO_PAULO", "sao paulo" look like one series in 3 spellings; they stay series of their own`, ""},
		"characters nobody sees":  {like("store,week,sales", "mug,$,#\nmug\u200b,$,1\n\u202emug,$,2"), `"mug" is there in spellings that differ by spaces or characters that nobody sees alone: added up`, "mug from 2022-01-03 103"},
		"the column of values":    {like("week,qty,unit_price", "$,#,5.5"), "the values are those of `qty`; --value-column takes another: `unit_price`", "series from 2022-01-03 100"},
		"what is worked out":      {like("week,sales,units_per_order,sales_lag", "$,#,5,6"), "the values are those of `sales`; --value-column takes another: `units_per_order`, `sales_lag`", "series from 2022-01-03 100"},
		"values that are missing": {like("week,sales", "$,#") + "2022-05-23,NULL\n2022-05-30,#N/A\n2022-06-06,1\n", "2 rows have no value (empty, NA, NULL or the like), the first in line 22: nothing is known of their weeks", ""},
		"cells that are missing":  {"store,2022-01-03,2022-01-10,2022-01-17,2022-01-24\na,1,n/a,3,4\n", "1 cell has no value (empty, NA, NULL or the like), in line 2", "a from 2022-01-03 1 - 3 4"},
		"weeks without a cell":    {"store,2022-01-03,2022-01-10,2022-01-17,2022-01-24\na,1,,,4\n", "2 weeks without a value left out (--missing zero makes them zero)", "a from 2022-01-03 1 - - 4"},

		"a series every two weeks": {every(map[string]int{"a": 1, "b": 2, "c": 1}), `one row every two weeks has the series: "b"`, ""},
		"a series a month":         {every(map[string]int{"a": 1, "b": 4, "c": 4}), `one row every four weeks or every month has the series: "b", "c"`, ""},
		"a week among days":        {without() + rows("", 8, 7, func(_ int, day string) string { return day + ",b,70" })[1:], `one row a week has the series: "b"`, ""},

		"a row of sums":               {total("5"), `the series "Total" is the sum of the others, in all 4 weeks`, ""},
		"a row that is no sum":        {total("9"), `the series "Total" is called as a sum of the others, and is not their sum in 1 of 4 weeks, first in 2022-01-24 (9 against 5)`, ""},
		"a column of sums before":     {"store,Total,2022-01-03,2022-01-10\na,3,1,2\na2,3,1,2\n", "not used: `Total`, which sums up others", "a from 2022-01-03 1 2; a2 from 2022-01-03 1 2"},
		"a series of sums, row a row": {like("store,week,sales", "a,$,#\nb,$,1\nTotal,$,5"), `the series "Total" is called as a sum of the others, and is not their sum in 20 of 20 weeks, first in 2022-01-03 (5 against 101)`, ""},

		"years and weeks":                {rows("week,sales", 52, 0, func(i int, _ string) string { return fmt.Sprintf("2022-%02d,%d", i+1, i) }), "taken for years and their weeks by ISO 8601, as some numbers pass 12", "series from 2022-01-03 0 1 2"},
		"years and weeks, slashes":       {rows("week,sales", 52, 0, func(i int, _ string) string { return fmt.Sprintf("%02d/2022,%d", i+1, i) }), "years and their weeks", "series from 2022-01-03 0 1 2"},
		"years and weeks in the columns": {"store,2022-11,2022-12,2022-13,2022-14\na,1,2,3,4\n", "years and their weeks", "a from 2022-03-14 1 2 3 4"},
	} {
		r, err := Read(context.Background(), strings.NewReader(c.file), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := describe(r.Panel); !strings.Contains(strings.Join(words(r.Notes), "; "), c.note) || !strings.HasPrefix(got, c.panel) {
			t.Errorf("%s: %q, %s", name, r.Notes, got)
		}
	}
}

// TestNothingIsSaidOfWhatIsAsItShouldBe: notes that always come are not read.
func TestNothingIsSaidOfWhatIsAsItShouldBe(t *testing.T) {
	for name, file := range map[string]string{
		"days":             without(),
		"weeks":            like("store,week,sales", "1-11,$,#\n11-1,$,2"),
		"weeks that begin": like("Week Beginning,sales", "$,#"),
		"rows a series":    "store,2022-01-03,2022-01-10\na,1,2\nb,,3\n",
		"values in a row":  "a,1,2,3\nb,1,2\n",
		"closed on Sunday": strings.NewReplacer("2022-01-09,a,10\n", "", "2022-01-16,a,10\n", "", "2022-01-23,a,10\n", "", "2022-01-30,a,10\n", "", "2022-02-06,a,10\n", "", "2022-02-13,a,10\n", "", "2022-02-20,a,10\n", "", "2022-02-27,a,10\n", "").Replace(without()),
	} {
		r, err := Read(context.Background(), strings.NewReader(file), Options{})
		if err != nil || len(r.Notes) > 0 {
			t.Errorf("%s: %v, %+v", name, err, r)
		}
	}
}

// TestDatesOfWeeksAreChosen by the flag, against what the header says.
func TestDatesOfWeeksAreChosen(t *testing.T) {
	for _, c := range []struct{ header, days, panel string }{
		{"date,sales", "first", "series from 2022-01-03 "},
		{"date,sales", "last", "series from 2021-12-27 "},
		{"Week Ending,sales", "first", "series from 2022-01-03 "},
		{"Week Beginning,sales", "last", "series from 2021-12-27 "},
	} {
		p, err := read(strings.NewReader(sundays(c.header, "$,%d")), Options{WeekDates: c.days})
		if err != nil || !strings.HasPrefix(describe(p), c.panel) {
			t.Errorf("%+v: %s, %v", c, describe(p), err)
		}
	}
}

// TestFieldsThatAreNoNumbersAreNamed, not their column alone.
func TestFieldsThatAreNoNumbersAreNamed(t *testing.T) {
	for file, want := range map[string]string{
		like("week,sales", "$,1.429k"):                         `line 2, column sales: "1.429k" is not a number`,
		"week,sales\n202101,5\n202102,5\n202113,5\n202114,5\n": `line 2, column week: "202101" is a year with a week or a month`,
		like("week,foo", "$,1.429k"):                           `line 2, column foo: "1.429k" is not a number`,
		like("store,week,qty", "s@,$,12 pcs"):                  `line 2, column qty: "12 pcs" is not a number`,
		"store,w1,w2,Total\na,1,2,3\nb,1,2,3\n":                `column 4, "Total", sums up others; take it out`,
		like("month,sales", "2022-05,#") + "2022-13,5\n":       `"2022-13"`,
		rows("week,sales", 12, 0, func(i int, _ string) string { return fmt.Sprintf("2022-%02d,5", i+1) }): "one row a month",
	} {
		_, err := Read(context.Background(), strings.NewReader(file), Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v", file, err)
		}
	}
}

// What makes the values wrong is a warning, or a refusal.
func TestWarnings(t *testing.T) {
	rows := func(header, line string) string {
		file := header + "\n"
		for i := range 12 {
			day := time.Date(2018, 8, 20+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			for _, status := range []string{"paid", "cancelled"} {
				file += strings.NewReplacer("$", day, "#", status).Replace(line) + "\n"
			}
		}
		return file
	}
	for name, c := range map[string]struct {
		file, warning, err string
		options            Options
	}{
		"each a series":     {rows("week,status,amount", "$,#,5"), "`status` tells the state of orders, and each of its words is forecast as a series of its own, those of what was not sold or came back among them: cancelled (12)", "", Options{}},
		"added up":          {rows("date,category,status,amount", "$ 10:00,mug,#,5"), `by the column "status" rows were not sold or came back: cancelled (12)`, "", Options{}},
		"by choice":         {rows("date,status,amount", "$ 10:00,#,5"), `by the column "status" rows were not sold or came back: cancelled (12)`, "", Options{Series: OneSeries, Missing: Hole}},
		"currencies":        {strings.NewReplacer("paid", "EUR", "cancelled", "USD").Replace(rows("date,category,currency,amount", "$ 10:00,mug,#,5")), "", "in EUR (line 2) and USD (line 3), and their sum is none; give each currency a file of its own, or name the column with --series-column", Options{}},
		"currencies chosen": {strings.NewReplacer("paid", "EUR", "cancelled", "USD").Replace(rows("week,category,currency,amount", "$,mug,#,5")), "", "", Options{Series: "currency"}},
		"currencies apart":  {strings.NewReplacer("paid", "EUR", "cancelled", "USD").Replace(rows("week,currency,amount", "$,#,5")), "", "", Options{}},
	} {
		r, err := Read(t.Context(), strings.NewReader(c.file), c.options)
		switch {
		case c.err != "":
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: %v", name, err)
			}
		case err != nil:
			t.Errorf("%s: %v", name, err)
		default:
			if got := strings.Join(words(r.Warnings), "; "); !strings.Contains(got, c.warning) || (c.warning == "") != (got == "") {
				t.Errorf("%s: %q", name, got)
			}
		}
	}
}
