package server

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/scenarios"
	"olist/views/ui"
)

// postAssumption answers POST /scenarios/{id}/add: adds an assumption, or puts
// it in the place of the one whose number is given. What is wrong comes back in
// the form (422).
func (s *Server) postAssumption(c echo.Context) error {
	change, err := s.changeOf(c)
	at, editing := -1, c.FormValue("assumption") != ""
	if editing && err == nil {
		at, err = assumptionParam(c)
	}
	if err == nil {
		err = s.editScenario(c, func(all []store.Change) []store.Change {
			if editing && at < len(all) {
				all[at] = change
				return all
			}
			return append(all, change)
		})
	}
	status, wrong := refused(err)
	if err != nil && !wrong {
		return err
	}
	if wrong {
		page, pageErr := s.scenario(c)
		if pageErr != nil {
			return pageErr
		}
		page.Editing = at
		if page.Seen.Overtaken = overtaken(err); page.Seen.Overtaken {
			page.Editing = -1 // that number may be another assumption's by now
		} else {
			page.Problem = messageOf(c, err)
		}
		page.Given = scenarios.Assumption{Kind: c.FormValue("kind"), Segment: ui.Segment{Key: c.FormValue("segment"), Name: c.FormValue("segment")},
			Percent: c.FormValue("percent"), Price: c.FormValue("price"), Elasticity: c.FormValue("elasticity"),
			Driver: c.FormValue("driver"), Value: c.FormValue("value"), Set: c.FormValue("how") == "set"}
		page.Given.From, _ = shopOf(c).ParseWeek(c.FormValue("from")) // what is none is chosen anew
		page.Given.To, _ = shopOf(c).ParseWeek(c.FormValue("to"))
		for _, group := range page.Segments {
			for _, known := range group.Segments {
				if known.Key == page.Given.Segment.Key {
					page.Given.Segment = known
				}
			}
		}
		return s.render(c, status, scenarios.ScenarioPage(page))
	}
	return s.backToScenario(c, int(change.To))
}

// backToScenario goes back to what was shown, with enough weeks to see the last
// week that was changed.
func (s *Server) backToScenario(c echo.Context, last int) error {
	q, err := url.ParseQuery(c.FormValue("view"))
	if err != nil {
		q = url.Values{}
	}
	if live, err := s.training.Live(); err == nil {
		if need := last - int(live.Data.To); need > training.DefaultHorizon {
			if shown, err := strconv.Atoi(q.Get("horizon")); err != nil || shown < need {
				q.Set("horizon", strconv.Itoa(min(need, training.MaxHorizon)))
			}
		}
	}
	to := "/scenarios/" + c.Param("id")
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	return c.Redirect(http.StatusSeeOther, to+"#assumptions")
}

func (s *Server) changeOf(c echo.Context) (store.Change, error) {
	live, err := s.training.Live()
	if err != nil {
		return store.Change{}, err
	}
	segment, _, err := findSegment(locale(c), live.Data, c.FormValue("segment"))
	if err != nil {
		return store.Change{}, fault.Invalid("segment", saidBy(err))
	}
	change := store.Change{Segment: segment.Key}
	if change.From, err = live.Data.Shop.ParseWeek(c.FormValue("from")); err != nil {
		return change, fault.Invalid("from", message.FirstWeekWrong.With())
	}
	if change.To, err = live.Data.Shop.ParseWeek(c.FormValue("to")); err != nil {
		return change, fault.Invalid("to", message.LastWeekWrong.With())
	}
	switch c.FormValue("kind") {
	case scenarios.AssumeStop:
		change.Percent = -100
	case scenarios.AssumeDriver:
		change.Driver = &store.DriverStep{Name: c.FormValue("driver"), Set: c.FormValue("how") == "set"}
		if change.Driver.Value, err = locale(c).ParseNumber(c.FormValue("value")); err != nil {
			return change, fault.Invalid("value", unread(err, message.DriverStepWrong.With()))
		}
		if err := change.Validate(); err != nil {
			return change, err
		}
		return change, live.CheckDriver(change)
	case scenarios.AssumePrice:
		price := &store.Price{}
		if price.Percent, err = percentOf(c, "price"); err != nil {
			return change, fault.Invalid("price", unread(err, message.ChangeWrong.With()))
		}
		if price.Elasticity, err = percentOf(c, "elasticity"); err != nil {
			return change, fault.Invalid("elasticity", unread(err, message.ElasticityWrong.With()))
		}
		change.Price, change.Percent = price, price.Effect()
	default:
		if change.Percent, err = percentOf(c, "percent"); err != nil {
			return change, fault.Invalid("percent", unread(err, message.ChangeWrong.With()))
		}
	}
	return change, change.Validate()
}

// percentOf reads a number with or without a sign for percent.
func percentOf(c echo.Context, name string) (float64, error) {
	return locale(c).ParseNumber(strings.ReplaceAll(c.FormValue(name), "%", ""))
}

func assumptionParam(c echo.Context) (int, error) {
	n, err := strconv.Atoi(c.FormValue("assumption"))
	if err != nil || n < 0 {
		return 0, fault.Invalid("assumption", message.NameAssumption.With())
	}
	return n, nil
}

// postAssumptionRemove answers POST /scenarios/{id}/remove.
func (s *Server) postAssumptionRemove(c echo.Context) error {
	n, err := assumptionParam(c)
	if err != nil {
		return err
	}
	err = s.editScenario(c, func(all []store.Change) []store.Change {
		if n >= len(all) {
			return all
		}
		return append(all[:n:n], all[n+1:]...)
	})
	if overtaken(err) {
		return s.scenarioOvertaken(c)
	}
	if err != nil {
		return err
	}
	return s.backToScenario(c, 0)
}

func (s *Server) editScenario(c echo.Context, edit func([]store.Change) []store.Change) error {
	_, err := s.store.EditScenario(s.ifScenarioSeen(c), principalOf(c).Name, c.Param("id"), func(sc *store.Scenario) { sc.Changes = edit(sc.Changes) })
	return err
}
