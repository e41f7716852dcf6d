package views

import "olist/views/text"

// ModelScore is how far off a model was in its backtest. Ratios; Known is
// false where there was none.
type ModelScore struct {
	Name   string
	Known  bool
	Total  float64     // WAPE of all sales, all steps
	Steps  []StepError // the same by step
	Pooled float64     // WAPE of categories and states
	Inside float64     // share of weeks inside the 80% band
	Data   string      // fingerprint of the data that it was measured on
}

// comparable tells whether two scores are of the same weeks of the same data.
func (s ModelScore) comparable(t ModelScore) bool { return s.Known && t.Known && s.Data == t.Data }

type comparedRow struct {
	name     string
	new, old float64
	less     bool // less is better; otherwise neither is marked
}

func (r comparedRow) newWins() bool { return r.less && r.new < r.old }

func (r comparedRow) oldWins() bool { return r.less && r.old < r.new }

func errorAt(steps []StepError, step int) (float64, bool) {
	for _, s := range steps {
		if s.Step == step {
			return s.WAPE, true
		}
	}
	return 0, false
}

// compareScores lines up the errors of two models; steps that one of them lacks
// are left out.
func compareScores(l text.Locale, new, old ModelScore, steps []int, stepName func(step int) string) []comparedRow {
	rows := []comparedRow{{l.T(text.CompareTotal), new.Total, old.Total, true}}
	for _, step := range steps {
		a, okA := errorAt(new.Steps, step)
		b, okB := errorAt(old.Steps, step)
		if okA && okB {
			rows = append(rows, comparedRow{stepName(step), a, b, true})
		}
	}
	return append(rows,
		comparedRow{l.T(text.ComparePooled), new.Pooled, old.Pooled, true},
		comparedRow{l.T(text.CompareBand), new.Inside, old.Inside, false})
}
