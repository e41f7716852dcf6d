package gbt

import (
	"fmt"
	"math"
)

// Names of the objectives, tree methods and growth policies, as XGBoost spells
// them, and of the leaf estimations.
const (
	SquaredError  = "reg:squarederror"
	AbsoluteError = "reg:absoluteerror"
	PseudoHuber   = "reg:pseudohubererror"
	Quantile      = "reg:quantileerror"
	Poisson       = "count:poisson"

	Hist  = "hist"
	Exact = "exact"

	DepthWise = "depthwise"
	LossGuide = "lossguide"

	LeafQuantile = "quantile"
	LeafNewton   = "newton"
)

// Params are XGBoost's training parameters under XGBoost's names. Start from
// [DefaultParams]: the zero value does not validate.
type Params struct {
	NEstimators         int      `json:"n_estimators"`          // number of trees
	LearningRate        float64  `json:"learning_rate"`         // eta, the shrinkage of each tree
	MaxDepth            int      `json:"max_depth"`             // 0: the most there is, MaxDepth (hist only)
	MaxLeaves           int      `json:"max_leaves"`            // 0: no limit (hist only)
	GrowPolicy          string   `json:"grow_policy"`           // depthwise or lossguide (hist only)
	MinChildWeight      float64  `json:"min_child_weight"`      // least sum of hessians of a child
	RegLambda           float64  `json:"reg_lambda"`            // L2 penalty on leaf weights
	RegAlpha            float64  `json:"reg_alpha"`             // L1 penalty on leaf weights
	Gamma               float64  `json:"gamma"`                 // least gain of a split (min_split_loss)
	Subsample           float64  `json:"subsample"`             // share of rows drawn for each tree
	ColsampleByTree     float64  `json:"colsample_bytree"`      // share of columns drawn for each tree
	MaxBin              int      `json:"max_bin"`               // bins a feature (hist only), at most 256
	BaseScore           *float64 `json:"base_score,omitempty"`  // first prediction; nil: estimated from the labels
	RandomState         int64    `json:"random_state"`          // seed of the samplers
	TreeMethod          string   `json:"tree_method"`           // hist or exact
	Objective           string   `json:"objective"`             // one of the objective constants
	QuantileAlpha       float64  `json:"quantile_alpha"`        // level for reg:quantileerror
	HuberSlope          float64  `json:"huber_slope"`           // delta of reg:pseudohubererror
	EarlyStoppingRounds int      `json:"early_stopping_rounds"` // rounds without improvement on the validation set; 0: never stop
	MonotoneConstraints []int    `json:"monotone_constraints,omitempty"`

	// LeafEstimation is for reg:absoluteerror and reg:quantileerror. With
	// quantile (also when empty), a leaf's value is the quantile of its
	// residuals and gradients are signs, as in XGBoost 2.0 to 3.3; with newton,
	// it is the Newton step of a smoothed loss, as in XGBoost 3.4.
	LeafEstimation string `json:"leaf_estimation,omitempty"`
}

// DefaultParams returns XGBoost's defaults.
func DefaultParams() Params {
	return Params{
		NEstimators: 100, LearningRate: 0.3, MaxDepth: 6, GrowPolicy: DepthWise,
		MinChildWeight: 1, RegLambda: 1, Subsample: 1, ColsampleByTree: 1, MaxBin: 256,
		TreeMethod: Hist, Objective: SquaredError, QuantileAlpha: 0.5, HuberSlope: 1,
	}
}

// ParamError says which parameter is wrong and what would be right.
type ParamError struct {
	Name   string // the parameter's XGBoost name
	Value  any
	Reason string
}

func (e *ParamError) Error() string {
	return fmt.Sprintf("%s is %v: %s", e.Name, e.Value, e.Reason)
}

// Validate returns a *[ParamError] for the first parameter out of its range.
func (p Params) Validate() error {
	for _, c := range []struct {
		name     string
		value    float64
		low, top float64
		open     bool // low itself is out
	}{
		{"n_estimators", float64(p.NEstimators), 1, MaxTrees, false},
		{"learning_rate", p.LearningRate, 0, 1, true},
		{"max_depth", float64(p.MaxDepth), 0, MaxDepth, false},
		{"max_leaves", float64(p.MaxLeaves), 0, math.MaxInt32 / 2, false},
		{"min_child_weight", p.MinChildWeight, 0, math.MaxFloat32, false},
		{"reg_lambda", p.RegLambda, 0, math.MaxFloat32, false},
		{"reg_alpha", p.RegAlpha, 0, math.MaxFloat32, false},
		{"gamma", p.Gamma, 0, math.MaxFloat32, false},
		{"subsample", p.Subsample, 0, 1, true},
		{"colsample_bytree", p.ColsampleByTree, 0, 1, true},
		{"max_bin", float64(p.MaxBin), 2, maxBins, false},
		{"early_stopping_rounds", float64(p.EarlyStoppingRounds), 0, MaxTrees, false},
	} {
		inside := c.value >= c.low && c.value <= c.top && !(c.open && c.value == c.low)
		if !inside {
			least := "at least"
			if c.open {
				least = "above"
			}
			return &ParamError{c.name, c.value, fmt.Sprintf("must be %s %g and at most %g", least, c.low, c.top)}
		}
	}
	if err := p.validateNames(); err != nil {
		return err
	}
	if _, err := newObjective(p); err != nil {
		return err
	}
	if p.BaseScore != nil && !finite(float32(*p.BaseScore)) {
		return &ParamError{"base_score", *p.BaseScore, "must be a finite number"}
	}
	for i, c := range p.MonotoneConstraints {
		if c < -1 || c > 1 {
			return &ParamError{"monotone_constraints", c, fmt.Sprintf("entry %d must be -1, 0 or 1", i)}
		}
	}
	return nil
}

func (p Params) validateNames() error {
	if p.TreeMethod != Hist && p.TreeMethod != Exact {
		return &ParamError{"tree_method", p.TreeMethod, "must be hist or exact"}
	}
	if p.GrowPolicy != DepthWise && p.GrowPolicy != LossGuide {
		return &ParamError{"grow_policy", p.GrowPolicy, "must be depthwise or lossguide"}
	}
	if p.LeafEstimation != "" && p.LeafEstimation != LeafQuantile && p.LeafEstimation != LeafNewton {
		return &ParamError{"leaf_estimation", p.LeafEstimation, "must be quantile or newton"}
	}
	if p.TreeMethod == Exact {
		switch {
		case p.MaxDepth == 0:
			return &ParamError{"max_depth", 0, "must be at least 1 with tree_method exact"}
		case p.MaxLeaves != 0:
			return &ParamError{"max_leaves", p.MaxLeaves, "must be 0 with tree_method exact"}
		case p.GrowPolicy != DepthWise:
			return &ParamError{"grow_policy", p.GrowPolicy, "must be depthwise with tree_method exact"}
		}
	} else if p.MaxDepth == 0 && p.MaxLeaves == 0 {
		return &ParamError{"max_leaves", 0, "must be at least 1 where max_depth is 0 (no limit)"}
	}
	return nil
}

func finite(x float32) bool {
	return !math.IsNaN(float64(x)) && !math.IsInf(float64(x), 0)
}
