package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Bar is one step of a waterfall, from one amount to another, in cents; Said is
// what stands at it. A sum goes from nothing.
type Bar struct {
	Name, Said string
	From, To   int64
	Sum        bool
}

// Waterfall lies on its side, so that names of any length have room: each bar
// begins where the one above it ends.
func Waterfall(bars []Bar) map[string]any {
	c := charts.NewBar()
	c.Accept(looks{})
	c.SetGlobalOptions(frame("104", "8")...)
	across, down := amounts(), categories()
	names := make([]string, len(bars))
	rest, rises, falls := make([]opts.BarData, len(bars)), make([]opts.BarData, len(bars)), make([]opts.BarData, len(bars))
	for i, b := range bars {
		names[i] = b.Name
		low, high := min(b.From, b.To), max(b.From, b.To)
		start := max(low, 0) + min(high, 0) // the end that is nearer to nothing; nothing where it lies between
		rest[i].Value = Reais(start)
		rises[i].Value, falls[i].Value = Reais(max(high, 0)-max(start, 0)), Reais(min(low, 0)-min(start, 0))
		style := &opts.ItemStyle{Color: stepColour(b)}
		rises[i].ItemStyle, falls[i].ItemStyle = style, style
		labelled := &rises[i]
		if high <= 0 && low < 0 {
			labelled = &falls[i]
		}
		labelled.Name, labelled.Label = b.Said, &opts.Label{Show: opts.Bool(true), Position: "right", Formatter: "{b}", Color: "--ink", FontSize: fontSize}
	}
	c.SetXAxis(names)
	c.XYReversal()
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: across.Type, SplitLine: across.SplitLine, SplitNumber: 3}),
		charts.WithYAxisOpts(opts.YAxis{Type: down.Type, AxisLine: down.AxisLine, Inverse: opts.Bool(true), AxisLabel: &opts.AxisLabel{}}))
	stacked := charts.WithBarChartOpts(opts.BarChart{Stack: "steps", BarWidth: "60%"})
	c.AddSeries("rest", rest, stacked, charts.WithItemStyleOpts(opts.ItemStyle{Color: "transparent"}))
	c.AddSeries("up", rises, stacked)
	c.AddSeries("down", falls, stacked)
	return Option(c)
}

func stepColour(b Bar) string {
	switch {
	case b.Sum:
		return "--part-0"
	case b.To < b.From:
		return "--fall"
	}
	return "--rise"
}

// Part is one of the amounts that each bar is stacked from.
type Part struct {
	Name    string
	Amounts []int64 // cents, one a bar
}

// partClasses are the marks of stacked parts, in their order; each is the name of
// its colour, too. All further parts share the last.
var partClasses = []string{"part-0", "part-1", "part-2", "part-3", "part-4"}

func partClass(n int) string { return partClasses[min(n, len(partClasses)-1)] }

// PartSwatch explains the n-th of the stacked parts.
func PartSwatch(n int, name string) LegendItem {
	return Swatch(partClass(n), name)
}

// Stacked has a bar for each of keys, stacked from its parts, and a line through
// their sums.
func Stacked(keys []string, parts []Part, sumName string) map[string]any {
	c := charts.NewBar()
	c.Accept(looks{})
	c.SetGlobalOptions(frame("16", "8")...)
	c.SetGlobalOptions(charts.WithXAxisOpts(categories()), charts.WithYAxisOpts(amounts()))
	c.SetXAxis(keys)
	sums := LineData(len(keys))
	total := make([]int64, len(keys))
	for n, p := range parts {
		data := make([]opts.BarData, len(keys))
		for i, amount := range p.Amounts {
			data[i].Value = Reais(amount)
			total[i] += amount
			sums[i].Value = Reais(total[i])
		}
		c.AddSeries(p.Name, data, charts.WithBarChartOpts(opts.BarChart{Stack: "parts", BarCategoryGap: "30%"}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: "--" + partClass(n)}))
	}
	line := charts.SingleSeries{Name: sumName, Type: types.ChartLine, Data: sums}
	line.ConfigureSeriesOpts(charts.WithLineStyleOpts(opts.LineStyle{Color: "--accent", Width: 2.25, Type: "dashed"}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: "--accent"}), charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(len(keys) == 1)}))
	c.MultiSeries = append(c.MultiSeries, line)
	return Option(c)
}
