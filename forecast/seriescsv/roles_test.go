package seriescsv

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// rows writes n rows, step days apart from Monday 2022-01-03 on.
func rows(header string, n, step int, row func(i int, day string) string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range n {
		b.WriteString(row(i, time.Date(2022, 1, 3+i*step, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)) + "\n")
	}
	return b.String()
}

// like writes rows in one pattern, whose $ is the day and # a number that rises.
func like(header, pattern string) string {
	return rows(header, 20, 7, func(i int, day string) string {
		return strings.NewReplacer("$", day, "#", fmt.Sprint(100+i), "@", fmt.Sprint(i%2)).Replace(pattern)
	})
}

func TestRolesOfColumns(t *testing.T) {
	for name, c := range map[string]struct{ file, form, note string }{
		"week and revenue":         {like("week,revenue", "$,#"), ", 1 series", ""},
		"Nixtla's":                 {like("unique_id,ds,y", "a,$,#"), "1 series by `unique_id`", ""},
		"with what is known ahead": {like("unique_id,ds,y,price", "a,$,#,5"), "1 series by `unique_id`", "not used: `price`"},
		"a timestamp":              {like("timestamp,value", "$T00:00:00Z,#"), ", 1 series", ""},
		"Woche und Umsatz":         {like("Woche;Umsatz", "$;#"), ", 1 series", ""},
		"names of their own":       {like("foo,bar", "$,#"), ", 1 series", ""},
		"a row id":                 {rows("id,week,value", 20, 7, func(i int, day string) string { return fmt.Sprintf("%d,%s,5", 500+i, day) }), ", 1 series", "not used: `id`"},
		"an index of pandas":       {rows(",week,value", 20, 7, func(i int, day string) string { return fmt.Sprintf("%d,%s,5", i, day) }), ", 1 series", "not used: column 1 (it has no name)"},
		"a key without a name":     {rows(",week,value", 20, 7, func(i int, day string) string { return fmt.Sprintf("s%d,%s,5", i%2, day) }), "2 series by column 1 (it has no name)", ""},
		"two keys":                 {rows("Store,Dept,Date,Weekly_Sales", 20, 7, func(i int, day string) string { return fmt.Sprintf("%d,%d,%s,5", i%2, i%4, day) }), "4 series by `Store`, `Dept`", ""},
		"a key that never changes": {like("country,store,week,sales", "DE,s@,$,#"), "2 series by `store`", "not used: `country`"},
		"words that repeat":        {like("laden,week,sales", "s@,$,#"), "2 series by `laden`", ""},
		"capitals and blanks":      {like(" WEEK , Net Sales ", "$,#"), ", 1 series", ""},
		"CR alone":                 {strings.ReplaceAll(like("week,value", "$,#"), "\n", "\r"), "lines that end with CR alone", ""},
		"a title":                  {"Sales of the year,\n,\n" + like("week,value", "$,#"), "1 line before the header left out", ""},
		"a footer":                 {like("week,value", "$,#") + "Total,2190\n", ", 1 series", `line 22, "Total", sums up others and is passed over`},
		"a footer without a date":  {like("store,week,value", "a,$,#") + "Grand total,,2190\n", ", 1 series", `line 22, "Grand total"`},
		"a series of sums":         {like("store,week,value", "s@,$,#") + rows("", 20, 7, func(_ int, day string) string { return "Grand Total," + day + ",9" })[1:], "3 series by `store`", `the series "Grand Total" is called as a sum`},
		"Excel's own mark":         {"sep=;\n" + like("week;value", "$;#"), "semicolon-separated", ""},
		"bars":                     {like("week|value", "$|#"), "bar-separated", ""},
		"a semicolon in quotes":    {like("store;week;value", `"a;b";$;#`), "1 series by `store`", ""},
		"commas in semicolons":     {like("week;value", "$;#,5"), "semicolon-separated, numbers 1234,5", ""},
	} {
		r, err := Read(context.Background(), strings.NewReader(c.file), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(r.Form.String(), c.form) || !strings.Contains(strings.Join(words(r.Notes), "; "), c.note) {
			t.Errorf("%s: %s, %q", name, r.Form, r.Notes)
		}
	}
}

func TestWhatIsNamedForWhatItIs(t *testing.T) {
	day := func(step int) string {
		return rows("date,revenue", 20, step, func(_ int, day string) string { return day + ",10" })
	}
	for name, c := range map[string]struct{ file, want string }{
		"two values":              {like("week,sales,units", "$,#,5"), "line 1: there are 2 columns of values: `sales`, `units`; choose one with --value-column"},
		"pieces and money":        {like("week,qty,net_amount_brl", "$,#,5"), "line 1: there are 2 columns of values: `qty`, `net_amount_brl`; choose one with --value-column"},
		"money and pieces":        {like("week,sales,pack_units", "$,#,5"), "the values may be those of `sales`, or of `pack_units`"},
		"one name twice":          {like("week,value,value", "$,#,5"), "there are 2 columns of values"},
		"two numbers":             {like("week,foo,bar", "$,#,5"), "there are 2 columns of numbers, and none has a name that says which holds the values: `foo`, `bar`"},
		"two columns of words":    {like("aa,bb,week,value", "x@,y@,$,#"), "any of these columns may name the series: `aa`, `bb`; choose with --series-column"},
		"seconds since 1970":      {"ts,amount\n1641168000,5\n1641772800,6\n1642377600,7\n", "there is no column for the weeks; name it with --week-column"},
		"seconds as weeks":        {"week,amount\n1641168000,5\n1641772800,6\n1642377600,7\n", `"1641168000" looks like seconds since 1970`},
		"two currencies":          {like("week,value", "$,#€") + "2018-06-04,$5\n", `"$5" and "100€" in line 2 are amounts in two currencies`},
		"fortnights":              {day(14), "one row every two weeks"},
		"four weeks":              {day(28), "one row every four weeks"},
		"months":                  {"date,revenue\n2022-01-31,5\n2022-02-28,5\n2022-03-31,5\n2022-05-31,5\n", "one row a month"},
		"months in words":         {"Monat;Umsatz\nJan 2022;5\nFeb 2022;5\nMrz 2022;5\n", "one row a month"},
		"months as numbers":       {"month,sales\n2022-01,5\n2022-02,5\n2022-03,5\n", "one row a month"},
		"half months":             {"date,revenue\n2022-01-01,1\n2022-01-15,1\n2022-02-01,1\n2022-02-15,1\n2022-03-01,1\n", "one row every half month"},
		"quarters":                {"date,revenue\n2022-01-01,5\n2022-04-01,5\n2022-07-01,5\n2022-10-01,5\n", "one row a quarter"},
		"quarters in words":       {"date,revenue\nQ1 2022,5\nQ2 2022,5\nQ3 2022,5\n", "one row a quarter"},
		"years":                   {"date,revenue\n2015-12-31,5\n2016-12-31,5\n2017-12-31,5\n2018-12-31,5\n", "one row a year"},
		"years alone":             {"year,sales\n2015,5\n2016,5\n2017,5\n", "years in its column \"year\" and no dates"},
		"weeks without a year":    {"week,sales\n1,5\n2,5\n3,5\n", "the number of a week or month needs its year"},
		"wide: months":            {"store,Jan 2018,Feb 2018,Mar 2018\na,5,6,7\n", "one month a column"},
		"wide: years":             {"store,2015,2016,2017\na,5,6,7\n", "2015, 2016 name a year"},
		"wide: months as numbers": {"shop x,202311,202312,202401\na,5,6,7\n", "202311, 202312 name a month or week"},
		"wide: a sum":             {"store,2018-01-01,2018-01-08,Total\na,5,6,11\n", `column 4, "Total", sums up others; take it out`},
		"a year far ahead":        {like("week,value", "$,#") + "2081-01-06,5\n", "line 22, column week: the week of 2081-01-06, of series \"series\", lies 3060 weeks from the nearest other"},
		"a year long ago":         {like("week,value", "$,#") + "1999-01-04,5\n", "the week of 1999-01-04"},
		"a year of no time":       {like("week,value", "$,#") + "0022-01-04,5\n", "line 22"},
		"more fields":             {like("week,value", "$,1,#"), "line 2: the row has 3 fields and the header 2"},
		"no date":                 {like("week,value", "$,#") + ",5\n", "line 22, column week: the date is missing"},
		"spaces between fields":   {"week value\n2018-01-01 5\n2018-01-08 6\n", "the file has but one column"},
		"percentages":             {like("week,share", "$,#%"), `line 2: "100%" is a percentage`},
	} {
		_, err := Read(context.Background(), strings.NewReader(c.file), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
