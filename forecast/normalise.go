package forecast

import "math"

// gridBits are the binary places kept of a value in its unit: sums of a
// thousand weeks up to a hundred times the unit are then exact.
const gridBits = 36

// normalise divides each series by its mean absolute value, connected series by
// a common one, and rounds to a grid. A series and a thousand times that series
// are then equal to the last bit, and so is all that is learnt of them;
// otherwise rounding would break ties.
func normalise(hs []*history, sums []Sum) {
	of := connected(len(hs), sums)
	size, n := make([]float64, len(hs)), make([]float64, len(hs))
	for i, h := range hs {
		for _, v := range h.raw {
			size[of[i]] += math.Abs(v)
		}
		n[of[i]] += float64(len(h.raw))
	}
	const grid = 1 << gridBits
	for i, h := range hs {
		s := size[of[i]]
		if s == 0 || math.IsInf(s, 0) {
			continue
		}
		h.unit = s / n[of[i]]
		for k, v := range h.raw {
			h.raw[k] = math.RoundToEven(v/h.unit*grid) / grid
		}
		for k, v := range h.least { // of raw and x, which share them here
			h.least[k] = math.RoundToEven(v/h.unit*grid) / grid
		}
	}
}

// connected numbers the series so that those tied by sums, directly or through
// others, have one number.
func connected(n int, sums []Sum) []int {
	of := make([]int, n)
	for i := range of {
		of[i] = i
	}
	for _, s := range sums {
		for _, p := range s.Parts {
			from, to := of[p], of[s.Total]
			for i := range of {
				if of[i] == from {
					of[i] = to
				}
			}
		}
	}
	return of
}
