package forecast

import (
	"cmp"
	"math"
	"slices"
)

// RoundForecasts rounds the values and means of forecasts, in place, to multiples of
// 1/perUnit (100: cents), each week so that the sums hold exactly; running
// totals are the sums of the rounded weeks. Bands change only where they would
// leave the rounded value out.
func RoundForecasts(fs []Forecast, sums []Sum, perUnit float64) {
	if len(fs) == 0 {
		return
	}
	roundPoints(fs, sums, perUnit, func(p Point) float64 { return p.Value }, (*Point).setValue)
	roundPoints(fs, sums, perUnit, func(p Point) float64 { return p.Mean }, func(p *Point, v float64) { p.Mean = v })
}

func roundPoints(fs []Forecast, sums []Sum, perUnit float64, get func(Point) float64, set func(*Point, float64)) {
	values, run := make([]float64, len(fs)), make([]int64, len(fs))
	for k := range fs[0].Points {
		for i, f := range fs {
			values[i] = get(f.Points[k]) * perUnit
		}
		for i, whole := range roundSums(values, sums) {
			run[i] += whole
			set(&fs[i].Points[k], float64(whole)/perUnit)
			set(&fs[i].Totals[k], float64(run[i])/perUnit)
		}
	}
}

// setValue sets the value, and extends bands that would leave it out.
func (p *Point) setValue(v float64) {
	p.Value = v
	for i := range p.Bands {
		b := &p.Bands[i]
		b.Lower, b.Upper = min(b.Lower, v), max(b.Upper, v)
	}
}

// roundSums rounds values to integers so that sums hold exactly: a total is
// rounded, its parts are rounded down, and the remainder goes to the parts that
// lost most (largest remainder method). Sums may share a total and may nest; a
// part of two totals follows the first.
func roundSums(values []float64, sums []Sum) []int64 {
	out := make([]int64, len(values))
	for i, v := range values {
		out[i] = int64(math.RoundToEven(v))
	}
	for _, s := range topDown(sums) {
		apportion(values, out, out[s.Total], s.Parts)
	}
	return out
}

func apportion(values []float64, out []int64, total int64, parts []int) {
	if len(parts) == 0 {
		return
	}
	left := total
	for _, p := range parts {
		out[p] = int64(math.Floor(values[p]))
		left -= out[p]
	}
	order := slices.Clone(parts)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(values[b]-math.Floor(values[b]), values[a]-math.Floor(values[a]))
	})
	for i := 0; left != 0; i = (i + 1) % len(order) {
		step := int64(1)
		if left < 0 {
			step = -1
		}
		if n := left / int64(len(order)); n != 0 {
			step = n // far off: spread evenly first
		}
		out[order[i]] += step
		left -= step
	}
}
