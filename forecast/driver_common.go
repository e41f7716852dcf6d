package forecast

import (
	"maps"
	"math"
	"slices"
)

// commonRow is the sums of the rows of all series in a week, and of what a first
// fit leaves of them.
type commonRow struct {
	n, y, left, square float64
	z                  []float64
}

// lessCommon takes from the rows what all series have in common in a week, as
// far as that is more than chance: a week that moves a thousand shops is one
// witness of what a driver of all does, and none of one in which they differ. So
// the regression is one with random effects of the weeks (Fuller & Battese 1973).
func lessCommon(of []driverSeries, columns int) {
	weeks := commonRows(of, firstFit(of, columns))
	shared, within := sharedVariance(weeks)
	if shared == 0 {
		return
	}
	for _, s := range of {
		for k, row := range s.z {
			c := weeks[s.week[k]]
			part := (1 - math.Sqrt(within/(within+c.n*shared))) / c.n
			for j, sum := range c.z {
				row[j] -= part * sum
			}
			s.y[k] -= part * c.y
		}
	}
}

// commonRows are the sums by week; x are the coefficients of the first fit.
func commonRows(of []driverSeries, x []float64) map[int]*commonRow {
	weeks := map[int]*commonRow{}
	for _, s := range of {
		for k, row := range s.z {
			c := weeks[s.week[k]]
			if c == nil {
				c = &commonRow{z: make([]float64, len(x))}
				weeks[s.week[k]] = c
			}
			left := s.y[k]
			for j, v := range row {
				left -= v * x[j]
				c.z[j] += v
			}
			c.n, c.y, c.left, c.square = c.n+1, c.y+s.y[k], c.left+left, c.square+left*left
		}
	}
	return weeks
}

// sharedVariance is the variance of what a week's rows have in common, and that
// within weeks, by one-way analysis of variance; 0 for both where there are too
// few rows, or the first is no more than chance.
func sharedVariance(weeks map[int]*commonRow) (shared, within float64) {
	between, n := 0.0, 0.0
	for _, w := range slices.Sorted(maps.Keys(weeks)) {
		c := weeks[w]
		between, within = between+c.left*c.left/c.n, within+c.square-c.left*c.left/c.n
		n += c.n
	}
	all := float64(len(weeks))
	if all < 3 || n <= all || !(within > 0) {
		return 0, 0
	}
	within /= n - all
	return max(0, (between/all-within)*all/n), within
}
