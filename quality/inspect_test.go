package quality

import (
	"testing"
	"time"
)

// steady makes n days of about level orders from start on, with a weekly
// rhythm.
func steady(start string, n, level int) []DayCount {
	t, _ := time.Parse(time.DateOnly, start)
	out := make([]DayCount, n)
	for i := range out {
		d := t.AddDate(0, 0, i)
		out[i] = DayCount{d, level + 3*int(d.Weekday())}
	}
	return out
}

func states(out []WeekStatus) []State {
	s := make([]State, len(out))
	for i, w := range out {
		s[i] = w.State
	}
	return s
}

func TestInspect(t *testing.T) {
	fading := steady("2018-06-04", 6*7, 250)
	for i, n := range []int{252, 239, 186, 142, 97, 69, 73} {
		fading[5*7+i].Orders = n // Olist, week of 2018-08-20
	}
	drop := steady("2018-06-04", 6*7, 250)
	for i := range 7 {
		drop[5*7+i].Orders = 150 // lower, but steady: a real fall
	}
	hole := append(steady("2018-01-01", 7, 40), steady("2018-02-05", 10*7, 40)...)
	for _, c := range []struct {
		name string
		days []DayCount
		want map[int]State // all others complete
	}{
		{"nothing", nil, nil},
		{"complete", steady("2018-06-04", 6*7, 250), nil},
		{"begins on Thursday", steady("2018-06-07", 4+5*7, 250), map[int]State{0: StatePartial}},
		{"ends on Wednesday", steady("2018-06-04", 5*7+3, 250), map[int]State{5: StatePartial}},
		{"fades out", fading, map[int]State{5: StateTruncated}},
		{"falls for good", drop, nil},
		{"lone week, then a hole", hole, map[int]State{0: StateIsolated, 1: StateEmpty, 2: StateEmpty, 3: StateEmpty, 4: StateEmpty}},
		{"few orders", []DayCount{{day("2018-01-01"), 1}, {day("2018-01-04"), 2}, {day("2018-01-08"), 1}, {day("2018-01-10"), 1},
			{day("2018-01-15"), 1}, {day("2018-01-16"), 1}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, got := range states(Inspect(c.days, 0)) {
				want, ok := c.want[i]
				if !ok {
					want = StateComplete
				}
				if got != want {
					t.Errorf("week %d is %s, want %s", i, got, want)
				}
			}
		})
	}
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}
