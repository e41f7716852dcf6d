// Package accuracy is the page that says how good the forecasts have been in
// the backtest. As every page it imports ui, chart and text and no other page;
// server alone imports it.
package accuracy

import (
	"math"

	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page that says how good the forecasts have been.
type View struct {
	ui.Frame
	Known       bool // whether there is a backtest to show
	Wait        Wait // where there is none yet
	Windows     int  // number of past weeks from which forecasts were made
	Origins     int  // those of them with a week that came to be held against
	Horizon     int
	Provisional bool      // all past weeks are still being measured; see Wait
	Later       bool      // a later engine was measured than trained the model
	From, To    week.Week // the first and the last that were forecast
	UsualWeek   int64     // mean weekly sales over those weeks, in cents
	Methods     []Method
	Ahead       int // steps ahead of the past forecasts that are drawn
	Past        []PastPoint
	Members     []Member
	Why         []string // the engine's sentences on how the members are combined, and what decided
	Sums        Sums
	Tables      []ScoreTable // the backtest taken apart
}

// Wait is how far a backtest is that is not there yet.
type Wait struct {
	Done, Total int    // past weeks forecast from; 0 of 0 while it waits for its turn
	Failed      bool   // it will not come
	Few         string // says that there are too few weeks, or ""
	Job         string // id of the job that made the model, or ""
}

// Method is one way of forecasting with its errors. NaN is "not measured".
type Method struct {
	Name       string // the engine's name
	Label      string // the engine's words, where the catalogue has none
	Overall    float64
	Steps      []ui.StepError
	Bias       float64
	Pooled     float64
	Coverage80 [2]float64 // all sales, segments
	Coverage95 [2]float64
	Advantage  [2]ui.Advantage // of this model over it: all sales, segments
}

// Member is one part of the model's combination.
type Member struct {
	Label         string
	Weight, Error float64
}

// PastPoint is a week with what came and what had been forecast for it. Money
// in cents; HasForecast is false where no past forecast reaches the week.
type PastPoint struct {
	Week        week.Week
	Actual      int64
	Reason      string // why the week is incomplete, or ""
	HasForecast bool
	ui.Range
}

// The steps that the page shows.
var shownSteps = []int{1, 4, 8, 12}

var methodNames = map[string]text.Text{
	"olist": text.MethodOlist, "last_value": text.MethodLast, "mean_13": text.MethodMean13,
	"seasonal_naive": text.MethodSeasonal, "theta": text.MethodTheta, "damped_ets": text.MethodETS,
	"cart": text.MethodCART, "knn": text.MethodKNN,
}

func (m Method) label(l text.Locale) string {
	if t, ok := methodNames[m.Name]; ok {
		return l.T(t)
	}
	return m.Label
}

// MethodName is what people call a method; label is what stands where the
// catalogue has no name.
func MethodName(l text.Locale, name, label string) string {
	return Method{Name: name, Label: label}.label(l)
}

func (m Method) ours() bool { return m.Name == "olist" }

func (m Method) at(step int) float64 {
	if v, ok := ui.ErrorAt(m.Steps, step); ok {
		return v
	}
	return math.NaN()
}

// simple are the methods that anybody could do by hand.
func (m Method) simple() bool {
	switch m.Name {
	case "last_value", "mean_13", "seasonal_naive":
		return true
	}
	return false
}

// typical is the miss at one step, ours against the best simple way.
type typical struct {
	step       int
	ours       float64
	away       int64 // in cents, in a usual week
	rival      Method
	rivalError float64
}

func (t typical) hasRival() bool { return !math.IsNaN(t.rivalError) && t.rivalError > 0 }

func (a View) typicals() []typical {
	var out []typical
	for _, step := range shownSteps {
		t := typical{step: step, ours: math.NaN(), rivalError: math.NaN()}
		for _, m := range a.Methods {
			v := m.at(step)
			switch {
			case math.IsNaN(v):
			case m.ours():
				t.ours = v
			case m.simple() && !(t.rivalError <= v):
				t.rival, t.rivalError = m, v
			}
		}
		if !math.IsNaN(t.ours) {
			t.away = int64(math.Round(t.ours * float64(a.UsualWeek)))
			out = append(out, t)
		}
	}
	return out
}

// steps are those of shownSteps that the backtest reaches.
func (a View) steps() []int {
	var out []int
	for _, s := range shownSteps {
		if s <= a.Horizon {
			out = append(out, s)
		}
	}
	return out
}

// columns are the ways to read a method, in the table's order.
func (a View) columns() []func(Method) float64 {
	cols := []func(Method) float64{func(m Method) float64 { return m.Overall }}
	for _, s := range a.steps() {
		cols = append(cols, func(m Method) float64 { return m.at(s) })
	}
	return append(cols, func(m Method) float64 { return m.Pooled })
}

// best tells whether m has the smallest figure of a column.
func (a View) best(m Method, column func(Method) float64) bool {
	v := column(m)
	if math.IsNaN(v) {
		return false
	}
	for _, other := range a.Methods {
		if column(other) < v {
			return false
		}
	}
	return true
}

// inside counts the past forecasts whose 80% band held what came.
func (a View) inside() (held, all int) {
	for _, p := range a.Past {
		if p.HasForecast && p.Reason == "" {
			all++
			if p.Low <= p.Actual && p.Actual <= p.High {
				held++
			}
		}
	}
	return held, all
}

// pastChart lays the forecasts made so many weeks ahead over what came.
func (a View) pastChart() chart.Data {
	l, n := a.Text, len(a.Past)
	weeks := make([]week.Week, n)
	actual, said, low, high := chart.LineData(n), chart.LineData(n), chart.LineData(n), chart.LineData(n)
	data := chart.Data{View: n, Name: l.T(text.AccuracyPast) + ".", Legend: []chart.LegendItem{
		chart.Swatch("history", l.T(text.SeriesActual)), chart.Swatch("forecast", l.T(text.SeriesPast)), chart.Swatch("band-80", l.T(text.SeriesBand80)),
	}}
	for i, p := range a.Past {
		weeks[i] = p.Week
		tip := chart.Tip{Title: l.Week(p.Week)}
		if p.Reason == "" {
			actual[i].Value = chart.Reais(p.Actual)
			tip.Rows = append(tip.Rows, [2]string{l.T(text.SeriesActual), l.MoneyWhole(p.Actual)})
		} else {
			tip.Rows = append(tip.Rows, [2]string{l.T(text.LeftOut, p.Reason), ""})
		}
		if p.HasForecast {
			said[i].Value, low[i].Value, high[i].Value = chart.Reais(p.Cents), chart.Reais(p.Low), chart.Reais(p.High)
			tip.Rows = append(tip.Rows, [2]string{l.T(text.SeriesPast), l.MoneyWhole(p.Cents)},
				[2]string{l.T(text.SeriesBand80), l.T(text.RangeLikely, l.MoneyWhole(p.Low), l.MoneyWhole(p.High))})
		}
		data.Ticks = append(data.Ticks, chart.Tick(l, p.Week))
		data.Tips = append(data.Tips, tip)
	}
	c := chart.OverWeeks(weeks)
	chart.AddHistory(c, l.T(text.SeriesActual), actual)
	chart.AddBand(c, l.T(text.SeriesBand80), low, high, "--band-80")
	chart.AddLine(c, l.T(text.SeriesPast), said, "--accent", "dashed")
	data.Option = chart.Option(c)
	if n > 0 {
		held, all := a.inside()
		data.Words = append(data.Words, l.T(text.AccuracyPastAlt, l.Date(weeks[0].First()), l.Date(weeks[n-1].Last()), l.N(text.WeeksAhead, a.Ahead), held, all))
	}
	return data
}

func (a View) insideText() string {
	held, all := a.inside()
	said := a.Text.T(text.AccuracyInside, held, all)
	if judged := ui.RangeVerdict(a.Text, .8, float64(held)/float64(all), all); judged != "" {
		said += " " + text.Capital(judged) + "."
	}
	return said
}

func numberOrDash(l text.Locale, v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return l.Number(v, 3)
}
