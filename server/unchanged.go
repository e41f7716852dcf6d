package server

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/training"
)

// A page's ETag is W/"STAMP-SUM": the stamp names all that the page was made of,
// where that is known before it is made, and the sum what was sent. Either is
// enough to say that the browser has the page already.
const (
	stampKey  = "stamp"
	noStamp   = "0"
	etagStart = `W/"`
)

// processKey tells this process's stamps from those of the one before it.
var processKey = rand.Text()

// setPageHeaders says who may keep a page, and what it depends on.
func setPageHeaders(c echo.Context) {
	h := c.Response().Header()
	h.Add("Vary", "HX-Request, HX-History-Restore-Request, Accept-Language, Cookie")
	switch {
	case principalOf(c).CSRF != "": // the page has a session's token in it, and an administrator's buttons
		h.Set("Cache-Control", "no-store")
	case h.Get("Cache-Control") == "":
		h.Set("Cache-Control", "private, no-cache")
	}
}

// steady is for a page that shows nothing but what is live, the database and the
// week that it is: where the browser has it already, it is not made once more.
func (s *Server) steady(page echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		live, err := s.training.Live()
		if err == nil && s.isUnchanged(c, live) {
			setPageHeaders(c)
			return c.NoContent(http.StatusNotModified)
		}
		return page(c)
	}
}

// isUnchanged tells, before a page is made, whether the browser has it as it
// would be: the same live version and database, asked in the same way by the
// same person. Where it cannot tell, the page is made.
func (s *Server) isUnchanged(c echo.Context, live *training.Live) bool {
	commits, err := s.store.Commits(c.Request().Context())
	if err != nil {
		return false
	}
	p, f := principalOf(c), s.frame(c, live)
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %d %q %q %v %+v %d %q %v %q %q %q %v %v %q %q %d", processKey, commits,
		live.Version, live.Intended, f.Unsold, s.training.Pending(live.Model.ID), thisWeek(c),
		p.Name, p.May, p.CSRF, c.Request().Method+" "+c.Request().URL.RequestURI(), f.Text.Code()+f.Theme, f.New, f.Undecided, f.Lost,
		fmt.Sprint(isPartial(c)), f.Needs))
	stamp := hex.EncodeToString(sum[:12])
	c.Set(stampKey, stamp)
	etag := c.Request().Header.Get("If-None-Match")
	if given, _, _ := strings.Cut(strings.TrimPrefix(etag, etagStart), "-"); given != stamp {
		return false
	}
	c.Response().Header().Set("ETag", etag)
	return true
}

// isSentAlready names what is sent and tells whether the browser has it.
func isSentAlready(c echo.Context, body []byte) bool {
	stamp, ok := c.Get(stampKey).(string)
	if !ok {
		stamp = noStamp
	}
	sum := sha256.Sum256(body)
	tail := "-" + hex.EncodeToString(sum[:12]) + `"`
	c.Response().Header().Set("ETag", etagStart+stamp+tail)
	return strings.HasSuffix(c.Request().Header.Get("If-None-Match"), tail)
}
