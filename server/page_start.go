package server

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	shopview "olist/views/shop"
	"olist/views/text"
)

// getStart answers GET /start, the first step to a shop of one's own.
func (s *Server) getStart(c echo.Context) error {
	return s.renderStart(c, http.StatusOK, "", nil)
}

func (s *Server) renderStart(c echo.Context, status int, problem string, refused []shopview.Refused) error {
	live, _ := s.training.Live() // one starts before the first model
	page := shopview.Start{Frame: s.frame(c, live), Most: ingest.MaxBytes >> 20, Problem: problem, Refused: refused}
	page.Back = "/start"
	return s.render(c, status, shopview.StartPage(page))
}

// postStart answers POST /start: keeps a file for an hour, and goes on to what is
// understood of it.
func (s *Server) postStart(c echo.Context) error {
	kept, err := s.keepStart(c)
	if err != nil {
		return s.refuseStart(c, err)
	}
	return c.Redirect(http.StatusSeeOther, "/start/"+kept.id)
}

// refuseStart shows the first step again with what is wrong with the file.
func (s *Server) refuseStart(c echo.Context, err error) error {
	switch fault.CodeOf(err) {
	case fault.CodeInvalid, fault.CodeMalformed, fault.CodeTooLarge, fault.CodeRateLimited, fault.CodeNotFound:
	default:
		return err
	}
	status, problem := s.problem(err, c)
	said, l := locale(c).Say(problem.said), locale(c)
	var refused []shopview.Refused
	if f := faultsOf(err); len(f.List) > 0 {
		said, refused = l.T(text.ImportNotRead), placesOf(l.For(shop.New()), f.List)
	}
	return s.renderStart(c, status, said, refused)
}

func placesOf(l text.Locale, faults []ingest.Fault) (all []shopview.Refused) {
	for _, r := range refusedPlaces(l, faults) {
		all = append(all, shopview.Refused{Place: r.Place, Reason: r.Reason})
	}
	return all
}

// startedPage is started for a page: what keeps the file from being read leads to the
// first step.
func (s *Server) startedPage(c echo.Context, do func(*keptUpload) error) error {
	if err := s.started(c, do); err != nil {
		return s.refuseStart(c, err)
	}
	return nil
}

// getStarted answers GET /start/{id}: what is understood of the file.
func (s *Server) getStarted(c echo.Context) error {
	return s.startedPage(c, func(kept *keptUpload) error { return s.renderUnderstood(c, http.StatusOK, kept, "") })
}

// postStarted answers POST /start/{id}: the file is read again as the person chose;
// choices that cannot be leave it as it was, and are told.
func (s *Server) postStarted(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return badBody(err)
	}
	return s.startedPage(c, func(kept *keptUpload) error {
		err := s.reread(c.Request().Context(), kept, form)
		if fault.CodeOf(err) != fault.CodeInvalid {
			if err != nil {
				return err
			}
			return s.renderUnderstood(c, http.StatusOK, kept, "")
		}
		status, problem := s.problem(err, c)
		return s.renderUnderstood(c, status, kept, locale(c).Say(problem.said))
	})
}

// renderUnderstood shows the second step; problem is what was wrong with the choices.
func (s *Server) renderUnderstood(c echo.Context, status int, kept *keptUpload, problem string) error {
	live, _ := s.training.Live()
	page := understoodView(s.frame(c, live), kept)
	page.Problem = problem
	return s.render(c, status, shopview.UnderstoodPage(page))
}

// postStartDrop answers POST /start/{id}/drop: the file is deleted.
func (s *Server) postStartDrop(c echo.Context) error {
	if kept, ok := s.kept.take(c.Request().Context(), c.Param("id")); ok {
		kept.Close()
	}
	return c.Redirect(http.StatusSeeOther, "/start")
}

// getStartName answers GET /start/{id}/name, the third step; the second one where
// something is open there.
func (s *Server) getStartName(c echo.Context) error {
	return s.startedPage(c, func(kept *keptUpload) error {
		if !kept.ready() {
			return c.Redirect(http.StatusSeeOther, "/start/"+kept.id)
		}
		return s.renderName(c, http.StatusOK, kept, guessedForm(locale(c), kept), "")
	})
}

// renderName shows the third step; problem is what is wrong beside the profile.
func (s *Server) renderName(c echo.Context, status int, kept *keptUpload, f shopview.Form, problem string) error {
	live, _ := s.training.Live()
	sums := kept.understood.Sums
	page := shopview.Name{Frame: s.frame(c, live), Of: locale(c).For(guessedProfile(locale(c), kept)), ID: kept.id, Form: f, First: sums.First.First(), Last: sums.Last.Last(), Problem: problem}
	page.Weeks, page.Form.Brief, page.Back = page.Text.N(text.Weeks, sums.Weeks), true, "/start/"+kept.id+"/name"
	return s.render(c, status, shopview.NamePage(page))
}

// postStartName answers POST /start/{id}/name: sets the shop that is here aside,
// begins the new one, and goes on to the training of its first model.
func (s *Server) postStartName(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return badBody(err)
	}
	return s.startedPage(c, func(kept *keptUpload) error {
		l := locale(c)
		p, err := profileOf(l, shop.New(), form)
		var job store.Job
		if err == nil {
			job, err = s.beginShop(c, kept, p)
		}
		if err == nil {
			return c.Redirect(http.StatusSeeOther, "/admin/jobs/"+url.PathEscape(job.ID))
		}
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.CodeInvalid && f.Code != fault.CodeConflict {
			return err
		}
		status, problem := s.problem(err, c)
		again := profileForm(l, p)
		if f.Field == "" {
			return s.renderName(c, status, kept, again, l.Say(problem.said))
		}
		again.Problem = map[string]string{f.Field: l.Say(f.Message)}
		return s.renderName(c, status, kept, again, "")
	})
}
