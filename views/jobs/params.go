package jobs

import "olist/views/text"

// ParamForm is the form of training parameters.
type ParamForm struct {
	Fields  []Field
	Problem string // what is wrong with the whole, in words
}

// Field is one parameter with what stands in it, right or wrong.
type Field struct {
	Name    string // XGBoost's name
	Value   string
	Min     string
	Max     string
	Integer bool
	Front   bool   // in sight; the others are folded away
	Problem string // what is wrong with the value, in words; "" where nothing
}

// Wrong tells whether a field of the form must be mended.
func (f ParamForm) Wrong() bool {
	for _, field := range f.Fields {
		if field.Problem != "" {
			return true
		}
	}
	return false
}

func (f ParamForm) part(front bool) (fields []Field) {
	for _, field := range f.Fields {
		if field.Front == front {
			fields = append(fields, field)
		}
	}
	return fields
}

// foldedWrong tells whether the fold hides a field that must be mended.
func (f ParamForm) foldedWrong() bool { return ParamForm{Fields: f.part(false)}.Wrong() }

var paramHelp = map[string]text.Text{
	"n_estimators":          text.HelpNEstimators,
	"learning_rate":         text.HelpLearningRate,
	"random_state":          text.HelpRandomState,
	"max_depth":             text.HelpMaxDepth,
	"max_leaves":            text.HelpMaxLeaves,
	"min_child_weight":      text.HelpMinChildWeight,
	"reg_lambda":            text.HelpRegLambda,
	"reg_alpha":             text.HelpRegAlpha,
	"gamma":                 text.HelpGamma,
	"subsample":             text.HelpSubsample,
	"colsample_bytree":      text.HelpColsampleByTree,
	"max_bin":               text.HelpMaxBin,
	"early_stopping_rounds": text.HelpEarlyStopping,
}

// help explains the parameter and its bounds in one line.
func (f Field) help(l text.Locale) string {
	bounds := l.T(text.ParamsBounds, l.Marks(f.Min), l.Marks(f.Max))
	if t, ok := paramHelp[f.Name]; ok {
		return l.T(t) + " " + bounds
	}
	return bounds
}

func (f Field) step() string {
	if f.Integer {
		return "1"
	}
	return "any"
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
