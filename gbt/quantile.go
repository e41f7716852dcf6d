package gbt

import (
	"math"
	"sort"

	"olist/stat"
)

// quantile returns the level-th quantile of values, which it reorders along
// with weight. Unweighted, it interpolates between order statistics at
// level * (n+1) as XGBoost does (Hyndman and Fan's type 6); weighted, it is
// the least value whose cumulative weight reaches level.
func quantile(values, weight []float32, level float64) float32 {
	if len(values) == 0 {
		return 0
	}
	if weight != nil {
		return weightedQuantile(values, weight, level)
	}
	n := float64(len(values))
	x := float64(level * (n + 1))
	k := math.Floor(x) - 1
	switch {
	case level <= 1/(n+1):
		return stat.Select(values, 0)
	case level >= n/(n+1):
		return stat.Select(values, len(values)-1)
	}
	low := stat.Select(values, int(k))
	high := values[int(k)+1]
	for _, v := range values[int(k)+2:] {
		high = min(high, v)
	}
	return float32(float64(low) + float64((x-1-k)*(float64(high)-float64(low))))
}

type byValue struct{ values, weight []float32 }

func (s byValue) Len() int           { return len(s.values) }
func (s byValue) Less(i, j int) bool { return s.values[i] < s.values[j] }
func (s byValue) Swap(i, j int) {
	s.values[i], s.values[j] = s.values[j], s.values[i]
	s.weight[i], s.weight[j] = s.weight[j], s.weight[i]
}

func weightedQuantile(values, weight []float32, level float64) float32 {
	sort.Stable(byValue{values, weight})
	var total float64
	for _, w := range weight {
		total += float64(w)
	}
	limit := float64(level * total)
	var sum float64
	for i, w := range weight {
		sum += float64(w)
		if sum >= limit && w > 0 {
			return values[i]
		}
	}
	return values[len(values)-1]
}
