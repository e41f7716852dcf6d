package main

import (
	"math"

	"olist/forecast/baseline"
	"olist/stat"
)

var nan = math.NaN()

// simple are the methods that the engine is compared with, the naive forecast
// first.
var simple = []struct {
	name string
	of   func(x []float64) quantiles
}{
	{"naive", randomWalk},
	{"seasonal_naive", func(x []float64) quantiles { return withOwnErrors(x, baseline.SeasonalNaive) }},
	{"theta", func(x []float64) quantiles { return withOwnErrors(x, baseline.Theta) }},
}

// randomWalk is the naive forecast with the bands of a random walk with normal
// steps, by the rules of fev-bench and M4.
func randomWalk(x []float64) quantiles {
	sum, n, last := 0.0, 0.0, nan
	for i, v := range x {
		if i > 0 && v-x[i-1] == v-x[i-1] {
			sum, n = sum+(v-x[i-1])*(v-x[i-1]), n+1
		}
		if v == v {
			last = v
		}
	}
	deviation := math.Sqrt(sum / n)
	return func(h, k int) float64 {
		if k == 0 {
			return last
		}
		return last + math.Copysign(normalZ[max(k, -k)], float64(k))*deviation*math.Sqrt(float64(h+1))
	}
}

const (
	errorOrigins = 26 // past origins that give a simple method's errors
	errorWeeks   = 8  // known weeks at the first of them, at least
)

// withOwnErrors is a method with normal bands from its errors, by step, at the
// last origins of the same series. A missing week takes the value before it.
func withOwnErrors(x []float64, m baseline.Method) quantiles {
	filled := make([]float64, 0, len(x))
	for _, v := range x {
		if v != v && len(filled) > 0 {
			v = filled[len(filled)-1]
		}
		if v == v {
			filled = append(filled, v)
		}
	}
	values, past := make([]float64, horizon), make([]float64, horizon)
	m(filled, values)
	var square, n [horizon]float64
	for k := 1; k <= errorOrigins && len(filled)-k >= errorWeeks; k++ {
		m(filled[:len(filled)-k], past)
		for h := range min(k, horizon) {
			e := filled[len(filled)-k+h] - past[h]
			square[h], n[h] = square[h]+e*e, n[h]+1
		}
	}
	deviation := make([]float64, horizon)
	stat.Fill(deviation, meanChange(x))
	for h := range deviation {
		switch {
		case n[h] > 0:
			deviation[h] = math.Sqrt(square[h] / n[h])
		case h > 0:
			deviation[h] = deviation[h-1]
		}
	}
	return func(h, k int) float64 {
		if k == 0 {
			return values[h]
		}
		return values[h] + math.Copysign(normalZ[max(k, -k)], float64(k))*deviation[h]
	}
}
