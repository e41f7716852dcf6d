package gbt

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// WriteXGBoost writes the model in XGBoost's JSON model format, which
// XGBoost 1.7 and later load.
func (m *Model) WriteXGBoost(w io.Writer) error {
	j := &jsonWriter{w: bufio.NewWriter(w)}
	j.raw(`{"version":[1,7,4],"learner":{"attributes":{},"feature_names":`)
	j.strings(m.names)
	j.raw(`,"feature_types":[],"learner_model_param":{"base_score":"`)
	j.float(m.baseScore)
	j.raw(fmt.Sprintf(`","num_class":"0","num_feature":"%d","num_target":"1"},"objective":`, m.features))
	j.objective(m.objective)
	j.raw(fmt.Sprintf(`,"gradient_booster":{"name":"gbtree","model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"%d","size_leaf_vector":"0"},"tree_info":`, len(m.trees)))
	j.ints(make([]int32, len(m.trees)))
	j.raw(`,"trees":[`)
	for i := range m.trees {
		if i > 0 {
			j.raw(",")
		}
		if _, err := j.w.Write(nil); err != nil {
			return err // nobody reads on
		}
		j.tree(i, &m.trees[i], m.features)
	}
	j.raw("]}}}}")
	return j.w.Flush() // a bufio.Writer keeps its first error
}

// jsonWriter writes what encoding/json cannot: every real number with an
// exponent, since XGBoost takes one without for an integer.
type jsonWriter struct {
	w   *bufio.Writer
	buf []byte
}

func (j *jsonWriter) raw(s string) { j.w.WriteString(s) }

func (j *jsonWriter) float(v float32) {
	j.buf = strconv.AppendFloat(j.buf[:0], float64(v), 'E', -1, 32)
	j.w.Write(j.buf)
}

func (j *jsonWriter) strings(names []string) {
	if names == nil {
		names = []string{}
	}
	b, err := json.Marshal(names)
	if err != nil {
		panic(err) // strings always marshal
	}
	j.w.Write(b)
}

// objective writes the objective's name and the parameters XGBoost expects
// with it.
func (j *jsonWriter) objective(o objective) {
	j.raw(`{"name":"` + o.name() + `"`)
	switch o := o.(type) {
	case squaredError:
		j.raw(`,"reg_loss_param":{"scale_pos_weight":"1"}`)
	case pseudoHuber:
		j.raw(`,"pseudo_huber_param":{"huber_slope":"`)
		j.float(o.slope)
		j.raw(`"}`)
	case poisson:
		j.raw(`,"poisson_regression_param":{"max_delta_step":"`)
		j.float(poissonStep)
		j.raw(`"}`)
	case quantileError:
		if !o.absolute {
			j.raw(`,"quantile_loss_param":{"quantile_alpha":"[`)
			j.float(float32(o.alpha))
			j.raw(`]"}`)
		}
	}
	j.raw("}")
}

func (j *jsonWriter) tree(id int, t *tree, features int) {
	j.raw(fmt.Sprintf(`{"id":%d,"tree_param":{"num_deleted":"0","num_feature":"%d","num_nodes":"%d","size_leaf_vector":"1"}`,
		id, features, t.nodes()))
	for _, a := range []struct {
		name   string
		values []int32
	}{
		{"left_children", t.left}, {"right_children", t.right},
		{"parents", t.parent}, {"split_indices", t.feature},
	} {
		j.raw(`,"` + a.name + `":`)
		j.ints(a.values)
	}
	for _, a := range []struct {
		name   string
		values []float32
	}{
		{"split_conditions", t.threshold}, {"loss_changes", t.gain},
		{"sum_hessian", t.cover}, {"base_weights", t.weight},
	} {
		j.raw(`,"` + a.name + `":`)
		j.floats(a.values)
	}
	j.raw(`,"default_left":`)
	left := make([]int32, t.nodes())
	for i, d := range t.defaultLeft {
		left[i] = int32(toInt(d))
	}
	j.ints(left)
	j.raw("}")
}

func (j *jsonWriter) ints(v []int32) {
	j.raw("[")
	for i, x := range v {
		if i > 0 {
			j.raw(",")
		}
		j.buf = strconv.AppendInt(j.buf[:0], int64(x), 10)
		j.w.Write(j.buf)
	}
	j.raw("]")
}

func (j *jsonWriter) floats(v []float32) {
	j.raw("[")
	for i, x := range v {
		if i > 0 {
			j.raw(",")
		}
		j.float(x)
	}
	j.raw("]")
}
