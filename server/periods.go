package server

import (
	"fmt"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/server/sheet"
	"olist/store/fault"
	"olist/training"
	"olist/training/periods"
	"olist/views/dashboard"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// spanOf reads period= for a page: weeks, and word of it, where there is no such.
func spanOf(c echo.Context, f *ui.Frame) week.Span {
	span, err := spanParam(c)
	if err != nil {
		notUnderstood(c, f, "period", err, f.Text.SumsBy(week.ByWeek))
		return week.ByWeek
	}
	return span
}

// spanParam reads period= for a program.
func spanParam(c echo.Context) (week.Span, error) {
	asked := c.QueryParam("period")
	if asked == "" {
		return week.ByWeek, nil
	}
	if i := slices.Index(week.Spans, week.Span(asked)); i >= 0 {
		return week.Spans[i], nil
	}
	return "", fault.Invalid("period", message.PeriodWrong.With())
}

// addPeriods puts the segment by month or quarter on the page, where that is asked
// for or its target is for these.
func addPeriods(d *dashboard.View, live *training.Live) error {
	if each := d.Goal.Each; d.Goal.Cents > 0 && each != "" && each != week.ByWeek {
		rows, _, err := spanRows(live, d.Segment.Key, each, d.Horizon)
		if err != nil {
			return err
		}
		d.GoalPeriods = ui.ComingPeriods(rows)
	}
	if d.Span == week.ByWeek {
		return nil
	}
	var err error
	d.Daily, d.ByShare = live.SplitDaily(), live.SplitShared(d.Segment.Key)
	d.Rows, d.All, err = spanRows(live, d.Segment.Key, d.Span, d.Horizon)
	return err
}

// spanRows are a segment's months or quarters, and what is not past of them together.
func spanRows(live *training.Live, segment string, span week.Span, horizon int) (rows []ui.Period, together ui.Period, err error) {
	sums, err := live.Periods(segment, span, horizon, training.Levels)
	if err != nil {
		return nil, ui.Period{}, err
	}
	all, err := live.Together(segment, sums, training.Levels)
	rows = periodRows(sums)
	return rows, togetherOf(all, rows), err
}

// periodRows are sums as pages show them, each with that of a year before.
func periodRows(sums []periods.Sum) []ui.Period {
	rows := make([]ui.Period, len(sums))
	for i, s := range sums {
		rows[i] = periodRow(s)
		if j := i - perYear(s.Period.Span); j >= 0 && sums[j].Past() && sums[j].Whole() {
			rows[i].Before, rows[i].BeforeIsKnown = sums[j].Cents(), true
		}
	}
	return rows
}

func perYear(s week.Span) int {
	if s == week.ByQuarter {
		return 4
	}
	return 12
}

func periodRow(s periods.Sum) ui.Period {
	p := ui.Period{Period: s.Period, Sold: s.Sold, Ahead: s.Ahead, Known: s.Known, Missing: s.Missing, Past: s.Past()}
	p.Days = int(s.Period.Add(1).First().Sub(s.Period.First()) / (24 * time.Hour))
	if p.Range = (ui.Range{Cents: s.Cents()}); !p.Past {
		p.Range = rangeOf(s.Point)
	}
	return p
}

// togetherOf is what is to come together, beside the same of a year before where all
// of that is known.
func togetherOf(all periods.Sum, rows []ui.Period) ui.Period {
	out := ui.Period{Range: rangeOf(all.Point), Sold: all.Sold, Ahead: all.Ahead}
	for _, p := range ui.ComingPeriods(rows) {
		out.Before += p.Before
		out.BeforeIsKnown = p.BeforeIsKnown && (out.BeforeIsKnown || out.Before == p.Before)
		if !p.BeforeIsKnown {
			return ui.Period{Range: out.Range, Sold: out.Sold, Ahead: out.Ahead}
		}
	}
	return out
}

// periodsTable is for programs: past months or quarters, and those to come.
func periodsTable(d dashboard.View) sheet.Table {
	t := headed(d.Text, slices.Concat([]text.Text{text.FileSegment}, periodHeads, []text.Text{text.FileModel})...)
	if d.PeriodGoal() {
		t.Heads = append(t.Heads, d.Text.T(text.FileTarget), d.Text.T(text.FileGap), d.Text.T(text.FileChance))
	}
	for _, p := range d.Rows {
		row := append([]sheet.Cell{sheet.Text(d.Segment.Key)}, periodCells(p)...)
		row = append(row, sheet.Text(d.Model.ID))
		if d.PeriodGoal() && !p.Past {
			row = append(row, goalRow(d, p.Range)...)
		}
		t.Add(row...)
	}
	return t
}

// periodHeads are those of periodCells.
var periodHeads = []text.Text{text.FilePeriod, text.FileFrom, text.FileTo, text.FileSold, text.FileAhead, text.FileForecast,
	text.FileLow80, text.FileHigh80, text.FileLow95, text.FileHigh95, text.FileYearAgo, text.FileMissing}

// periodCells are a month or quarter for programs: what is past has no estimate.
func periodCells(p ui.Period) []sheet.Cell {
	row := []sheet.Cell{sheet.Text(p.String()), sheet.Day(p.First()), sheet.Day(p.Last()), moneyKnown(p.Sold, p.Known > 0), moneyKnown(p.Ahead, !p.Past)}
	if p.Past {
		row = append(row, make([]sheet.Cell, 5)...)
	} else {
		row = append(row, rangeRow(p.Range)...)
	}
	return append(row, moneyKnown(p.Before, p.BeforeIsKnown), sheet.Int(p.Missing))
}

// periodsShown is the table on the screen, with its total below.
func periodsShown(d dashboard.View) sheet.Table {
	t := headed(d.Text, text.FilePeriod, text.ColumnEstimate, text.ColumnLow, text.ColumnHigh, text.ColumnLow95, text.ColumnHigh95, text.ColumnSold, text.ColumnStill, text.FigureYearAgo)
	t.Heads[0] = d.Text.Span(d.Span)
	if d.PeriodGoal() {
		t.Heads = append(t.Heads, d.Text.T(text.ColumnGap), d.Text.T(text.ColumnChance))
	}
	row := func(name string, p ui.Period) []sheet.Cell {
		cells := append([]sheet.Cell{sheet.Text(name)}, rangeRow(p.Range)...)
		return append(cells, sheet.Money(p.Sold), sheet.Money(p.Ahead), moneyKnown(p.Before, p.BeforeIsKnown))
	}
	for _, p := range d.PeriodsAhead() {
		name := d.Text.Period(p.Period)
		for _, said := range p.Says(d.Text) {
			name = joined(name, said)
		}
		cells := row(name, p)
		if d.PeriodGoal() {
			cells = append(cells, goalRow(d, p.Range)[1:]...)
		}
		t.Add(cells...)
	}
	if len(d.PeriodsAhead()) > 1 {
		t.Add(row(d.Text.T(text.RowTogether), d.All)...)
	}
	return t
}

type (
	periodsAnswer struct {
		Model    string    `json:"model"`
		Segment  string    `json:"segment"`
		Horizon  int       `json:"horizon"`
		Levels   []float64 `json:"levels"`
		Trained  bool      `json:"trained_on_these_data"`
		Measured bool      `json:"measured"`
		amounts
		Period  string        `json:"period"`
		Split   string        `json:"split"`        // how weeks that straddle months are divided: orders_by_day or evenly
		Shared  int           `json:"shared_weeks"` // past ones of them that came without days of the segment
		Periods []periodPoint `json:"periods"`
		Total   periodTotal   `json:"total"` // of those that are not past
	}
	periodPoint struct {
		Period  string `json:"period"` // 2018-08, or 2018-Q3
		From    string `json:"from"`
		To      string `json:"to"`
		Missing int    `json:"days_missing"` // past days that are not known whole
		Known   int    `json:"days_past"`
		periodTotal
	}
	periodTotal struct {
		Sold     reais  `json:"sold"`
		Expected reais  `json:"expected"`
		Estimate reais  `json:"estimate"` // sold and expected together
		Bands    []band `json:"bands"`    // of the estimate; none where all is past
	}
)

// answerPeriods answers GET /api/v1/forecast?period=month or quarter.
func (s *Server) answerPeriods(c echo.Context, live *training.Live, span week.Span, horizon int, levels []float64) error {
	segment := segmentParam(c)
	sums, err := live.Periods(segment, span, horizon, levels)
	if err != nil {
		return err
	}
	all, err := live.Together(segment, sums, levels)
	if err != nil {
		return err
	}
	a := periodsAnswer{Model: live.Model.ID, Segment: segment, Horizon: horizon, Levels: levels, Trained: live.Trained(), Measured: live.Report != nil, amounts: amountsOf(live),
		Period: string(span), Split: "evenly", Shared: live.SplitShared(segment), Periods: make([]periodPoint, len(sums)), Total: periodTotalOf(all)}
	if live.SplitDaily() {
		a.Split = "orders_by_day"
	}
	for i, sum := range sums {
		a.Periods[i] = periodPoint{Period: sum.Period.String(), From: sum.Period.First().Format(time.DateOnly), To: sum.Period.Last().Format(time.DateOnly),
			Missing: sum.Missing, Known: sum.Known, periodTotal: periodTotalOf(sum)}
	}
	return s.answer(c, live, a)
}

func periodTotalOf(s periods.Sum) periodTotal {
	inUnits := func(cents int64) reais { return reais(float64(cents) / 100) }
	return periodTotal{inUnits(s.Sold), inUnits(s.Ahead), inUnits(s.Cents()), bandsOf(s.Point)}
}

func bandsOf(p forecast.Point) []band {
	out := make([]band, len(p.Bands))
	for i, b := range p.Bands {
		out[i] = band{Level: b.Level, Lower: reais(b.Lower), Upper: reais(b.Upper)}
	}
	return out
}

// forecastFileName names the file of a segment's forecast.
func forecastFileName(d dashboard.View) string {
	if d.ByPeriod() {
		return fmt.Sprintf("forecast-%s-%ss", fileName(d.Segment.Key), d.Span)
	}
	return fmt.Sprintf("forecast-%s-%dw", fileName(d.Segment.Key), d.Horizon)
}
