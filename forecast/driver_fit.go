package forecast

import (
	"cmp"
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
	driverShift     = .02 // of the mean size, so that a zero has a logarithm
	driverAround    = 6   // weeks on each side whose mean is the level
	driverBound     = 2.5 // of a deviation, as a logarithm
	driverHuber     = 3.  // residuals count up to so many standard deviations
	driverGroups    = 12  // groups of weeks, each left out once
	groupWeeks      = 4   // weeks in a row that are left out together
	driverGain      = 1.  // standard errors by which a driver must lower the error
	changeGain      = 1.5 // and by which its changes must, on top
	maxCells        = 4_000_000
	maxShapeColumns = 200 // of the regression: with more, changes of drivers have no effect
	minKnown        = 5   // weeks around a week, of which its mean is taken
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
	rows, all := 0, pieces(shapes)
	columns := columnsOf(all)
	if columns > maxShapeColumns {
		for d := range shapes {
			shapes[d].Change = &curve{}
		}
		all = pieces(shapes)
		columns = columnsOf(all)
	}
	for _, h := range hs {
		rows += min(profileReach, len(h.raw))
	}
	if columns == 0 {
		return
	}
	stride := rows*columns/maxCells + 1
	var of []driverSeries
	for k, h := range hs {
		if k%stride == 0 {
			if s := rowsOf(h, columns, func(i int, row []float64) { fill(shapes, h, i, row) }); len(s.y) > 0 {
				of = append(of, s)
			}
		}
	}
	lessCommon(of, columns)
	g := weighed(of, columns)
	if g == nil {
		return
	}
	out := make([]bool, len(all))
	for k := range all {
		out[k] = k%2 == 1 // changes
	}
	bend := chooseBend(g, all, out)
	dropDrivers(g, all, bend, out)
	addChanges(g, all, bend, out)
	bend = chooseBend(g, all, out)
	penalty := penalties(all, bend, out)
	setShapes(all, g.all.solve(penalty), g.without(penalty), out)
}

func columnsOf(shapes []*curve) (n int) {
	for _, s := range shapes {
		n += s.columns()
	}
	return n
}

// fillShapes writes the columns of all drivers in week i.
func fillShapes(shapes []driverShape, h *history, i int, row []float64) {
	for d := range shapes {
		n := shapes[d].columns() + shapes[d].Change.columns()
		shapes[d].fill(h.drivers[d], i, row[:n])
		row = row[n:]
	}
}

// firstFit is the coefficients of rows that weigh alike.
func firstFit(all []driverSeries, columns int) []float64 {
	n, penalty := newNormal(columns), make([]float64, columns)
	for _, s := range all {
		for k, row := range s.z {
			n.addRow(row, s.y[k], s.weight)
		}
	}
	stat.Fill(penalty, 1)
	return n.solve(penalty)
}

// weighed is the normal equations of all series, each weighing by its variance,
// with bounded residuals.
func weighed(all []driverSeries, columns int) *grouped {
	if len(all) == 0 {
		return nil
	}
	x := firstFit(all, columns)
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
func penalties(shapes []*curve, bend float64, out []bool) []float64 {
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
func chooseBend(g *grouped, shapes []*curve, out []bool) float64 {
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
func dropDrivers(g *grouped, shapes []*curve, bend float64, out []bool) {
	whole := g.errors(penalties(shapes, bend, out))
	harm := make([]float64, len(shapes))
	var order []int
	for d := range shapes {
		if out[d] {
			continue
		}
		out[d] = true
		harm[d], order = stat.Mean(g.errors(penalties(shapes, bend, out))), append(order, d)
		out[d] = false
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(harm[a], harm[b]) })
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

// addChanges lets the changes of drivers that have an effect have one, where weeks
// left out are forecast better with it.
func addChanges(g *grouped, all []*curve, bend float64, out []bool) {
	whole := g.errors(penalties(all, bend, out))
	for d := 0; d < len(all); d += 2 {
		if out[d] || all[d+1].columns() == 0 {
			continue
		}
		out[d+1] = false
		with := g.errors(penalties(all, bend, out))
		if better(with, whole, changeGain) {
			whole = with
		} else {
			out[d+1] = true
		}
	}
}

// setShapes sets the effects at the knots.
func setShapes(shapes []*curve, x []float64, drawn [][]float64, out []bool) {
	at := 0
	for d := range shapes {
		s, n := shapes[d], shapes[d].columns()
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
