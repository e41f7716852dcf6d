package chart

import (
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// gradients adds to go-echarts what its options cannot say: an area that fades
// from one colour to another, a tooltip drawn on the canvas (the HTML one sets
// styles, which the content security policy forbids), and a wheel that scrolls
// the page rather than zooming the chart.
type gradients struct {
	charts.BaseConfigurationVisitor
}

// fade joins two colours into one word that gradients understands.
func fade(from, to string) string { return from + ">" + to }

type gradientSeries struct {
	charts.SingleSeries
	AreaStyle gradientArea `json:"areaStyle"`
}

type gradientArea struct {
	Color linearGradient `json:"color"`
}

type linearGradient struct {
	Type       string      `json:"type"`
	X          float64     `json:"x"`
	Y          float64     `json:"y"`
	X2         float64     `json:"x2"`
	Y2         float64     `json:"y2"`
	ColorStops []colorStop `json:"colorStops"`
}

type colorStop struct {
	Offset float64 `json:"offset"`
	Color  string  `json:"color"`
}

// eventSymbol marks events, which are named where there is room (static/chart.js
// finds out).
const eventSymbol = "triangle"

type markSeries struct {
	charts.SingleSeries
	Label markLabel `json:"label"`
}

type markLabel struct {
	Show     bool   `json:"show"`
	Position string `json:"position"`
	Color    string `json:"color"`
	FontSize int    `json:"fontSize"`
}

// VisitSeriesOpt turns fades into vertical gradients, and names marks.
func (gradients) VisitSeriesOpt(series charts.MultiSeries) any {
	out := make([]any, len(series))
	for i, s := range series {
		out[i] = s
		if s.Symbol == eventSymbol {
			out[i] = markSeries{s, markLabel{true, "top", "--muted", 11}}
		}
		if s.AreaStyle == nil {
			continue
		}
		if from, to, ok := strings.Cut(s.AreaStyle.Color, ">"); ok {
			out[i] = gradientSeries{s, gradientArea{linearGradient{
				Type: "linear", Y2: 1, ColorStops: []colorStop{{0, from}, {1, to}},
			}}}
		}
	}
	return out
}

type canvasTooltip struct {
	opts.Tooltip
	RenderMode string `json:"renderMode"`
	Confine    bool   `json:"confine"`
}

// VisitTooltipOpt draws the tooltip on the canvas, inside the chart.
func (gradients) VisitTooltipOpt(t opts.Tooltip) any {
	return canvasTooltip{Tooltip: t, RenderMode: "richText", Confine: true}
}

type gentleZoom struct {
	opts.DataZoom
	ZoomOnMouseWheel        any   `json:"zoomOnMouseWheel,omitempty"`
	PreventDefaultMouseMove *bool `json:"preventDefaultMouseMove,omitempty"`
	MinValueSpan            int   `json:"minValueSpan"`
}

// VisitDataZooms leaves the plain wheel and a vertical swipe to the page.
func (gradients) VisitDataZooms(zooms []opts.DataZoom) any {
	out := make([]gentleZoom, len(zooms))
	for i, z := range zooms {
		out[i] = gentleZoom{DataZoom: z, MinValueSpan: 7}
		if z.Type == "inside" {
			out[i].ZoomOnMouseWheel = "ctrl"
			out[i].PreventDefaultMouseMove = new(bool)
		}
	}
	return out
}
