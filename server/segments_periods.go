package server

import (
	"math"
	"slices"

	"olist/server/sheet"
	"olist/store"
	"olist/training"
	"olist/views/segments"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// addSegmentPeriods puts months or quarters in the place of the horizon's weeks: of
// each row those that are not past, what they come to in all, and the change against
// the same of a year before. By week it does nothing, nor where no forecast reaches
// the end of a period.
func addSegmentPeriods(page *segments.View, live *training.Live, span week.Span) error {
	if span == week.ByWeek {
		return nil
	}
	rows, all, err := spanRows(live, store.TotalKey, span, page.Horizon)
	if err != nil || len(ui.ComingPeriods(rows)) == 0 {
		return err
	}
	page.Span = span
	for i := range page.Rows {
		if err := periodsInRow(&page.Rows[i], live, span, page.Horizon); err != nil {
			return err
		}
		page.Rows[i].Share = float64(page.Rows[i].Coming.Cents) / float64(max(1, all.Cents))
	}
	return nil
}

func periodsInRow(row *ui.SegmentRow, live *training.Live, span week.Span, horizon int) error {
	rows, all, err := spanRows(live, row.Key, span, horizon)
	if err != nil {
		return err
	}
	row.Periods, row.Coming, row.Last = ui.ComingPeriods(rows), all.Range, all.Before
	known := !math.IsNaN(row.Growth) // there is a history to compare with
	row.Growth = math.NaN()
	if ratio, ok := ui.Change(all.Cents, all.Before); known && all.BeforeIsKnown && ok {
		row.Growth = ratio
	}
	return nil
}

// segmentPeriodsTable is for programs: a row for each segment and period.
func segmentPeriodsTable(page segments.View) sheet.Table {
	t := headed(page.Text, slices.Concat([]text.Text{text.FileSegment, text.FileName}, periodHeads, []text.Text{text.FileModel})...)
	for _, r := range page.Rows {
		for _, p := range r.Periods {
			row := append([]sheet.Cell{sheet.Text(r.Key), sheet.Text(r.Name)}, periodCells(p)...)
			t.Add(append(row, sheet.Text(page.Model.ID))...)
		}
	}
	return t
}

// segmentPeriodsShown is the table on the screen, with all its periods.
func segmentPeriodsShown(page segments.View) sheet.Table {
	t := headed(page.Text, text.SegmentColumn)
	for _, p := range page.Periods() {
		t.Heads = append(t.Heads, page.Text.Period(p.Period))
	}
	for _, h := range []text.Text{text.RowTogether, text.SegmentGrowth, text.SegmentShare, text.SegmentError} {
		t.Heads = append(t.Heads, page.Text.T(h))
	}
	for _, r := range page.Rows {
		row := []sheet.Cell{sheet.Text(r.Name)}
		for _, p := range r.Periods {
			row = append(row, sheet.Money(p.Cents))
		}
		t.Add(append(row, sheet.Money(r.Coming.Cents), sheet.Ratio(r.Growth), sheet.Ratio(r.Share), sheet.Ratio(r.Error))...)
	}
	return t
}
