package server

import (
	"math"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views"
	"olist/views/text"
)

// getDashboard answers GET /?horizon=&segment=.
func (s *Server) getDashboard(c echo.Context) error {
	live, err := s.training.Live()
	if fault.CodeOf(err) == fault.CodeUnavailable {
		l := locale(c)
		return s.render(c, http.StatusServiceUnavailable, views.ProblemPage(s.frame(c, nil), l.T(text.NoModelTitle)+". "+l.T(text.NoModelHelp)))
	}
	if err != nil {
		return err
	}
	d, err := s.dashboard(c, live)
	if err != nil {
		return err
	}
	if d.Partial = isPartial(c); d.Partial {
		return s.render(c, http.StatusOK, views.DashboardPage(d), views.DashboardResults)
	}
	return s.render(c, http.StatusOK, views.DashboardPage(d))
}

// dashboard builds the page's view from one snapshot.
func (s *Server) dashboard(c echo.Context, live *training.Live) (views.Dashboard, error) {
	d := views.Dashboard{Frame: s.frame(c, live), Longest: training.MaxHorizon}
	var err error
	if d.Horizon, err = intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon); err != nil {
		return d, err
	}
	key := segmentParam(c)
	segment, err := live.Data.Segment(key)
	if err != nil {
		return d, &fault.Error{Code: fault.CodeNotFound, Field: "segment", Message: d.Text.T(text.UnknownSegment, key)}
	}
	f, err := live.Forecast(key)
	if err != nil {
		return d, err
	}
	d.Segment = views.Segment{Key: key, Name: segmentName(d.Text, segment)}
	d.Segments = segmentChoice(d.Text, live.Data)
	d.Past = pastWeeks(d.Text, live.Data, segment)
	if err := s.addNotes(c, &d); err != nil {
		return d, err
	}
	if err := addOverlay(c, &d, live.Report, key); err != nil {
		return d, err
	}
	if d.Goal, err = goalParam(c, d.Text); err != nil {
		return d, err
	}
	d.Errors = segmentErrors(live.Report, key)
	if f.Short != nil {
		d.Problem = d.Text.T(text.SegmentTooShort)
		return d, nil
	}
	d.Targets = targets(f.Points[:d.Horizon])
	events := eventsByWeek(live.Data)
	for i, p := range f.Points[:d.Horizon] {
		d.Targets[i].Event = joined(events[p.Week], noteOn(d.Notes, p.Week.String()))
	}
	d.Together = rangeOf(f.Totals[d.Horizon-1])
	if !live.Explained(key, d.Horizon) { // that takes its time: the page need not wait for it
		d.DrivesAt = drivesPath(key, d.Horizon)
	} else if d.Drives, err = drives(c, live, key, d.Horizon); err != nil {
		return d, err
	}
	if key == store.TotalKey {
		if d.Parts, err = segmentRows(d.Text, live, d.Horizon); err != nil {
			return d, err
		}
	}
	return d, nil
}

// addNotes puts what people wrote beside the past weeks.
func (s *Server) addNotes(c echo.Context, d *views.Dashboard) error {
	var err error
	if d.Notes, err = s.noteViews(c); err != nil {
		return err
	}
	for i, w := range d.Past {
		d.Past[i].Event = joined(w.Event, noteOn(d.Notes, w.Monday))
	}
	return nil
}

func noteOn(notes []views.Note, monday string) string {
	all := ""
	for _, n := range notes {
		if n.Monday == monday {
			all = joined(all, n.Text)
		}
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
func addOverlay(c echo.Context, d *views.Dashboard, r *forecast.Report, key string) error {
	if r == nil {
		return nil
	}
	for _, step := range []int{1, 4, 8, 12} {
		if step <= r.Horizon {
			d.Steps = append(d.Steps, step)
		}
	}
	var err error
	if d.Overlay, err = intParam(c, "past", 0, 1, r.Horizon); err != nil || d.Overlay == 0 {
		return err
	}
	said := saidAhead(r, key, d.Overlay)
	for i, w := range d.Past {
		if then, ok := said[w.Monday]; ok {
			d.Past[i].Said = &then
		}
	}
	return nil
}

// goalParam reads goal= as a person writes an amount; nothing is no goal.
func goalParam(c echo.Context, l text.Locale) (int64, error) {
	written := strings.TrimSpace(c.QueryParam("goal"))
	if written == "" {
		return 0, nil
	}
	goal, ok := text.ParseMoney(written)
	if !ok || goal <= 0 || goal > 1e14 {
		return 0, fault.Invalid("goal", "%s", l.T(text.GoalWrong))
	}
	return goal, nil
}

// rangeOf reads a point with the bands of training.Levels.
func rangeOf(p forecast.Point) views.Range {
	likely, wide := p.Bands[0], p.Bands[1]
	return views.Range{
		Cents: cents(p.Value), Low: cents(likely.Lower), High: cents(likely.Upper),
		Low95: cents(wide.Lower), High95: cents(wide.Upper),
	}
}

func cents(reais float64) int64 { return int64(math.Round(reais * 100)) }

func pastWeeks(l text.Locale, d *training.Data, segment store.Segment) []views.PastWeek {
	events := eventsByWeek(d)
	past := make([]views.PastWeek, len(d.Weeks))
	for i, w := range d.Weeks {
		past[i] = views.PastWeek{Monday: w.Week.String(), Cents: segment.Revenue[i], Reason: reasonOf(l, w), Event: events[w.Week]}
	}
	return past
}

func eventsByWeek(d *training.Data) map[forecast.Week]string {
	names := map[forecast.Week][]string{}
	for _, e := range d.Panel.Events {
		if e.Kind == forecast.KindHoliday {
			continue // moves nothing, and would crowd the chart
		}
		names[e.Week] = append(names[e.Week], e.Name)
	}
	joined := make(map[forecast.Week]string, len(names))
	for week, all := range names {
		joined[week] = strings.Join(all, ", ")
	}
	return joined
}

// segmentErrors are the engine's measured errors by step; none before the
// evaluation is done.
func segmentErrors(r *forecast.Report, key string) []views.StepError {
	if r == nil {
		return nil
	}
	for _, m := range r.Methods {
		if m.Name != forecast.EngineMethod {
			continue
		}
		for _, series := range m.BySeries {
			if series.Key == key {
				return stepErrors(series.BySteps)
			}
		}
	}
	return nil
}

func stepErrors(steps []forecast.StepScore) []views.StepError {
	var out []views.StepError
	for _, step := range steps {
		if v := float64(step.WAPE); !math.IsNaN(v) {
			out = append(out, views.StepError{Step: step.Step, WAPE: v})
		}
	}
	return out
}
