package gbt

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ErrXGBoost is wrapped by every error of [ReadXGBoost] that is not the
// reader's own; its message says where in the model the fault is.
var ErrXGBoost = errors.New("gbt: not a usable XGBoost model")

func xgboostError(where, format string, args ...any) error {
	return fmt.Errorf("%w: %s: %s", ErrXGBoost, where, fmt.Sprintf(format, args...))
}

type xgboostModel struct {
	Learner *struct {
		FeatureNames xgboostNames `json:"feature_names"`
		Param        struct {
			BaseScore  string `json:"base_score"`
			NumFeature string `json:"num_feature"`
			NumClass   string `json:"num_class"`
			NumTarget  string `json:"num_target"`
		} `json:"learner_model_param"`
		Objective struct {
			Name        string `json:"name"`
			PseudoHuber struct {
				Slope string `json:"huber_slope"`
			} `json:"pseudo_huber_param"`
			Quantile struct {
				Alpha string `json:"quantile_alpha"`
			} `json:"quantile_loss_param"`
			Poisson struct {
				MaxDeltaStep string `json:"max_delta_step"`
			} `json:"poisson_regression_param"`
		} `json:"objective"`
		Booster struct {
			Name  string `json:"name"`
			Model struct {
				Trees xgboostTrees `json:"trees"`
			} `json:"model"`
		} `json:"gradient_booster"`
	} `json:"learner"`
}

type xgboostTree struct {
	Left        []int32    `json:"left_children"`
	Right       []int32    `json:"right_children"`
	Feature     []uint32   `json:"split_indices"`
	Threshold   []float32  `json:"split_conditions"`
	DefaultLeft []jsonFlag `json:"default_left"`
	Gain        []float32  `json:"loss_changes"`
	Cover       []float32  `json:"sum_hessian"`
	Weight      []float32  `json:"base_weights"`
	SplitType   []int8     `json:"split_type"`
	Param       struct {
		LeafSize string `json:"size_leaf_vector"`
	} `json:"tree_param"`
}

// xgboostTrees and xgboostNames are bounded while they are read.
type (
	xgboostTrees []xgboostTree
	xgboostNames []string
)

func (x *xgboostTrees) UnmarshalJSON(b []byte) (err error) {
	*x, err = decodeList[xgboostTree](b, MaxTrees, "trees")
	return err
}

func (x *xgboostNames) UnmarshalJSON(b []byte) (err error) {
	*x, err = decodeList[string](b, MaxColumns, "names of columns")
	return err
}

// jsonFlag reads true, false, 1 and 0: XGBoost has written both forms.
type jsonFlag bool

func (f *jsonFlag) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "1", "true":
		*f = true
	case "0", "false":
		*f = false
	default:
		return fmt.Errorf("%s is not a flag", b)
	}
	return nil
}

// ReadXGBoost reads a model in XGBoost's JSON model format: gbtree with one
// target, numerical splits and one of this package's objectives. Anything else
// is refused with an error that wraps [ErrXGBoost] and says where.
func ReadXGBoost(r io.Reader) (*Model, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxText {
		return nil, xgboostError("size", "more than %d MB", maxText>>20)
	}
	var x xgboostModel
	if err := json.Unmarshal(b, &x); err != nil {
		return nil, xgboostError(jsonPlace(err), "%v", err)
	}
	if x.Learner == nil {
		return nil, xgboostError("learner", "missing")
	}
	m, err := x.head()
	if err != nil {
		return nil, err
	}
	nodes := 0
	for i := range x.Learner.Booster.Model.Trees {
		t, err := x.Learner.Booster.Model.Trees[i].tree(m.features)
		if err == nil {
			err = t.check(m.features)
		}
		if nodes += t.nodes(); err == nil && nodes > MaxNodes {
			err = errNodes
		}
		if err != nil {
			return nil, xgboostError(fmt.Sprintf("trees[%d]", i), "%v", err)
		}
		m.trees = append(m.trees, t)
	}
	m.params.NEstimators = max(1, len(m.trees))
	m.compile()
	return m, nil
}

func jsonPlace(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("byte %d", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf("byte %d (%s)", kind.Offset, kind.Field)
	}
	return "json"
}

