package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// shadeAxis is the axis, from 0 to 1 and not seen, of what reaches from bottom to
// top.
const shadeAxis = 1

// addIncomplete shades the weeks that are incomplete, from bottom to top, and
// writes a word on each run of them. What such a week sold is no point of the chart:
// it would look like a crash.
func addIncomplete(c *charts.Line, name, word string, incomplete []bool) {
	data := make([]opts.BarData, len(incomplete))
	for i := range data {
		data[i].Value = gap
	}
	for from := 0; from < len(incomplete); from++ {
		to := from
		for to < len(incomplete) && incomplete[to] {
			data[to].Value = 1.0
			to++
		}
		if to > from {
			data[(from+to-1)/2].Label = &opts.Label{Show: opts.Bool(true), Formatter: word}
			from = to
		}
	}
	c.ExtendYAxis(opts.YAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: 1, AxisLabel: &opts.AxisLabel{}})
	series := charts.SingleSeries{Name: name, Type: types.ChartBar, Data: data, YAxisIndex: shadeAxis, BarWidth: "100%"}
	series.ConfigureSeriesOpts(
		charts.WithItemStyleOpts(opts.ItemStyle{Color: "--incomplete"}),
		charts.WithLabelLayoutOpts(opts.LabelLayout{HideOverlap: opts.Bool(true)}))
	c.MultiSeries = append(c.MultiSeries, series)
}
