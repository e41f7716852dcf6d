package week

import "time"

// EasterSunday of a Gregorian year, midnight UTC, by the anonymous algorithm
// (Meeus, Astronomical Algorithms, 1991).
func EasterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

// easter is the week of Easter Sunday, beginning on the same day as w.
func (w Week) easter(year int) Week { return w.Containing(EasterSunday(year)) }

// FromEaster is the weeks from the nearest Easter to w; negative before it.
func (w Week) FromEaster() int {
	year := w.First().Year()
	nearest := w - w.easter(year)
	for _, y := range []int{year - 1, year + 1} {
		if d := w - w.easter(y); max(d, -d) < max(nearest, -nearest) {
			nearest = d
		}
	}
	return int(nearest)
}
