package forecast

import "slices"

// ZeroWeeks counts the zeros of a series that are no demand: leading ones,
// before its first sale (see TrimLeadingZeros), and those in between that are
// taken for a closure. Parts of sums keep the former.
func ZeroWeeks(values []float64) (before, closed int) {
	first := max(0, slices.IndexFunc(values, func(v float64) bool { return v == v && v != 0 }))
	for _, v := range values[:first] {
		if v == 0 {
			before++
		}
	}
	for i, is := range closedWeeks(values) {
		if is && values[i] == 0 {
			closed++
		}
	}
	return before, closed
}
