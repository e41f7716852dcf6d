package gbt

import "slices"

// Model is a trained ensemble. It is immutable and safe for concurrent use.
type Model struct {
	params     Params
	objective  objective
	features   int
	names      []string
	baseScore  float32 // before the link
	baseMargin float32
	trees      []tree
	flat       *predictor
	means      []float64 // of the trees, weighted by cover
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
	m.compile()
	return m
}

// Trees returns the number of trees.
func (m *Model) Trees() int { return len(m.trees) }

// Features returns the number of columns the model was trained on.
func (m *Model) Features() int { return m.features }

// FeatureNames returns the columns' names, or nil.
func (m *Model) FeatureNames() []string { return slices.Clone(m.names) }

// BaseScore returns the prediction before any tree.
func (m *Model) BaseScore() float32 { return m.baseScore }

// Params returns the parameters the model was trained with.
func (m *Model) Params() Params { return m.params }

// compile prepares the trees for prediction and explanation.
func (m *Model) compile() {
	m.flat = newPredictor(m.trees, m.features)
	m.means = m.means[:0]
	for i := range m.trees {
		m.means = append(m.means, m.trees[i].mean())
	}
}
