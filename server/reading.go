package server

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
)

// Reading is open at the desk. Where others can reach the address it needs a
// viewer, unless the start or an administrator said otherwise. A database of
// before that could be decided keeps open reading until somebody decides.

// isWide reports whether others can reach us: directly, or through a proxy whose
// address was stated, or that names who asks.
func (s *Server) isWide() bool {
	return !s.loopback || len(s.opt.PublicURLs) > 0 || s.opt.Vouching.Header != ""
}

// readers says whether everybody may read, and whether that was decided. Where the
// decision cannot be read, nobody may.
func (s *Server) readers(ctx context.Context) (open, decided bool) {
	if !s.isWide() || s.opt.PublicRead {
		return true, true
	}
	type reading struct{ open, decided bool }
	r, err := remembered(s, "reading", func() (reading, error) {
		r, decided, err := s.store.Reading(ctx)
		return reading{r.Open || !decided, decided}, err
	})
	return err == nil && r.open, r.decided || err != nil
}

// everybody is what nobody has to log in for.
func (s *Server) everybody(r *http.Request) (a access) {
	if open, _ := s.readers(r.Context()); open {
		return reads | measures
	}
	if s.mayMeasure(r) {
		a = measures
	}
	return a
}

// mayMeasure reports whether a request comes from where the metrics may be read
// by whoever asks: this machine, and the stated networks. What a proxy passes on is
// never of this machine; of a network it is where a trusted one says so.
func (s *Server) mayMeasure(r *http.Request) bool {
	from := s.opt.TrustedProxies.client(r)
	if isForwarded(r) && from == peer(r) {
		return false
	}
	return from.IsLoopback() && !s.isForwarded(r) || s.opt.MetricsFrom.trust(from)
}

// readingNow is what the API says of it.
type readingNow struct {
	Open    bool `json:"open"`
	Decided bool `json:"decided"`
	Wide    bool `json:"wide"`
}

func (s *Server) readingNow(c echo.Context) (now readingNow, err error) {
	r, decided, err := s.store.Reading(c.Request().Context())
	return readingNow{r.Open || !decided, decided, s.isWide()}, err
}

// getReading answers GET /api/v1/reading.
func (s *Server) getReading(c echo.Context) error {
	now, err := s.readingNow(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, now)
}

// postReading answers POST /api/v1/reading.
func (s *Server) postReading(c echo.Context) error {
	var body struct {
		Open *bool `json:"open"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if body.Open == nil {
		return fault.Invalid("open", message.ReadingUnsaid.With())
	}
	if err := s.decideReading(c, *body.Open); err != nil {
		return err
	}
	return s.getReading(c)
}

// postReadingPage answers POST /admin/reading.
func (s *Server) postReadingPage(c echo.Context) error {
	if err := s.decideReading(c, c.FormValue("open") == "yes"); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/people")
}

func (s *Server) decideReading(c echo.Context, open bool) error {
	return s.store.DecideReading(c.Request().Context(), principalOf(c).Name, open)
}
