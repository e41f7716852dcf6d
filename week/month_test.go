package week

import (
	"testing"
	"time"
)

// TestMonthsAndQuarters of every day from 2016 to 2030: each lies in its month and
// quarter, which come back from their names, and a week's turn is where its days
// change their month.
func TestMonthsAndQuarters(t *testing.T) {
	for day := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2031; day = day.AddDate(0, 0, 1) {
		m := MonthOf(day)
		if again, err := ParseMonth(m.String()); err != nil || again != m || m.Year() != day.Year() || m.Number() != int(day.Month()) {
			t.Fatalf("%s lies in %s, which comes back as %s", day, m, again)
		}
		for _, span := range []Span{ByMonth, ByQuarter} {
			p := span.Of(m)
			if day.Before(p.First()) || day.After(p.Last()) || !p.Holds(m) || p.Add(1).Holds(m) || p.Add(1).First() != p.Last().AddDate(0, 0, 1) {
				t.Fatalf("%s lies in %s, from %s to %s", day, p, p.First(), p.Last())
			}
		}
		for _, first := range Firsts {
			w := OfFirst(day, first)
			turn := w.Turn()
			if turn < 1 || MonthOf(w.First().AddDate(0, 0, turn-1)) != MonthOf(w.First()) || turn < 7 && MonthOf(w.First().AddDate(0, 0, turn)) == MonthOf(w.First()) {
				t.Fatalf("%s turns after %d days", w, turn)
			}
		}
	}
	if got := ByQuarter.Of(MonthOf(time.Date(2018, 11, 3, 0, 0, 0, 0, time.UTC))).String(); got != "2018-Q4" {
		t.Errorf("November lies in %s", got)
	}
	for _, span := range []Span{ByMonth, ByQuarter} {
		p := span.Of(MonthOf(time.Date(2018, time.December, 1, 0, 0, 0, 0, time.UTC)))
		for range 30 {
			if again, err := ParsePeriod(p.String()); err != nil || again != p {
				t.Errorf("%s is read as %v: %v", p, again, err)
			}
			p = p.Add(1)
		}
	}
	for _, wrong := range []string{"", "2018", "2018-Q", "2018-Q0", "2018-Q5", "2018-Q04", "0000-Q1", "2018-13", "x-Q1"} {
		if p, err := ParsePeriod(wrong); err == nil {
			t.Errorf("%q is read as %s", wrong, p)
		}
	}
	for _, wrong := range []string{"", "2018", "2018-13", "0000-01", "2018-10-01", "x"} {
		if m, err := ParseMonth(wrong); err == nil {
			t.Errorf("%q was taken for %s", wrong, m)
		}
	}
}
