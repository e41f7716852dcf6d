package gbt

import (
	"math"
	"sort"
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
		return selectNth(values, 0)
	case level >= n/(n+1):
		return selectNth(values, len(values)-1)
	}
	low := selectNth(values, int(k))
	high := values[int(k)+1]
	for _, v := range values[int(k)+2:] {
		high = min(high, v)
	}
	return float32(float64(low) + float64((x-1-k)*(float64(high)-float64(low))))
}

// selectNth is Hoare's quickselect: it returns the k-th smallest value and
// leaves the smaller ones before it, the larger ones after it.
func selectNth(v []float32, k int) float32 {
	low, high := 0, len(v)-1
	for low < high {
		pivot := medianOfThree(v[low], v[(low+high)/2], v[high])
		i, j := low, high
		for i <= j {
			for v[i] < pivot {
				i++
			}
			for v[j] > pivot {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return v[k]
		}
	}
	return v[k]
}

func medianOfThree(a, b, c float32) float32 {
	return max(min(a, b), min(max(a, b), c))
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
