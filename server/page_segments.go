package server

import (
	"fmt"
	"math"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/forecast/backtest"
	"olist/server/sheet"
	"olist/store"
	"olist/training"
	"olist/views/segments"
	"olist/views/text"
	"olist/views/ui"
)

// getSegments answers GET /segments?horizon=&period=&kind=&q=&sort=&order=.
func (s *Server) getSegments(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	page, err := s.segments(c, live)
	if err != nil {
		return err
	}
	if isPartial(c) {
		return s.render(c, http.StatusOK, segments.Page(page), segments.Table)
	}
	return s.render(c, http.StatusOK, segments.Page(page))
}

func (s *Server) segments(c echo.Context, live *training.Live) (segments.View, error) {
	page := segments.View{
		Frame: s.frame(c, live), Search: c.QueryParam("q"),
	}
	page.Horizon = horizonOf(c, &page.Frame, training.DefaultHorizon)
	page.Kind = oneOf(c, &page.Frame, "kind", page.Text.T(text.SegmentsAll), ui.KindAll, ui.KindCategory, ui.KindState)
	page.Sort = oneOf(c, &page.Frame, "sort", page.Text.T(text.SegmentSortBy, page.Text.T(text.SegmentComing)), segments.SortKeys...)
	page.Down = oneOf(c, &page.Frame, "order", page.Text.T(text.SegmentsLargest), "down", "up") == "down"
	err := s.addStanding(c.Request().Context(), &page.Frame, live)
	if err != nil {
		return page, err
	}
	if page.Rows, err = segmentRows(segmentChoice(page.Text, live.Data), live, page.Horizon); err != nil {
		return page, err
	}
	if err := addSegmentPeriods(&page, live, spanOf(c, &page.Frame)); err != nil {
		return page, err
	}
	for _, key := range c.QueryParams()["segment"] {
		seg, err := live.Data.Segment(key)
		if err != nil {
			misread(c, &page.Frame, err, messageOf(c, err))
			continue
		}
		page.Picked = append(page.Picked, segmentView(page.Text, seg))
	}
	page.Arrange()
	return page, nil
}

// getSegmentsFile answers GET /segments.csv, .tsv and .xlsx: the table as it is
// searched and sorted.
func (s *Server) getSegmentsFile(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	page, err := s.segments(c, live)
	if err != nil {
		return err
	}
	if page.Span != "" {
		return sendTable(c, fmt.Sprintf("segments-%ss", page.Span), tables{
			machine: func() sheet.Table { return segmentPeriodsTable(page) },
			shown:   func() sheet.Table { return segmentPeriodsShown(page) },
		})
	}
	return sendTable(c, fmt.Sprintf("segments-%dw", page.Horizon), tables{
		machine: func() sheet.Table { return segmentsTable(page) },
		shown:   func() sheet.Table { return segmentsShown(page) },
	})
}

func segmentsTable(page segments.View) sheet.Table {
	t := headed(page.Text, text.FileSegment, text.FileName, text.FileWeeks, text.FileForecast, text.FileLow80, text.FileHigh80,
		text.FileLast, text.FileGrowth, text.FileShare, text.FileError, text.FileModel)
	for _, r := range page.Rows {
		t.Add(sheet.Text(r.Key), sheet.Text(r.Name), sheet.Int(page.Horizon), sheet.Money(r.Coming.Cents), bound(r.Coming, r.Coming.Low), bound(r.Coming, r.Coming.High),
			sheet.Money(r.Last), sheet.Ratio(r.Growth), sheet.Ratio(r.Share), sheet.Ratio(r.Error), sheet.Text(page.Model.ID))
	}
	return t
}

// segmentsShown is the table on the screen, on all its parts; lines and ticks
// are nothing for a sheet.
func segmentsShown(page segments.View) sheet.Table {
	t := headed(page.Text, text.SegmentColumn, text.SegmentComing, text.SegmentGrowth, text.SegmentShare, text.SegmentError)
	for _, r := range page.Rows {
		t.Add(sheet.Text(r.Name), sheet.Money(r.Coming.Cents), sheet.Ratio(r.Growth), sheet.Ratio(r.Share), sheet.Ratio(r.Error))
	}
	return t
}

// segmentRows are all categories and states of the choice, in its order.
func segmentRows(choice []ui.SegmentGroup, live *training.Live, horizon int) ([]ui.SegmentRow, error) {
	total, err := live.Forecast(store.TotalKey)
	if err != nil {
		return nil, err
	}
	errors := overallErrors(live.Report)
	var rows []ui.SegmentRow
	for _, group := range choice {
		for _, segment := range group.Segments {
			if segment.Key == store.TotalKey {
				continue
			}
			row, err := segmentRow(live, segment, horizon)
			if err != nil {
				return nil, err
			}
			row.Share = float64(row.Coming.Cents) / float64(max(1, cents(total.Totals[horizon-1].Value)))
			row.Error = math.NaN()
			if e, ok := errors[segment.Key]; ok {
				row.Error = e
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func segmentRow(live *training.Live, segment ui.Segment, horizon int) (ui.SegmentRow, error) {
	row := ui.SegmentRow{Segment: segment, Kind: ui.KindCategory, Growth: math.NaN()}
	if code, ok := strings.CutPrefix(segment.Key, store.StatePrefix); ok {
		row.Kind, row.Code = ui.KindState, code
	}
	history, err := live.Data.Segment(segment.Key)
	if err != nil {
		return row, err
	}
	f, err := live.Forecast(segment.Key)
	if err != nil {
		return row, err
	}
	row.Past = usable(live.Data, history, 52)
	for _, p := range f.Points[:horizon] {
		row.Ahead = append(row.Ahead, cents(p.Value))
	}
	row.Coming = rangeOf(f.Totals[horizon-1])
	row.Last = sum(usable(live.Data, history, horizon))
	if row.Last > 0 && f.Short == nil {
		row.Growth = float64(row.Coming.Cents)/float64(row.Last) - 1
	}
	return row, nil
}

// usable gives the latest n usable weeks of a segment, oldest first.
func usable(d *training.Data, segment store.Segment, n int) []int64 {
	var out []int64
	for i, w := range d.Weeks {
		if w.Usable() {
			out = append(out, segment.Revenue[i])
		}
	}
	return out[max(0, len(out)-n):]
}

func sum(values []int64) (total int64) {
	for _, v := range values {
		total += v
	}
	return total
}

// overallErrors gives the engine's WAPE by segment; none before the evaluation
// is done.
func overallErrors(r *backtest.Report) map[string]float64 {
	out := map[string]float64{}
	if r == nil {
		return out
	}
	for _, m := range r.Methods {
		if m.Name == backtest.EngineMethod {
			for _, series := range m.BySeries {
				out[series.Key] = float64(series.WAPE)
			}
		}
	}
	return out
}
