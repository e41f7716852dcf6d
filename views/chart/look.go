package chart

import (
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// How a chart looks is decided here and nowhere else. static/chart.js adds only
// what cannot be data, where the option names it: a colour, as the CSS custom
// property that holds it (charts follow the theme), and a function.
const (
	byTick  = "@tick"   // label of a category on its axis
	byMoney = "@money"  // label of an amount on an axis
	byTip   = "@tip"    // words of a tooltip
	beside  = "@beside" // place of a tooltip
	inFont  = "@font"   // of the page
)

const fontSize = 14

type look = map[string]any

// looks adds to go-echarts what its options cannot say: areas that fade from one
// colour to another, a tooltip drawn on the canvas (the HTML one sets styles,
// which the content security policy forbids), and a wheel that scrolls the page
// rather than zooming the chart.
type looks struct {
	charts.BaseConfigurationVisitor
}

// Visit sets what all charts have in common.
func (looks) Visit(option map[string]any) {
	option["textStyle"] = look{"fontFamily": inFont}
	option["animationDuration"], option["animationDurationUpdate"] = 350, 250
}

// eventSymbol marks events, which are named where there is room (static/chart.js
// finds out).
const eventSymbol = "triangle"

// drawnSeries is a series with what go-echarts has no field for.
type drawnSeries struct {
	charts.SingleSeries
	AreaStyle any `json:"areaStyle,omitempty"`
	Label     any `json:"label,omitempty"`
	Z         int `json:"z,omitempty"`
}

// VisitSeriesOpt turns fades into vertical gradients, names events, and draws
// marks over lines.
func (looks) VisitSeriesOpt(series charts.MultiSeries) any {
	out := make([]drawnSeries, len(series))
	for i, s := range series {
		d := drawnSeries{SingleSeries: s}
		if s.Label != nil {
			d.Label = s.Label
		}
		if s.Symbol == eventSymbol {
			d.Label = look{"show": true, "position": "top", "formatter": "{b}", "color": "--muted", "fontSize": fontSize,
				"backgroundColor": "--veil", "padding": []int{2, 4}, "borderRadius": 4}
		}
		if s.YAxisIndex == shadeAxis { // written upwards: a week is narrow
			d.Label = look{"show": false, "position": "insideBottom", "rotate": 90, "align": "left", "verticalAlign": "middle",
				"color": "--warning", "fontSize": fontSize}
		}
		if s.Type == types.ChartScatter {
			d.Z = 5
		}
		if s.AreaStyle != nil {
			d.AreaStyle = s.AreaStyle
			if from, to, ok := strings.Cut(s.AreaStyle.Color, ">"); ok {
				d.AreaStyle = look{"color": look{"type": "linear", "x": 0, "y": 0, "x2": 0, "y2": 1,
					"colorStops": []look{{"offset": 0, "color": from}, {"offset": 1, "color": to}}}}
			}
		}
		out[i] = d
	}
	return out
}

// fade joins two colours into one word that VisitSeriesOpt understands.
func fade(from, to string) string { return from + ">" + to }

// VisitTooltipOpt draws the tooltip on the canvas, inside the chart, at the side
// where the pointer is not.
func (looks) VisitTooltipOpt(t opts.Tooltip) any {
	font := func(more look) look {
		all := look{"color": "--on-tip", "fontFamily": inFont, "fontSize": fontSize}
		for k, v := range more {
			all[k] = v
		}
		return all
	}
	return look{
		"show": true, "trigger": t.Trigger, "renderMode": "richText", "confine": true, "formatter": byTip, "position": beside,
		"backgroundColor": "--tip", "borderWidth": 0, "padding": []int{8, 10},
		"textStyle": font(look{"lineHeight": 20, "rich": look{
			"t": font(look{"fontWeight": 600, "lineHeight": 22}), "n": font(look{"opacity": .8}), "v": font(look{"fontWeight": 600}), "m": font(nil)}}),
		"axisPointer": look{"type": "line", "lineStyle": look{"color": "--control", "type": "solid", "width": 1}},
	}
}

// VisitDataZooms leaves the plain wheel and a vertical swipe to the page.
func (looks) VisitDataZooms(zooms []opts.DataZoom) any {
	out := make([]look, len(zooms))
	for i, z := range zooms {
		out[i] = look{"type": z.Type, "minValueSpan": 7}
		if z.Type == "inside" {
			out[i]["zoomOnMouseWheel"], out[i]["preventDefaultMouseMove"] = "ctrl", false
			continue
		}
		for k, v := range sliderLook {
			out[i][k] = v
		}
	}
	return out
}

var sliderLook = look{
	"height": 26, "bottom": 8, "showDetail": false, "brushSelect": false, "borderColor": "transparent",
	"backgroundColor": "--sunken", "fillerColor": "--band-95",
	"dataBackground":         look{"lineStyle": look{"color": "--line"}, "areaStyle": look{"color": "--line"}},
	"selectedDataBackground": look{"lineStyle": look{"color": "--accent"}, "areaStyle": look{"color": "--band-80"}},
	"handleStyle":            look{"color": "--surface", "borderColor": "--control"},
	"moveHandleSize":         0, "emphasis": look{"handleStyle": look{"borderColor": "--accent"}},
}

type xAxis struct {
	opts.XAxis
	AxisLabel look `json:"axisLabel"`
}

type yAxis struct {
	opts.YAxis
	AxisLabel look `json:"axisLabel"`
}

func (looks) VisitXAxis(axes []opts.XAxis) any {
	out := make([]xAxis, len(axes))
	for i, a := range axes {
		out[i] = xAxis{a, axisLabel(a.Type)}
		if a.Type == "value" { // no bar goes beyond the amounts that are written at it
			out[i].AxisLabel["showMinLabel"], out[i].AxisLabel["showMaxLabel"] = true, true
		}
	}
	return out
}

func (looks) VisitYAxis(axes []opts.YAxis) any {
	out := make([]yAxis, len(axes))
	for i, a := range axes {
		out[i] = yAxis{a, axisLabel(a.Type)}
	}
	return out
}

func axisLabel(kind string) look {
	l := look{"color": "--muted", "fontSize": fontSize, "lineHeight": 17, "hideOverlap": true, "formatter": byMoney}
	if kind == "category" {
		l["formatter"] = byTick
	}
	return l
}

// levelMark is a line at an amount, with its name on it.
type levelMark struct {
	Name  string  `json:"name"`
	YAxis float64 `json:"yAxis"`
	Label look    `json:"label"`
}

func withLevel(name string, amount float64) charts.SeriesOpts {
	return func(s *charts.SingleSeries) {
		s.MarkLines.Data = append(s.MarkLines.Data, levelMark{name, amount,
			look{"position": "insideStartTop", "formatter": "{b}", "color": "--muted", "fontSize": fontSize}})
	}
}
