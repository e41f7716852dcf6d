package forecast

import (
	"math"

	"olist/week"
)

// driverSeries is the regression rows of one series.
type driverSeries struct {
	y      []float64
	z      [][]float64 // [row][column]
	group  []int       // of the row
	week   []int       // of the row
	weight float64
}

// driverRows is the rows of h; none for parts, short series, series with
// negative values and those without drivers. fill writes the columns of week i.
func driverRows(h *history, columns int, fill func(i int, row []float64)) driverSeries {
	if h.parent != nil || h.n < MinWeeks || h.floor != 0 || h.drivers == nil {
		return driverSeries{}
	}
	return weekRows(h, h.raw, columns, fill)
}

// weekRows is the rows of the values of h.
func weekRows(h *history, values []float64, columns int, fill func(i int, row []float64)) driverSeries {
	var s driverSeries
	shift, first := driverShift*meanAbsolute(values), max(0, len(values)-profileReach)
	if shift == 0 {
		return s
	}
	var at []int
	for i := first; i < len(values); i++ {
		if h.observed[i] {
			at = append(at, i)
		}
	}
	s.weight = 1
	buf := make([]float64, len(at)*columns)
	for k, i := range at {
		row := buf[k*columns : (k+1)*columns]
		fill(i, row)
		s.z, s.y = append(s.z, row), append(s.y, math.Log(max(0, values[i])+shift))
		s.week = append(s.week, int(h.start)+i)
		s.group = append(s.group, int(floorDiv(int64(h.start+week.Week(i)), groupWeeks)))
	}
	s.lessLocalMean(at, columns)
	return s
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func meanAbsolute(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += math.Abs(v)
	}
	return sum / float64(max(1, len(x)))
}

// lessLocalMean takes from each row the mean of those around it, at weeks at;
// rows with too few around them go.
func (s *driverSeries) lessLocalMean(at []int, columns int) {
	n := len(at)
	sums := matrix(n+1, columns+1) // prefix sums
	for k := range n {
		for j, v := range s.z[k] {
			sums[k+1][j] = sums[k][j] + v
		}
		sums[k+1][columns] = sums[k][columns] + s.y[k]
	}
	lo, hi, kept := 0, 0, 0
	for k := range n {
		for at[lo] < at[k]-driverAround {
			lo++
		}
		for hi < n && at[hi] <= at[k]+driverAround {
			hi++
		}
		if hi-lo < minKnown {
			continue
		}
		row := s.z[k]
		for j := range row {
			row[j] -= (sums[hi][j] - sums[lo][j]) / float64(hi-lo)
		}
		s.z[kept], s.group[kept], s.week[kept] = row, s.group[k], s.week[k]
		s.y[kept] = clip(s.y[k]-(sums[hi][columns]-sums[lo][columns])/float64(hi-lo), driverBound)
		kept++
	}
	s.z, s.y, s.group, s.week = s.z[:kept], s.y[:kept], s.group[:kept], s.week[:kept]
}
