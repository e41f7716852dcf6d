package views

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/text"
)

// weeks is a segment's past and coming weeks, to be drawn.
type weeks struct {
	Text    text.Locale
	Segment Segment
	Horizon int    // weeks ahead that are in sight at first
	Today   string // Monday of the present week
	Past    []PastWeek
	Targets []Target
	Overlay int   // steps ahead of the past forecasts laid over the sales; 0 for none
	Goal    int64 // cents, for every week; 0 for none
}

// weekRow is one week on the chart's axis: what came, what is forecast, or
// both where an incomplete week lies after the training range.
type weekRow struct {
	monday string
	past   *PastWeek
	target *Target
}

// event names what happens in the week.
func (r weekRow) event() string {
	switch {
	case r.past != nil && r.past.Event != "":
		return r.past.Event
	case r.target != nil:
		return r.target.Event
	}
	return ""
}

// note is what people wrote about the week.
func (r weekRow) note() string {
	switch {
	case r.past != nil && r.past.Note != "":
		return r.past.Note
	case r.target != nil:
		return r.target.Note
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
func (d weeks) rows() []weekRow {
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

// data draws history, incomplete weeks, forecast and bands.
func (d weeks) data() chartData {
	l, rows := d.Text, d.rows()
	n := len(rows)
	mondays := make([]string, n)
	history, partial, forecast := lineData(n), lineData(n), lineData(n)
	low80, high80, low95, high95 := lineData(n), lineData(n), lineData(n), lineData(n)
	said, events, notes := lineData(n), lineData(n), lineData(n)
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
		markWeek(r, &events[i], &notes[i])
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
	addHistory(c, l.T(text.SeriesHistory), history)
	addBand(c, l.T(text.SeriesBand95), low95, high95, "--band-95")
	addBand(c, l.T(text.SeriesBand80), low80, high80, "--band-80")
	addLine(c, l.T(text.SeriesForecast), forecast, "--accent", "dashed", d.markLines(mondays)...)
	addMarks(c, l.T(text.SeriesPartial), partial, "emptyDiamond", "--warning")
	if d.Overlay > 0 {
		addLine(c, l.T(text.SeriesPast), said, "--other-1", "dotted")
	}
	marked := addWeekMarks(c, l, events, notes)
	data := chartData{Option: option(c), View: 52 + d.Horizon, Name: d.name(), Words: d.words(), Legend: append(d.legend(), marked...)}
	for _, r := range rows {
		data.Ticks = append(data.Ticks, l.DayMonth(r.monday)+"\n"+r.monday[:4])
		data.Tips = append(data.Tips, d.tip(r))
	}
	return data
}

// markLines draw the border between what is known and what is expected, today
// where that is another week, and the target of every week.
func (d weeks) markLines(mondays []string) []charts.SeriesOpts {
	if len(d.Targets) == 0 {
		return nil
	}
	l, first, last := d.Text, d.Targets[0].Monday, mondays[len(mondays)-1]
	name := l.T(text.ForecastStarts)
	if first == d.Today {
		name = l.T(text.TodayMark)
	}
	lines := []charts.SeriesOpts{charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: name, XAxis: first})}
	if first != d.Today && d.Today >= mondays[0] && d.Today <= last {
		lines = append(lines, charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: l.T(text.TodayMark), XAxis: d.Today}))
	}
	if d.Goal > 0 {
		lines = append(lines, charts.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{Name: l.T(text.SeriesGoal), YAxis: reais(d.Goal)}))
	}
	return append(lines, charts.WithMarkLineStyleOpts(opts.MarkLineStyle{
		Symbol:    []string{"none", "none"},
		Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Color: "--muted", Position: "end"},
		LineStyle: &opts.LineStyle{Color: "--muted", Type: "dotted", Width: 1.5},
	}))
}

func (d weeks) tip(r weekRow) chartTip {
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
	for _, said := range []string{r.event(), r.note()} {
		if said != "" {
			tip.Rows = append(tip.Rows, [2]string{said, ""})
		}
	}
	return tip
}

func (d weeks) name() string { return d.Segment.Name + ". " + d.Text.T(text.ChartName) }

func (d weeks) legend() []legendItem {
	l := d.Text
	items := []legendItem{swatch("history", l.T(text.SeriesHistory))}
	if len(d.Targets) > 0 {
		items = append(items, swatch("forecast", l.T(text.SeriesForecast)),
			swatch("band-80", l.T(text.SeriesBand80)), swatch("band-95", l.T(text.SeriesBand95)))
	}
	if len(Incomplete(d.Past)) > 0 {
		items = append(items, swatch("partial", l.T(text.SeriesPartial)))
	}
	if d.Overlay > 0 {
		items = append(items, swatch("compared-1", l.T(text.SeriesPast)))
	}
	return items
}

func addHistory(c *charts.Line, name string, history []opts.LineData) {
	addLine(c, name, history, "--history", "solid",
		charts.WithAreaStyleOpts(opts.AreaStyle{Color: fade("--history-top", "--history-bottom")}))
}

// markWeek sets the marks of a week's event and note.
func markWeek(r weekRow, event, note *opts.LineData) {
	if name := r.event(); name != "" {
		event.Name, event.Value = name, r.level()
	}
	if said := r.note(); said != "" {
		note.Name, note.Value = said, r.level()
	}
}

// addWeekMarks draws events and notes, and gives what explains them.
func addWeekMarks(c *charts.Line, l text.Locale, events, notes []opts.LineData) (items []legendItem) {
	marked := func(p opts.LineData) bool { return p.Value != gap }
	if slices.ContainsFunc(events, marked) {
		addMarks(c, l.T(text.SeriesEvents), events, eventSymbol, "--ink")
		items = append(items, swatch("event", l.T(text.SeriesEvents)))
	}
	if slices.ContainsFunc(notes, marked) {
		addMarks(c, l.T(text.SeriesNotes), notes, "pin", "--other-3")
		items = append(items, swatch("note", l.T(text.SeriesNotes)))
	}
	return items
}
