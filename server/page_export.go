package server

import (
	"github.com/labstack/echo/v4"

	"olist/server/sheet"
	"olist/views/dashboard"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// getForecastFile answers GET /forecast.csv, .tsv and .xlsx with
// ?horizon=&segment=: the table of the dashboard.
func (s *Server) getForecastFile(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	d, err := s.dashboard(c, live)
	if err != nil {
		return err
	}
	if d.ByPeriod() {
		return sendTable(c, forecastFileName(d), tables{
			machine: func() sheet.Table { return periodsTable(d) },
			shown:   func() sheet.Table { return periodsShown(d) },
		})
	}
	return sendTable(c, forecastFileName(d), tables{
		machine: func() sheet.Table { return forecastTable(d) },
		shown:   func() sheet.Table { return forecastShown(d) },
	})
}

// forecastShown is the table on the screen, with its total below.
func forecastShown(d dashboard.View) sheet.Table {
	t := headed(d.Text, text.ColumnWeek, text.ColumnDates, text.ColumnForecast, text.ColumnLow, text.ColumnHigh, text.ColumnLow95, text.ColumnHigh95, text.FigureYearAgo, text.ColumnSoFar)
	each := goalOfWeeks(d)
	if each {
		t.Heads = append(t.Heads, d.Text.T(text.ColumnGap), d.Text.T(text.ColumnChance))
	}
	for i, w := range d.Targets {
		row := append([]sheet.Cell{sheet.Text(ui.ISOWeek(w.Week)), sheet.Text(joined(d.Text.Week(w.Week), joined(w.Event, w.Note)))}, rangeRow(w.Range)...)
		row = append(row, moneyKnown(d.SoldIn(w.Week-week.PerYear)), sheet.Money(d.SoFar(i)))
		if each {
			row = append(row, goalRow(d, w.Range)[1:]...)
		}
		t.Add(row...)
	}
	if n := len(d.Targets); n > 1 {
		t.Add(append([]sheet.Cell{sheet.Text(d.Text.N(text.Weeks, n)), sheet.Text(d.Text.T(text.RowTogether))},
			append(rangeRow(d.Together), moneyKnown(d.YearAgo()))...)...)
	}
	return t
}

// moneyKnown is an amount, or nothing where it is not known.
func moneyKnown(cents int64, known bool) sheet.Cell {
	if !known {
		return sheet.Cell{}
	}
	return sheet.Money(cents)
}

// forecastTable is for programs: the weeks ahead and before them those that the
// chart shows, with notes.
// Every row is a week. What is for all weeks ahead together stands once, in
// columns of its own beside the first of them: a row of it among the weeks would
// double their sum.
func forecastTable(d dashboard.View) sheet.Table {
	t := headed(d.Text, forecastHead(d)...)
	for _, w := range d.Past {
		t.Add(pastRow(d, w)...)
	}
	for i, w := range d.Targets {
		row := append([]sheet.Cell{sheet.Text(d.Segment.Key), sheet.Date(w.Week), sheet.Int(w.Step)}, rangeRow(w.Range)...)
		row = append(row, sheet.Text(d.Model.ID), sheet.Text(joined(w.Event, w.Note)), sheet.Cell{})
		if d.Overlay > 0 {
			row = append(row, sheet.Cell{})
		}
		if goalOfWeeks(d) {
			row = append(row, goalRow(d, w.Range)...)
		}
		if len(d.Plan) > 0 {
			row = append(row, moneyKnown(d.Plan[i].Cents, d.Plan[i].Known), sheet.Int(int(d.Plan[i].Number)))
		}
		if i == 0 && len(d.Targets) > 1 {
			row = append(row, togetherRow(d)...)
		}
		t.Add(row...)
	}
	return t
}

func forecastHead(d dashboard.View) []text.Text {
	head := []text.Text{text.FileSegment, text.FileWeek, text.FileStep, text.FileForecast,
		text.FileLow80, text.FileHigh80, text.FileLow95, text.FileHigh95, text.FileModel, text.FileNote, text.FileSales}
	if d.Overlay > 0 {
		head = append(head, text.FileSaid)
	}
	if goalOfWeeks(d) {
		head = append(head, text.FileTarget, text.FileGap, text.FileChance)
	}
	if len(d.Plan) > 0 {
		head = append(head, text.FilePlan, text.FilePlanNo)
	}
	if len(d.Targets) > 1 {
		head = append(head, text.FileTogether, text.FileTogetherLow80, text.FileTogetherHigh80, text.FileTogetherLow95, text.FileTogetherHigh95)
		if d.Goal.Cents > 0 && d.Goal.Each == "" && !goalOfWeeks(d) {
			head = append(head, text.FileTogetherTarget, text.FileTogetherGap, text.FileTogetherChance)
		}
	}
	return head
}

// goalOfWeeks tells whether each week stands against the target by itself.
func goalOfWeeks(d dashboard.View) bool {
	return d.Goal.Cents > 0 && (d.Goal.Each == week.ByWeek || d.Goal.Each == "" && len(d.Targets) == 1)
}

func togetherRow(d dashboard.View) []sheet.Cell {
	row := rangeRow(d.Together)
	if d.Goal.Cents > 0 && d.Goal.Each == "" && !goalOfWeeks(d) {
		row = append(row, goalRow(d, d.Together)...)
	}
	return row
}

// goalRow says how a range stands to the target.
func goalRow(d dashboard.View, r ui.Range) []sheet.Cell {
	return []sheet.Cell{sheet.Money(d.Goal.Cents), sheet.Money(r.Cents - d.Goal.Cents), sheet.Ratio(r.Chance(d.Goal.Cents))}
}

func pastRow(d dashboard.View, w ui.PastWeek) []sheet.Cell {
	note := joined(w.Event, w.Note)
	if w.Reason != "" {
		note = joined(note, d.Text.T(text.LeftOut, w.Reason))
	}
	row := []sheet.Cell{sheet.Text(d.Segment.Key), sheet.Date(w.Week), sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Text(note), sheet.Money(w.Cents)}
	if d.Overlay > 0 {
		row = append(row, sheet.Cell{})
		if w.Said != nil {
			row[len(row)-1] = sheet.Money(w.Said.Cents)
		}
	}
	return row
}

func rangeRow(r ui.Range) []sheet.Cell {
	return []sheet.Cell{sheet.Money(r.Cents), bound(r, r.Low), bound(r, r.High), bound(r, r.Low95), bound(r, r.High95)}
}

// bound is a bound of a range, nothing where it is not known.
func bound(r ui.Range, cents int64) sheet.Cell { return moneyKnown(cents, !r.Unsure) }
