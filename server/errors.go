package server

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/views/ui"
)

// statusOf is the one place where codes become HTTP statuses.
var statusOf = map[fault.Code]int{
	fault.CodeInvalid:      http.StatusUnprocessableEntity,
	fault.CodeMalformed:    http.StatusBadRequest,
	fault.CodeNotFound:     http.StatusNotFound,
	fault.CodeConflict:     http.StatusConflict,
	fault.CodeUnauthorized: http.StatusUnauthorized,
	fault.CodeForbidden:    http.StatusForbidden,
	fault.CodeTooLarge:     http.StatusRequestEntityTooLarge,
	fault.CodeRateLimited:  http.StatusTooManyRequests,
	fault.CodeUnavailable:  http.StatusServiceUnavailable,
	fault.CodeTimeout:      http.StatusRequestTimeout,
	fault.CodeDiskFull:     http.StatusInsufficientStorage,
	fault.CodeBusy:         http.StatusServiceUnavailable,
	codeGone:               statusGone,
	fault.CodeInternal:     http.StatusInternalServerError,
}

// A client that has gone is told nothing; its status is for the log and the
// metrics, by the number that proxies use.
const (
	codeGone   fault.Code = "client_gone"
	statusGone int        = 499
)

// retryAfter is when a client may ask again, in seconds.
var retryAfter = map[int]string{http.StatusServiceUnavailable: "5", http.StatusTooManyRequests: "60"}

// Problem is the body of every JSON error.
type Problem struct {
	Message string                     `json:"message"` // in English
	Code    fault.Code                 `json:"code"`
	Field   string                     `json:"field,omitempty"`
	Key     string                     `json:"key,omitempty"` // of the message, for a program that words it itself
	Args    map[string]json.RawMessage `json:"args,omitempty"`

	said message.Message
}

// problemFrom words an error for the programs of a shop.
func problemFrom(f *fault.Error, of message.Shop) Problem {
	p := Problem{Message: f.Message.Of(of), Code: f.Code, Field: f.Field, said: f.Message}
	if !f.Message.IsProse() {
		p.Key, p.Args = f.Message.Key, f.Message.Named()
	}
	return p
}

// handleError answers an error: JSON to programs, a page to people, the cause
// only to the log.
func (s *Server) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status, p := s.problem(err, c)
	if s.isStart(c, p) {
		c.Response().Header().Del("Retry-After")
		if live, _ := s.training.Live(); s.render(c, http.StatusOK, ui.StartPage(s.frame(c, live))) == nil {
			return
		}
	}
	if c.Request().Method == http.MethodHead {
		_ = c.NoContent(status)
		return
	}
	if status == http.StatusUnauthorized && c.Request().Method == http.MethodGet && wantsHTML(c) && !isJSONRoute(c) && !isPartial(c) {
		_ = c.Redirect(http.StatusSeeOther, "/login?next="+url.QueryEscape(c.Request().URL.RequestURI()))
		return
	}
	if isJSONRoute(c) || !wantsHTML(c) {
		_ = c.JSON(status, p)
		return
	}
	if err := s.renderProblem(c, status, p); err != nil && !hasGone(c) {
		s.log.ErrorContext(c.Request().Context(), "the error page failed", "error", err)
		_ = c.String(status, p.Message)
	}
}

// isStart reports whether a person asked for a page that only lacks what is to
// be forecast: no error, but the first thing that is seen after an empty start.
func (s *Server) isStart(c echo.Context, p Problem) bool {
	if c.Request().Method != http.MethodGet || !wantsHTML(c) || isJSONRoute(c) || isPartial(c) || !s.isShown(c.Path()) {
		return false
	}
	switch p.Key {
	case message.NoSales.With().Key, message.NoModelYet.With().Key:
		return true
	case message.FirstLookRuns.With().Key: // there will be none without a model
		_, err := s.training.Live()
		return err != nil && len(s.store.Lost()) == 0
	}
	return false
}

// problem gives the status of an error and what the client is told, and logs
// the rest. A client that has gone, a full disk and a locked database come
// first: whoever wraps an error may take them for something else.
func (s *Server) problem(err error, c echo.Context) (int, Problem) {
	var f *fault.Error
	var he *echo.HTTPError
	var tooBig *http.MaxBytesError
	switch {
	case fault.CodeOf(err) == fault.CodeTimeout: // its line may stand as ended, and it is still there to be told
		errors.As(err, &f)
	case hasGone(c):
		f = fault.Wrap(codeGone, err, message.ClientGone.With())
	case errors.As(err, &tooBig):
		f = fault.New(fault.CodeTooLarge, message.BodyTooLarge.With(int(tooBig.Limit>>10)))
	case s.store.Suspect(c.Request().Context(), err) && len(s.store.Lost()) > 0:
		f = store.LostMessage(s.store.Lost())
		f.Cause = err
	case store.Trouble(err) != nil:
		f = store.Trouble(err)
	case errors.As(err, &f):
	case errors.As(err, &he):
		return he.Code, problemOf(he)
	default:
		f = fault.Wrap(fault.CodeInternal, err, message.Internal.With())
	}
	status, known := statusOf[f.Code]
	if !known {
		status = http.StatusInternalServerError
	}
	level := slog.LevelWarn
	switch {
	case status == http.StatusInternalServerError:
		level, f = slog.LevelError, fault.Wrap(fault.CodeInternal, err, message.Internal.With())
	case status == statusGone || f.Cause == nil:
		level = slog.LevelDebug
	}
	s.log.Log(c.Request().Context(), level, "request failed", "method", c.Request().Method, "path", c.Request().URL.Path, "status", status, "error", err)
	if after, ok := retryAfter[status]; ok {
		c.Response().Header().Set("Retry-After", after)
	}
	return status, problemFrom(f, shopOf(c).Words())
}

// hasGone reports whether the client no longer waits for an answer.
func hasGone(c echo.Context) bool { return c.Request().Context().Err() != nil }

// problemOf words the errors that Echo itself makes (no route, wrong method).
func problemOf(he *echo.HTTPError) Problem {
	switch he.Code {
	case http.StatusNotFound:
		return problemFrom(fault.New(fault.CodeNotFound, message.NothingHere.With()), message.Sample)
	case http.StatusMethodNotAllowed:
		return problemFrom(fault.New("method_not_allowed", message.MethodNotTaken.With()), message.Sample)
	}
	return problemFrom(fault.New(fault.CodeMalformed, message.Prose(http.StatusText(he.Code))), message.Sample)
}

func wantsHTML(c echo.Context) bool {
	accept := c.Request().Header.Get("Accept")
	return strings.Contains(accept, "text/html") || c.Request().Header.Get("HX-Request") != ""
}
