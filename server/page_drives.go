package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/shop"
	"olist/store/fault"
	"olist/training"
	"olist/views/dashboard"
	"olist/week"
)

// getDrives answers GET /drives?segment=&horizon=&week=: what drives a forecast,
// as the part that the dashboard loads when it has not been computed before, or
// as a page of every week, where week= (a day of it, the next week without)
// stands beside all weeks together.
func (s *Server) getDrives(c echo.Context) error {
	page, err := s.drivesPage(c)
	if err != nil {
		return err
	}
	if isPartial(c) {
		return s.render(c, http.StatusOK, dashboard.DrivesPage(page, true), dashboard.DrivesPart)
	}
	return s.render(c, http.StatusOK, dashboard.DrivesPage(page, false))
}

func (s *Server) drivesPage(c echo.Context) (dashboard.WeeklyDrives, error) {
	live, err := s.training.Live()
	if err != nil {
		return dashboard.WeeklyDrives{}, err
	}
	page := dashboard.WeeklyDrives{Frame: s.frame(c, live), Longest: training.MaxHorizon}
	segment, _, err := findSegment(page.Text, live.Data, segmentParam(c))
	if err != nil {
		return page, err
	}
	horizon := horizonOf(c, &page.Frame, training.DefaultHorizon)
	page.Segments = segmentChoice(page.Text, live.Data)
	page.Segment = segmentView(page.Text, segment)
	if page.Drives, err = drives(c, live, segment.Key, horizon); err != nil {
		return page, err
	}
	if page.Chosen, err = weekChosen(live.Data.Shop, c.QueryParam("week"), page.Weeks); err != nil {
		return page, err
	}
	return page, s.fillAhead(c, live, &page)
}

// drives says what each week ahead, and all together, are made of.
func drives(c echo.Context, live *training.Live, segment string, horizon int) (dashboard.Drives, error) {
	var d dashboard.Drives
	all, err := live.Explain(c.Request().Context(), segment, horizon)
	if err != nil {
		return d, err
	}
	for _, part := range all[0].Contributions {
		group := part.Group
		if part.Driver != "" {
			group = dashboard.DriverGroup + part.Driver
		}
		d.Groups = append(d.Groups, group)
	}
	events, sum := eventsByWeek(locale(c), live.Data), forecast.Explanation{Contributions: make([]forecast.Contribution, len(d.Groups))}
	for _, e := range all {
		w := driveView(e)
		w.Week = e.Week
		w.Event = events[w.Week]
		d.Weeks = append(d.Weeks, w)
		sum.Value += e.Value
		for g, part := range e.Contributions {
			sum.Contributions[g].Amount += part.Amount
		}
	}
	d.Together = driveView(sum)
	weeks := make([]week.Week, len(d.Weeks))
	for i, w := range d.Weeks {
		weeks[i] = w.Week
	}
	d.Assumed = live.Data.Panel.AssumesChristmas(weeks)
	return d, nil
}

func driveView(e forecast.Explanation) dashboard.Drive {
	d := dashboard.Drive{Cents: cents(e.Value)}
	for _, part := range e.Contributions {
		d.Parts = append(d.Parts, cents(part.Amount))
	}
	return d
}

// weekChosen finds the week of a day among those ahead; the first without one.
func weekChosen(p shop.Profile, day string, weeks []dashboard.Drive) (int, error) {
	if day == "" {
		return 0, nil
	}
	week, err := p.ParseWeek(day)
	if err != nil {
		return 0, fault.Invalid("week", message.WeekWrong.With())
	}
	for i, w := range weeks {
		if w.Week == week {
			return i, nil
		}
	}
	return 0, fault.Invalid("week", message.WeekNotForecast.With(weeks[0].Week, weeks[len(weeks)-1].Week))
}
