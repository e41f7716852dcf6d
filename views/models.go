package views

import "time"

// Models is the page that lists every trained model.
type Models struct {
	Frame
	Rows      []ModelRow
	Activated string // name of the model that was just made live, or ""
}

// ModelRow is one trained model.
type ModelRow struct {
	Model
	Live   bool
	Params [][2]string // name and value, in the form's order
	Score  ModelScore
	By     string
	Note   string
	Took   time.Duration
	SHA256 string
}

// param gives a parameter's value, or a dash.
func (m ModelRow) param(name string) string {
	for _, p := range m.Params {
		if p[0] == name {
			return p[1]
		}
	}
	return "–"
}
