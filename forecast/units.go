package forecast

import "math"

// unitBits are the binary places kept of a value in its unit: sums of a thousand
// weeks within a hundred times the unit are then exact.
const unitBits = 36

// toUnits tells each series in its mean size, series that add up in one they
// share, on a grid. A series and a thousand times that series then are the same
// numbers to the last bit, and so is all that is learnt of them; told as they
// came, ties would be broken by what floating point leaves over.
func toUnits(hs []*history, sums []Sum) {
	of := connected(len(hs), sums)
	size, n := make([]float64, len(hs)), make([]float64, len(hs))
	for i, h := range hs {
		for _, v := range h.raw {
			size[of[i]] += math.Abs(v)
		}
		n[of[i]] += float64(len(h.raw))
	}
	const grid = 1 << unitBits
	for i, h := range hs {
		s := size[of[i]]
		if s == 0 || math.IsInf(s, 0) {
			continue
		}
		h.per = s / n[of[i]]
		for k, v := range h.raw {
			h.raw[k] = math.RoundToEven(v/h.per*grid) / grid
		}
	}
}

// connected numbers series so that those have one number which sums tie
// together, directly or through others.
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
