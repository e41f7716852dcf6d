package gbt

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
)

var (
	nan = float32(math.NaN())
	inf = float32(math.Inf(1))
)

// column builds a dataset of one column.
func column(x, y, weight []float32) Dataset {
	return Dataset{X: Matrix{Data: x, Rows: len(y), Cols: len(x) / len(y)}, Y: y, Weight: weight}
}

// Odd but honest data trains, and predicts finite numbers.
func TestOddData(t *testing.T) {
	for _, c := range []struct {
		name string
		d    Dataset
		want []float32 // predictions of 100 unregularised steps; nil: finite is enough
	}{
		{"one row", column([]float32{3}, []float32{5}, nil), []float32{5}},
		{"identical rows", column([]float32{1, 1, 1}, []float32{0, 1, 2}, nil), []float32{1, 1, 1}},
		{"all missing", column([]float32{nan, nan}, []float32{1, 3}, nil), []float32{2, 2}},
		{"missing or not", column([]float32{nan, 7, nan, 7}, []float32{1, 3, 1, 3}, nil), []float32{1, 3, 1, 3}},
		{"two values", column([]float32{1, 2, 1, 2}, []float32{1, 3, 1, 3}, nil), []float32{1, 3, 1, 3}},
		{"constant and telling", column([]float32{5, 1, 5, 2}, []float32{1, 3}, nil), []float32{1, 3}},
		{"neighbouring floats", column([]float32{1, math.Nextafter32(1, 2)}, []float32{1, 3}, nil), []float32{1, 3}},
		{"both zeros are one", column([]float32{float32(math.Copysign(0, -1)), 0}, []float32{1, 3}, nil), []float32{2, 2}},
		{"weight of zero", column([]float32{1, 2, 2}, []float32{1, 3, 99}, []float32{1, 1, 0}), []float32{1, 3, 3}},
		{"huge weights", column([]float32{1, 2, 3}, []float32{1, 3, 5}, []float32{1e30, 1e30, 1e30}), []float32{1, 3, 5}},
		{"far apart weights", column([]float32{1, 2, 3}, []float32{1, 3, 5}, []float32{1e-30, 1, 1e30}), nil},
		{"huge values", column([]float32{-3e38, 3e38}, []float32{1, 3}, nil), []float32{1, 3}},
		{"huge labels", column([]float32{1, 2}, []float32{-3e38, 3e38}, nil), nil},
		{"tiny labels", column([]float32{1, 2}, []float32{-1e-44, 1e-44}, nil), nil},
	} {
		for _, method := range []string{Hist, Exact} {
			for _, objective := range []string{SquaredError, AbsoluteError, PseudoHuber, Quantile} {
				p := DefaultParams()
				p.TreeMethod, p.Objective, p.NEstimators = method, objective, 100
				p.RegLambda, p.LearningRate, p.MinChildWeight = 0, 0.3, 0
				m, err := Train(context.Background(), p, c.d)
				if err != nil {
					t.Fatalf("%s: %s %s: %v", c.name, method, objective, err)
				}
				for i := range c.d.Y {
					got := m.PredictRow(c.d.X.Row(i))
					if objective == SquaredError && c.want != nil && !(math.Abs(float64(got-c.want[i])) < 1e-3) {
						t.Errorf("%s: %s: row %d gives %v, want %v", c.name, method, i, got, c.want[i])
					}
					if !finite(got) {
						t.Errorf("%s: %s %s: row %d gives %v", c.name, method, objective, i, got)
					}
				}
			}
		}
	}
}

// More columns than fit on a row's stack, and deeper trees than can be filled
// up, predict by walking.
func TestWideAndDeep(t *testing.T) {
	wide := friedman(200, 700, 1)
	p := DefaultParams()
	p.NEstimators = 5
	m, err := Train(context.Background(), p, wide)
	if err != nil {
		t.Fatal(err)
	}
	if got := rmseOf(t, m, wide); got > 4 {
		t.Errorf("700 columns: training RMSE %v", got)
	}
	deep := friedman(3000, 5, 1)
	p.MaxDepth, p.NEstimators, p.RegLambda, p.LearningRate = 30, 1, 0, 1
	m, err = Train(context.Background(), p, deep)
	if err != nil {
		t.Fatal(err)
	}
	if m.trees[0].depth() <= blockDepth {
		t.Errorf("the tree is only %d deep", m.trees[0].depth())
	}
	for i := range 200 {
		want := m.baseMargin + m.trees[0].threshold[m.trees[0].leaf(deep.X.Row(i))]
		if got := m.PredictRow(deep.X.Row(i)); got != want {
			t.Fatalf("row %d: %v, its leaf says %v", i, got, want)
		}
	}
}

