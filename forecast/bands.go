package forecast

import (
	"math"
	"slices"
)

// bandTable holds the conformal quantiles of the calibration errors: how many
// of its units a series is off, by step, at the levels of bandLevels. Points
// and running totals have their own.
type bandTable struct {
	Point [][]float64 `json:"point"` // [step-1][level]
	Total [][]float64 `json:"total"`
}

// bandLevels is the grid of levels in percent; between them the quantile is
// drawn straight.
var bandLevels = []float64{50, 60, 70, 80, 85, 90, 95, 97.5, 99}

// around gives the bands of a value; the lower bound stays at or above floor.
func (b bandTable) around(v, unit float64, step int, levels []float64, floor float64, total bool) []Band {
	row := b.Point[step-1]
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

// growth is what twice as many steps do to a band past the steps measured: what
// they did there, within these bounds.
type growth struct{ least, most float64 }

var (
	pointGrowth = growth{1, math.Sqrt2} // at most a random walk's
	totalGrowth = growth{2, 2}          // the total's own: nothing measured says that weeks even out
)

// calibrate makes a row of quantiles a step from errors in units, by step.
// Neighbouring steps lend each other their errors; rows grow with the step.
func calibrate(errors [][]float64, beyond growth) [][]float64 {
	rows := make([][]float64, MaxHorizon)
	known := 0
	for k := range errors {
		var near []float64
		for j := max(0, k-1); j <= min(len(errors)-1, k+1); j++ {
			near = append(near, errors[j]...)
		}
		if len(errors[k]) == 0 {
			break
		}
		slices.Sort(near)
		rows[k] = make([]float64, len(bandLevels))
		for i, l := range bandLevels {
			rows[k][i] = conformal(near, l/100)
			if k > 0 {
				rows[k][i] = max(rows[k][i], rows[k-1][i])
			}
		}
		known = k + 1
	}
	if known == 0 {
		rows[0] = normalQuantiles()
		known = 1
	}
	grown := beyond.most
	if known >= 4 {
		if a, b := rows[known/2-1][3], rows[known-1][3]; a > 0 {
			grown = max(beyond.least, min(beyond.most, b/a))
		}
	}
	power := math.Log2(grown)
	for k := known; k < MaxHorizon; k++ {
		rows[k] = make([]float64, len(bandLevels))
		f := math.Pow(float64(k+1)/float64(known), power)
		for i, v := range rows[known-1] {
			rows[k][i] = v * f
		}
	}
	return rows
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
