package views

import "olist/views/text"

// ParamForm is the form of training parameters.
type ParamForm struct {
	Front   []Field // in sight
	Folded  []Field // under "more"
	Problem string  // what is wrong with the whole, in words
}

// Field is one input, with what the person typed, right or wrong.
type Field struct {
	Name    string // XGBoost's name
	Value   string
	Help    text.Text
	Min     string
	Max     string // "" for no upper bound
	Step    string // of the input; "any" for real numbers
	Default string
	Problem string // what is wrong with it, in words; "" where nothing
}

// Fields lists the training parameters in the order of the form, the first
// front of them in sight. Bounds are those of package gbt.
func Fields() (fields []Field, front int) {
	return []Field{
		{Name: "n_estimators", Help: text.HelpNEstimators, Min: "1", Max: "10000", Step: "1"},
		{Name: "learning_rate", Help: text.HelpLearningRate, Min: "0.0001", Max: "1", Step: "any"},
		{Name: "random_state", Help: text.HelpRandomState, Min: "0", Step: "1"},
		{Name: "max_depth", Help: text.HelpMaxDepth, Min: "1", Max: "16", Step: "1"},
		{Name: "max_leaves", Help: text.HelpMaxLeaves, Min: "0", Step: "1"},
		{Name: "min_child_weight", Help: text.HelpMinChildWeight, Min: "0", Step: "any"},
		{Name: "reg_lambda", Help: text.HelpRegLambda, Min: "0", Step: "any"},
		{Name: "reg_alpha", Help: text.HelpRegAlpha, Min: "0", Step: "any"},
		{Name: "gamma", Help: text.HelpGamma, Min: "0", Step: "any"},
		{Name: "subsample", Help: text.HelpSubsample, Min: "0.01", Max: "1", Step: "any"},
		{Name: "colsample_bytree", Help: text.HelpColsampleByTree, Min: "0.01", Max: "1", Step: "any"},
		{Name: "max_bin", Help: text.HelpMaxBin, Min: "2", Max: "256", Step: "1"},
	}, 3
}

// NewParamForm fills the form: value gives what stands in a field, problem
// what is wrong with it ("" for nothing).
func NewParamForm(value, problem func(name string) string) ParamForm {
	fields, front := Fields()
	for i := range fields {
		fields[i].Value = value(fields[i].Name)
		if problem != nil {
			fields[i].Problem = problem(fields[i].Name)
		}
	}
	return ParamForm{Front: fields[:front], Folded: fields[front:]}
}

// foldedWrong tells whether the fold hides a field that must be mended.
func (f ParamForm) foldedWrong() bool {
	for _, field := range f.Folded {
		if field.Problem != "" {
			return true
		}
	}
	return false
}

// bounds says what a field may hold.
func (f Field) bounds(l text.Locale) string {
	switch {
	case f.Max != "":
		return l.T(text.ParamsBounds, f.Min, f.Max)
	case f.Min != "":
		return l.T(text.ParamsAtLeast, f.Min)
	}
	return ""
}

func (f Field) invalid() string {
	if f.Problem != "" {
		return "true"
	}
	return "false"
}

// describedBy names the elements that explain the input, the error first.
func (f Field) describedBy() string {
	if f.Problem != "" {
		return f.Name + "-error " + f.Name + "-hint"
	}
	return f.Name + "-hint"
}
