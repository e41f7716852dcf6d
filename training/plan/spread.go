package plan

import (
	"cmp"
	"math"
	"slices"
)

// Spread gives each of the weights its part of an amount, in cents that add up to
// it; alike where no weight is above zero.
func Spread(amount int64, weights []int64) []int64 {
	want := make([]float64, len(weights))
	all := make([]int, len(weights))
	for i := range all {
		all[i] = i
	}
	for i, share := range shares(all, func(i int) float64 { return float64(max(0, weights[i])) }) {
		want[i] = float64(amount) * share
	}
	return round(want, amount)
}

// round makes whole cents of amounts that add up to a sum: each is rounded down, and
// those that lose most get the cents that are left (largest remainder; Hamilton's
// method).
func round(want []float64, sum int64) []int64 {
	out, order := make([]int64, len(want)), make([]int, len(want))
	left := sum
	for i, v := range want {
		out[i], order[i] = int64(math.Floor(v)), i
		left -= out[i]
	}
	if left == 0 || len(out) == 0 {
		return out
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(want[b]-math.Floor(want[b]), want[a]-math.Floor(want[a]))
	})
	for i := 0; left != 0; i++ { // sums of fractions may miss by a cent on either side
		step := int64(1)
		if left < 0 {
			step = -1
		}
		out[order[i%len(order)]] += step
		left -= step
	}
	return out
}
