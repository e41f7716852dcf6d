package server

import (
	"math"

	"olist/forecast/backtest"
	"olist/training"
	"olist/views/accuracy"
	"olist/views/text"
)

// scoreTables takes a backtest apart by method, step, cutoff and series.
func scoreTables(l text.Locale, r *backtest.Report, d *training.Data) []accuracy.ScoreTable {
	ahead := func(s backtest.StepScore) string { return l.Int(s.Step) }
	return []accuracy.ScoreTable{
		{ID: "by-method", Title: text.DetailMethods, Of: text.MethodColumn, Rows: methodRows(l, r)},
		{ID: "by-step", Title: text.DetailSteps, Of: text.DetailStep, Rows: scoreRows(stepsOf(r, "total"), ahead)},
		{ID: "by-step-segments", Title: text.DetailPooled, Of: text.DetailStep, Rows: scoreRows(stepsOf(r, "pooled"), ahead)},
		{ID: "by-cutoff", Title: text.DetailCutoffs, Of: text.DetailCutoff, Rows: scoreRows(cutoffsOf(r, "total"),
			func(s backtest.CutoffScore) string { return l.Date(s.Cutoff.First()) })},
		{ID: "by-series", Title: text.DetailSeries, Of: text.DetailSegment, Rows: scoreRows(seriesOf(r),
			func(s backtest.SeriesScore) string { return seriesName(l, d, s.Key) })},
	}
}

// parts are a method's scores of the same parts, in the same order, as every
// other method's.
type parts[S any] struct {
	method string
	scores []S
}

func stepsOf(r *backtest.Report, group string) (out []parts[backtest.StepScore]) {
	for _, m := range r.Methods {
		g, _ := r.Score(m.Name, group)
		out = append(out, parts[backtest.StepScore]{m.Name, g.BySteps})
	}
	return out
}

func cutoffsOf(r *backtest.Report, group string) (out []parts[backtest.CutoffScore]) {
	for _, m := range r.Methods {
		g, _ := r.Score(m.Name, group)
		out = append(out, parts[backtest.CutoffScore]{m.Name, g.ByCutoffs})
	}
	return out
}

func seriesOf(r *backtest.Report) (out []parts[backtest.SeriesScore]) {
	for _, m := range r.Methods {
		out = append(out, parts[backtest.SeriesScore]{m.Name, m.BySeries})
	}
	return out
}

// scored is any of the scores of a part.
type scored interface {
	backtest.StepScore | backtest.CutoffScore | backtest.SeriesScore
}

func scoreOf[S scored](s S) backtest.Score {
	switch s := any(s).(type) {
	case backtest.StepScore:
		return s.Score
	case backtest.CutoffScore:
		return s.Score
	case backtest.SeriesScore:
		return s.Score
	}
	return backtest.Score{}
}

// scoreRows gives the engine's scores, each beside the best simple way there.
func scoreRows[S scored](methods []parts[S], label func(S) string) (rows []accuracy.ScoreRow) {
	for _, m := range methods {
		if m.method != backtest.EngineMethod {
			continue
		}
		for _, s := range m.scores {
			rows = append(rows, scoreRow(label(s), scoreOf(s)))
		}
	}
	for _, m := range methods {
		for i := range min(len(rows), len(m.scores)) {
			rows[i].Meet(m.method, float64(scoreOf(m.scores[i]).WAPE))
		}
	}
	return rows
}

func methodRows(l text.Locale, r *backtest.Report) (rows []accuracy.ScoreRow) {
	for _, m := range r.Methods {
		if g, ok := r.Score(m.Name, "total"); ok {
			rows = append(rows, scoreRow(accuracy.MethodName(l, m.Name, m.Label), g.Overall))
		}
	}
	return rows
}

func scoreRow(label string, s backtest.Score) accuracy.ScoreRow {
	return accuracy.ScoreRow{Label: label, WAPE: float64(s.WAPE), MASE: float64(s.MASE), Bias: float64(s.Bias),
		Coverage80: float64(s.Coverage80), Coverage95: float64(s.Coverage95), Count: s.N, RivalWAPE: math.NaN()}
}

func seriesName(l text.Locale, d *training.Data, key string) string {
	seg, err := d.Segment(key)
	if err != nil {
		return key // the data have changed since
	}
	return segmentName(l, seg)
}

// sumsView sets the engine beside itself without the sums.
func sumsView(r *backtest.Report) accuracy.Sums {
	var v accuracy.Sums
	for _, g := range r.Unreconciled {
		made, ok := r.Score(backtest.EngineMethod, g.Group)
		if !ok {
			continue
		}
		switch pair := [2]float64{float64(g.Overall.WAPE), float64(made.Overall.WAPE)}; g.Group {
		case "total":
			v.Total = pair
		case "pooled":
			v.Segments, v.Known = pair, true
		}
	}
	return v
}
