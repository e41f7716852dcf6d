package segments

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Compare is the page that lays a few segments over each other.
type Compare struct {
	ui.Frame
	Horizon  int
	Today    week.Week
	Segments []ui.SegmentGroup // all there are, for the choice
	Chosen   []Compared
	Cut      bool // more were asked for than are shown
}

// Compared is one segment on the chart.
type Compared struct {
	ui.Segment
	Past     []ui.PastWeek // the same weeks for all
	Targets  []ui.Target
	Together ui.Range
	Last     int64 // the latest complete weeks, as many as are forecast
}

// chart draws each segment's history as a line and its forecast as a dashed
// one in the same colour.
func (c Compare) chart() chart.Data {
	l := c.Text
	var weeks []week.Week
	for _, w := range c.Chosen[0].Past {
		weeks = append(weeks, w.Week)
	}
	for _, t := range c.Chosen[0].Targets {
		if len(weeks) == 0 || t.Week > weeks[len(weeks)-1] {
			weeks = append(weeks, t.Week)
		}
	}
	index := make(map[week.Week]int, len(weeks))
	data := chart.Data{View: 52 + c.Horizon}
	for i, w := range weeks {
		index[w] = i
		data.Ticks = append(data.Ticks, chart.Tick(l, w))
		data.Tips = append(data.Tips, chart.Tip{Title: l.Week(w)})
	}
	line := chart.OverWeeks(weeks)
	var names []string
	for n, s := range c.Chosen {
		style := chart.Colours[n]
		past, ahead := s.lines(index, len(weeks))
		marks := charts.WithLineChartOpts(opts.LineChart{Symbol: style.Symbol, SymbolSize: 6, ShowSymbol: opts.Bool(false)})
		chart.AddLine(line, s.Name, past, style.Colour, "solid", marks)
		dashed := []charts.SeriesOpts{marks}
		if n == 0 {
			dashed = append(dashed, chart.Weeks{Text: l, Targets: s.Targets, Today: c.Today}.MarkLines(weeks)...)
		}
		chart.AddLine(line, l.T(text.SeriesForecastOf, s.Name), ahead, style.Colour, "dashed", dashed...)
		data.Legend = append(data.Legend, chart.Swatch(style.Class, s.Name))
		names = append(names, s.Name)
		for _, w := range s.Past {
			if w.Reason == "" {
				chart.AddRow(&data.Tips[index[w.Week]], s.Name, l.MoneyWhole(w.Cents))
			}
		}
		for _, t := range s.Targets {
			chart.AddRow(&data.Tips[index[t.Week]], l.T(text.SeriesForecastOf, s.Name), l.MoneyWhole(t.Cents))
		}
	}
	data.Option = chart.Option(line)
	data.Name = l.T(text.CompareSegments) + "."
	data.Words = append(data.Words, l.T(text.CompareSummary, strings.Join(names, ", ")))
	return data
}

// lines lays a segment's weeks on the axis; the forecast starts from the last
// complete week.
func (s Compared) lines(index map[week.Week]int, n int) (past, ahead []opts.LineData) {
	past, ahead = chart.LineData(n), chart.LineData(n)
	joint := -1
	for _, w := range s.Past {
		if w.Reason == "" {
			joint = index[w.Week]
			past[joint].Value = chart.Reais(w.Cents)
		}
	}
	for _, t := range s.Targets {
		ahead[index[t.Week]].Value = chart.Reais(t.Cents)
	}
	if joint >= 0 && len(s.Targets) > 0 {
		ahead[joint].Value = past[joint].Value
	}
	return past, ahead
}

// chosen is what stands in the n-th choice.
func (c Compare) chosen(n int) ui.Segment {
	if n < len(c.Chosen) {
		return c.Chosen[n].Segment
	}
	return ui.Segment{}
}

func (c Compare) query() string {
	q := url.Values{"horizon": {strconv.Itoa(c.Horizon)}}
	for _, s := range c.Chosen {
		q.Add("segment", s.Key)
	}
	return q.Encode()
}

func (s Compared) growth(l text.Locale) string {
	if ratio, ok := ui.Change(s.Together.Cents, s.Last); ok {
		return l.Change(ratio)
	}
	return "–"
}
