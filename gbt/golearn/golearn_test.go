package golearn

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/sjwhitworth/golearn/base"

	"olist/gbt"
)

// grid builds a golearn grid of x, y and label columns; label last.
func grid(t *testing.T, rows [][]float64, label base.Attribute) *base.DenseInstances {
	t.Helper()
	g := base.NewDenseInstances()
	attributes := []base.Attribute{base.NewFloatAttribute("x"), base.NewFloatAttribute("y")}
	if label != nil {
		attributes = append(attributes, label)
	}
	var specs []base.AttributeSpec
	for _, a := range attributes {
		specs = append(specs, g.AddAttribute(a))
	}
	if label != nil {
		if err := g.AddClassAttribute(label); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Extend(len(rows)); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		for j, spec := range specs {
			if _, ok := attributes[j].(*base.FloatAttribute); ok {
				g.Set(spec, i, base.PackFloatToBytes(row[j]))
			}
		}
	}
	return g
}

func rowsOf(n int) [][]float64 {
	var rows [][]float64
	for i := range n {
		x, y := float64(i%10), float64(i/10%7)
		rows = append(rows, []float64{x, y, 3*x - y*y})
	}
	return rows
}

// The adapter predicts what the model underneath does, which is the truth here.
func TestFitPredict(t *testing.T) {
	p := gbt.DefaultParams()
	p.RegLambda, p.NEstimators = 0, 200
	r := NewRegressor(p)
	if _, err := r.Predict(grid(t, rowsOf(1), base.NewFloatAttribute("z"))); !errors.Is(err, ErrNotFitted) {
		t.Errorf("before Fit: %v", err)
	}
	rows := rowsOf(140)
	g := grid(t, rows, base.NewFloatAttribute("z"))
	if err := r.Fit(g); err != nil {
		t.Fatal(err)
	}
	answer, err := r.Predict(g)
	if err != nil {
		t.Fatal(err)
	}
	columns, n := answer.Size()
	if columns != 1 || n != len(rows) {
		t.Fatalf("the answer is %d x %d", n, columns)
	}
	spec, err := answer.GetAttribute(answer.AllAttributes()[0])
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		got := base.UnpackBytesToFloat(answer.Get(spec, i))
		if math.Abs(got-row[2]) > 0.01 {
			t.Errorf("row %d: %v, want %v", i, got, row[2])
		}
		if direct := r.Model().PredictRow([]float32{float32(row[0]), float32(row[1])}); float64(direct) != got {
			t.Errorf("row %d: %v, the model says %v", i, got, direct)
		}
	}
	if names := r.Model().FeatureNames(); strings.Join(names, " ") != "x y" || !strings.Contains(r.String(), "n_estimators=200") {
		t.Errorf("names %v, %s", names, r)
	}
}

func TestBadGrids(t *testing.T) {
	p := gbt.DefaultParams()
	label := base.NewFloatAttribute("z")
	for _, c := range []struct {
		name  string
		grid  func() base.FixedDataGrid
		wants string
	}{
		{"no class", func() base.FixedDataGrid { return grid(t, rowsOf(3), nil) }, "0 class attributes"},
		{"a class of words", func() base.FixedDataGrid { return grid(t, rowsOf(3), base.NewCategoricalAttribute()) }, "not numerical"},
		{"too large", func() base.FixedDataGrid { return grid(t, [][]float64{{1e300, 0, 0}}, label) }, "does not fit"},
		{"infinite", func() base.FixedDataGrid { return grid(t, [][]float64{{math.Inf(1), 0, 0}}, label) }, "is infinite"},
		{"too large a label", func() base.FixedDataGrid { return grid(t, [][]float64{{0, 0, -1e300}}, label) }, "does not fit"},
		{"no feature", func() base.FixedDataGrid {
			g := base.NewDenseInstances()
			a := base.NewFloatAttribute("z")
			g.AddAttribute(a)
			if err := g.AddClassAttribute(a); err != nil {
				t.Fatal(err)
			}
			return g
		}, "no numerical feature"},
	} {
		err := NewRegressor(p).Fit(c.grid())
		if err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.wants)
		}
	}
	r := NewRegressor(p)
	if err := r.Fit(grid(t, rowsOf(20), label)); err != nil {
		t.Fatal(err)
	}
	empty := base.NewDenseInstances()
	if _, err := r.Predict(empty); err == nil || !strings.Contains(err.Error(), `attribute "x"`) {
		t.Errorf("a grid without the features: %v", err)
	}
	if _, err := r.Predict(grid(t, rowsOf(3), nil)); err == nil || !strings.Contains(err.Error(), `class attribute "z"`) {
		t.Errorf("a grid without the class attribute: %v", err)
	}
}
