package forecast

import (
	"math"
	"slices"
)

// A driver may have other values in a part than in its sum: a promotion of one
// category. Then the part's share moves: by what its value does, less what the
// sum's would do to it, with a shape common to all parts, estimated as those of
// series at their own level are. It is taken out of past shares and put on those
// to come before they are made to add up to 1, so that what one part gains its
// siblings lose; what the sum gains is the effect of its own value. Parts whose
// values are those of their sum follow it, and nothing is learnt from them.

// estimateShareDrivers estimates the shapes of parts with values of their own;
// nil where there are none.
func estimateShareDrivers(names []string, hs []*history) []driverShape {
	own := slices.DeleteFunc(slices.Clone(hs), func(h *history) bool { return !h.ownDrivers() })
	if len(own) == 0 {
		return nil
	}
	shapes := make([]driverShape, len(names))
	for d := range names {
		var rows [][]float64
		for _, h := range own {
			rows = append(rows, h.driverSeen(d))
		}
		shapes[d] = newShape(rows)
	}
	fitShapesOf(own, shapes, shareRows, func(shapes []driverShape, h *history, i int, row []float64) {
		of := make([]float64, len(row))
		fillShapes(shapes, h, i, row)
		fillShapes(shapes, h.parent, h.inParent(i), of)
		for j, v := range of {
			row[j] -= v
		}
	})
	return shapes
}

// inParent is the place of week i of h in the sum that it is a part of.
func (h *history) inParent(i int) int { return i + int(h.start-h.parent.start) }

// ownDrivers reports whether h is a part with a driver that has another value
// than in its sum in some week of the past.
func (h *history) ownDrivers() bool {
	if h.parent == nil || h.drivers == nil || h.parent.drivers == nil || h.inParent(0) < 0 {
		return false
	}
	for d := range h.drivers {
		for i := range h.x {
			if a, b := h.drivers[d][i], h.parent.drivers[d][h.inParent(i)]; a != b && a == a && b == b {
				return true
			}
		}
	}
	return false
}

// shareRows are the regression rows of a part's share.
func shareRows(h *history, columns int, fill func(i int, row []float64)) driverSeries {
	if h.n < MinWeeks || h.floor != 0 {
		return driverSeries{}
	}
	return weekRows(h, h.x, columns, fill)
}

// takeShareDrivers takes the effects out of a part's past shares, and sets them
// for the weeks ahead.
func (h *history) takeShareDrivers(shapes []driverShape) {
	if len(shapes) == 0 || !h.ownDrivers() {
		return
	}
	n := len(h.raw) + h.trailing + MaxHorizon
	h.shareParts = matrix(len(shapes), n)
	for d, s := range shapes {
		for i := range n {
			own, of := driverAt(h, d, i), driverAt(h.parent, d, h.inParent(i))
			if own == own && of == of {
				h.shareParts[d][i] = clip(s.in(h.drivers[d], i)-s.in(h.parent.drivers[d], h.inParent(i)), maxDriverLog)
			}
		}
	}
	h.x = slices.Clone(h.x)
	for i := range h.x {
		if h.observed[i] {
			h.x[i] *= math.Exp(-h.shareLog(i))
		}
	}
	if h.leastX != nil {
		h.leastX = slices.Clone(h.leastX)
		for i := range h.leastX {
			h.scaleLeast(i, math.Exp(-h.shareLog(i)))
		}
	}
	h.impute(h.x, h.leastX)
}

// shareLog is what drivers do to the share of week i, as a logarithm; 0 where
// they are those of the sum.
func (h *history) shareLog(i int) (sum float64) {
	for _, logs := range h.shareParts {
		sum += logs[i]
	}
	return clip(sum, maxDriverLog)
}

// shareFactor is the factor of the drivers on the share step weeks ahead.
func (h *history) shareFactor(step int) float64 {
	if h.shareParts == nil {
		return 1
	}
	return math.Exp(h.shareLog(len(h.raw) + step - 1))
}
