package gbt

import (
	"bytes"
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
)

// Models that XGBoost 3.4.1 wrote predict, explain and round-trip as XGBoost
// itself does.
func TestGoldenModelsRead(t *testing.T) {
	for _, name := range goldenNames(t) {
		t.Run(name, func(t *testing.T) {
			g := loadGolden(t, name)
			m, err := ReadXGBoost(openGolden(t, g.dir, "model.json"))
			if err != nil {
				t.Fatal(err)
			}
			var text bytes.Buffer
			if err := m.WriteXGBoost(&text); err != nil {
				t.Fatal(err)
			}
			back, err := ReadXGBoost(&text)
			if err != nil {
				t.Fatal(err)
			}
			shap := make([]float64, m.Features()+1)
			for i := range g.test.Rows {
				got, want := m.PredictRow(g.test.Row(i)), g.prediction[i]
				if math.Abs(float64(got-want)) > 1e-6*math.Abs(float64(want)) {
					t.Fatalf("row %d: %v, XGBoost %v", i, got, want)
				}
				if again := back.PredictRow(g.test.Row(i)); again != got {
					t.Fatalf("row %d: %v after writing and reading, %v before", i, again, got)
				}
				if i >= len(g.shap) {
					continue
				}
				m.Contributions(g.test.Row(i), shap)
				sum := 0.0
				for f, v := range shap {
					sum += v
					if math.Abs(v-g.shap[i][f]) > 1e-5*max(1, math.Abs(g.shap[i][f])) {
						t.Errorf("row %d feature %d: contribution %v, XGBoost %v", i, f, v, g.shap[i][f])
					}
				}
				if margin := float64(m.marginRow(g.test.Row(i))); math.Abs(sum-margin) > 1e-9 {
					t.Errorf("row %d: contributions add up to %v, margin %v", i, sum, margin)
				}
			}
		})
	}
}

// Damaged and foreign models are refused, and the error says where.
func TestReadXGBoostErrors(t *testing.T) {
	var b bytes.Buffer
	if err := smallModels(t)[3].WriteXGBoost(&b); err != nil {
		t.Fatal(err)
	}
	good := b.String()
	for _, c := range []struct{ old, new, wants string }{
		{good, "", "byte 0"},
		{good, "{}", "learner: missing"},
		{good, "[1]", "byte 1"},
		{`"version":[1,7,4],`, `"version":[1,7,4]`, "byte 19"},
		{`"name":"gbtree"`, `"name":"gblinear"`, `gradient_booster.name: "gblinear"`},
		{`"num_class":"0"`, `"num_class":"3"`, `learner_model_param.num_class: "3"`},
		{`"num_target":"1"`, `"num_target":"2"`, `learner_model_param.num_target: "2"`},
		{`"num_feature":"5","num_target"`, `"num_feature":"x","num_target"`, `learner_model_param.num_feature: "x"`},
		{`"num_feature":"5","num_target"`, `"num_feature":"4","num_target"`, "feature_names: 5 names for 4 columns"},
		{`"base_score":"`, `"base_score":"z`, "learner_model_param.base_score"},
		{`reg:quantileerror`, `rank:ndcg`, "objective: objective is rank:ndcg"},
		{`reg:quantileerror`, `count:poisson`, "trees"},
		{`"quantile_alpha":"[5E-01]"`, `"quantile_alpha":"[0.1,0.9]"`, "objective.quantile_loss_param.quantile_alpha"},
		{`"quantile_alpha":"[5E-01]"`, `"quantile_alpha":"2"`, "objective: quantile_alpha is 2"},
		{`"left_children":[1,`, `"left_children":[99,`, "trees[0]: node 0: children 99 and 2"},
		{`"left_children":[1,`, `"left_children":[0,`, "trees[0]: node 0 has two parents"},
		{`"left_children":[1,`, `"left_children":[-1,`, "trees[0]: node 0: children -1 and 2"},
		{`"left_children":[1,`, `"left_children":["1",`, "left_children"},
		{`"left_children":[1,`, `"left_children":[`, "trees[0]: right_children has"},
		{`"split_indices":[`, `"split_indices":[7,`, "trees[0]: split_indices has"},
		{`"default_left":[`, `"default_left":[2,`, "2 is not a flag"},
		{`"size_leaf_vector":"1"}`, `"size_leaf_vector":"3"}`, "trees[0]: size_leaf_vector is 3"},
		{`"loss_changes":[`, `"loss_changes":[1e39,`, "loss_changes"},
		{`"sum_hessian":[`, `"sum_hessian":[-1E0,`, "trees[0]: sum_hessian has"},
		{`"num_feature":"5","num_target"`, `"num_feature":"65537","num_target"`, `learner_model_param.num_feature: "65537"`},
		{`"feature_names":["a"`, `"feature_names":["` + strings.Repeat("a", 1001) + `"`, "feature_names: the name of column 0 has 1001 bytes"},
		{`"feature_names":["a"`, `"feature_names":["a"` + strings.Repeat(`,""`, MaxColumns), "more than 65536 names of columns"},
		{`"trees":[`, `"trees":[` + strings.Repeat(`{},`, MaxTrees), "more than 100000 trees"},
		{`"id":0,`, `"split_type":[1],`, "trees[0]: node 0: categorical"},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("the model has no %s", c.old)
		}
		text := strings.Replace(good, c.old, c.new, 1)
		if c.wants == "trees" { // only the objective's own parameters differ: this one loads
			if _, err := ReadXGBoost(strings.NewReader(text)); err != nil {
				t.Errorf("%s for %s: %v", c.new, c.old, err)
			}
			continue
		}
		_, err := ReadXGBoost(strings.NewReader(text))
		if !errors.Is(err, ErrXGBoost) || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("%s for %s: got %v, want %q", c.new, c.old, err, c.wants)
		}
	}
	broken := errors.New("disk on fire")
	if _, err := ReadXGBoost(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("a reader's error becomes %v", err)
	}
	if err := smallModels(t)[0].WriteXGBoost(failingWriter{}); err == nil {
		t.Error("a writer's error is lost")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("full") }

// A poisson model with a base score of 0 has no finite margin.
func TestReadXGBoostBaseScore(t *testing.T) {
	var b bytes.Buffer
	if err := smallModels(t)[4].WriteXGBoost(&b); err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`"base_score":"[^"]*"`).ReplaceAllString(b.String(), `"base_score":"0E0"`)
	if _, err := ReadXGBoost(strings.NewReader(text)); !errors.Is(err, ErrXGBoost) || !strings.Contains(err.Error(), "does not fit") {
		t.Errorf("got %v", err)
	}
}

// A split whose children cover nothing counts as even.
func TestContributionsWithoutCover(t *testing.T) {
	m := smallModels(t)[0]
	for i := range m.trees {
		clear(m.trees[i].cover)
	}
	m.compile()
	row, out := make([]float32, 5), make([]float64, 6)
	m.Contributions(row, out)
	sum := 0.0
	for _, v := range out {
		sum += v
	}
	if math.Abs(sum-float64(m.PredictRow(row))) > 1e-9 {
		t.Errorf("contributions add up to %v, not %v", sum, m.PredictRow(row))
	}
}
