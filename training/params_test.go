package training

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"olist/gbt"
	"olist/store/fault"
)

func TestOverlay(t *testing.T) {
	base := gbt.DefaultParams()
	for _, c := range []struct {
		name  string
		given map[string]string
		field string // of the error, "" for none
		check func(gbt.Params) bool
	}{
		{"nothing", nil, "", func(p gbt.Params) bool { return p.NEstimators == base.NEstimators }},
		{"empty stays", map[string]string{"n_estimators": " "}, "", func(p gbt.Params) bool { return p.NEstimators == base.NEstimators }},
		{"three", map[string]string{"n_estimators": "250", "learning_rate": "0.05", "random_state": "7"}, "",
			func(p gbt.Params) bool { return p.NEstimators == 250 && p.LearningRate == 0.05 && p.RandomState == 7 }},
		{"as a program writes it", map[string]string{"n_estimators": "1e3"}, "", func(p gbt.Params) bool { return p.NEstimators == 1000 }},
		{"others stay", map[string]string{"max_depth": "3"}, "", func(p gbt.Params) bool { return p.MaxDepth == 3 && p.LearningRate == base.LearningRate }},
		{"too many", map[string]string{"n_estimators": "1e9"}, "n_estimators", nil},
		{"none", map[string]string{"n_estimators": "0"}, "n_estimators", nil},
		{"half", map[string]string{"n_estimators": "1.5"}, "n_estimators", nil},
		{"negative", map[string]string{"learning_rate": "-1"}, "learning_rate", nil},
		{"infinite", map[string]string{"learning_rate": "Inf"}, "learning_rate", nil},
		{"not a number", map[string]string{"learning_rate": "NaN"}, "learning_rate", nil},
		{"words", map[string]string{"max_depth": "deep"}, "max_depth", nil},
		{"unknown", map[string]string{"objective": "reg:gamma"}, "objective", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			values, err := ParseValues(c.given)
			got := base
			if err == nil {
				got, err = Overlay(base, values)
			}
			var f *fault.Error
			if c.field == "" && err != nil || c.field != "" && (!errors.As(err, &f) || f.Field != c.field || f.Code != fault.CodeInvalid) {
				t.Fatalf("error %v, want one of field %q", err, c.field)
			}
			if c.check != nil && !c.check(got) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// onTheWire is the parameters as a model file and the API write them.
func onTheWire(t *testing.T, p gbt.Params) map[string]any {
	t.Helper()
	raw, err := json.Marshal(p)
	must(t, err)
	var all map[string]any
	must(t, json.Unmarshal(raw, &all))
	return all
}

// Values from a program's own mouth are checked as those from a form.
func TestOverlayChecksNumbers(t *testing.T) {
	for field, v := range map[string]float64{"n_estimators": 1.5, "learning_rate": math.Inf(1), "max_depth": 13, "objective": 1} {
		if _, err := Overlay(gbt.DefaultParams(), Values{field: v}); wrongField(err) != field {
			t.Errorf("%s = %v: %v", field, v, err)
		}
	}
}

// TestEveryParamIsARealOne: a name of the form that gbt does not know would
// silently do nothing.
func TestEveryParamIsARealOne(t *testing.T) {
	base := gbt.DefaultParams()
	for _, p := range Params {
		was := p.Of(base)
		other := p.Min
		if was == other {
			other = p.Max
		}
		changed, err := Overlay(base, Values{p.Name: other})
		if err != nil {
			t.Fatal(err)
		}
		if now := p.Of(changed); now != other {
			t.Errorf("%s is %v after setting %v", p.Name, now, other)
		}
		if wire := onTheWire(t, changed)[p.Name]; wire != other {
			t.Errorf("as JSON %s is %v after setting %v: it is another parameter", p.Name, wire, other)
		}
		if err := changed.Validate(); err != nil {
			t.Errorf("gbt refuses %s = %v: %v", p.Name, other, err)
		}
	}
	for _, d := range Space {
		if _, err := ParamNamed(d.Name); err != nil {
			t.Error(err)
		}
	}
}
