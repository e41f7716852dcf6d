package views

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/text"
)

// weekRow is one week on the chart's axis: what came, what is forecast, or
// both where an incomplete week lies after the training range.
type weekRow struct {
	monday string
	past   *PastWeek
	target *Target
}

// event is what is said of the week.
func (r weekRow) event() string {
	switch {
	case r.past != nil && r.past.Event != "":
		return r.past.Event
	case r.target != nil:
		return r.target.Event
	}
	return ""
}

// level is where a mark of the week stands: on what came, else on the forecast.
func (r weekRow) level() float64 {
	if r.past != nil && r.past.Reason == "" || r.target == nil {
		return reais(r.past.Cents)
	}
	return reais(r.target.Cents)
}

// rows lays past and coming weeks on one axis without a hole in time.
func (d Dashboard) rows() []weekRow {
	var rows []weekRow
	index := map[string]int{}
	row := func(monday string) *weekRow {
		if i, ok := index[monday]; ok {
			return &rows[i]
		}
		for len(rows) > 0 && rows[len(rows)-1].monday < addWeeks(monday, -1) {
			next := addWeeks(rows[len(rows)-1].monday, 1)
			index[next] = len(rows)
			rows = append(rows, weekRow{monday: next})
		}
		index[monday] = len(rows)
		rows = append(rows, weekRow{monday: monday})
		return &rows[len(rows)-1]
	}
	for i := range d.Past {
		row(d.Past[i].Monday).past = &d.Past[i]
	}
	for i := range d.Targets {
		row(d.Targets[i].Monday).target = &d.Targets[i]
	}
	return rows
}

// dashboardChartData draws history, incomplete weeks, forecast and bands.
func dashboardChartData(d Dashboard) chartData {
	l, rows := d.Text, d.rows()
	n := len(rows)
	mondays := make([]string, n)
	history, partial, forecast := lineData(n), lineData(n), lineData(n)
	low80, high80, low95, high95 := lineData(n), lineData(n), lineData(n), lineData(n)
	said, marks := lineData(n), lineData(n)
	joint := -1 // the last complete week: forecast and bands start from it
	for i, r := range rows {
		mondays[i] = r.monday
		if r.past != nil && r.past.Reason == "" {
			history[i].Value = reais(r.past.Cents)
			joint = i
		} else if r.past != nil {
			partial[i].Value = reais(r.past.Cents)
		}
		if r.past != nil && r.past.Said != nil {
			said[i].Value = reais(r.past.Said.Cents)
		}
		if r.event() != "" {
			marks[i].Value = r.level()
		}
		if t := r.target; t != nil {
			forecast[i].Value = reais(t.Cents)
			low80[i].Value, high80[i].Value = reais(t.Low), reais(t.High)
			low95[i].Value, high95[i].Value = reais(t.Low95), reais(t.High95)
		}
	}
	if joint >= 0 && len(d.Targets) > 0 {
		for _, line := range [][]opts.LineData{forecast, low80, high80, low95, high95} {
			line[joint].Value = history[joint].Value
		}
	}

	c := weekChart(mondays)
	addLine(c, l.T(text.SeriesHistory), history, "--history", "solid",
		charts.WithAreaStyleOpts(opts.AreaStyle{Color: fade("--history-top", "--history-bottom")}))
	addBand(c, l.T(text.SeriesBand95), low95, high95, "--band-95")
	addBand(c, l.T(text.SeriesBand80), low80, high80, "--band-80")
	var start []charts.SeriesOpts
	if len(d.Targets) > 0 {
		start = forecastStart(l, d.Targets[0].Monday)
	}
	addLine(c, l.T(text.SeriesForecast), forecast, "--accent", "dashed", start...)
	addMarks(c, l.T(text.SeriesPartial), partial, "emptyDiamond", "--warning")
	if d.Overlay > 0 {
		addLine(c, l.T(text.SeriesPast), said, "--other-1", "dotted")
	}
	addMarks(c, l.T(text.SeriesNotes), marks, "triangle", "--ink")
	data := chartData{Option: option(c), View: 52 + d.Horizon, Summary: d.chartSummary(), Legend: d.chartLegend()}
	for _, r := range rows {
		data.Ticks = append(data.Ticks, l.DayMonth(r.monday)+"\n"+r.monday[:4])
		data.Tips = append(data.Tips, d.tip(r))
	}
	return data
}

// forecastStart marks the border between what is known and what is expected.
func forecastStart(l text.Locale, monday string) []charts.SeriesOpts {
	return []charts.SeriesOpts{
		charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: l.T(text.ForecastStarts), XAxis: monday}),
		charts.WithMarkLineStyleOpts(opts.MarkLineStyle{
			Symbol:    []string{"none", "none"},
			Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Color: "--muted", Position: "end"},
			LineStyle: &opts.LineStyle{Color: "--muted", Type: "dotted", Width: 1},
		}),
	}
}

func (d Dashboard) tip(r weekRow) chartTip {
	l := d.Text
	tip := chartTip{Title: l.Week(r.monday)}
	add := func(name text.Text, value string) { tip.Rows = append(tip.Rows, [2]string{l.T(name), value}) }
	if p := r.past; p != nil {
		if p.Reason == "" {
			add(text.SeriesHistory, l.Money(p.Cents))
		} else {
			add(text.SeriesPartial, l.Money(p.Cents))
			tip.Rows = append(tip.Rows, [2]string{l.T(text.LeftOut, p.Reason), ""})
		}
		if p.Said != nil {
			add(text.SeriesPast, l.MoneyWhole(p.Said.Cents))
		}
	}
	if t := r.target; t != nil {
		add(text.SeriesForecast, l.MoneyWhole(t.Cents))
		add(text.SeriesBand80, l.T(text.RangeLikely, l.MoneyWhole(t.Low), l.MoneyWhole(t.High)))
		add(text.SeriesBand95, l.T(text.RangeLikely, l.MoneyWhole(t.Low95), l.MoneyWhole(t.High95)))
	}
	if said := r.event(); said != "" {
		tip.Rows = append(tip.Rows, [2]string{said, ""})
	}
	return tip
}

func (d Dashboard) chartSummary() string {
	l := d.Text
	if len(d.Past) == 0 || len(d.Targets) == 0 {
		return l.T(text.ChartTitle)
	}
	last := d.Targets[len(d.Targets)-1]
	return l.T(text.ChartSummary, l.Date(d.Past[0].Monday), l.Date(d.Past[len(d.Past)-1].Monday),
		l.N(text.Weeks, len(d.Targets)), l.MoneyShort(d.Targets[0].Cents), l.MoneyShort(last.Cents))
}

func (d Dashboard) chartLegend() []legendItem {
	l := d.Text
	items := []legendItem{{"history", l.T(text.SeriesHistory)}}
	if len(d.Targets) > 0 {
		items = append(items, legendItem{"forecast", l.T(text.SeriesForecast)},
			legendItem{"band-80", l.T(text.SeriesBand80)}, legendItem{"band-95", l.T(text.SeriesBand95)})
	}
	if len(d.incomplete()) > 0 {
		items = append(items, legendItem{"partial", l.T(text.SeriesPartial)})
	}
	if d.Overlay > 0 {
		items = append(items, legendItem{"compared-1", l.T(text.SeriesPast)})
	}
	for _, r := range d.rows() {
		if r.event() != "" {
			return append(items, legendItem{"note", l.T(text.SeriesNotes)})
		}
	}
	return items
}
