package week

import "testing"

func TestEaster(t *testing.T) {
	for year, want := range map[int]string{2016: "2016-03-27", 2017: "2017-04-16", 2018: "2018-04-01", 2024: "2024-03-31", 2038: "2038-04-25"} {
		if got := EasterSunday(year).Format("2006-01-02"); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
	for day, want := range map[string]int{"2018-04-01": 0, "2018-03-26": 0, "2018-04-02": 1, "2018-03-19": -1, "2018-01-01": -12, "2017-12-11": -15} {
		w, err := Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.FromEaster(); got != want {
			t.Errorf("%s is %d weeks from Easter, want %d", day, got, want)
		}
	}
}
