// Package golearn lets package gbt be used as a golearn model: Fit and Predict
// on golearn's grids.
package golearn

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/sjwhitworth/golearn/base"

	"olist/gbt"
)

// ErrNotFitted is what Predict returns before Fit.
var ErrNotFitted = errors.New("golearn: Fit has to come before Predict")

// Regressor is a gradient-boosted regressor. Params may be changed until Fit.
// A grid's numerical attributes are the features, in the grid's order; its one
// class attribute, numerical too, is the label. NaN is a missing value.
type Regressor struct {
	Params gbt.Params

	model    *gbt.Model
	features []base.Attribute
	label    base.Attribute
}

// NewRegressor returns a regressor with p's parameters.
func NewRegressor(p gbt.Params) *Regressor { return &Regressor{Params: p} }

// String names the model as golearn's summaries do.
func (r *Regressor) String() string {
	return fmt.Sprintf("gbt.Regressor(n_estimators=%d, max_depth=%d, learning_rate=%g)",
		r.Params.NEstimators, r.Params.MaxDepth, r.Params.LearningRate)
}

// Model returns the fitted model, or nil.
func (r *Regressor) Model() *gbt.Model { return r.model }

// Fit trains on a grid. It returns an error for a grid without exactly one
// numerical class attribute or without a numerical feature, and gbt's errors.
func (r *Regressor) Fit(from base.FixedDataGrid) error {
	labels := from.AllClassAttributes()
	if len(labels) != 1 {
		return fmt.Errorf("golearn: the grid has %d class attributes, want 1", len(labels))
	}
	if _, ok := labels[0].(*base.FloatAttribute); !ok {
		return fmt.Errorf("golearn: the class attribute %q is not numerical", labels[0].GetName())
	}
	features := base.NonClassFloatAttributes(from)
	if len(features) == 0 {
		return errors.New("golearn: the grid has no numerical feature")
	}
	x, err := read(from, features)
	if err != nil {
		return err
	}
	y, err := read(from, labels)
	if err != nil {
		return err
	}
	names := make([]string, len(features))
	for i, a := range features {
		names[i] = a.GetName()
	}
	m, err := gbt.Train(context.Background(), r.Params, gbt.Dataset{X: x, Y: y.Data}, gbt.WithFeatureNames(names))
	if err != nil {
		return err
	}
	r.model, r.features, r.label = m, features, labels[0]
	return nil
}

// Predict returns a grid of one column, the class attribute that Fit saw. The
// grid asked about must have the features of the grid learnt from, and that
// class attribute.
func (r *Regressor) Predict(what base.FixedDataGrid) (base.FixedDataGrid, error) {
	if r.model == nil {
		return nil, ErrNotFitted
	}
	x, err := read(what, r.features)
	if err != nil {
		return nil, err
	}
	out := make([]float32, x.Rows)
	if err := r.model.Predict(x, out); err != nil {
		return nil, err
	}
	answer := base.GeneratePredictionVector(what)
	spec, err := answer.GetAttribute(r.label)
	if err != nil {
		return nil, fmt.Errorf("golearn: class attribute %q: %w", r.label.GetName(), err)
	}
	for i, v := range out {
		answer.Set(spec, i, base.PackFloatToBytes(float64(v)))
	}
	return answer, nil
}

// read copies numerical attributes into a matrix.
func read(from base.FixedDataGrid, attributes []base.Attribute) (gbt.Matrix, error) {
	specs := make([]base.AttributeSpec, len(attributes))
	for i, a := range attributes {
		spec, err := from.GetAttribute(a)
		if err != nil {
			return gbt.Matrix{}, fmt.Errorf("golearn: attribute %q: %w", a.GetName(), err)
		}
		specs[i] = spec
	}
	_, rows := from.Size()
	m := gbt.Matrix{Data: make([]float32, rows*len(specs)), Rows: rows, Cols: len(specs)}
	err := from.MapOverRows(specs, func(row [][]byte, i int) (bool, error) {
		for j, cell := range row {
			v := base.UnpackBytesToFloat(cell)
			if !math.IsInf(v, 0) && math.IsInf(float64(float32(v)), 0) {
				return false, fmt.Errorf("golearn: attribute %q, row %d: %g does not fit a float32", attributes[j].GetName(), i, v)
			}
			m.Data[i*m.Cols+j] = float32(v)
		}
		return true, nil
	})
	return m, err
}
