package forecast

import (
	"math"

	"olist/stat"
	"olist/week"
)

// localMedian is the median of the weeks around i that no event affects; NaN
// where there are too few.
func localMedian(h *history, i int, affected map[week.Week][]eventWeek) float64 {
	return medianWithin(h, i, affected, localWeeks)
}

// localLevel is what a trend through these weeks says of week i: as Christmas has four
// weeks, their median lies before it or after, which growth would make an effect. 0
// where most weeks of a side sold nothing: no week has a height over that.
func localLevel(h *history, i int, affected map[week.Week][]eventWeek) float64 {
	var logs, away [2]float64
	for k, side := range quietSides(h, i, affected, localWeeks) {
		if len(side) < minLocalWeeks {
			return nan
		}
		values := make([]float64, len(side))
		for n, j := range side {
			values[n] = h.base()[j]
			away[k] += math.Abs(float64(j-i)) / float64(len(side))
		}
		usual := stat.Median(values)
		if usual <= 0 {
			return 0
		}
		logs[k] = math.Log(usual)
	}
	return math.Exp((logs[0]*away[1] + logs[1]*away[0]) / (away[0] + away[1]))
}

// medianWithin is that of the quiet weeks within reach, the nearest localWeeks of
// each side at most.
func medianWithin(h *history, i int, affected map[week.Week][]eventWeek, reach int) float64 {
	var around []float64
	for _, side := range quietSides(h, i, affected, reach) {
		if len(side) < minLocalWeeks {
			return nan
		}
		for _, j := range side {
			around = append(around, h.base()[j])
		}
	}
	return stat.Median(around)
}

// quietSides are the quiet weeks within reach before week i and after it, the nearest
// localWeeks at most.
func quietSides(h *history, i int, affected map[week.Week][]eventWeek, reach int) (out [2][]int) {
	for k, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(h.raw) && len(out[k]) < localWeeks && (j-i)*step <= reach; j += step {
			if h.observed[j] && len(affected[h.start+week.Week(j)]) == 0 {
				out[k] = append(out[k], j)
			}
		}
	}
	return out
}
