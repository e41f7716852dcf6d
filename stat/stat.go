// Package stat has the few statistics that methods of weekly series are made
// of. Sums run from the first value to the last, so that figures are the same
// on every machine.
//
// It imports nothing of this module; every package may import it.
package stat

import (
	"slices"
	"sync"
)

// Tail is the last k values, or all where there are fewer; it shares memory.
func Tail(x []float64, k int) []float64 { return x[max(0, len(x)-k):] }

// Mean is the arithmetic mean; 0 of no values.
func Mean(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// sorted is the memory that medians are sorted in: a training takes hundreds of
// thousands.
var sorted = sync.Pool{New: func() any { return new([]float64) }}

// Median is the middle value, or the mean of the two in the middle; 0 of no
// values. x is not changed.
func Median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	buf := sorted.Get().(*[]float64)
	defer sorted.Put(buf)
	*buf = append((*buf)[:0], x...)
	s := *buf
	slices.Sort(s)
	m := len(s) / 2
	if len(s)%2 == 1 {
		return s[m]
	}
	return (s[m-1] + s[m]) / 2
}

// Fill sets every value to v.
func Fill(out []float64, v float64) {
	for i := range out {
		out[i] = v
	}
}

// Slope is the least-squares slope of x per step; 0 for fewer than two values.
func Slope(x []float64) float64 {
	n := float64(len(x))
	mid, avg := (n-1)/2, Mean(x)
	sxy, sxx := 0.0, 0.0
	for i, v := range x {
		t := float64(i) - mid
		sxy += t * (v - avg)
		sxx += t * t
	}
	if sxx == 0 {
		return 0
	}
	return sxy / sxx
}

// Select is the k-th smallest value of v, counted from 0, none of them NaN. It
// reorders v: the smaller ones come before it, the larger ones after it (Hoare
// 1961, quickselect).
func Select[T float32 | float64](v []T, k int) T {
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

func medianOfThree[T float32 | float64](a, b, c T) T {
	return max(min(a, b), min(max(a, b), c))
}

// Reaches is the probability that a value comes to at least goal, read off the
// quantiles at 2.5, 10, 50, 90 and 97.5%, the bounds of its 95 and 80% ranges around
// what is expected: the normal scores run straight between them and on beyond them.
func Reaches(goal int64, known [5]int64) float64 {
	const z80, z95 = 1.2815515655446004, 1.959963984540054
	scores := [5]float64{-z95, -z80, 0, z80, z95}
	i := 0 // of the stretch that the goal lies in; the outer ones go on
	for i < len(known)-2 && goal > known[i+1] {
		i++
	}
	if known[i+1] <= known[i] {
		if goal <= known[2] {
			return 1
		}
		return 0
	}
	score := scores[i] + (scores[i+1]-scores[i])*float64(goal-known[i])/float64(known[i+1]-known[i])
	return Above(score)
}
