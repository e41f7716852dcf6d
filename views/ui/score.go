package ui

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

// Comparable tells whether two scores are of the same weeks of the same data.
func (s ModelScore) Comparable(t ModelScore) bool { return s.Known && t.Known && s.Data == t.Data }

type ComparedRow struct {
	Name     string
	New, Old float64
	less     bool // less is better; otherwise neither is marked
}

func (r ComparedRow) NewWins() bool { return r.less && r.New < r.Old }

func (r ComparedRow) OldWins() bool { return r.less && r.Old < r.New }

func ErrorAt(steps []StepError, step int) (float64, bool) {
	for _, s := range steps {
		if s.Step == step {
			return s.WAPE, true
		}
	}
	return 0, false
}

// CompareScores lines up the errors of two models; steps that one of them lacks
// are left out.
func CompareScores(l text.Locale, new, old ModelScore, steps []int, stepName func(step int) string) []ComparedRow {
	rows := []ComparedRow{{l.T(text.CompareTotal), new.Total, old.Total, true}}
	for _, step := range steps {
		a, okA := ErrorAt(new.Steps, step)
		b, okB := ErrorAt(old.Steps, step)
		if okA && okB {
			rows = append(rows, ComparedRow{stepName(step), a, b, true})
		}
	}
	return append(rows,
		ComparedRow{l.T(text.ComparePooled), new.Pooled, old.Pooled, true},
		ComparedRow{l.T(text.CompareBand), new.Inside, old.Inside, false})
}
