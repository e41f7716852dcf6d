package forecast

import (
	"cmp"
	"math"
	"slices"
)

// RoundSums rounds values to whole units (cents, where values are in cents) so
// that sums hold exactly: a total is rounded, its parts are rounded down and
// what is missing goes to those that lost most (largest remainder). Sums may
// share a total and may nest; a part of two different totals follows the first.
func RoundSums(values []float64, sums []Sum) []int64 {
	out := make([]int64, len(values))
	for i, v := range values {
		out[i] = int64(math.RoundToEven(v))
	}
	for _, s := range topDown(sums) {
		apportion(values, out, out[s.Total], s.Parts)
	}
	return out
}

func apportion(values []float64, out []int64, total int64, parts []int) {
	if len(parts) == 0 {
		return
	}
	left := total
	for _, p := range parts {
		out[p] = int64(math.Floor(values[p]))
		left -= out[p]
	}
	order := slices.Clone(parts)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(values[b]-math.Floor(values[b]), values[a]-math.Floor(values[a]))
	})
	for i := 0; left != 0; i = (i + 1) % len(order) {
		step := int64(1)
		if left < 0 {
			step = -1
		}
		if n := left / int64(len(order)); n != 0 {
			step = n // far off: spread evenly first
		}
		out[order[i]] += step
		left -= step
	}
}
