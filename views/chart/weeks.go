package chart

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Weeks is a segment's past and coming weeks, to be drawn.
type Weeks struct {
	Text    text.Locale
	Segment ui.Segment
	Horizon int       // weeks ahead that are in sight at first
	Today   week.Week // the present one; 0 where it is not to be marked
	Past    []ui.PastWeek
	Targets []ui.Target
	Overlay int   // steps ahead of the past forecasts laid over the sales; 0 for none
	Goal    int64 // cents, for every week; 0 for none
}

// Unsure reports whether the forecasts have no ranges.
func (d Weeks) Unsure() bool { return len(d.Targets) > 0 && d.Targets[0].Unsure }

// SetBand sets the bounds of a range in row i, where they are known.
func SetBand(low, high []opts.LineData, i int, r ui.Range, from, to int64) {
	if !r.Unsure {
		low[i].Value, high[i].Value = Reais(from), Reais(to)
	}
}

// Row is one week on the chart's axis: what came, what is forecast, or
// both where an incomplete week lies after the training range.
type Row struct {
	Week   week.Week
	Past   *ui.PastWeek
	Target *ui.Target
}

// event names what happens in the week.
func (r Row) event() string {
	switch {
	case r.Past != nil && r.Past.Event != "":
		return r.Past.Event
	case r.Target != nil:
		return r.Target.Event
	}
	return ""
}

// note is what people wrote about the week.
func (r Row) note() string {
	switch {
	case r.Past != nil && r.Past.Note != "":
		return r.Past.Note
	case r.Target != nil:
		return r.Target.Note
	}
	return ""
}

// level is where a mark of the week stands: on what came, else on the forecast.
func (r Row) level() float64 {
	if r.Past != nil && r.Past.Reason == "" || r.Target == nil {
		return Reais(r.Past.Cents)
	}
	return Reais(r.Target.Cents)
}

// Rows lays past and coming weeks on one axis without a hole in time.
func (d Weeks) Rows() []Row {
	var rows []Row
	index := map[week.Week]int{}
	row := func(w week.Week) *Row {
		if i, ok := index[w]; ok {
			return &rows[i]
		}
		for len(rows) > 0 && rows[len(rows)-1].Week < w-1 {
			next := rows[len(rows)-1].Week + 1
			index[next] = len(rows)
			rows = append(rows, Row{Week: next})
		}
		index[w] = len(rows)
		rows = append(rows, Row{Week: w})
		return &rows[len(rows)-1]
	}
	for i := range d.Past {
		row(d.Past[i].Week).Past = &d.Past[i]
	}
	for i := range d.Targets {
		row(d.Targets[i].Week).Target = &d.Targets[i]
	}
	return rows
}

// Data draws history, incomplete weeks, forecast and bands.
func (d Weeks) Data() Data {
	l, rows := d.Text, d.Rows()
	n := len(rows)
	weeks := make([]week.Week, n)
	history, forecast, incomplete := LineData(n), LineData(n), make([]bool, n)
	low80, high80, low95, high95 := LineData(n), LineData(n), LineData(n), LineData(n)
	said, events, notes := LineData(n), LineData(n), LineData(n)
	joint := -1 // the last complete week: forecast and bands start from it
	for i, r := range rows {
		weeks[i] = r.Week
		if r.Past != nil && r.Past.Reason == "" {
			history[i].Value = Reais(r.Past.Cents)
			joint = i
		}
		incomplete[i] = r.Past != nil && r.Past.Reason != ""
		if r.Past != nil && r.Past.Said != nil {
			said[i].Value = Reais(r.Past.Said.Cents)
		}
		MarkWeek(r, &events[i], &notes[i])
		if t := r.Target; t != nil {
			forecast[i].Value = Reais(t.Cents)
			SetBand(low80, high80, i, t.Range, t.Low, t.High)
			SetBand(low95, high95, i, t.Range, t.Low95, t.High95)
		}
	}
	if joint >= 0 && len(d.Targets) > 0 {
		forecast[joint].Value = history[joint].Value
		if !d.Unsure() {
			for _, line := range [][]opts.LineData{low80, high80, low95, high95} {
				line[joint].Value = history[joint].Value
			}
		}
	}

	c := OverWeeks(weeks)
	AddHistory(c, l.T(text.SeriesHistory), history)
	if !d.Unsure() {
		AddBand(c, l.T(text.SeriesBand95), low95, high95, "--band-95")
		AddBand(c, l.T(text.SeriesBand80), low80, high80, "--band-80")
	}
	AddLine(c, l.T(text.SeriesForecast), forecast, "--accent", "dashed", d.MarkLines(weeks)...)
	if slices.Contains(incomplete, true) {
		addIncomplete(c, l.T(text.SeriesPartial), l.T(text.PartialMark), incomplete)
	}
	if d.Overlay > 0 {
		AddLine(c, l.T(text.SeriesPast), said, "--other-1", "dotted")
	}
	marked := AddWeekMarks(c, l, events, notes)
	data := Data{Option: Option(c), View: 52 + d.Horizon, Name: d.Name(), Words: d.Words(), Legend: append(d.legend(), marked...)}
	for _, r := range rows {
		data.Ticks = append(data.Ticks, Tick(l, r.Week))
		data.Tips = append(data.Tips, d.Tip(r))
	}
	return data
}

