package server

import (
	"math"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store"
	"olist/training"
	"olist/views"
	"olist/views/text"
)

// getSegments answers GET /segments?horizon=&kind=&q=&sort=&order=.
func (s *Server) getSegments(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	page := views.Segments{
		Frame: s.frame(c, live), Search: c.QueryParam("q"), Sort: views.SortKey(c.QueryParam("sort")),
		Down: c.QueryParam("order") != "up",
	}
	if kind := c.QueryParam("kind"); kind == views.KindCategory || kind == views.KindState {
		page.Kind = kind
	}
	if page.Horizon, err = intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon); err != nil {
		return err
	}
	if page.Rows, err = segmentRows(page.Text, live, page.Horizon); err != nil {
		return err
	}
	page.Arrange()
	if isPartial(c) {
		return s.render(c, http.StatusOK, views.SegmentsPage(page), views.SegmentsTable)
	}
	return s.render(c, http.StatusOK, views.SegmentsPage(page))
}

// segmentRows are all categories and states, in the order of the choice.
func segmentRows(l text.Locale, live *training.Live, horizon int) ([]views.SegmentRow, error) {
	total, err := live.Forecast(store.TotalKey)
	if err != nil {
		return nil, err
	}
	errors := overallErrors(live.Report)
	var rows []views.SegmentRow
	for _, group := range segmentChoice(l, live.Data) {
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

func segmentRow(live *training.Live, segment views.Segment, horizon int) (views.SegmentRow, error) {
	row := views.SegmentRow{Segment: segment, Kind: views.KindCategory, Growth: math.NaN()}
	if code, ok := strings.CutPrefix(segment.Key, store.StatePrefix); ok {
		row.Kind, row.Code = views.KindState, code
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
func overallErrors(r *forecast.Report) map[string]float64 {
	out := map[string]float64{}
	if r == nil {
		return out
	}
	for _, m := range r.Methods {
		if m.Name == forecast.EngineMethod {
			for _, series := range m.BySeries {
				out[series.Key] = float64(series.WAPE)
			}
		}
	}
	return out
}

// getCompare answers GET /compare?segment=&segment=&horizon=.
func (s *Server) getCompare(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	page := views.Compare{Frame: s.frame(c, live)}
	if page.Horizon, err = intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon); err != nil {
		return err
	}
	page.Segments = segmentChoice(page.Text, live.Data)
	seen := map[string]bool{"": true}
	for _, key := range c.QueryParams()["segment"] {
		if seen[key] {
			continue
		}
		seen[key] = true
		if page.Cut = len(page.Chosen) == views.MostCompared; page.Cut {
			break
		}
		one, err := compared(page.Text, live, key, page.Horizon)
		if err != nil {
			return err
		}
		page.Chosen = append(page.Chosen, one)
	}
	if isPartial(c) {
		return s.render(c, http.StatusOK, views.ComparePage(page), views.CompareResults)
	}
	return s.render(c, http.StatusOK, views.ComparePage(page))
}

func compared(l text.Locale, live *training.Live, key string, horizon int) (views.Compared, error) {
	history, err := live.Data.Segment(key)
	if err != nil {
		return views.Compared{}, err
	}
	f, err := live.Forecast(key)
	if err != nil {
		return views.Compared{}, err
	}
	v := views.Compared{
		Segment: views.Segment{Key: key, Name: segmentName(l, history)}, Past: pastWeeks(l, live.Data, history),
		Together: rangeOf(f.Totals[horizon-1]), Last: sum(usable(live.Data, history, horizon)),
	}
	for _, p := range f.Points[:horizon] {
		v.Targets = append(v.Targets, views.Target{Step: p.Step, Monday: p.Week.String(), Range: rangeOf(p)})
	}
	return v, nil
}
