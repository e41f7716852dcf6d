package forecast

import (
	"math"
	"slices"
)

// bandTable holds conformal quantiles of the absolute calibration residuals at
// the levels of bandLevels, by step: those of points in units of their width;
// those of running totals in units of the sum of their weeks' widths, below 1
// as far as weeks cancel out.
type bandTable struct {
	Point [][]float64 `json:"point"` // [step-1][level]
	Total [][]float64 `json:"total"`
	// Below and Above are the distances of a point's lower and upper end over
	// Point, by level; none in what an earlier version wrote: 1.
	Below []float64 `json:"below,omitempty"`
	Above []float64 `json:"above,omitempty"`
}

// bandLevels is the grid of levels in percent; between them, and to 0 at level
// 0, quantiles are interpolated linearly.
var bandLevels = []float64{10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95, 97.5, 99}

const (
	oldBandLevels = 9 // the last so many are those of what an earlier version wrote
	band80        = 7 // the 80% band in bandLevels
)

// bands are those of value v at the levels, with width unit at a step; no lower
// end lies below floor.
func (b bandTable) bands(v, unit float64, step int, levels []float64, floor float64, total bool) []Band {
	row := b.Point[min(step, MaxHorizon)-1]
	if total {
		row = b.Total[step-1]
	}
	below, above := row, row
	if len(b.Below) > 0 && !total {
		below, above = skewed(row, b.Below), skewed(row, b.Above)
	}
	out := make([]Band, len(levels))
	for i, l := range levels {
		out[i] = Band{Level: l, Lower: max(v-unit*quantileAt(below, l), min(floor, v)), Upper: v + unit*quantileAt(above, l)}
	}
	return out
}

// doubtful is the width unit of a step with an error beside it whose standard error is
// given: independent, and normal.
func (m *Model) doubtful(unit, err float64, step int) float64 {
	if err == 0 {
		return unit
	}
	q := quantileAt(m.bands.Point[min(step, MaxHorizon)-1], 80)
	if q <= 0 {
		return unit
	}
	const normal80 = 1.2816
	return math.Hypot(unit, normal80*err/q)
}

func quantileAt(row []float64, level float64) float64 {
	before, from := 0.0, 0.0
	for i, l := range bandLevels[len(bandLevels)-len(row):] {
		if level <= l {
			p := (level - before) / (l - before)
			return from + p*(row[i]-from)
		}
		before, from = l, row[i]
	}
	return from
}

// minStepErrors residuals suffice for the quantiles of a step by themselves.
// Pooled with the larger ones of step 2, the first step's bands came out too
// wide.
const minStepErrors = 2000

// calibrate gives a row of quantiles by step, MaxHorizon rows, from absolute
// residuals in widths, [step-1][]. Steps with few residuals pool those of their
// neighbours; with few origins, points pool all steps. Rows of points never
// decrease, and beyond the last step measured
// they grow by the power of the step seen there, at most a random walk's. Rows
// of totals may decrease, as weeks cancel out, and stay constant beyond.
func calibrate(errors [][]float64, origins int, points bool) [][]float64 {
	rows := make([][]float64, MaxHorizon)
	known := 0
	for k := range errors {
		var near []float64
		from, to := max(0, k-1), min(len(errors)-1, k+1)
		if len(errors[k]) >= minStepErrors {
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
		if len(errors) > 0 && len(errors[0]) > 0 {
			poolSteps(rows[:known], errors, origins)
		}
		isotonic(rows[:known])
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

// growth is the power of the step by which rows grew over the later half of the
// steps, within 0 and the .5 of a random walk, which it is where it cannot be
// estimated.
func growth(rows [][]float64) float64 {
	if n := len(rows); n >= 4 {
		if a, b := rows[n/2-1][band80], rows[n-1][band80]; a > 0 {
			return max(0, min(.5, math.Log2(b/a)))
		}
	}
	return .5
}

// conformal is the ceil((n+1) level)-th smallest of the sorted residuals (Vovk,
// Gammerman & Shafer 2005): the next one is at most that with the given
// probability.
func conformal(sorted []float64, level float64) float64 {
	n := len(sorted)
	i := int(math.Ceil(float64(n+1)*level)) - 1
	return sorted[min(n-1, max(0, i))]
}

// normalQuantiles are those of a normal distribution, for a panel without
// calibration residuals.
func normalQuantiles() []float64 {
	return []float64{.13, .25, .39, .52, .67, .84, 1.04, 1.28, 1.44, 1.64, 1.96, 2.24, 2.58}
}
