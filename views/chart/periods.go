package chart

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/text"
	"olist/views/ui"
)

// yearOfPeriods is how many past months are in sight at first: with those ahead,
// each has its name on a phone.
const yearOfPeriods = 13

// Periods is a segment's past and coming months or quarters, to be drawn.
type Periods struct {
	Text    text.Locale
	Segment ui.Segment
	Rows    []ui.Period
	Goal    int64 // cents, for each; 0 for none
}

// Data draws what was, what is expected and bands. One that is partly past has a band
// as those to come; past ones that are not known whole are shaded.
func (d Periods) Data() Data {
	l, n := d.Text, len(d.Rows)
	keys := make([]string, n)
	history, forecast, incomplete := LineData(n), LineData(n), make([]bool, n)
	low80, high80, low95, high95 := LineData(n), LineData(n), LineData(n), LineData(n)
	coming, joint, unsure := n-len(ui.ComingPeriods(d.Rows)), -1, false
	for i, p := range d.Rows {
		keys[i] = p.String()
		switch {
		case p.Past && p.Missing > 0:
			incomplete[i] = true
		case p.Past:
			history[i].Value, joint = Reais(p.Cents), i
		default:
			forecast[i].Value = Reais(p.Cents)
			SetBand(low80, high80, i, p.Range, p.Low, p.High)
			SetBand(low95, high95, i, p.Range, p.Low95, p.High95)
			unsure = unsure || p.Unsure
		}
	}
	if joint >= 0 && joint == coming-1 && coming < n {
		lines := [][]opts.LineData{forecast}
		if !unsure {
			lines = append(lines, low80, high80, low95, high95)
		}
		for _, line := range lines {
			line[joint].Value = history[joint].Value
		}
	}
	c := over(keys)
	AddHistory(c, l.T(text.SeriesHistory), history)
	if !unsure {
		AddBand(c, l.T(text.SeriesBand95), low95, high95, "--band-95")
		AddBand(c, l.T(text.SeriesBand80), low80, high80, "--band-80")
	}
	AddLine(c, l.T(text.SeriesForecast), forecast, "--accent", "dashed", d.markLines(keys, coming)...)
	if slices.Contains(incomplete, true) {
		addIncomplete(c, l.T(text.SeriesPartly), l.T(text.PartialMark), incomplete)
	}
	data := Data{Option: Option(c), View: yearOfPeriods + n - coming, Name: d.Segment.Name + ". " + l.T(text.PeriodChartName), Legend: d.legend(coming, unsure, incomplete)}
	for _, p := range d.Rows {
		data.Ticks = append(data.Ticks, l.PeriodTick(p.Period))
		data.Tips = append(data.Tips, d.tip(p))
	}
	data.Words = d.words()
	if n > 0 {
		data.Span = d.Rows[0].Span
	}
	return data
}

func (d Periods) markLines(keys []string, coming int) []charts.SeriesOpts {
	if coming == len(keys) {
		return nil
	}
	lines := []charts.SeriesOpts{charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: d.Text.T(text.ForecastStarts), XAxis: keys[coming]})}
	if d.Goal > 0 {
		lines = append(lines, withLevel(d.Text.T(text.SeriesGoal), Reais(d.Goal)))
	}
	return append(lines, lineMarks())
}

func (d Periods) legend(coming int, unsure bool, incomplete []bool) []LegendItem {
	l := d.Text
	items := []LegendItem{Swatch("history", l.T(text.SeriesHistory))}
	if coming < len(d.Rows) {
		items = append(items, Swatch("forecast", l.T(text.SeriesForecast)))
		if !unsure {
			items = append(items, Swatch("band-80", l.T(text.SeriesBand80)), Swatch("band-95", l.T(text.SeriesBand95)))
		}
	}
	if slices.Contains(incomplete, true) {
		items = append(items, Swatch("partial", l.T(text.SeriesPartly)))
	}
	return items
}

func (d Periods) tip(p ui.Period) Tip {
	l := d.Text
	tip := Tip{Title: l.Period(p.Period)}
	if p.Past {
		AddRow(&tip, l.T(text.SeriesHistory), l.Money(p.Cents))
	} else {
		AddRow(&tip, l.T(text.ColumnEstimate), l.MoneyWhole(p.Cents))
		if p.Partly() {
			AddRow(&tip, l.T(text.ColumnSold), l.MoneyWhole(p.Sold))
			AddRow(&tip, l.T(text.ColumnStill), l.MoneyWhole(p.Ahead))
		}
		if !p.Unsure {
			AddRow(&tip, l.T(text.SeriesBand80), l.T(text.RangeLikely, l.MoneyWhole(p.Low), l.MoneyWhole(p.High)))
			AddRow(&tip, l.T(text.SeriesBand95), l.T(text.RangeLikely, l.MoneyWhole(p.Low95), l.MoneyWhole(p.High95)))
		}
	}
	if p.BeforeIsKnown {
		AddRow(&tip, l.T(text.FigureYearAgo), l.MoneyWhole(p.Before))
	}
	for _, said := range p.Says(l) {
		AddRow(&tip, said, "")
	}
	return tip
}

// words are what is expected of each to come.
func (d Periods) words() (said []string) {
	l := d.Text
	for _, p := range ui.ComingPeriods(d.Rows) {
		if p.Unsure {
			said = append(said, l.T(text.PeriodWords, l.Period(p.Period), l.MoneyShort(p.Cents)))
			continue
		}
		said = append(said, l.T(text.PeriodWordsBand, l.Period(p.Period), l.MoneyShort(p.Cents), l.MoneyShort(p.Low), l.MoneyShort(p.High)))
	}
	return said
}
