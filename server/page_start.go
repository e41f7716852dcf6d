package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/shop"
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
	u, err := s.receive(c)
	if err != nil {
		return s.refuseStart(c, err)
	}
	kept := keptUpload{upload: u, id: rand.Text(), at: s.opt.Clock()}
	if len(u.names) > 1 || isOrderFile(u.names[0]) {
		u.Close()
		return s.refuseStart(c, fault.Invalid("files", message.StartOneFile.With()))
	}
	if _, err := s.understand(c.Request().Context(), kept.upload); err != nil {
		u.Close()
		return s.refuseStart(c, err)
	}
	s.kept.put(kept)
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
		said, refused = l.T(text.ImportNotRead), placesOf(l, f.List)
	}
	return s.renderStart(c, status, said, refused)
}

func placesOf(l text.Locale, faults []ingest.Fault) (all []shopview.Refused) {
	for _, r := range refusedPlaces(l, faults) {
		all = append(all, shopview.Refused{Place: r.Place, Reason: r.Reason})
	}
	return all
}

// understand says what is understood of a kept file, as the person chose. One file
// is read at a time; the others wait.
func (s *Server) understand(ctx context.Context, u *upload) (*ingest.Understanding, error) {
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	o, err := u.options()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(u.path(0))
	if err != nil {
		return nil, fmt.Errorf("server: read an upload: %w", err)
	}
	defer f.Close()
	o.Remembered = func(header string) *ingest.Mapping {
		m, _ := s.store.MappingFor(ctx, header) // what cannot be read is not remembered
		return m
	}
	understood, err := ingest.Understand(ctx, u.names[0], f, o, s.opt.Clock())
	if err != nil || o.WeekStart != "" || understood.Guesses.WeekStart.Value == "" {
		return understood, err
	}
	u.choices.Set("week_start", understood.Guesses.WeekStart.Value) // weeks are counted so from here on
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("server: read an upload: %w", err)
	}
	o.WeekStart = understood.Guesses.WeekStart.Value
	return ingest.Understand(ctx, u.names[0], f, o, s.opt.Clock())
}

// started runs do with the kept file of the address; it is kept further on. A file
// that is gone leads to the first step.
func (s *Server) started(c echo.Context, do func(keptUpload) error) error {
	kept, ok := s.kept.take(c.Param("id"))
	if !ok || s.opt.Clock().Sub(kept.at) > keptLasts {
		if ok {
			kept.Close()
		}
		return s.renderStart(c, http.StatusNotFound, locale(c).T(text.StartGone), nil)
	}
	defer func() {
		if kept.upload.room != nil {
			s.kept.put(kept)
		}
	}()
	return do(kept)
}

// getStarted answers GET /start/{id}: what is understood of the file.
func (s *Server) getStarted(c echo.Context) error {
	return s.started(c, func(kept keptUpload) error { return s.renderUnderstood(c, kept) })
}

// postStarted answers POST /start/{id}: the file is read again as the person chose.
func (s *Server) postStarted(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return badBody(err)
	}
	return s.started(c, func(kept keptUpload) error {
		clear(kept.choices)
		for _, name := range chosenNames {
			kept.choices[name] = form[name]
		}
		return s.renderUnderstood(c, kept)
	})
}

// chosenNames are the fields by which a person says how a file is to be read.
var chosenNames = []string{"role", "decimal", "dates", "week_dates", "week_start", "missing", "unsold", "sheet"}

func (s *Server) renderUnderstood(c echo.Context, kept keptUpload) error {
	u, err := s.understand(c.Request().Context(), kept.upload)
	var f *fault.Error
	status := http.StatusOK
	live, _ := s.training.Live()
	if errors.As(err, &f) && f.Code == fault.CodeInvalid { // roles that two columns cannot have
		said := locale(c).Say(f.Message)
		clear(kept.choices)
		if u, err = s.understand(c.Request().Context(), kept.upload); err == nil {
			status = http.StatusUnprocessableEntity
			page := understoodView(s.frame(c, live), kept, u)
			page.Refused = append(page.Refused, shopview.Refused{Reason: said})
			return s.render(c, status, shopview.UnderstoodPage(page))
		}
	}
	if err != nil {
		return s.refuseStart(c, err)
	}
	return s.render(c, status, shopview.UnderstoodPage(understoodView(s.frame(c, live), kept, u)))
}

// postStartDrop answers POST /start/{id}/drop: the file is deleted.
func (s *Server) postStartDrop(c echo.Context) error {
	if kept, ok := s.kept.take(c.Param("id")); ok {
		kept.Close()
	}
	return c.Redirect(http.StatusSeeOther, "/start")
}

// getStartName answers GET /start/{id}/name, the third step.
func (s *Server) getStartName(c echo.Context) error {
	return s.started(c, func(kept keptUpload) error {
		u, err := s.understand(c.Request().Context(), kept.upload)
		if err != nil {
			return s.refuseStart(c, err)
		}
		l := locale(c)
		return s.renderName(c, http.StatusOK, kept, u, guessedForm(l, kept.upload, u))
	})
}

func (s *Server) renderName(c echo.Context, status int, kept keptUpload, u *ingest.Understanding, f shopview.Form) error {
	live, _ := s.training.Live()
	page := shopview.Name{Frame: s.frame(c, live), ID: kept.id, Form: f, First: u.Sums.First.First(), Last: u.Sums.Last.Last()}
	page.Weeks, page.Form.Brief, page.Back = page.Text.N(text.Weeks, u.Sums.Weeks), true, "/start/"+kept.id+"/name"
	return s.render(c, status, shopview.NamePage(page))
}

// postStartName answers POST /start/{id}/name: sets the shop that is here aside,
// begins the new one, and goes on to the training of its first model.
func (s *Server) postStartName(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return badBody(err)
	}
	return s.started(c, func(kept keptUpload) error {
		job, err := s.beginShop(c, kept.upload, form)
		if err == nil {
			kept.Close()
			return c.Redirect(http.StatusSeeOther, "/admin/jobs/"+url.PathEscape(job))
		}
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.CodeInvalid && f.Code != fault.CodeConflict {
			return err
		}
		u, readErr := s.understand(c.Request().Context(), kept.upload)
		if readErr != nil {
			return s.refuseStart(c, readErr)
		}
		p, _ := profileOf(locale(c), shop.New(), form)
		again := profileForm(locale(c), p)
		again.Problem = map[string]string{f.Field: locale(c).Say(f.Message)}
		if f.Field == "" {
			again.Problem = map[string]string{"name": locale(c).Say(f.Message)}
		}
		return s.renderName(c, http.StatusUnprocessableEntity, kept, u, again)
	})
}

// beginShop reads the file once more, as it was understood, and begins the shop with
// it. It gives the job that trains its first model.
func (s *Server) beginShop(c echo.Context, u *upload, form url.Values) (job string, err error) {
	p, err := profileOf(locale(c), shop.New(), form)
	if err != nil {
		return "", err
	}
	ctx := c.Request().Context()
	understood, err := s.understand(ctx, u)
	if err != nil {
		return "", err
	}
	o, err := u.options()
	if err != nil {
		return "", err
	}
	o.Roles = understood.Roles()
	n, err := u.read(ctx, o)
	if err != nil {
		return "", err
	}
	n.Actor = principalOf(c).Name
	started, err := s.training.StartShop(ctx, n.Actor, p, &n)
	if err == nil {
		err = s.store.PutMapping(ctx, n.Actor, ingest.MappingOf(understood.Header, understood.Names(), o))
	}
	return started.ID, err
}
