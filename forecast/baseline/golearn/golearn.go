// Package golearn adapts golearn's learners as methods of one series, for
// challengers of a backtest. It is the one part of the engine that needs cgo,
// and is passed in by its caller.
//
// It imports baseline and stat; training imports it.
package golearn

import (
	"math"

	"github.com/sjwhitworth/golearn/base"
	"github.com/sjwhitworth/golearn/knn"
	"github.com/sjwhitworth/golearn/trees"
	"gonum.org/v1/gonum/mat"

	"olist/forecast/baseline"
	"olist/stat"
)

// The learners forecast every series on its own, recursively, on lags relative
// to the 13-week mean. Whatever golearn answers is scored; where it panics or
// returns NaN, the forecast is 0 from there on.

const (
	golearnLags      = 4
	golearnDepth     = 3
	golearnNeighbors = 5
	golearnMinRows   = 2 * golearnNeighbors // fewest training rows
)

// regressor is the part of a golearn model that is used here.
type regressor interface {
	fit(rows [][]float64, y []float64) error
	predict(row []float64) float64
}

func cart() regressor      { return &golearnCART{} }
func neighbors() regressor { return &golearnKNN{} }

// CART is a regression tree, KNN the mean of the nearest neighbours. A tree on
// 90 rows takes some 13 ms.
var CART, KNN = relative(cart), relative(neighbors)

// relative forecasts recursively with a learner that is fitted to each series.
func relative(learner func() regressor) baseline.Method {
	return func(x, out []float64) {
		rows, y := relativeRows(x)
		if len(rows) < golearnMinRows {
			baseline.RollingMean(13)(x, out)
			return
		}
		stat.Fill(out, 0)
		defer func() { _ = recover() }() // steps forecast by then stand, the rest is 0
		m := learner()
		if m.fit(rows, y) != nil {
			return
		}
		x = append(make([]float64, 0, len(x)+len(out)), x...)
		for h := range out {
			row, level := relativeRow(x)
			v := m.predict(row) * level
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return
			}
			out[h] = v
			x = append(x, v)
		}
	}
}

// relativeRow is the feature row at the end of x, and the level that it is
// relative to.
func relativeRow(x []float64) (row []float64, level float64) {
	level = stat.Mean(stat.Tail(x, 13))
	if level == 0 {
		level = 1
	}
	row = make([]float64, 0, golearnLags+1)
	for lag := 1; lag <= golearnLags; lag++ {
		row = append(row, x[len(x)-lag]/level)
	}
	return append(row, stat.Mean(stat.Tail(x, golearnLags))/level), level
}

func relativeRows(x []float64) (rows [][]float64, y []float64) {
	for t := golearnLags; t < len(x); t++ {
		row, level := relativeRow(x[:t])
		rows, y = append(rows, row), append(y, x[t]/level)
	}
	return rows, y
}

type golearnCART struct {
	tree *trees.CARTDecisionTreeRegressor
}

func (c *golearnCART) fit(rows [][]float64, y []float64) error {
	grid, err := golearnGrid(rows, y)
	if err != nil {
		return err
	}
	c.tree = trees.NewDecisionTreeRegressor(trees.MSE, golearnDepth)
	return c.tree.Fit(grid)
}

func (c *golearnCART) predict(row []float64) float64 {
	grid, err := golearnGrid([][]float64{row}, []float64{0})
	if err != nil {
		return math.NaN()
	}
	return c.tree.Predict(grid)[0]
}

// golearnGrid is rows as golearn's instances, the target as class attribute.
func golearnGrid(rows [][]float64, y []float64) (base.FixedDataGrid, error) {
	grid := base.NewDenseInstances()
	var specs []base.AttributeSpec
	for j := range rows[0] {
		specs = append(specs, grid.AddAttribute(base.NewFloatAttribute(string(rune('a'+j)))))
	}
	class := base.NewFloatAttribute("y")
	target := grid.AddAttribute(class)
	if err := grid.AddClassAttribute(class); err != nil {
		return nil, err
	}
	if err := grid.Extend(len(rows)); err != nil {
		return nil, err
	}
	for i, row := range rows {
		for j, v := range row {
			grid.Set(specs[j], i, base.PackFloatToBytes(v))
		}
		grid.Set(target, i, base.PackFloatToBytes(y[i]))
	}
	return grid, nil
}

type golearnKNN struct{ model *knn.KNNRegressor }

func (k *golearnKNN) fit(rows [][]float64, y []float64) error {
	var flat []float64
	for _, r := range rows {
		flat = append(flat, r...)
	}
	k.model = knn.NewKnnRegressor("euclidean")
	k.model.Fit(y, flat, len(rows), len(rows[0]))
	return nil
}

func (k *golearnKNN) predict(row []float64) float64 {
	return k.model.Predict(mat.NewDense(1, len(row), row), golearnNeighbors)
}