func TestBadData(t *testing.T) {
	x := []float32{1, 2, 3, 4}
	y := []float32{1, 2}
	two := Matrix{Data: x, Rows: 2, Cols: 2}
	for _, c := range []struct {
		d     Dataset
		edit  func(*Params)
		opts  []Option
		wants string
	}{
		{d: Dataset{X: Matrix{Cols: 2}}, wants: "x: has no rows"},
		{d: Dataset{X: Matrix{Data: x, Rows: 3, Cols: 2}, Y: y}, wants: "x: has 4 values for 3 rows x 2 columns"},
		{d: Dataset{X: Matrix{Data: x, Rows: 4}, Y: y}, wants: "x: has 4 values for 4 rows x 0 columns"},
		{d: Dataset{X: two, Y: y[:1]}, wants: "y: has 1 labels for 2 rows"},
		{d: Dataset{X: two, Y: y, Weight: y[:1]}, wants: "weight: has 1 weights for 2 rows"},
		{d: Dataset{X: Matrix{Data: []float32{1, 2, 3, inf}, Rows: 2, Cols: 2}, Y: y}, wants: "x, row 1, column 1: is infinite"},
		{d: Dataset{X: Matrix{Data: []float32{nan, -inf, 3, inf}, Rows: 2, Cols: 2}, Y: y}, wants: "x, row 0, column 1: is infinite"},
		{d: Dataset{X: two, Y: []float32{1, nan}}, wants: "y, row 1: is NaN"},
		{d: Dataset{X: two, Y: []float32{inf, 1}}, wants: "y, row 0: is +Inf"},
		{d: Dataset{X: two, Y: y, Weight: []float32{1, -1}}, wants: "weight, row 1: is -1"},
		{d: Dataset{X: two, Y: y, Weight: []float32{nan, 1}}, wants: "weight, row 0: is NaN"},
		{d: Dataset{X: two, Y: y, Weight: []float32{0, 0}}, wants: "weight: sums to 0"},
		{d: Dataset{X: two, Y: []float32{1, -2}}, edit: func(p *Params) { p.Objective = Poisson }, wants: "y, row 1: is -2, must be at least 0"},
		{d: Dataset{X: two, Y: y}, edit: func(p *Params) { p.MonotoneConstraints = []int{1} }, wants: "monotone_constraints is 1: must have one entry for each of the 2 columns"},
		{d: Dataset{X: two, Y: y}, edit: func(p *Params) { p.EarlyStoppingRounds = 3 }, wants: "early_stopping_rounds is 3: needs a validation set"},
		{d: Dataset{X: two, Y: y}, opts: []Option{WithFeatureNames([]string{"a"})}, wants: "has 1 names for 2 columns"},
		{d: Dataset{X: two, Y: y}, opts: []Option{WithValidation(Dataset{X: two})}, wants: "validation set: y: has 0 labels"},
		{d: Dataset{X: two, Y: y}, opts: []Option{WithValidation(column(x, x, nil))}, wants: "has 1 columns, the training set 2"},
		{d: Dataset{X: two, Y: y}, opts: []Option{WithInit(smallModels(t)[0])}, wants: "cannot continue a reg:squarederror model of 5 columns"},
	} {
		p := DefaultParams()
		if c.edit != nil {
			c.edit(&p)
		}
		_, err := Train(context.Background(), p, c.d, c.opts...)
		if err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("got %v, want %q", err, c.wants)
		}
	}
}