// head reads all but the trees.
func (x *xgboostModel) head() (*Model, error) {
	l := x.Learner
	if l.Booster.Name != "gbtree" {
		return nil, xgboostError("gradient_booster.name", "%q, only gbtree can be read", l.Booster.Name)
	}
	for _, one := range []struct{ name, value string }{{"num_class", l.Param.NumClass}, {"num_target", l.Param.NumTarget}} {
		if one.value != "" && one.value != "0" && one.value != "1" {
			return nil, xgboostError("learner_model_param."+one.name, "%q, only one output can be read", one.value)
		}
	}
	features, err := strconv.Atoi(l.Param.NumFeature)
	if err != nil || features < 1 || features > MaxColumns {
		return nil, xgboostError("learner_model_param.num_feature", "%q is not a number of columns", l.Param.NumFeature)
	}
	if err := checkNames(l.FeatureNames, features); err != nil {
		return nil, xgboostError("feature_names", "%v", err)
	}
	base, err := jsonNumber(l.Param.BaseScore)
	if err != nil {
		return nil, xgboostError("learner_model_param.base_score", "%v", err)
	}
	p := DefaultParams()
	p.Objective = l.Objective.Name
	for _, param := range []struct {
		name, text string
		value      *float64
	}{
		{"pseudo_huber_param.huber_slope", l.Objective.PseudoHuber.Slope, &p.HuberSlope},
		{"quantile_loss_param.quantile_alpha", l.Objective.Quantile.Alpha, &p.QuantileAlpha},
	} {
		if param.text == "" {
			continue
		}
		if *param.value, err = jsonNumber(param.text); err != nil {
			return nil, xgboostError("objective."+param.name, "%v", err)
		}
	}
	if err := p.Validate(); err != nil {
		return nil, xgboostError("objective", "%v", err)
	}
	obj, err := newObjective(p)
	if err != nil {
		return nil, xgboostError("objective", "%v", err)
	}
	m := &Model{params: p, objective: obj, features: features, names: l.FeatureNames, baseScore: float32(base)}
	m.baseMargin = obj.margin(m.baseScore)
	if !finite(m.baseMargin) {
		return nil, xgboostError("learner_model_param.base_score", "%q does not fit %s", l.Param.BaseScore, p.Objective)
	}
	if len(m.names) == 0 {
		m.names = nil
	}
	return m, nil
}

// jsonNumber reads a number that XGBoost wrote as a string, in brackets since 3.1.
func jsonNumber(s string) (float64, error) {
	inner := strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	v, err := strconv.ParseFloat(inner, 32)
	if err != nil {
		return 0, fmt.Errorf("%q is not one number", s)
	}
	return v, nil
}

// tree copies the nodes that the root reaches, level by level: what XGBoost
// pruned stays in its arrays and is left out.
func (x *xgboostTree) tree(features int) (tree, error) {
	var t tree
	n := len(x.Left)
	for _, a := range []struct {
		name string
		size int
	}{
		{"right_children", len(x.Right)}, {"split_indices", len(x.Feature)}, {"split_conditions", len(x.Threshold)},
		{"default_left", len(x.DefaultLeft)}, {"loss_changes", len(x.Gain)},
		{"sum_hessian", len(x.Cover)}, {"base_weights", len(x.Weight)},
	} {
		if a.size != n || n == 0 {
			return t, fmt.Errorf("%s has %d entries, left_children %d", a.name, a.size, n)
		}
	}
	if s := x.Param.LeafSize; s != "" && s != "0" && s != "1" {
		return t, fmt.Errorf("size_leaf_vector is %s, only one output can be read", s)
	}
	for i, kind := range x.SplitType {
		if kind != 0 {
			return t, fmt.Errorf("node %d: categorical splits cannot be read", i)
		}
	}
	from := []int32{0} // the node in x of each node in t
	seen := make([]bool, n)
	t.add(noParent, 0, 0, 0)
	for i := 0; i < len(from); i++ {
		k := from[i]
		if seen[k] {
			return t, fmt.Errorf("node %d has two parents", k)
		}
		seen[k] = true
		t.threshold[i], t.cover[i], t.weight[i] = x.Threshold[k], x.Cover[k], x.Weight[k]
		left, right := x.Left[k], x.Right[k]
		if left == -1 && right == -1 {
			continue
		}
		if left < 0 || right < 0 || int(left) >= n || int(right) >= n {
			return t, fmt.Errorf("node %d: children %d and %d of %d nodes", k, left, right, n)
		}
		if uint64(x.Feature[k]) >= uint64(features) {
			return t, fmt.Errorf("node %d: feature %d of %d", k, x.Feature[k], features)
		}
		t.split(i, &split{
			gain: x.Gain[k], feature: int(x.Feature[k]),
			threshold: x.Threshold[k], defaultLeft: bool(x.DefaultLeft[k]),
		})
		from = append(from, left, right)
	}
	return t, nil
}
