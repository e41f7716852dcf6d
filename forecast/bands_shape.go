package forecast

import (
	"maps"
	"math"
	"slices"

	"olist/stat"
)

const (
	// stepOrigins is the number of origins at which the quantiles of a step count
	// half, those of all steps the other half. With few origins the residuals of
	// a late step are those of a few weeks, Christmas say.
	stepOrigins = 13
	// fewWeeks widens bands by fewWeeks over the effective weeks: what so few
	// show of the residuals is uncertain itself.
	fewWeeks = 7
	// mostWidened bounds that for the 95% band: it is what a quantile of Student's
	// t with six degrees of freedom is beyond a normal's.
	mostWidened = .25
	// skewWeeks is the number of effective weeks at which a skew counts half.
	skewWeeks = 1000
	// maxSkewed bounds a residual, in widths, where its variance is taken.
	maxSkewed = 3
)

// poolSteps moves each step's quantiles towards those of all steps together.
func poolSteps(rows, errors [][]float64, origins int) {
	all := slices.Concat(errors[:len(rows)]...)
	slices.Sort(all)
	for i, l := range bandLevels {
		for k, row := range rows {
			n := float64(origins) * float64(len(errors[k])) / float64(len(errors[0]))
			w := n / (n + stepOrigins)
			row[i] = w*row[i] + (1-w)*conformal(all, l/100)
		}
	}
}

// isotonic makes the columns of rows the closest that never decrease, by
// pooling adjacent violators (Barlow et al. 1972): a running maximum would keep
// what chance made large.
func isotonic(rows [][]float64) {
	type block struct{ sum, n float64 }
	for i := range bandLevels {
		var blocks []block
		for _, row := range rows {
			b := block{row[i], 1}
			for len(blocks) > 0 && blocks[len(blocks)-1].sum*b.n > b.sum*blocks[len(blocks)-1].n {
				before := blocks[len(blocks)-1]
				b, blocks = block{before.sum + b.sum, before.n + b.n}, blocks[:len(blocks)-1]
			}
			blocks = append(blocks, b)
		}
		k := 0
		for _, b := range blocks {
			for range int(b.n) {
				rows[k][i] = b.sum / b.n
				k++
			}
		}
	}
}

// skewed is the row on one side of the forecast; bands of rising level contain
// each other.
func skewed(row, side []float64) []float64 {
	out := make([]float64, len(row))
	for i, v := range row {
		out[i] = v * side[i]
		if i > 0 {
			out[i] = max(out[i], out[i-1])
		}
	}
	return out
}

// forFewWeeks is the factor of a level's bands whose residuals are worth so many
// weeks. Its bound goes with the level as a quantile of Student's t does (the
// first term of its expansion, Abramowitz & Stegun 26.7.5): tails widen more.
func forFewWeeks(weeks, level float64) float64 {
	growth := func(level float64) float64 { z := stat.BandScore(level); return z*z + 1 }
	return 1 + min(fewWeeks/weeks, mostWidened*growth(level)/growth(95))
}

func widened(rows [][]float64, weeks float64) [][]float64 {
	for i, l := range bandLevels {
		times := forFewWeeks(weeks, l)
		for _, row := range rows {
			row[i] *= times
		}
	}
	return rows
}

// signedResidual is actual less forecast, in widths, in a week counted from the
// first origin.
type signedResidual struct {
	week int
	z    float64
}

// effectiveWeeks is the number of independent residuals that all are worth:
// those of a week have causes in common, which their intraclass correlation
// measures (Kish 1965, the design effect of a cluster sample).
func effectiveWeeks(all []signedResidual) float64 {
	type cluster struct{ n, sum, square float64 }
	clusters := map[int]cluster{}
	n, mean := float64(len(all)), 0.0
	for _, e := range all {
		mean += clip(e.z, maxSkewed) / n
	}
	for _, e := range all {
		c, v := clusters[e.week], clip(e.z, maxSkewed)-mean
		clusters[e.week] = cluster{c.n + 1, c.sum + v, c.square + v*v}
	}
	weeks := float64(len(clusters))
	if weeks < 3 || n <= weeks {
		return max(1, n)
	}
	between, within, sizes := 0.0, 0.0, 0.0
	for _, w := range slices.Sorted(maps.Keys(clusters)) {
		c := clusters[w]
		between += c.sum * c.sum / c.n / (weeks - 1)
		within += (c.square - c.sum*c.sum/c.n) / (n - weeks)
		sizes += c.n * c.n
	}
	size := (n - sizes/n) / (weeks - 1)
	both := between + (size-1)*within
	if !(both > 0) {
		return weeks
	}
	correlation := max(0, (between-within)/both)
	return weeks / (correlation + (1-correlation)*weeks/n)
}

// skewness is bandTable.Below and Above: the quantiles of the residuals below
// and above the forecast over those of their absolute values.
func skewness(all []signedResidual, weeks float64) (below, above []float64) {
	if len(all) == 0 {
		return nil, nil
	}
	signed, size := make([]float64, len(all)), make([]float64, len(all))
	for i, e := range all {
		signed[i], size[i] = e.z, math.Abs(e.z)
	}
	slices.Sort(signed)
	slices.Sort(size)
	w := weeks / (weeks + skewWeeks)
	side := func(end, both float64) float64 {
		if !(both > 0) {
			return 1
		}
		return 1 - w + w*max(0, end/both)
	}
	last := float64(len(all) - 1)
	for _, l := range bandLevels {
		both := conformal(size, l/100)
		below = append(below, side(-signed[int(last*(1-l/100)/2)], both))
		above = append(above, side(signed[int(last*(1+l/100)/2)], both))
	}
	return below, above
}