// MarkLines draw the border between what is known and what is expected, today
// where that is another week, and the target of every week.
func (d Weeks) MarkLines(weeks []week.Week) []charts.SeriesOpts {
	if len(d.Targets) == 0 {
		return nil
	}
	l, first, last := d.Text, d.Targets[0].Week, weeks[len(weeks)-1]
	name := l.T(text.ForecastStarts)
	if first == d.Today {
		name = l.T(text.TodayMark)
	}
	lines := []charts.SeriesOpts{charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: name, XAxis: first.String()})}
	if first != d.Today && d.Today >= weeks[0] && d.Today <= last {
		lines = append(lines, charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: l.T(text.TodayMark), XAxis: d.Today.String()}))
	}
	if d.Goal > 0 {
		lines = append(lines, withLevel(l.T(text.SeriesGoal), Reais(d.Goal)))
	}
	return append(lines, lineMarks())
}

// lineMarks is how lines across a chart look.
func lineMarks() charts.SeriesOpts {
	return charts.WithMarkLineStyleOpts(opts.MarkLineStyle{
		Symbol:    []string{"none", "none"},
		Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Color: "--muted", FontSize: fontSize, Position: "end"},
		LineStyle: &opts.LineStyle{Color: "--muted", Type: "dotted", Width: 1.5},
	})
}

func (d Weeks) Tip(r Row) Tip {
	l := d.Text
	tip := Tip{Title: l.Week(r.Week)}
	add := func(name text.Text, value string) { tip.Rows = append(tip.Rows, [2]string{l.T(name), value}) }
	if p := r.Past; p != nil {
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
	if t := r.Target; t != nil {
		add(text.SeriesForecast, l.MoneyWhole(t.Cents))
		if !t.Unsure {
			add(text.SeriesBand80, l.T(text.RangeLikely, l.MoneyWhole(t.Low), l.MoneyWhole(t.High)))
			add(text.SeriesBand95, l.T(text.RangeLikely, l.MoneyWhole(t.Low95), l.MoneyWhole(t.High95)))
		}
	}
	for _, said := range []string{r.event(), r.note()} {
		if said != "" {
			tip.Rows = append(tip.Rows, [2]string{said, ""})
		}
	}
	return tip
}

func (d Weeks) Name() string { return d.Segment.Name + ". " + d.Text.T(text.ChartName) }

func (d Weeks) legend() []LegendItem {
	l := d.Text
	items := []LegendItem{Swatch("history", l.T(text.SeriesHistory))}
	if len(d.Targets) > 0 {
		items = append(items, Swatch("forecast", l.T(text.SeriesForecast)))
	}
	if len(d.Targets) > 0 && !d.Unsure() {
		items = append(items, Swatch("band-80", l.T(text.SeriesBand80)), Swatch("band-95", l.T(text.SeriesBand95)))
	}
	if len(ui.Incomplete(d.Past)) > 0 {
		items = append(items, Swatch("partial", l.T(text.SeriesPartial)))
	}
	if d.Overlay > 0 {
		items = append(items, Swatch("compared-1", l.T(text.SeriesPast)))
	}
	return items
}

func AddHistory(c *charts.Line, name string, history []opts.LineData) {
	AddLine(c, name, history, "--history", "solid",
		charts.WithAreaStyleOpts(opts.AreaStyle{Color: fade("--history-top", "--history-bottom")}))
}

// MarkWeek sets the marks of a week's event and note.
func MarkWeek(r Row, event, note *opts.LineData) {
	if name := r.event(); name != "" {
		event.Name, event.Value = name, r.level()
	}
	if said := r.note(); said != "" {
		note.Name, note.Value = said, r.level()
	}
}

// AddWeekMarks draws events and notes, and gives what explains them.
func AddWeekMarks(c *charts.Line, l text.Locale, events, notes []opts.LineData) (items []LegendItem) {
	marked := func(p opts.LineData) bool { return p.Value != gap }
	if slices.ContainsFunc(events, marked) {
		addMarks(c, l.T(text.SeriesEvents), events, eventSymbol, "--ink")
		items = append(items, Swatch("event", l.T(text.SeriesEvents)))
	}
	if slices.ContainsFunc(notes, marked) {
		addMarks(c, l.T(text.SeriesNotes), notes, "pin", "--other-3")
		items = append(items, Swatch("note", l.T(text.SeriesNotes)))
	}
	return items
}