func TestBadParams(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*Params)
	}{
		{"n_estimators", func(p *Params) { p.NEstimators = 0 }},
		{"n_estimators", func(p *Params) { p.NEstimators = 1e9 }},
		{"learning_rate", func(p *Params) { p.LearningRate = -1 }},
		{"learning_rate", func(p *Params) { p.LearningRate = 0 }},
		{"learning_rate", func(p *Params) { p.LearningRate = math.NaN() }},
		{"max_depth", func(p *Params) { p.MaxDepth = -1 }},
		{"max_leaves", func(p *Params) { p.MaxLeaves = -1 }},
		{"max_leaves", func(p *Params) { p.MaxDepth = 0 }},
		{"min_child_weight", func(p *Params) { p.MinChildWeight = -0.1 }},
		{"reg_lambda", func(p *Params) { p.RegLambda = math.Inf(1) }},
		{"reg_alpha", func(p *Params) { p.RegAlpha = -1 }},
		{"gamma", func(p *Params) { p.Gamma = -1 }},
		{"subsample", func(p *Params) { p.Subsample = 1.5 }},
		{"colsample_bytree", func(p *Params) { p.ColsampleByTree = 0 }},
		{"max_bin", func(p *Params) { p.MaxBin = 1 }},
		{"max_bin", func(p *Params) { p.MaxBin = 257 }},
		{"early_stopping_rounds", func(p *Params) { p.EarlyStoppingRounds = -1 }},
		{"tree_method", func(p *Params) { p.TreeMethod = "gpu_hist" }},
		{"grow_policy", func(p *Params) { p.GrowPolicy = "" }},
		{"objective", func(p *Params) { p.Objective = "binary:logistic" }},
		{"quantile_alpha", func(p *Params) { p.Objective, p.QuantileAlpha = Quantile, 1 }},
		{"huber_slope", func(p *Params) { p.Objective, p.HuberSlope = PseudoHuber, 0 }},
		{"base_score", func(p *Params) { v := math.Inf(1); p.BaseScore = &v }},
		{"base_score", func(p *Params) { v := -1.0; p.BaseScore, p.Objective = &v, Poisson }},
		{"monotone_constraints", func(p *Params) { p.MonotoneConstraints = []int{0, 2} }},
		{"leaf_estimation", func(p *Params) { p.LeafEstimation = "mean" }},
		{"max_depth", func(p *Params) { p.TreeMethod, p.MaxDepth = Exact, 0 }},
		{"max_leaves", func(p *Params) { p.TreeMethod, p.MaxLeaves = Exact, 8 }},
		{"grow_policy", func(p *Params) { p.TreeMethod, p.GrowPolicy = Exact, LossGuide }},
	} {
		p := DefaultParams()
		c.edit(&p)
		var wrong *ParamError
		if err := p.Validate(); !errors.As(err, &wrong) || wrong.Name != c.name || !strings.HasPrefix(err.Error(), c.name+" is ") {
			t.Errorf("%+v: got %v, want an error for %s", p, err, c.name)
		}
		if _, err := Train(context.Background(), p, column([]float32{1}, []float32{1}, nil)); !errors.As(err, &wrong) {
			t.Errorf("Train takes bad parameters: %v", err)
		}
	}
	if err := DefaultParams().Validate(); err != nil {
		t.Error(err)
	}
}

func TestBadPrediction(t *testing.T) {
	m := smallModels(t)[0]
	for _, c := range []struct {
		x     Matrix
		out   int
		wants string
	}{
		{Matrix{Data: make([]float32, 9), Rows: 2, Cols: 5}, 2, "has 9 values"},
		{Matrix{Data: make([]float32, 8), Rows: 2, Cols: 4}, 2, "has 4 columns, the model 5"},
		{Matrix{Data: make([]float32, 10), Rows: 2, Cols: 5}, 1, "out: has room for 1 of 2 rows"},
	} {
		if err := m.Predict(c.x, make([]float32, c.out)); err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("got %v, want %q", err, c.wants)
		}
	}
	panics := func(f func()) (did bool) {
		defer func() { did = recover() != nil }()
		f()
		return
	}
	if !panics(func() { m.PredictRow(make([]float32, 4)) }) || !panics(func() { m.Contributions(make([]float32, 5), nil) }) {
		t.Error("a row of the wrong length does not panic")
	}
}
