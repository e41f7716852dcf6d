package models

import (
	"math"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Compare is the page that holds one model against another.
type Compare struct {
	ui.Frame
	Choice   []ui.Model // all there are
	Segments []ui.SegmentGroup
	Segment  ui.Segment
	Horizon  int
	Past     []ui.PastWeek
	Models   [2]Compared
	// Advantage is that of the first model over the second: all sales, segments.
	Advantage [2]ui.Advantage
}

// Compared is one of the two.
type Compared struct {
	Row
	Pending    bool   // its errors are being measured
	Unmeasured string // why they are not, nor will be; "" else
	Targets    []ui.Target
	Together   ui.Range
}

// same tells whether a model is held against itself.
func (c Compare) same() bool { return c.Models[0].ID == c.Models[1].ID }

// measured tells whether both have a backtest on today's data.
func (c Compare) measured() bool { return c.Models[0].Score.Known && c.Models[1].Score.Known }

// unmeasured says of each model that has no backtest on today's data what
// becomes of that.
func (c Compare) unmeasured() (said []string) {
	for _, m := range c.Models {
		switch {
		case m.Score.Known:
		case m.Unmeasured != "":
			said = append(said, c.Text.T(text.ModelsCompareUnmeas, m.Name)+" ("+m.Unmeasured+")")
		case m.Pending:
			said = append(said, c.Text.T(text.ModelsComparePending, m.Name))
		default:
			said = append(said, c.Text.T(text.ModelsCompareUnmeas, m.Name))
		}
	}
	return said
}

// params lines up the parameters: name, the first's value, the second's.
// differences says in words what sets the two apart: how they were made, what
// they learnt from, how far off they were, and what they forecast.
func (c Compare) differences() []string {
	l, a, b := c.Text, c.Models[0], c.Models[1]
	said := []string{c.paramsSay()}
	switch {
	case a.FromWeek != b.FromWeek || a.UntilWeek != b.UntilWeek:
		said = append(said, l.T(text.DifferSpan, a.Name, l.Date(a.FromWeek.First()), l.Date(a.UntilWeek.Last()), b.Name, l.Date(b.FromWeek.First()), l.Date(b.UntilWeek.Last())))
	case a.Fingerprint != b.Fingerprint:
		said = append(said, l.T(text.DifferData))
	default:
		said = append(said, l.T(text.DifferNoData))
	}
	if c.measured() {
		said = append(said, c.errorsSay(text.DifferTotal, a.Score.Total, b.Score.Total, c.Advantage[0]),
			c.errorsSay(text.DifferPooled, a.Score.Pooled, b.Score.Pooled, c.Advantage[1]))
	} else {
		said = append(said, c.unmeasured()...)
	}
	if ratio, ok := ui.Change(a.Together.Cents, b.Together.Cents); ok {
		said = append(said, l.T(text.DifferAhead, l.N(text.TheComing, c.Horizon), c.Segment.Name, a.Name, l.MoneyShort(a.Together.Cents), l.MoneyShort(b.Together.Cents), l.Change(ratio)))
	}
	return said
}

func (c Compare) errorsSay(t text.Text, a, b float64, over ui.Advantage) string {
	l := c.Text
	said := l.T(t, c.Models[0].Name, ui.PercentOrDash(l, a), c.Models[1].Name, ui.PercentOrDash(l, b))
	if !math.IsNaN(over.Share) {
		said += " " + l.T(text.DifferVerdict, over.Say(l))
	}
	return said
}

// fewParams are named one by one.
const fewParams = 4

func (c Compare) paramsSay() string {
	var named []string
	for _, r := range c.params() {
		if r[1] != r[2] {
			named = append(named, c.Text.T(text.DifferParam, r[0], c.Text.Marks(r[1]), c.Text.Marks(r[2])))
		}
	}
	a, b := c.Models[0].Name, c.Models[1].Name
	switch n := len(named); {
	case n == 0:
		return c.Text.T(text.DifferNoParams)
	case n > fewParams:
		return c.Text.T(text.DifferManyParams, n)
	}
	return c.Text.T(text.DifferParams, a, b, strings.Join(named, "; "))
}

func (c Compare) params() (rows [][3]string) {
	for _, p := range c.Models[0].Params {
		rows = append(rows, [3]string{p[0], p[1], c.Models[1].param(p[0])})
	}
	return rows
}

// errors lines up the backtests: all steps, each step, segments, coverage.
func (c Compare) errors(l text.Locale) []ui.ComparedRow {
	a, b := c.Models[0].Score, c.Models[1].Score
	var steps []int
	for _, s := range a.Steps {
		steps = append(steps, s.Step)
	}
	return ui.CompareScores(l, a, b, steps, func(step int) string { return l.N(text.WeeksAhead, step) })
}

// chart draws the history and the two forecasts with their 80% bands.
func (c Compare) chart() chart.Data {
	l := c.Text
	base := chart.Weeks{Text: c.Text, Horizon: c.Horizon, Segment: c.Segment, Past: c.Past, Targets: c.Models[0].Targets}
	rows := base.Rows()
	n := len(rows)
	weeks, index := make([]week.Week, n), make(map[week.Week]int, n)
	past := chart.LineData(n)
	joint := -1
	data := chart.Data{View: 26 + c.Horizon, Ticks: make([]string, n), Tips: make([]chart.Tip, n)}
	for i, r := range rows {
		weeks[i], index[r.Week] = r.Week, i
		data.Ticks[i] = chart.Tick(l, r.Week)
		data.Tips[i].Title = l.Week(r.Week)
		if r.Past != nil && r.Past.Reason == "" {
			past[i].Value, joint = chart.Reais(r.Past.Cents), i
			chart.AddRow(&data.Tips[i], l.T(text.SeriesHistory), l.MoneyWhole(r.Past.Cents))
		}
	}
	line := chart.OverWeeks(weeks)
	chart.AddLine(line, l.T(text.SeriesHistory), past, "--history", "solid")
	data.Legend = append(data.Legend, chart.Swatch("", l.T(text.SeriesHistory)))
	for k, m := range c.Models {
		name, style := l.T(text.ModelsCompareOf, m.Name), chart.Colours[k]
		ahead, low, high := chart.LineData(n), chart.LineData(n), chart.LineData(n)
		if joint >= 0 {
			ahead[joint].Value = past[joint].Value
		}
		for _, t := range m.Targets {
			i := index[t.Week]
			ahead[i].Value = chart.Reais(t.Cents)
			chart.SetBand(low, high, i, t.Range, t.Low, t.High)
			chart.AddRow(&data.Tips[i], name, l.MoneyWhole(t.Cents))
		}
		if k == 0 && !m.Together.Unsure {
			chart.AddBand(line, l.T(text.SeriesBand80), low, high, "--band-80")
			data.Legend = append(data.Legend, chart.Swatch(style.Class, name), chart.Swatch("band-80", l.T(text.SeriesBand80)))
		} else {
			data.Legend = append(data.Legend, chart.Swatch(style.Class, name))
		}
		chart.AddLine(line, name, ahead, style.Colour, "dashed",
			charts.WithLineChartOpts(opts.LineChart{Symbol: style.Symbol, SymbolSize: 6, ShowSymbol: opts.Bool(false)}))
	}
	data.Option = chart.Option(line)
	data.Name = c.Segment.Name + "."
	data.Words = append(data.Words, l.T(text.ModelsCompareAlt, c.Segment.Name, c.Models[0].Name, c.Models[1].Name))
	return data
}

// difference is how much more the second model forecasts.
func difference(l text.Locale, a, b int64) string {
	if a == 0 {
		return "–"
	}
	return l.Change(float64(b-a) / float64(a))
}

func (c Compare) horizonText() string { return strconv.Itoa(c.Horizon) }
