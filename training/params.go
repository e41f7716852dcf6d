package training

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"olist/gbt"
	"olist/message"
	"olist/store/fault"
)

// Param describes one parameter that an admin may set: XGBoost's name, the
// bounds that this product takes (narrower than gbt's own, so that a retraining
// ends), and whether it stands in front of the form.
type Param struct {
	Name     string
	Min, Max float64
	Step     float64 // 1 for whole numbers
	Front    bool

	at func(*gbt.Params) any // points to it: *int, *int64 or *float64
}

// Params are all parameters of the retraining form, in its order.
var Params = []Param{
	{"n_estimators", 1, 5000, 1, true, func(p *gbt.Params) any { return &p.NEstimators }},
	{"learning_rate", 0.001, 1, 0.001, true, func(p *gbt.Params) any { return &p.LearningRate }},
	{"random_state", 0, 1<<31 - 1, 1, true, func(p *gbt.Params) any { return &p.RandomState }},
	{"max_depth", 1, 12, 1, false, func(p *gbt.Params) any { return &p.MaxDepth }},
	{"min_child_weight", 0, 1000, 0.1, false, func(p *gbt.Params) any { return &p.MinChildWeight }},
	{"reg_lambda", 0, 1000, 0.1, false, func(p *gbt.Params) any { return &p.RegLambda }},
	{"reg_alpha", 0, 1000, 0.1, false, func(p *gbt.Params) any { return &p.RegAlpha }},
	{"gamma", 0, 1000, 0.1, false, func(p *gbt.Params) any { return &p.Gamma }},
	{"subsample", 0.1, 1, 0.05, false, func(p *gbt.Params) any { return &p.Subsample }},
	{"colsample_bytree", 0.1, 1, 0.05, false, func(p *gbt.Params) any { return &p.ColsampleByTree }},
	{"max_bin", 2, 256, 1, false, func(p *gbt.Params) any { return &p.MaxBin }},
	{"early_stopping_rounds", 0, 1000, 1, false, func(p *gbt.Params) any { return &p.EarlyStoppingRounds }},
}

// Values are parameters by name, as numbers.
type Values map[string]float64

// ParamNamed gives the parameter of a name. Returns CodeInvalid where there is
// none.
func ParamNamed(name string) (Param, error) {
	for _, p := range Params {
		if p.Name == name {
			return p, nil
		}
	}
	return Param{}, fault.Invalid(name, message.ParamUnknown.With(message.Quoted(name)))
}

// Integer reports whether only whole numbers are meant.
func (p Param) Integer() bool { return p.Step == 1 }

// Of gives the parameter's value among all.
func (p Param) Of(all gbt.Params) float64 {
	switch v := p.at(&all).(type) {
	case *int:
		return float64(*v)
	case *int64:
		return float64(*v)
	case *float64:
		return *v
	}
	panic("training: " + p.Name + " is no number")
}

func (p Param) set(all *gbt.Params, to float64) {
	switch v := p.at(all).(type) {
	case *int:
		*v = int(to)
	case *int64:
		*v = int64(to)
	case *float64:
		*v = to
	}
}

// Check returns CodeInvalid for a value that the parameter does not take.
func (p Param) Check(v float64) error {
	exact := func(v float64) message.Number { return message.Number{Value: v, Decimals: -1} }
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return fault.Invalid(p.Name, message.ParamNumber.With(p.Name, exact(p.Min), exact(p.Max)))
	case p.Integer() && v != math.Trunc(v):
		return fault.Invalid(p.Name, message.ParamWhole.With(p.Name, exact(p.Min), exact(p.Max)))
	case v < p.Min || v > p.Max:
		return fault.Invalid(p.Name, message.ParamRange.With(p.Name, exact(p.Min), exact(p.Max), exact(v)))
	}
	return nil
}

// Parse reads a value as a person or a program writes it, and checks it.
func (p Param) Parse(text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		v = math.NaN()
	}
	return v, p.Check(v)
}

// ParseValues reads values that come as texts, from a form or a flag; an empty
// one is left out. Unknown names and values outside the bounds are CodeInvalid
// and name the field.
func ParseValues(given map[string]string) (Values, error) {
	out := Values{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		p, err := ParamNamed(name)
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(given[name]) == "" {
			continue
		}
		if out[name], err = p.Parse(given[name]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// allowed refuses parameters that no form and no command would have taken: they
// come with a model from elsewhere, and are trained with when it is evaluated.
func allowed(given gbt.Params) error {
	for _, p := range Params {
		if err := p.Check(p.Of(given)); err != nil {
			return err
		}
	}
	return nil
}

// Overlay gives base with the parameters of given in place of its own. Unknown
// names and values outside the bounds are errors that name the field
// (fault.CodeInvalid).
func Overlay(base gbt.Params, given Values) (gbt.Params, error) {
	out := base
	for _, name := range slices.Sorted(maps.Keys(given)) {
		p, err := ParamNamed(name)
		if err == nil {
			err = p.Check(given[name])
		}
		if err != nil {
			return base, err
		}
		p.set(&out, given[name])
	}
	return out, nil
}

// BaseParams are those that a retraining starts from: the live model's, or the
// product's defaults.
func (s *Service) BaseParams() gbt.Params { return s.baseConfig().Params }
