package forecast

import (
	"math"
	"slices"
)

// bandTable holds the conformal quantiles of the calibration errors at the
// levels of bandLevels, by step: of points in their width; of running totals in
// the sum of the widths of their weeks, which they fall short of as far as weeks
// even out.
type bandTable struct {
	Point [][]float64 `json:"point"` // [step-1][level]
	Total [][]float64 `json:"total"`
}

// bandLevels is the grid of levels in percent; between them the quantile is
// drawn straight.
var bandLevels = []float64{50, 60, 70, 80, 85, 90, 95, 97.5, 99}

// around gives the bands of a value; the lower bound stays at or above floor.
func (b bandTable) around(v, unit float64, step int, levels []float64, floor float64, total bool) []Band {
	row := b.Point[min(step, MaxHorizon)-1]
	if total {
		row = b.Total[step-1]
	}
	out := make([]Band, len(levels))
	for i, l := range levels {
		half := unit * quantileAt(row, l)
		out[i] = Band{Level: l, Lower: max(v-half, min(floor, v)), Upper: v + half}
	}
	return out
}

func quantileAt(row []float64, level float64) float64 {
	for i, l := range bandLevels {
		if level <= l {
			if i == 0 {
				return row[0]
			}
			p := (level - bandLevels[i-1]) / (l - bandLevels[i-1])
			return row[i-1] + p*(row[i]-row[i-1])
		}
	}
	return row[len(row)-1]
}

// enoughErrors are enough for the quantiles of a step by themselves. With those
// of step 2, which are larger, the first step's bands came out too wide.
const enoughErrors = 2000

// calibrate makes a row of quantiles a step from errors in widths, by step.
// Neighbouring steps lend each other their errors where a step has few. Rows of
// points grow with the step, past the steps measured as they did there, a random
// walk's at most. Rows of totals fall as weeks even out: nothing measured says
// that they go on to.
func calibrate(errors [][]float64, points bool) [][]float64 {
	rows := make([][]float64, MaxHorizon)
	known := 0
	for k := range errors {
		var near []float64
		from, to := max(0, k-1), min(len(errors)-1, k+1)
		if len(errors[k]) >= enoughErrors {
			from, to = k, k
		}
		for j := from; j <= to; j++ {
			near = append(near, errors[j]...)
		}
		if len(errors[k]) == 0 {
			break
		}
		slices.Sort(near)
		rows[k] = make([]float64, len(bandLevels))
		for i, l := range bandLevels {
			rows[k][i] = conformal(near, l/100)
			if points && k > 0 {
				rows[k][i] = max(rows[k][i], rows[k-1][i])
			}
		}
		known = k + 1
	}
	if known == 0 {
		rows[0] = normalQuantiles()
		known = 1
	}
	power := 0.0
	if points {
		power = growth(rows[:known])
	}
	for k := known; k < MaxHorizon; k++ {
		rows[k] = make([]float64, len(bandLevels))
		f := math.Pow(float64(k+1)/float64(known), power)
		for i, v := range rows[known-1] {
			rows[k][i] = v * f
		}
	}
	return rows
}

// growth is the power of the step by which rows grew over the later half of
// the steps, between 0 and a random walk's half, which it is where that cannot be said.
func growth(rows [][]float64) float64 {
	if n := len(rows); n >= 4 {
		if a, b := rows[n/2-1][3], rows[n-1][3]; a > 0 {
			return max(0, min(.5, math.Log2(b/a)))
		}
	}
	return .5
}

// conformal is the ceil((n+1) level)-th smallest of sorted errors (Vovk,
// Gammerman & Shafer 2005): the bound that the next error keeps with that
// probability.
func conformal(sorted []float64, level float64) float64 {
	n := len(sorted)
	i := int(math.Ceil(float64(n+1)*level)) - 1
	return sorted[min(n-1, max(0, i))]
}

// normalQuantiles stand in where nothing could be measured.
func normalQuantiles() []float64 {
	return []float64{.67, .84, 1.04, 1.28, 1.44, 1.64, 1.96, 2.24, 2.58}
}
