// Package chart draws weeks: options for ECharts and the element around them
// (static/chart.js), with the same said in words. It imports ui, and no page.
package chart

import (
	"cmp"
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"olist/views/text"
	"olist/week"
)

// Data is what the custom element forecast-chart reads: an ECharts option
// in which colours are names of CSS custom properties (the element fills them
// in, so that charts follow the theme), and words made here, in the person's
// language, so that the browser formats nothing.
type Data struct {
	Option map[string]any `json:"option"`
	Ticks  []string       `json:"ticks"` // axis label of each week, or of each bar
	Tips   []Tip          `json:"tips"`  // tooltip of each
	Name   string         `json:"name"`  // what the chart shows, also on pictures of it
	Words  []string       `json:"-"`     // text alternative: what a sighted person sees
	Legend []LegendItem   `json:"-"`
	View   int            `json:"view"`           // weeks in sight at first, counted from the end; 0 where all are always
	Span   week.Span      `json:"span,omitempty"` // what its points are, where they are no weeks
	ID     string         `json:"-"`              // tells charts of one page apart; "" for the only one
	Low    bool           `json:"-"`              // a few bars, which need less height
}

// MarshalJSON adds what a saved picture has.
func (d Data) MarshalJSON() ([]byte, error) {
	type plain Data
	return json.Marshal(struct {
		plain
		Picture look `json:"picture"`
	}{plain(d), d.picture()})
}

func (d Data) wordsID() string { return cmp.Or(d.ID, "chart") + "-words" }

// Tip is a tooltip: a title, and rows of a name with a value.
type Tip struct {
	Title string      `json:"title"`
	Rows  [][2]string `json:"rows"`
}

// LegendItem explains one mark; class is that of its swatch.
type LegendItem struct{ class, name string }

// Swatch explains the mark of a class.
func Swatch(class, name string) LegendItem { return LegendItem{class, name} }

// gap is ECharts' word for "no value here".
const gap = "-"

// Reais turns cents into the chart's unit.
func Reais(cents int64) float64 { return float64(cents) / 100 }

// LineData makes n points, all gaps, to be filled in.
func LineData(n int) []opts.LineData {
	data := make([]opts.LineData, n)
	for i := range data {
		data[i].Value = gap
	}
	return data
}

// Tick is a week's label on the axis: its Monday.
func Tick(l text.Locale, w week.Week) string {
	return l.DayMonth(w.First()) + "\n" + w.First().Format("2006")
}

// frame is what charts have around their series, with so much room at two sides.
func frame(right, bottom string) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis"}),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: right, Top: "28", Bottom: bottom, ContainLabel: opts.Bool(true)}),
	}
}

// categories and amounts are the axes of a chart, whichever way they lie.
func categories() opts.XAxis {
	return opts.XAxis{
		Type:     "category",
		AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: "--line"}},
		AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
	}
}

func amounts() opts.YAxis {
	return opts.YAxis{
		Type: "value", AxisLabel: &opts.AxisLabel{}, // Validate of a line needs one
		SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "--line-soft"}},
	}
}

// OverWeeks makes an empty line chart over weeks.
func OverWeeks(weeks []week.Week) *charts.Line {
	mondays := make([]string, len(weeks))
	for i, w := range weeks {
		mondays[i] = w.String()
	}
	return over(mondays)
}

// over makes an empty line chart over a stretch of time.
func over(keys []string) *charts.Line {
	c := charts.NewLine()
	c.Accept(looks{})
	c.SetGlobalOptions(frame("16", "64")...)
	fromZero := amounts()
	fromZero.Min = 0
	c.SetGlobalOptions(charts.WithXAxisOpts(categories()), charts.WithYAxisOpts(fromZero),
		charts.WithDataZoomOpts(opts.DataZoom{Type: "inside"}, opts.DataZoom{Type: "slider"}))
	c.SetXAxis(keys)
	return c
}

// AddLine draws a line in a colour; dashed where it is not fact.
func AddLine(c *charts.Line, name string, data []opts.LineData, colour, dash string, more ...charts.SeriesOpts) {
	options := append([]charts.SeriesOpts{
		charts.WithLineChartOpts(opts.LineChart{Symbol: "circle", SymbolSize: 6, ShowSymbol: opts.Bool(false)}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: colour, Width: 2.25, Type: dash}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: colour}),
	}, more...)
	c.AddSeries(name, data, options...)
}

// addMarks draws single points without a line.
func addMarks(c *charts.Line, name string, data []opts.LineData, symbol, colour string) {
	series := charts.SingleSeries{Name: name, Type: types.ChartScatter, Data: data, Symbol: symbol, SymbolSize: 9}
	series.ConfigureSeriesOpts(charts.WithItemStyleOpts(opts.ItemStyle{Color: colour}))
	c.MultiSeries = append(c.MultiSeries, series)
}

// AddBand draws the area between two lines as two stacked ones: the lower,
// which is not seen, and the difference, which is filled.
func AddBand(c *charts.Line, name string, low, high []opts.LineData, colour string) {
	width := LineData(len(low))
	for i := range low {
		if l, ok := low[i].Value.(float64); ok {
			width[i].Value = high[i].Value.(float64) - l
		}
	}
	unseen := []charts.SeriesOpts{
		charts.WithLineChartOpts(opts.LineChart{Stack: name, Symbol: "none"}),
		charts.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}),
	}
	c.AddSeries(name+" low", low, unseen...)
	c.AddSeries(name, width, append(unseen, charts.WithAreaStyleOpts(opts.AreaStyle{Color: colour}))...)
}

// drawable is a chart of go-echarts.
type drawable interface {
	Validate()
	JSON() map[string]any
}

// Option gives the chart as plain values for JSON.
func Option(c drawable) map[string]any {
	c.Validate()
	return c.JSON()
}

// Colours are told apart by eyes that see fewer colours, too, and by
// their marks.
var Colours = []struct{ Colour, Class, Symbol string }{
	{"--accent", "compared-0", "circle"}, {"--other-1", "compared-1", "triangle"},
	{"--other-2", "compared-2", "rect"}, {"--other-3", "compared-3", "diamond"},
}

func AddRow(tip *Tip, name, value string) { tip.Rows = append(tip.Rows, [2]string{name, value}) }

// label names the chart, and the keys that work in it.
func (d Data) label(l text.Locale) string {
	if d.View == 0 {
		return d.Name + " " + l.T(text.ChartKeysBars)
	}
	return d.Name + " " + l.T(text.ChartKeys)
}
