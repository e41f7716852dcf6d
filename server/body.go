package server

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
	"olist/training"
)

// Bounds of a body, in bytes: every route of the table has one of them.
const (
	noBody    = 0                      // what is sent all the same is not read
	maxBody   = 64 << 10               // forms and JSON; read as a whole before the handler runs
	modelMost = training.ModelFileMost // a model file; streamed, at a pace
	filesMost = 256 << 20              // sales, all files together; streamed to disk, at a pace
)

// bodyLasts is how long a form or JSON may take to arrive.
const bodyLasts = 20 * time.Second

// verb is a method with the bound of its body.
type verb struct {
	method string
	body   int64
}

var (
	get         = verb{http.MethodGet, noBody}
	head        = verb{http.MethodHead, noBody} // answered wherever get is
	post        = verb{http.MethodPost, maxBody}
	put         = verb{http.MethodPut, maxBody}
	remove      = verb{http.MethodDelete, noBody}
	uploadModel = verb{http.MethodPost, modelMost}
	uploadFiles = verb{http.MethodPost, filesMost}
)

// boundBody bounds what is read of a request, by its route; where there is no
// route, nothing is read. A form or JSON is received whole, so that no handler
// acts on the half of it that came before the line broke; a form that cannot be
// parsed is refused rather than taken for an empty one.
func (s *Server) boundBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		limit := s.bodies[r.Method+" "+c.Path()]
		switch {
		case limit == noBody:
			r.Body = http.NoBody
			return next(c)
		case r.ContentLength > limit:
			return &http.MaxBytesError{Limit: limit}
		}
		r.Body = http.MaxBytesReader(c.Response().Writer, r.Body, limit)
		if limit != maxBody {
			r.Body = s.pace.of(c.Response().Writer, r.Body)
			return next(c)
		}
		if err := receiveWhole(c); err != nil {
			return err
		}
		return next(c)
	}
}

func receiveWhole(c echo.Context) error {
	r := c.Request()
	control := http.NewResponseController(c.Response().Writer)
	_ = control.SetReadDeadline(time.Now().Add(bodyLasts)) // where that cannot be, the server's own deadline holds
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return badBody(err)
	}
	_ = control.SetReadDeadline(time.Time{}) // what is read from now on only tells whether the client is still there
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	if isMultipart(c) {
		err = r.ParseMultipartForm(maxBody)
	} else {
		err = r.ParseForm() // reads the body of a form only
	}
	if err != nil {
		return fault.Wrap(fault.CodeMalformed, err, message.FormUnreadable.With())
	}
	r.Body = io.NopCloser(bytes.NewReader(body)) // JSON that is called a form, as curl does, is JSON all the same
	return nil
}

// badBody tells a body that is too large, a slow one and a full disk from one
// that broke off.
func badBody(err error) error {
	var tooBig *http.MaxBytesError
	var disk *os.PathError
	switch {
	case errors.As(err, &tooBig), errors.As(err, &disk):
		return err
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fault.Wrap(fault.CodeTimeout, err, message.SentTooSlowly.With())
	}
	return fault.Wrap(fault.CodeMalformed, err, message.SentBrokeOff.With())
}

func isMultipart(c echo.Context) bool {
	return strings.HasPrefix(c.Request().Header.Get("Content-Type"), "multipart/form-data")
}
