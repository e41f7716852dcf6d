package gbt

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// golden is a case made by XGBoost 3.4.1; testdata/goldens/README.md says how.
type golden struct {
	params     Params
	train      Dataset
	test       Matrix
	prediction []float32
	margin     []float32
	shap       [][]float64
	trees      []goldenTree
	dir        string
}

// goldenTree is a tree as XGBoost's JSON has it.
type goldenTree struct {
	Left        []int32   `json:"left_children"`
	Right       []int32   `json:"right_children"`
	Feature     []int32   `json:"split_indices"`
	Threshold   []float32 `json:"split_conditions"`
	DefaultLeft []uint8   `json:"default_left"`
	Gain        []float32 `json:"loss_changes"`
	Cover       []float32 `json:"sum_hessian"`
	Weight      []float32 `json:"base_weights"`
}

func goldenNames(t testing.TB) []string {
	t.Helper()
	dirs, err := filepath.Glob("testdata/goldens/*/params.json")
	if err != nil || len(dirs) != 20 {
		t.Fatalf("found %d golden cases, want 20 (%v)", len(dirs), err)
	}
	var names []string
	for _, d := range dirs {
		names = append(names, filepath.Base(filepath.Dir(d)))
	}
	return names
}

// openGolden opens a file of a case, compressed or not.
func openGolden(t testing.TB, dir, name string) io.Reader {
	t.Helper()
	if b, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
		return strings.NewReader(string(b))
	}
	f, err := os.Open(filepath.Join(dir, name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func readCSV(t testing.TB, r io.Reader) [][]float64 {
	t.Helper()
	var rows [][]float64
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row []float64
		for _, field := range strings.Split(lines.Text(), ",") {
			v := math.NaN()
			if field != "" {
				var err error
				if v, err = strconv.ParseFloat(field, 64); err != nil {
					t.Fatal(err)
				}
			}
			row = append(row, v)
		}
		rows = append(rows, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func toMatrix(rows [][]float64) Matrix {
	m := Matrix{Rows: len(rows), Cols: len(rows[0])}
	for _, row := range rows {
		for _, v := range row {
			m.Data = append(m.Data, float32(v))
		}
	}
	return m
}

func loadGolden(t testing.TB, name string) golden {
	t.Helper()
	dir := filepath.Join("testdata", "goldens", name)
	g := golden{dir: dir, params: DefaultParams()}
	var raw map[string]any
	if err := json.NewDecoder(openGolden(t, dir, "params.json")).Decode(&raw); err != nil {
		t.Fatal(err)
	}
	p := &g.params
	for key, v := range raw {
		n, _ := v.(float64)
		switch key {
		case "xgboost":
		case "n_estimators":
			p.NEstimators = int(n)
		case "max_depth":
			p.MaxDepth = int(n)
		case "max_leaves":
			p.MaxLeaves = int(n)
		case "max_bin":
			p.MaxBin = int(n)
		case "eta":
			p.LearningRate = n
		case "alpha":
			p.RegAlpha = n
		case "lambda":
			p.RegLambda = n
		case "gamma":
			p.Gamma = n
		case "min_child_weight":
			p.MinChildWeight = n
		case "quantile_alpha":
			p.QuantileAlpha = n
		case "base_score":
			p.BaseScore = &n
		case "tree_method":
			p.TreeMethod = v.(string)
		case "objective":
			p.Objective = v.(string)
		case "grow_policy":
			p.GrowPolicy = v.(string)
		case "monotone_constraints":
			for _, c := range strings.Split(strings.Trim(v.(string), "()"), ",") {
				k, err := strconv.Atoi(c)
				if err != nil {
					t.Fatal(err)
				}
				p.MonotoneConstraints = append(p.MonotoneConstraints, k)
			}
		default:
			t.Fatalf("unknown parameter %s", key)
		}
	}
	g.train.X = toMatrix(readCSV(t, openGolden(t, dir, "train_x.csv")))
	g.train.Y = toMatrix(readCSV(t, openGolden(t, dir, "train_y.csv"))).Data
	if name == "weights" {
		g.train.Weight = toMatrix(readCSV(t, openGolden(t, dir, "train_weight.csv"))).Data
	}
	g.test = toMatrix(readCSV(t, openGolden(t, dir, "test_x.csv")))
	g.prediction = toMatrix(readCSV(t, openGolden(t, dir, "prediction.csv"))).Data
	g.margin = toMatrix(readCSV(t, openGolden(t, dir, "margin.csv"))).Data
	g.shap = readCSV(t, openGolden(t, dir, "contributions.csv"))
	var model struct {
		Learner struct {
			GradientBooster struct {
				Model struct{ Trees []goldenTree }
			} `json:"gradient_booster"`
		}
	}
	if err := json.NewDecoder(openGolden(t, dir, "model.json")).Decode(&model); err != nil {
		t.Fatal(err)
	}
	g.trees = model.Learner.GradientBooster.Model.Trees
	return g
}

// sameTree compares from the root down, so that nodes XGBoost pruned (and
// keeps in its arrays) do not count.
func (g *goldenTree) sameTree(t *testing.T, number int, got *tree) {
	t.Helper()
	var walk func(a, b int32) bool
	walk = func(a, b int32) bool {
		leaf := g.Left[a] < 0
		if leaf != (got.left[b] < 0) || g.Threshold[a] != got.threshold[b] ||
			g.Cover[a] != got.cover[b] || g.Weight[a] != got.weight[b] {
			t.Errorf("tree %d node %d: leaf %v threshold %v cover %v weight %v; XGBoost: %v %v %v %v", number, b,
				got.left[b] < 0, got.threshold[b], got.cover[b], got.weight[b], leaf, g.Threshold[a], g.Cover[a], g.Weight[a])
			return false
		}
		if leaf {
			return true
		}
		if g.Feature[a] != got.feature[b] || (g.DefaultLeft[a] == 1) != got.defaultLeft[b] || g.Gain[a] != got.gain[b] {
			t.Errorf("tree %d node %d: feature %d default left %v gain %v; XGBoost: %d %v %v", number, b,
				got.feature[b], got.defaultLeft[b], got.gain[b], g.Feature[a], g.DefaultLeft[a] == 1, g.Gain[a])
			return false
		}
		return walk(g.Left[a], got.left[b]) && walk(g.Right[a], got.right[b])
	}
	walk(0, 0)
}

// Exact trees with squared error equal XGBoost's in every bit of every node,
// and so do the predictions.
func TestGoldenExactToTheBit(t *testing.T) {
	for _, name := range goldenNames(t) {
		g := loadGolden(t, name)
		if g.params.TreeMethod != Exact || g.params.Objective != SquaredError {
			continue
		}
		t.Run(name, func(t *testing.T) {
			m, err := Train(context.Background(), g.params, g.train)
			if err != nil {
				t.Fatal(err)
			}
			if m.Trees() != len(g.trees) {
				t.Fatalf("%d trees, XGBoost %d", m.Trees(), len(g.trees))
			}
			for i := range g.trees {
				if g.trees[i].sameTree(t, i, &m.trees[i]); t.Failed() {
					t.FailNow()
				}
			}
			out := make([]float32, g.test.Rows)
			if err := m.Predict(g.test, out); err != nil {
				t.Fatal(err)
			}
			for i := range out {
				if out[i] != g.prediction[i] {
					t.Errorf("row %d: %v, XGBoost %v", i, out[i], g.prediction[i])
				}
			}
		})
	}
}

// Objectives whose logarithms and exponentials may differ in the last bit stay
// within 1e-5; hist and the losses smoothed as in 3.4 match in quality.
func TestGoldenObjectives(t *testing.T) {
	for _, name := range []string{"poisson", "pseudohuber"} {
		g := loadGolden(t, name)
		m, err := Train(context.Background(), g.params, g.train)
		if err != nil {
			t.Fatal(err)
		}
		for i := range g.test.Rows {
			got, want := float64(m.PredictRow(g.test.Row(i))), float64(g.prediction[i])
			if math.Abs(got-want) > 1e-5*math.Abs(want) {
				t.Errorf("%s row %d: %v, XGBoost %v", name, i, got, want)
			}
		}
	}
}

// The goldens have no labels for their test rows, so that quality is compared
// on the training rows.
func TestGoldenHistQuality(t *testing.T) {
	for _, c := range []struct {
		name, leaves string
		tolerance    float64
	}{
		{"hist", "", 0.01},
		{"hist_lossguide", "", 0.01},
		{"absoluteerror", LeafNewton, 0.01},
		{"quantile90", LeafNewton, 0.01},
	} {
		g := loadGolden(t, c.name)
		g.params.LeafEstimation = c.leaves
		ours, err := Train(context.Background(), g.params, g.train)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := ReadXGBoost(openGolden(t, g.dir, "model.json"))
		if err != nil {
			t.Fatal(err)
		}
		loss := func(m *Model) float64 {
			out := make([]float32, g.train.X.Rows)
			m.margins(g.train.X, out, 1)
			return m.objective.metric().of(m.objective, out, g.train.Y, nil, 1)
		}
		a, b := loss(ours), loss(theirs)
		if d := math.Abs(float64(ours.baseScore - theirs.baseScore)); d > 1e-6*math.Abs(float64(theirs.baseScore)) {
			t.Errorf("%s: base score %v, XGBoost %v", c.name, ours.baseScore, theirs.baseScore)
		}
		if a > b*(1+c.tolerance) {
			t.Errorf("%s %s: loss %.5f, XGBoost %.5f", c.name, c.leaves, a, b)
		}
	}
}
