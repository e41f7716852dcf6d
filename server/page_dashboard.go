package server

import (
	"errors"
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/dashboard"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// getDashboard answers GET /?horizon=&segment=.
func (s *Server) getDashboard(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	d, err := s.dashboard(c, live)
	status := http.StatusOK
	if fault.CodeOf(err) == fault.CodeNotFound && fieldOf(err) == "segment" {
		status, d.Problem, err = http.StatusNotFound, messageOf(c, err), nil
	}
	if err != nil {
		return err
	}
	if d.Partial = isPartial(c); d.Partial {
		return s.render(c, status, dashboard.Page(d), dashboard.Results)
	}
	return s.render(c, status, dashboard.Page(d))
}

// dashboard builds the page's view from one snapshot. For a segment that is not
// there, the view holds those that may have been meant beside the error.
func (s *Server) dashboard(c echo.Context, live *training.Live) (dashboard.View, error) {
	d := dashboard.View{Frame: s.frame(c, live), Longest: training.MaxHorizon, Today: thisWeek(c)}
	d.Horizon, d.Span = horizonOf(c, &d.Frame, training.DefaultHorizon), spanOf(c, &d.Frame)
	if err := s.addStanding(c.Request().Context(), &d.Frame, live); err != nil {
		return d, err
	}
	d.Segments = segmentChoice(d.Text, live.Data)
	segment, choices, err := findSegment(d.Text, live.Data, segmentParam(c))
	if err != nil {
		d.Segment.Name = segmentParam(c)
		for _, seg := range choices {
			d.Choices = append(d.Choices, segmentView(d.Text, seg))
		}
		return d, errors.Join(err, s.addNotes(c, &d))
	}
	d.Segment = segmentView(d.Text, segment)
	f, err := live.Forecast(segment.Key)
	if err != nil {
		return d, err
	}
	d.NoteGone = c.QueryParam("undo")
	d.Trail = trailOf(c, &d.Frame, live.Data, segment)
	events := eventsByWeek(d.Text, live.Data)
	d.Past = pastWeeks(d.Text, live.Data, segment, events)
	if err := s.addNotes(c, &d); err != nil {
		return d, err
	}
	addOverlay(c, &d, live.Report, segment.Key)
	if err := s.addPlan(c, &d, live); err != nil {
		return d, err
	}
	if err := s.addGoal(c, &d); err != nil {
		return d, err
	}
	s.addMeasured(&d, live)
	if f.Short != nil {
		d.Problem = d.Text.T(text.SegmentTooShort)
		return d, nil
	}
	addForecast(&d, f, events)
	if err := addPeriods(&d, live); err != nil {
		return d, err
	}
	doubtGoal(&d)
	return d, s.addParts(c, &d, live)
}

// addSegment puts a segment's past and forecast on the page, and how far off such
// forecasts were: nothing of what people wrote or want.
func (s *Server) addSegment(d *dashboard.View, live *training.Live, segment store.Segment) error {
	d.Segment = segmentView(d.Text, segment)
	f, err := live.Forecast(segment.Key)
	if err != nil {
		return err
	}
	events := eventsByWeek(d.Text, live.Data)
	d.Past = pastWeeks(d.Text, live.Data, segment, events)
	if s.addMeasured(d, live); f.Short != nil {
		d.Problem = d.Text.T(text.SegmentTooShort)
		return nil
	}
	addForecast(d, f, events)
	return nil
}

// addMeasured says how far off forecasts of the page's segment were.
func (s *Server) addMeasured(d *dashboard.View, live *training.Live) {
	d.Errors, d.Unsold = segmentErrors(live.Report, d.Segment.Key)
	d.Covered = segmentCoverage(live.Report, d.Segment.Key)
	d.Unmeasured = s.unmeasured(d.Text, live)
	d.Pending = live.Report == nil && d.Unmeasured == ""
	d.Lately = latelyOf(live.Report, d.Segment.Key, d.Past)
}

// addForecast puts the weeks ahead and what happens in them on the page.
func addForecast(d *dashboard.View, f forecast.Forecast, events map[week.Week]string) {
	d.Targets = targets(f.Points[:d.Horizon])
	d.Together = rangeOf(f.Totals[d.Horizon-1])
	if d.Horizon == 1 { // the same week, not measured once more
		d.Together = d.Targets[0].Range
	}
	for i := range d.Targets {
		t := &d.Targets[i]
		t.Event, t.Note = events[t.Week], noteOn(d.Text, d.Notes, t.Week)
	}
	d.Coming = comingEvents(events, f, d.Horizon)
}

// addParts says what the forecast is made of, and what the segment consists of.
func (s *Server) addParts(c echo.Context, d *dashboard.View, live *training.Live) (err error) {
	key := d.Segment.Key
	if !live.Explained(key, d.Horizon) { // that takes its time: the page need not wait for it
		d.DrivesAt = dashboard.DrivesURL(key, d.Horizon)
	} else if d.Drives, err = drives(c, live, key, d.Horizon); err != nil {
		return err
	}
	if key == store.TotalKey {
		d.Parts, err = segmentRows(d.Segments, live, d.Horizon)
		return err
	}
	d.Split, err = s.splitRows(c, d.Text, live, key, d.Horizon)
	return err
}

// addNotes puts what people wrote beside the past weeks.
func (s *Server) addNotes(c echo.Context, d *dashboard.View) error {
	var err error
	if d.Notes, err = s.noteViews(c); err != nil {
		return err
	}
	for i, w := range d.Past {
		d.Past[i].Note = noteOn(d.Text, d.Notes, w.Week)
	}
	return nil
}

// weekNotesMost is how many notes of a week stand in its line and its point of
// the chart; the list holds them all.
const weekNotesMost = 3

func noteOn(l text.Locale, notes []dashboard.Note, w week.Week) string {
	all, n := "", 0
	for _, note := range notes {
		if note.Week != w {
			continue
		}
		if n++; n <= weekNotesMost {
			all = joined(all, note.Text)
		}
	}
	if more := n - weekNotesMost; more > 0 {
		all = joined(all, l.T(text.AndMore, l.Int(more)))
	}
	return all
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// addOverlay puts the forecasts made so many weeks ahead (past=) beside what
// came.
func addOverlay(c echo.Context, d *dashboard.View, r *backtest.Report, key string) {
	if r == nil {
		return
	}
	for _, step := range []int{1, 4, 8, 12} {
		if step <= r.Horizon {
			d.Steps = append(d.Steps, step)
		}
	}
	ahead, err := intParam(c, "past", 0, 1, r.Horizon)
	if err != nil {
		misread(c, &d.Frame, err, d.Text.T(text.PastClamped, r.Horizon))
		return
	}
	if d.Overlay = ahead; ahead == 0 {
		return
	}
	said := saidAhead(r, key, d.Overlay)
	for i, w := range d.Past {
		if then, ok := said[w.Week]; ok {
			d.Past[i].Said = &then
		}
	}
}

// rangeOf reads a point with the bands of training.Levels, or with none.
func rangeOf(p forecast.Point) ui.Range {
	if len(p.Bands) == 0 {
		return ui.Range{Cents: cents(p.Value), Unsure: true}
	}
	likely, wide := p.Bands[0], p.Bands[1]
	return ui.Range{
		Cents: cents(p.Value), Low: cents(likely.Lower), High: cents(likely.Upper),
		Low95: cents(wide.Lower), High95: cents(wide.Upper),
	}
}

func cents(reais float64) int64 { return int64(math.Round(reais * 100)) }

// pastWeeks are the weeks of a segment that are known, with what eventsByWeek
// names in them.
func pastWeeks(l text.Locale, d *training.Data, segment store.Segment, events map[week.Week]string) []ui.PastWeek {
	past := make([]ui.PastWeek, len(d.Weeks))
	for i, w := range d.Weeks {
		past[i] = ui.PastWeek{Week: w.Week, Cents: segment.Revenue[i], Reason: reasonOf(l, w), Split: estimated(w, segment.Key), Event: events[w.Week]}
	}
	return past
}

// eventsByWeek names the events of each week.
func eventsByWeek(l text.Locale, d *training.Data) map[week.Week]string {
	names := map[week.Week]string{}
	for _, e := range d.Panel.Events {
		if e.Kind == forecast.KindHoliday {
			continue // moves nothing, and would crowd the chart
		}
		names[e.Week] = joined(names[e.Week], l.Occasion(e.Name))
	}
	return names
}

// segmentErrors are the engine's measured errors by step; none before the
// evaluation is done. Where nothing was sold in the weeks that were forecast one
// week ahead, unsold says so: there is no share of nothing.
func segmentErrors(r *backtest.Report, key string) (errors []ui.StepError, unsold bool) {
	if r == nil {
		return nil, false
	}
	series := engineScore(r, key)
	unsold = len(series.BySteps) > 0 && series.BySteps[0].N > 0 && math.IsNaN(float64(series.BySteps[0].WAPE))
	return stepErrors(series.BySteps), unsold
}

// engineScore is the engine's score of a segment; none where there is no such.
func engineScore(r *backtest.Report, key string) backtest.SeriesScore {
	for _, m := range r.Methods {
		if m.Name != backtest.EngineMethod {
			continue
		}
		for _, series := range m.BySeries {
			if series.Key == key {
				return series
			}
		}
	}
	return backtest.SeriesScore{}
}

// segmentCoverage is how many weeks the engine's 80% range held.
func segmentCoverage(r *backtest.Report, key string) ui.Coverage {
	if r == nil {
		return ui.Coverage{}
	}
	return ui.Coverage{Level: .8, Share: float64(engineScore(r, key).Coverage80), N: r.ScoredWindows()}
}

func stepErrors(steps []backtest.StepScore) []ui.StepError {
	var out []ui.StepError
	for _, step := range steps {
		if v := float64(step.WAPE); !math.IsNaN(v) {
			out = append(out, ui.StepError{Step: step.Step, WAPE: v})
		}
	}
	return out
}
