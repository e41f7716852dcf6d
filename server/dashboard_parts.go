package server

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/store"
	"olist/training"
	"olist/views/dashboard"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// latelyWeeks is how many of the latest forecasts are looked back at.
const latelyWeeks = 12

func thisWeek(c echo.Context) week.Week { return shopOf(c).Week(time.Now().In(shopOf(c).Zone())) }

// horizonOf reads horizon= for a page. One that cannot be shown gives the
// nearest that can, and word of it.
func horizonOf(c echo.Context, f *ui.Frame, def int) int {
	horizon, err := intParam(c, "horizon", def, 1, training.MaxHorizon)
	if err == nil {
		return horizon
	}
	horizon = def
	if asked, err := strconv.Atoi(c.QueryParam("horizon")); err == nil {
		horizon = min(max(asked, 1), training.MaxHorizon)
	}
	misread(c, f, err, f.Text.T(text.HorizonClamped, training.MaxHorizon, horizon))
	return horizon
}

// latelyOf holds the latest weeks against what had been forecast for them the
// week before.
func latelyOf(r *backtest.Report, key string, past []ui.PastWeek) (l dashboard.Lately) {
	if r == nil {
		return l
	}
	said := saidAhead(r, key, 1)
	missed, sold := 0.0, 0.0
	for _, w := range slices.Backward(past) {
		then, ok := said[w.Week]
		if !ok || w.Reason != "" {
			continue
		}
		l.Weeks++
		if w.Cents >= then.Low && w.Cents <= then.High {
			l.Inside++
		}
		missed += math.Abs(float64(w.Cents - then.Cents))
		sold += float64(w.Cents)
		if l.Weeks == latelyWeeks {
			break
		}
	}
	if sold <= 0 {
		return dashboard.Lately{}
	}
	l.WAPE = missed / sold
	return l
}

// trailOf is the way back up: all sales, and the segment from which a person
// came down.
func trailOf(c echo.Context, f *ui.Frame, d *training.Data, segment store.Segment) (trail []ui.Segment) {
	if segment.Key == store.TotalKey {
		return nil
	}
	for _, key := range []string{store.TotalKey, c.QueryParam("from")} {
		switch seg, err := d.Segment(key); {
		case err != nil && key != "":
			notUnderstood(c, f, "from", err, segmentName(f.Text, segment))
		case err == nil && key != segment.Key:
			trail = append(trail, segmentView(f.Text, seg))
		}
	}
	return trail
}

// splitRows are a category by its states, or a state by its categories, the
// largest first. What rounds to nothing is left out.
func (s *Server) splitRows(c echo.Context, l text.Locale, live *training.Live, key string, horizon int) ([]dashboard.SplitRow, error) {
	split, err := s.training.Split(c.Request().Context(), live, horizon)
	if err != nil {
		return nil, err
	}
	total := 0.0
	for _, v := range split[key] {
		total += v
	}
	var rows []dashboard.SplitRow
	for _, seg := range live.Data.Segments {
		if v := split[key][seg.Key]; v >= 0.5 {
			rows = append(rows, dashboard.SplitRow{Segment: segmentView(l, seg), Cents: cents(v), Share: v / total})
		}
	}
	slices.SortStableFunc(rows, func(a, b dashboard.SplitRow) int { return cmp.Compare(b.Cents, a.Cents) })
	return rows, nil
}

// comingEvents are the events of the weeks ahead and what they add there, the
// week before an event included, by week. What moves nothing is told all the
// same.
func comingEvents(events map[week.Week]string, f forecast.Forecast, horizon int) []dashboard.ComingEvent {
	var out []dashboard.ComingEvent
	at := func(w week.Week) *dashboard.ComingEvent {
		i := slices.IndexFunc(out, func(e dashboard.ComingEvent) bool { return e.Week == w })
		if i < 0 {
			i, out = len(out), append(out, dashboard.ComingEvent{Week: w})
		}
		return &out[i]
	}
	for _, p := range f.Points[:horizon] {
		if name := events[p.Week]; name != "" {
			at(p.Week).Name = name
		}
	}
	for _, t := range f.EventTotals(horizon) {
		e := at(t.Week) // also where only the week before it is shown
		e.Name, e.Cents = events[t.Week], e.Cents+cents(t.Amount)
	}
	slices.SortFunc(out, func(a, b dashboard.ComingEvent) int { return cmp.Compare(a.Week, b.Week) })
	return out
}
