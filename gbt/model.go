package gbt

import (
	"fmt"
	"slices"
)

// Model is a trained ensemble. It is immutable and safe for concurrent use.
type Model struct {
	params     Params
	objective  objective
	features   int
	names      []string
	baseScore  float32 // before the link
	baseMargin float32
	trees      []tree
	bestScore  float64
}

func newModel(p Params, o options, obj objective, d Dataset) *Model {
	m := &Model{params: p, objective: obj, features: d.X.Cols, names: slices.Clone(o.names)}
	if o.init != nil {
		m.baseScore = o.init.baseScore
		m.trees = slices.Clone(o.init.trees)
	} else if p.BaseScore != nil {
		m.baseScore = float32(*p.BaseScore)
	} else {
		m.baseScore = obj.baseScore(d.Y, d.Weight)
	}
	m.baseMargin = obj.margin(m.baseScore)
	return m
}

// Trees returns the number of trees.
func (m *Model) Trees() int { return len(m.trees) }

// Features returns the number of columns the model was trained on.
func (m *Model) Features() int { return m.features }

// FeatureNames returns the columns' names, or nil.
func (m *Model) FeatureNames() []string { return slices.Clone(m.names) }

// Params returns the parameters the model was trained with.
func (m *Model) Params() Params { return m.params }

// compile prepares the trees for prediction.
func (m *Model) compile() {}

func (m *Model) marginRow(row []float32) float32 {
	sum := m.baseMargin
	for i := range m.trees {
		t := &m.trees[i]
		sum += t.threshold[t.leaf(row)]
	}
	return sum
}

// PredictRow returns the prediction for one row of Features() values. It does
// not allocate. A row of another length is a programmer's error and panics.
func (m *Model) PredictRow(row []float32) float32 {
	if len(row) != m.features {
		panic(fmt.Sprintf("gbt: PredictRow: %d values, the model has %d features", len(row), m.features))
	}
	return m.objective.transform(m.marginRow(row))
}

// Predict fills out with the predictions for x's rows.
func (m *Model) Predict(x Matrix, out []float32) error {
	if err := x.check(); err != nil {
		return err
	}
	if x.Cols != m.features {
		return &DataError{"x", -1, -1, fmt.Sprintf("has %d columns, the model %d", x.Cols, m.features)}
	}
	if len(out) != x.Rows {
		return &DataError{"out", -1, -1, fmt.Sprintf("has room for %d of %d rows", len(out), x.Rows)}
	}
	for i := range out {
		out[i] = m.objective.transform(m.marginRow(x.Row(i)))
	}
	return nil
}

// ImportanceKind is a way to rank features.
type ImportanceKind string

// The kinds of importance, as XGBoost names them.
const (
	Gain   ImportanceKind = "gain"   // mean gain of the feature's splits
	Cover  ImportanceKind = "cover"  // mean sum of hessians at them
	Weight ImportanceKind = "weight" // number of them
)

// Importance returns one figure a feature; 0 where no split uses it.
func (m *Model) Importance(kind ImportanceKind) []float64 {
	sums, counts := make([]float64, m.features), make([]float64, m.features)
	for i := range m.trees {
		t := &m.trees[i]
		for n, left := range t.left {
			if left < 0 {
				continue
			}
			f := t.feature[n]
			counts[f]++
			switch kind {
			case Gain:
				sums[f] += float64(t.gain[n])
			case Cover:
				sums[f] += float64(t.cover[n])
			}
		}
	}
	if kind == Weight {
		return counts
	}
	for f := range sums {
		if counts[f] > 0 {
			sums[f] /= counts[f]
		}
	}
	return sums
}
