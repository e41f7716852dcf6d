package server

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"olist/server/sheet"
	"olist/store"
	"olist/training"
	"olist/views/segments"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// getCompare answers GET /compare?segment=&segment=&horizon=.
func (s *Server) getCompare(c echo.Context) error {
	page, err := s.compare(c)
	if err != nil {
		return err
	}
	if isPartial(c) {
		return s.render(c, http.StatusOK, segments.ComparePage(page), segments.CompareResults)
	}
	return s.render(c, http.StatusOK, segments.ComparePage(page))
}

func (s *Server) compare(c echo.Context) (segments.Compare, error) {
	live, err := s.training.Live()
	if err != nil {
		return segments.Compare{}, err
	}
	page := segments.Compare{Frame: s.frame(c, live), Today: thisWeek(c)}
	page.Horizon = horizonOf(c, &page.Frame, training.DefaultHorizon)
	page.Segments = segmentChoice(page.Text, live.Data)
	seen, events := map[string]bool{}, eventsByWeek(page.Text, live.Data)
	for _, written := range c.QueryParams()["segment"] {
		if written == "" {
			continue
		}
		segment, _, err := findSegment(page.Text, live.Data, written)
		if err != nil {
			page.Notices = append(page.Notices, messageOf(c, err))
			continue
		}
		if seen[segment.Key] {
			continue
		}
		seen[segment.Key] = true
		if written != segment.Key && !slices.Contains(segmentNames(segment), text.Folded(written)) {
			page.Notices = append(page.Notices, page.Text.T(text.SegmentTaken, written, segmentName(page.Text, segment)))
		}
		if page.Cut = len(page.Chosen) == segments.MostCompared; page.Cut {
			break
		}
		one, err := compared(page.Text, live, segment, events, page.Horizon)
		if err != nil {
			return page, err
		}
		page.Chosen = append(page.Chosen, one)
	}
	return page, nil
}

// getCompareFile answers GET /compare.csv, .tsv and .xlsx. For programs every
// week that the chart shows, of each segment.
func (s *Server) getCompareFile(c echo.Context) error {
	page, err := s.compare(c)
	if err != nil {
		return err
	}
	return sendTable(c, fmt.Sprintf("compare-%dw", page.Horizon), tables{
		machine: func() sheet.Table { return compareTable(page) },
		shown:   func() sheet.Table { return compareShown(page) },
	})
}

func compareTable(page segments.Compare) sheet.Table {
	t := headed(page.Text, text.FileSegment, text.FileName, text.FileWeek, text.FileStep, text.FileForecast, text.FileLow80, text.FileHigh80, text.FileSales, text.FileModel)
	for _, one := range page.Chosen {
		for _, w := range one.Past {
			if w.Reason == "" {
				t.Add(sheet.Text(one.Key), sheet.Text(one.Name), sheet.Date(w.Week), sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Money(w.Cents), sheet.Text(page.Model.ID))
			}
		}
		for _, w := range one.Targets {
			t.Add(sheet.Text(one.Key), sheet.Text(one.Name), sheet.Date(w.Week), sheet.Int(w.Step), sheet.Money(w.Cents), bound(w.Range, w.Low), bound(w.Range, w.High), sheet.Cell{}, sheet.Text(page.Model.ID))
		}
	}
	return t
}

// compareShown is the table on the screen.
func compareShown(page segments.Compare) sheet.Table {
	l, n := page.Text, page.Horizon
	t := sheet.Table{Heads: []string{l.T(text.SegmentColumn), l.N(text.FigureComing, n), l.T(text.ColumnLow), l.T(text.ColumnHigh), l.N(text.FigureLast, n), l.T(text.SegmentGrowth)}}
	for _, one := range page.Chosen {
		growth := sheet.Cell{}
		if ratio, ok := ui.Change(one.Together.Cents, one.Last); ok {
			growth = sheet.Ratio(ratio)
		}
		t.Add(sheet.Text(one.Name), sheet.Money(one.Together.Cents), bound(one.Together, one.Together.Low), bound(one.Together, one.Together.High), sheet.Money(one.Last), growth)
	}
	return t
}

func compared(l text.Locale, live *training.Live, history store.Segment, events map[week.Week]string, horizon int) (segments.Compared, error) {
	f, err := live.Forecast(history.Key)
	if err != nil {
		return segments.Compared{}, err
	}
	v := segments.Compared{
		Segment: segmentView(l, history), Past: pastWeeks(l, live.Data, history, events),
		Together: rangeOf(f.Totals[horizon-1]), Last: sum(usable(live.Data, history, horizon)),
	}
	for _, p := range f.Points[:horizon] {
		v.Targets = append(v.Targets, ui.Target{Step: p.Step, Week: p.Week, Range: rangeOf(p)})
	}
	return v, nil
}
