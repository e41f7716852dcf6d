package table

import "slices"

// denseDays is how many days a week has at least in a file of days.
const denseDays = 4

// Lacking finds the weeks, by their place, that lack days on which weeks
// usually have something, and those days. Each week has a bit a day, from
// Monday; one without any is none. Where weeks have few days, none lacks one.
func Lacking(weeks []uint8) (places []int, usual uint8) {
	var on [7]int
	all, days := 0, 0
	for _, d := range weeks {
		if d == 0 {
			continue
		}
		all++
		for k := range on {
			n := int(d >> k & 1)
			on[k] += n
			days += n
		}
	}
	if days < denseDays*all {
		return nil, 0
	}
	for k, n := range on {
		if n > 0 && 2*n >= slices.Max(on[:]) {
			usual |= 1 << k
		}
	}
	for i, d := range weeks {
		if d != 0 && usual&^d != 0 {
			places = append(places, i)
		}
	}
	return places, usual
}
