package training

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"olist/gbt"
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
}

// Params are all parameters of the retraining form, in its order.
var Params = []Param{
	{Name: "n_estimators", Min: 1, Max: 5000, Step: 1, Front: true},
	{Name: "learning_rate", Min: 0.001, Max: 1, Step: 0.001, Front: true},
	{Name: "random_state", Min: 0, Max: 1<<31 - 1, Step: 1, Front: true},
	{Name: "max_depth", Min: 1, Max: 12, Step: 1},
	{Name: "min_child_weight", Min: 0, Max: 1000, Step: 0.1},
	{Name: "reg_lambda", Min: 0, Max: 1000, Step: 0.1},
	{Name: "reg_alpha", Min: 0, Max: 1000, Step: 0.1},
	{Name: "gamma", Min: 0, Max: 1000, Step: 0.1},
	{Name: "subsample", Min: 0.1, Max: 1, Step: 0.05},
	{Name: "colsample_bytree", Min: 0.1, Max: 1, Step: 0.05},
	{Name: "max_bin", Min: 2, Max: 256, Step: 1},
	{Name: "early_stopping_rounds", Min: 0, Max: 1000, Step: 1},
}

// Integer reports whether only whole numbers are meant.
func (p Param) Integer() bool { return p.Step == 1 }

// parse reads a number as a person or a program writes it and checks the bounds.
func (p Param) parse(text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fault.Invalid(p.Name, "%s should be a number between %s and %s.", p.Name, number(p.Min), number(p.Max))
	}
	if p.Integer() && v != math.Trunc(v) {
		return 0, fault.Invalid(p.Name, "%s should be a whole number between %s and %s.", p.Name, number(p.Min), number(p.Max))
	}
	if v < p.Min || v > p.Max {
		return 0, fault.Invalid(p.Name, "%s should be between %s and %s; it is %s.", p.Name, number(p.Min), number(p.Max), number(v))
	}
	return v, nil
}

// allowed refuses parameters that no form and no command would have taken: they
// come with a model from elsewhere, and are trained with when it is evaluated.
func allowed(given gbt.Params) error {
	for _, p := range Params {
		v, err := Value(given, p.Name)
		if err != nil {
			return err
		}
		if v < p.Min || v > p.Max {
			return fault.Invalid(p.Name, "%s should be between %s and %s; it is %s.", p.Name, number(p.Min), number(p.Max), number(v))
		}
	}
	return nil
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Overlay gives base with the parameters of given in place of its own. An
// empty text leaves a parameter as it is. Unknown names and values outside the
// bounds are errors that name the field (fault.CodeInvalid).
func Overlay(base gbt.Params, given map[string]string) (gbt.Params, error) {
	known := make(map[string]Param, len(Params))
	for _, p := range Params {
		known[p.Name] = p
	}
	values := make(map[string]json.Number, len(given))
	for _, name := range slices.Sorted(maps.Keys(given)) {
		text := given[name]
		p, ok := known[name]
		if !ok {
			return base, fault.Invalid(name, "There is no parameter %q.", name)
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		v, err := p.parse(text)
		if err != nil {
			return base, err
		}
		values[name] = json.Number(number(v))
	}
	raw, err := json.Marshal(values)
	if err != nil {
		return base, fmt.Errorf("training: encode parameters: %w", err)
	}
	out := base
	if err := json.Unmarshal(raw, &out); err != nil {
		return base, fmt.Errorf("training: apply parameters: %w", err)
	}
	return out, nil
}

// BaseParams are those that a retraining starts from: the live model's, or the
// product's defaults.
func (s *Service) BaseParams() gbt.Params { return s.baseConfig().Params }

// Value gives the parameter called name of p, as its number.
func Value(p gbt.Params, name string) (float64, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return 0, fmt.Errorf("training: encode parameters: %w", err)
	}
	var all map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		return 0, fmt.Errorf("training: read parameters: %w", err)
	}
	v, ok := all[name].(float64)
	if !ok {
		return 0, fault.New(fault.CodeNotFound, "There is no parameter %q.", name)
	}
	return v, nil
}
