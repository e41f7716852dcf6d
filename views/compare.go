package views

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/text"
)

// Compare is the page that lays a few segments over each other.
type Compare struct {
	Frame
	Horizon  int
	Today    string
	Segments []SegmentGroup // all there are, for the choice
	Chosen   []Compared
	Cut      bool // more were asked for than are shown
}

// Compared is one segment on the chart.
type Compared struct {
	Segment
	Past     []PastWeek // the same weeks for all
	Targets  []Target
	Together Range
	Last     int64 // the latest complete weeks, as many as are forecast
}

// chart draws each segment's history as a line and its forecast as a dashed
// one in the same colour.
func (c Compare) chart() chartData {
	l := c.Text
	var mondays []string
	for _, w := range c.Chosen[0].Past {
		mondays = append(mondays, w.Monday)
	}
	for _, t := range c.Chosen[0].Targets {
		if len(mondays) == 0 || t.Monday > mondays[len(mondays)-1] {
			mondays = append(mondays, t.Monday)
		}
	}
	index := make(map[string]int, len(mondays))
	data := chartData{View: 52 + c.Horizon}
	for i, monday := range mondays {
		index[monday] = i
		data.Ticks = append(data.Ticks, l.DayMonth(monday)+"\n"+monday[:4])
		data.Tips = append(data.Tips, chartTip{Title: l.Week(monday)})
	}
	line := weekChart(mondays)
	var names []string
	for n, s := range c.Chosen {
		style := compareColours[n]
		past, ahead := s.lines(index, len(mondays))
		marks := charts.WithLineChartOpts(opts.LineChart{Symbol: style.symbol, SymbolSize: 6, ShowSymbol: opts.Bool(false)})
		addLine(line, s.Name, past, style.colour, "solid", marks)
		dashed := []charts.SeriesOpts{marks}
		if n == 0 {
			dashed = append(dashed, weeks{Text: l, Targets: s.Targets, Today: c.Today}.markLines(mondays)...)
		}
		addLine(line, l.T(text.SeriesForecastOf, s.Name), ahead, style.colour, "dashed", dashed...)
		data.Legend = append(data.Legend, swatch(style.class, s.Name))
		names = append(names, s.Name)
		for _, w := range s.Past {
			if w.Reason == "" {
				addRow(&data.Tips[index[w.Monday]], s.Name, l.MoneyWhole(w.Cents))
			}
		}
		for _, t := range s.Targets {
			addRow(&data.Tips[index[t.Monday]], l.T(text.SeriesForecastOf, s.Name), l.MoneyWhole(t.Cents))
		}
	}
	data.Option = option(line)
	data.Name = l.T(text.CompareSegments) + "."
	data.Words = append(data.Words, l.T(text.CompareSummary, strings.Join(names, ", ")))
	return data
}

// lines lays a segment's weeks on the axis; the forecast starts from the last
// complete week.
func (s Compared) lines(index map[string]int, n int) (past, ahead []opts.LineData) {
	past, ahead = lineData(n), lineData(n)
	joint := -1
	for _, w := range s.Past {
		if w.Reason == "" {
			joint = index[w.Monday]
			past[joint].Value = reais(w.Cents)
		}
	}
	for _, t := range s.Targets {
		ahead[index[t.Monday]].Value = reais(t.Cents)
	}
	if joint >= 0 && len(s.Targets) > 0 {
		ahead[joint].Value = past[joint].Value
	}
	return past, ahead
}

// chosen is what stands in the n-th choice.
func (c Compare) chosen(n int) Segment {
	if n < len(c.Chosen) {
		return c.Chosen[n].Segment
	}
	return Segment{}
}

func (c Compare) query() string {
	q := url.Values{"horizon": {strconv.Itoa(c.Horizon)}}
	for _, s := range c.Chosen {
		q.Add("segment", s.Key)
	}
	return q.Encode()
}

func (s Compared) growth(l text.Locale) string {
	if ratio, ok := change(s.Together.Cents, s.Last); ok {
		return l.Change(ratio)
	}
	return "–"
}
