package accuracy

import (
	"math"

	"olist/views/text"
)

// ScoreTable is the backtest taken apart one way.
type ScoreTable struct {
	ID    string // of the element
	Title text.Text
	Of    text.Text // what a row is
	Rows  []ScoreRow
}

// ScoreRow is how far off the model was in one part of the backtest, all
// figures as shares of 1 but MASE, NaN where there is none; and how far off
// the simple way was that did best there.
type ScoreRow struct {
	Label                                    string
	WAPE, MASE, Bias, Coverage80, Coverage95 float64
	Count                                    int // forecasts measured
	Rival                                    Method
	RivalWAPE                                float64 // NaN where there is no rival
}

func (r ScoreRow) hasRival() bool { return !math.IsNaN(r.RivalWAPE) }

// better and worse tell which of both is in bold.
func (r ScoreRow) better() bool { return r.hasRival() && r.WAPE <= r.RivalWAPE }
func (r ScoreRow) worse() bool  { return r.hasRival() && r.RivalWAPE < r.WAPE }

// short tells whether the rows are called by a number.
func (t ScoreTable) short() bool { return t.Of == text.DetailStep }

func (t ScoreTable) rivals() bool {
	for _, r := range t.Rows {
		if r.hasRival() {
			return true
		}
	}
	return false
}

// Meet takes a simple way for the rival where it does better than the one
// before; other ways are left out.
func (r *ScoreRow) Meet(method string, wape float64) {
	m := Method{Name: method}
	if m.simple() && !math.IsNaN(wape) && !(r.RivalWAPE <= wape) {
		r.Rival, r.RivalWAPE = m, wape
	}
}

// Sums is the WAPE before and after forecasts were made to add up, of all sales
// and of segments.
type Sums struct {
	Known           bool
	Total, Segments [2]float64 // before, after
}

// sumsText says what adding up gained or lost, as far as two decimals of a
// percentage show it.
func (a View) sumsText() string {
	figure := func(v float64) string { return a.Text.Percent(v, 2) }
	before, after := figure(a.Sums.Segments[0]), figure(a.Sums.Segments[1])
	said := text.SumsGain
	switch {
	case before == after:
		said = text.SumsSame
	case a.Sums.Segments[1] > a.Sums.Segments[0]:
		said = text.SumsLoss
	}
	return a.Text.T(said, before, after, figure(a.Sums.Total[0]), figure(a.Sums.Total[1]))
}

// onTotalOnly tells whether some method was tried on all sales and not on
// segments.
func (a View) onTotalOnly() bool {
	for _, m := range a.Methods {
		if math.IsNaN(m.Pooled) && !math.IsNaN(m.Overall) {
			return true
		}
	}
	return false
}

func scaledOrDash(l text.Locale, v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return l.Number(v, 2)
}
