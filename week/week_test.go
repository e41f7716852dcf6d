package week

import (
	"encoding/json"
	"testing"
	"time"
)

func TestWeek(t *testing.T) {
	for _, c := range []struct {
		day, monday string
		year, week  int
	}{
		{"1970-01-05", "1970-01-05", 1970, 2},
		{"1970-01-04", "1969-12-29", 1970, 1},
		{"2018-08-13", "2018-08-13", 2018, 33},
		{"2018-08-19", "2018-08-13", 2018, 33},
		{"2018-12-31", "2018-12-31", 2019, 1},
		{"2016-02-29", "2016-02-29", 2016, 9},
	} {
		w, err := Parse(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if y, n := w.ISO(); w.String() != c.monday || y != c.year || n != c.week || Of(w.First()) != w {
			t.Errorf("%s: week of %s, ISO %d-%d", c.day, w, y, n)
		}
		b, _ := json.Marshal(w)
		var again Week
		if json.Unmarshal(b, &again) != nil || again != w {
			t.Errorf("%s does not come back from %s", w, b)
		}
	}
	if _, err := Parse("13.8.2018"); err == nil {
		t.Error("13.8.2018 was taken for a date")
	}
}

// TestFirstDays: weeks that begin on a Sunday or a Saturday hold the days that
// they should, follow each other, and come back from text with their first day.
func TestFirstDays(t *testing.T) {
	day := time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 366 * 60 {
		for _, first := range Firsts {
			w := OfFirst(day, first)
			if w.FirstDay() != first || w.First().Weekday() != first || day.Before(w.First()) || day.After(w.Last()) {
				t.Fatalf("%s lies in %s to %s, weeks from %s", day, w.First(), w.Last(), first)
			}
			if (w+1).First() != w.First().AddDate(0, 0, 7) || (w-60).FirstDay() != first || w.Containing(day) != w {
				t.Fatalf("the week after %s is %s", w, w+1)
			}
			text, _ := w.MarshalText()
			var again Week
			if err := again.UnmarshalText(text); err != nil || again != w {
				t.Fatalf("%s comes back as %s", text, again)
			}
			if monday := Of(day); (w-monday)%PerYear > 1 || w.Beginning(time.Monday) > monday {
				t.Fatalf("%s: week %d from %s, %d from Monday", day, w, first, monday)
			}
		}
		day = day.AddDate(0, 0, 1)
	}
}
