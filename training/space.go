package training

import (
	"math"
	"math/rand/v2"
	"strconv"

	"olist/gbt"
)

// Range is where a search looks for one parameter. Log draws evenly over
// factors rather than differences.
type Range struct {
	Name     string  `json:"name"`
	Min, Max float64 `json:"-"`
	Log      bool    `json:"log"`
}

// Space is the stated space of "find good parameters".
var Space = []Range{
	{Name: "n_estimators", Min: 30, Max: 1000, Log: true},
	{Name: "learning_rate", Min: 0.01, Max: 0.3, Log: true},
	{Name: "max_depth", Min: 2, Max: 8},
	{Name: "min_child_weight", Min: 1, Max: 50, Log: true},
	{Name: "reg_lambda", Min: 0.1, Max: 50, Log: true},
	{Name: "subsample", Min: 0.5, Max: 1},
	{Name: "colsample_bytree", Min: 0.3, Max: 1},
}

// draw gives base with every parameter of the space drawn anew, three
// significant digits each.
func draw(r *rand.Rand, base gbt.Params) (gbt.Params, error) {
	given := make(Values, len(Space))
	for _, d := range Space {
		given[d.Name] = d.at(r.Float64())
	}
	return Overlay(base, given)
}

// Of gives the value of the range's parameter among all.
func (d Range) Of(all gbt.Params) float64 {
	p, err := ParamNamed(d.Name)
	if err != nil {
		return math.NaN() // a test holds that there is none such
	}
	return p.Of(all)
}

// at gives the value at a share u in [0, 1) of the range.
func (d Range) at(u float64) float64 {
	v := d.Min + u*(d.Max-d.Min)
	if d.Log {
		v = math.Exp(math.Log(d.Min) + u*(math.Log(d.Max)-math.Log(d.Min)))
	}
	if p, err := ParamNamed(d.Name); err == nil && p.Integer() {
		return math.Round(v)
	}
	short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64) // what was just written can be read
	return short
}
