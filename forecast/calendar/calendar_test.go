package calendar

import (
	"testing"
	"time"

	"olist/week"
)

func TestCalendar(t *testing.T) {
	from, to := week.Of(date(2017, time.January, 2)), week.Of(date(2018, time.December, 31))
	at := map[string]bool{}
	for _, e := range Brazil(from, to) {
		at[e.Name+" "+e.Week.String()] = true
	}
	for _, want := range []string{"Black Friday 2017-11-20", "Black Friday 2018-11-19", "Mother's Day 2017-05-08", "Mother's Day 2018-05-07",
		"Father's Day 2018-08-06", "Valentine's Day 2017-06-12", "Children's Day 2017-10-09", "Carnaval 2018-02-12", "Christmas 2017-12-25"} {
		if !at[want] {
			t.Errorf("%s is missing", want)
		}
	}
}
