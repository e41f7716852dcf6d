package forecast

import (
	"math"
	"slices"

	"olist/stat"
)

// The effect of drivers is estimated by regression of the logarithm of a week,
// less its local mean, on the drivers' values, less theirs: first a shape common
// to all series at their own level, by ridge regression; then, for each series,
// by which factor it follows each shape, shrunken to 1. How far shapes bend and
// series differ is chosen by leaving groups of weeks out, and a driver that does
// not forecast the weeks left out has no effect.
const (
	driverShift  = .02 // of the mean size, so that a zero has a logarithm
	driverAround = 6   // weeks on each side whose mean is the level
	driverBound  = 2.5 // of a deviation, as a logarithm
	driverHuber  = 3.  // residuals count up to so many standard deviations
	driverGroups = 12  // groups of weeks, each left out once
	groupWeeks   = 4   // weeks in a row that are left out together
	driverGain   = 1.  // standard errors by which a driver must lower the error
	maxCells     = 4_000_000
	minKnown     = 5 // weeks around a week, of which its mean is taken
)

// bendDeviations are standard deviations a priori of bends; ownDeviations of
// the factors by which series follow a shape.
var (
	bendDeviations = []float64{1e-6, .1, .4}
	ownDeviations  = []float64{0, .25, .5, 1}
)

// fitShapes estimates the shapes that all series have in common.
func fitShapes(hs []*history, shapes []driverShape) { fitShapesOf(hs, shapes, driverRows, fillShapes) }

// fitShapesOf is fitShapes by the rows of a series, of which fill writes the
// columns.
func fitShapesOf(hs []*history, shapes []driverShape, rowsOf func(*history, int, func(int, []float64)) driverSeries, fill func([]driverShape, *history, int, []float64)) {
	columns, rows := 0, 0
	for d := range shapes {
		columns += shapes[d].columns()
	}
	for _, h := range hs {
		rows += min(profileReach, len(h.raw))
	}
	if columns == 0 {
		return
	}
	stride := rows*columns/maxCells + 1
	var all []driverSeries
	for k, h := range hs {
		if k%stride == 0 {
			if s := rowsOf(h, columns, func(i int, row []float64) { fill(shapes, h, i, row) }); len(s.y) > 0 {
				all = append(all, s)
			}
		}
	}
	g := weighed(all, columns)
	if g == nil {
		return
	}
	out := make([]bool, len(shapes))
	bend := chooseBend(g, shapes, out)
	dropDrivers(g, shapes, bend, out)
	penalty := penalties(shapes, bend, out)
	setShapes(shapes, g.all.solve(penalty), g.without(penalty), out)
}

// fillShapes writes the columns of all drivers in week i.
func fillShapes(shapes []driverShape, h *history, i int, row []float64) {
	for d := range shapes {
		n := shapes[d].columns()
		shapes[d].row(h.drivers[d][i], row[:n])
		row = row[n:]
	}
}

// weighed is the normal equations of all series, each weighing by its variance,
// with bounded residuals.
func weighed(all []driverSeries, columns int) *grouped {
	first := newGrouped(columns)
	for _, s := range all {
		first.addSeries(s, s.y)
	}
	first.close()
	if first.all.weight == 0 {
		return nil
	}
	penalty := make([]float64, columns)
	stat.Fill(penalty, 1)
	x := first.all.solve(penalty)
	spread, fitted := make([]float64, len(all)), make([][]float64, len(all))
	for k, s := range all {
		fitted[k] = make([]float64, len(s.y))
		for i, row := range s.z {
			for j, v := range row {
				fitted[k][i] += v * x[j]
			}
			spread[k] += 1.25 * math.Abs(s.y[i]-fitted[k][i]) / float64(len(s.y))
		}
	}
	usual := max(stat.Median(spread), 1e-9)
	g := newGrouped(columns)
	for k, s := range all {
		s.weight = 1 / (spread[k]*spread[k] + usual*usual)
		y := make([]float64, len(s.y))
		for i := range y {
			y[i] = fitted[k][i] + clip(s.y[i]-fitted[k][i], driverHuber*max(spread[k], .1*usual))
		}
		g.addSeries(s, y)
	}
	g.close()
	return g
}

// penalties are 1 for slopes, and by the deviation a priori for bends; those of
// drivers left out are infinite.
func penalties(shapes []driverShape, bend float64, out []bool) []float64 {
	var p []float64
	for d := range shapes {
		for j := range shapes[d].columns() {
			switch {
			case out[d]:
				p = append(p, math.Inf(1))
			case j == 0:
				p = append(p, 1)
			default:
				p = append(p, 1/(bend*bend))
			}
		}
	}
	return p
}

// chooseBend is the deviation of bends that forecasts the groups left out best.
func chooseBend(g *grouped, shapes []driverShape, out []bool) float64 {
	best, least := bendDeviations[0], math.Inf(1)
	for _, b := range bendDeviations {
		if e := stat.Mean(g.errors(penalties(shapes, b, out))); e < least {
			best, least = b, e
		}
	}
	return best
}

// dropDrivers leaves out, from the least useful on, the drivers without which
// weeks left out are forecast as well.
func dropDrivers(g *grouped, shapes []driverShape, bend float64, out []bool) {
	whole := g.errors(penalties(shapes, bend, out))
	harm := make([]float64, len(shapes))
	order := make([]int, len(shapes))
	for d := range shapes {
		out[d] = true
		harm[d], order[d] = stat.Mean(g.errors(penalties(shapes, bend, out))), d
		out[d] = false
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if harm[a] < harm[b] {
			return -1
		}
		return 1
	})
	for _, d := range order {
		out[d] = true
		without := g.errors(penalties(shapes, bend, out))
		if better(whole, without, driverGain) {
			out[d] = false
		} else {
			whole = without
		}
	}
}

// setShapes sets the effects at the knots.
func setShapes(shapes []driverShape, x []float64, drawn [][]float64, out []bool) {
	at := 0
	for d := range shapes {
		s, n := &shapes[d], shapes[d].columns()
		if !out[d] {
			s.Logs = s.logsOf(x[at : at+n])
			for _, o := range drawn {
				if o != nil {
					s.Drawn = append(s.Drawn, s.logsOf(o[at:at+n]))
				}
			}
		}
		at += n
	}
}

// better reports whether errors a are below b, by so many standard errors of
// their difference.
func better(a, b []float64, by float64) bool {
	n := float64(len(a))
	if n < 2 {
		return false
	}
	mean, sq := 0.0, 0.0
	for i := range a {
		mean += (b[i] - a[i]) / n
	}
	for i := range a {
		d := b[i] - a[i] - mean
		sq += d * d
	}
	return mean > 0 && mean > by*math.Sqrt(sq/(n-1)/n)
}
