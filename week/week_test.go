package week

import (
	"encoding/json"
	"testing"
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
		if y, n := w.ISO(); w.String() != c.monday || y != c.year || n != c.week || Of(w.Monday()) != w {
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
