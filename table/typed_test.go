package table

import "testing"

func TestDayReadings(t *testing.T) {
	for written, want := range map[string]map[string]string{
		"09.11.2026": {"dmy": "2026-11-09"}, "2026-11-09": {"ymd": "2026-11-09"}, "09/11/2026": {"dmy": "2026-11-09", "mdy": "2026-09-11"}, "25/12/2026": {"dmy": "2026-12-25"},
		"2026-W05": {}, "11/2026": {}, "": {}, "shoes": {}, "31.02.2026": {},
	} {
		got := DayReadings(written)
		for order, day := range want {
			if got[order].String() != day {
				t.Errorf("%s in the order %s is %s", written, order, got[order])
			}
		}
		if len(want) != len(got) {
			t.Errorf("%q is read as %v", written, got)
		}
	}
}
