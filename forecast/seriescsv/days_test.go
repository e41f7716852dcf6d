package seriescsv

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestDaysAreAddedUpByWeek(t *testing.T) {
	daily := func(n int, row string) string {
		return rows("date,store,revenue", n, 1, func(_ int, day string) string { return strings.ReplaceAll(row, "$", day) })
	}
	weekdays := rows("date,store,revenue", 61, 1, func(_ int, day string) string {
		if at, err := time.Parse(time.DateOnly, day); err != nil || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
			return ""
		}
		return day + ",x,10"
	})
	for name, c := range map[string]struct{ file, form, note, panel string }{
		"a row a day":              {daily(28, "$,x,10"), "one row a day, added up by week", "", "x from 2022-01-03 70 70 70 70"},
		"refunds subtract":         {daily(28, "$,x,€10.00\n$,x,-€2.50"), "order lines, added up by week", "", "x from 2022-01-03 52.5 52.5 52.5 52.5"},
		"a week that is not whole": {daily(30, "$,x,10"), "one row a day", "the last week, of 2022-01-31, ends with a Tuesday in the file and is left out", "x from 2022-01-03 70 70 70 70 -"},
		"no sales on Sundays":      {weekdays, "one row a day", "", "x from 2022-01-03 50 50 50 50 50 50 50 50 50"},
		"times of day":             {daily(28, "$ 13:04:05,x,10"), "order lines", "", "x from 2022-01-03 70 70 70 70"},
	} {
		r, err := Read(context.Background(), strings.NewReader(strings.ReplaceAll(c.file, "\n\n", "\n")), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := describe(r.Panel); got != c.panel || !strings.Contains(r.Form.String(), c.form) || !strings.Contains(strings.Join(words(r.Notes), "; "), c.note) {
			t.Errorf("%s: %s, %q, %s", name, r.Form, r.Notes, got)
		}
	}
}

func TestWideDaysAreAddedUp(t *testing.T) {
	file := rows("", 14, 1, func(_ int, day string) string { return "," + day })
	header := "store" + strings.ReplaceAll(file, "\n", "")
	r, err := Read(context.Background(), strings.NewReader(header+"\na"+strings.Repeat(",1", 14)+"\n"), Options{})
	if err != nil || describe(r.Panel) != "a from 2022-01-03 7 7" || !strings.Contains(r.Form.String(), "one column a day") {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestWeeksWithoutARow: a hole among weekly values, nothing sold among order
// lines, and what is asked for in either.
func TestWeeksWithoutARow(t *testing.T) {
	weekly := "week,value\n2022-01-03,1\n2022-01-10,2\n2022-01-17,3\n2022-01-31,4\n2022-02-07,5\n"
	var orders strings.Builder
	orders.WriteString("date,value\n")
	for _, line := range strings.Split(strings.TrimSpace(weekly), "\n")[1:] {
		day, value, _ := strings.Cut(line, ",")
		monday, _ := time.Parse(time.DateOnly, day)
		for k := range 7 {
			orders.WriteString(monday.AddDate(0, 0, k).Format("2006-01-02 15:04:05") + "," + value + "\n")
			orders.WriteString(monday.AddDate(0, 0, k).Format("2006-01-02 10:00:00") + ",0\n")
		}
	}
	for name, c := range map[string]struct{ file, missing, panel, note string }{
		"weekly":              {weekly, "", "1 2 3 - 4 5", "1 week without a row left out (--missing zero makes them zero)"},
		"weekly, as zero":     {weekly, Zero, "1 2 3 0 4 5", "1 week without a row counted as zero"},
		"order lines":         {orders.String(), "", "7 14 21 0 28 35", "1 week without a row counted as zero (--missing hole makes them holes)"},
		"order lines, a hole": {orders.String(), Hole, "7 14 21 - 28 35", "left out"},
	} {
		r, err := Read(context.Background(), strings.NewReader(c.file), Options{Missing: c.missing})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := describe(r.Panel); got != "series from 2022-01-03 "+c.panel || !strings.Contains(strings.Join(words(r.Notes), "; "), c.note) {
			t.Errorf("%s: %s, %q", name, got, r.Notes)
		}
	}
}

func TestKeysThatAreNamedAddUpTheOthers(t *testing.T) {
	file := like("store,dept,week,sales", "s1,d@,$,1\ns1,e@,$,2")
	r, err := Read(context.Background(), strings.NewReader(file), Options{Series: "store"})
	if err != nil || len(r.Panel.Series) != 1 || r.Panel.Series[0].Values[3] != 3 || !strings.Contains(strings.Join(words(r.Notes), ""), "added up over `dept`") {
		t.Errorf("%+v, %v", r, err)
	}
	r, err = Read(context.Background(), strings.NewReader(file), Options{Series: "store, dept"})
	if err != nil || len(r.Panel.Series) != 4 || r.Panel.Series[0].Key != "s1 / d0" {
		t.Errorf("%+v, %v", r, err)
	}
	r, err = Read(context.Background(), strings.NewReader(file), Options{Series: OneSeries})
	if err != nil || len(r.Panel.Series) != 1 || r.Panel.Series[0].Key != "series" {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestRowsInAnyOrder: the order of rows and columns decides nothing.
func TestRowsInAnyOrder(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(like("store,week,value", "s@,$,#")), "\n")
	straight, err := read(strings.NewReader(strings.Join(lines, "\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	turned := lines[:1]
	for i := len(lines) - 1; i > 0; i-- {
		turned = append(turned[:len(turned):len(turned)], lines[i])
	}
	back, err := read(strings.NewReader(strings.Join(turned, "\n")), Options{Series: "store"})
	if err != nil || describe(back) == "" {
		t.Fatal(err)
	}
	a, b := strings.Split(describe(straight), "; "), strings.Split(describe(back), "; ")
	if len(a) != 2 || a[0] != b[1] || a[1] != b[0] {
		t.Errorf("%v, backwards %v", a, b)
	}
}
