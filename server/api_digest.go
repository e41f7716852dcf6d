package server

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/digest"
	mailpost "olist/digest/post"
	"olist/message"
	"olist/secret"
	"olist/store"
)

type (
	// digestAnswer is the digest as administrators see it, but for its readers.
	digestAnswer struct {
		digest.Times
		Zone     string          `json:"zone"`
		Next     time.Time       `json:"next,omitzero"` // left out where nobody could be sent anything
		Server   digestServer    `json:"server"`
		Sendings []store.Sending `json:"sendings"` // newest first
	}
	digestServer struct {
		Set bool `json:"set"`
		mailpost.Server
		Password bool `json:"password"` // whether one is kept
	}
	// digestServerEdit has the password that is kept and not shown again.
	digestServerEdit struct {
		mailpost.Server
		Password string `json:"password"`
	}
)

// getDigest answers GET /api/v1/digest.
func (s *Server) getDigest(c echo.Context) error {
	ctx := c.Request().Context()
	times, err := s.digest.Times(ctx)
	if err != nil {
		return err
	}
	server, err := s.digest.Server(ctx)
	if err != nil {
		return err
	}
	password, err := s.digest.HasPassword(ctx)
	if err != nil {
		return err
	}
	readers, err := s.store.Readers(ctx)
	if err != nil {
		return err
	}
	next, err := s.digestNext(ctx, server, readers)
	if err != nil {
		return err
	}
	sent, err := s.store.Sendings(ctx, sendingsShown)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, digestAnswer{Times: times, Zone: shopOf(c).Zone().String(), Next: next,
		Server: digestServer{server.Host != "", server, password}, Sendings: append([]store.Sending{}, sent...)})
}

// putDigest answers PUT /api/v1/digest: the times; what is left out stays.
func (s *Server) putDigest(c echo.Context) error {
	ctx := c.Request().Context()
	times, err := s.digest.Times(ctx)
	if err != nil {
		return err
	}
	if err := decodeJSON(c, &times); err != nil {
		return err
	}
	if err := s.digest.SetTimes(ctx, principalOf(c).Name, times); err != nil {
		return err
	}
	return s.getDigest(c)
}

// putDigestServer answers PUT /api/v1/digest/server; what is left out stays, the
// password where server and user do.
func (s *Server) putDigestServer(c echo.Context) error {
	ctx := c.Request().Context()
	server, err := s.digest.Server(ctx)
	if err != nil {
		return err
	}
	body := digestServerEdit{Server: server}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if err := s.digest.SetServer(ctx, principalOf(c).Name, body.Server, secret.Of(body.Password)); err != nil {
		return err
	}
	return s.getDigest(c)
}

// getReaders answers GET /api/v1/digest/readers; of a channel's address with scheme
// and host alone.
func (s *Server) getReaders(c echo.Context) error {
	all, err := s.store.Readers(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"readers": append([]store.Reader{}, all...)})
}

// postReaderJSON answers POST /api/v1/digest/readers.
func (s *Server) postReaderJSON(c echo.Context) error {
	body := struct {
		Kind     store.ReaderKind `json:"kind"`
		Address  string           `json:"address"`
		Language string           `json:"language"`
		Segments []string         `json:"segments"`
		Alarms   bool             `json:"alarms"`
	}{Kind: store.ReaderMail}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	r, err := s.putReader(c, store.Reader{Kind: body.Kind, Language: body.Language, Alarms: body.Alarms}, body.Address, body.Segments)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, r)
}

// deleteReader answers DELETE /api/v1/digest/readers/{id}: address and all are
// forgotten.
func (s *Server) deleteReader(c echo.Context) error {
	if err := s.store.DeleteReader(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// postReaderSend answers POST /api/v1/digest/readers/{id}/send with how it went.
func (s *Server) postReaderSend(c echo.Context) error {
	n, err := s.digest.Now(sending(c), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, n)
}

// postSendingRepeat answers POST /api/v1/digest/sendings/{id}/repeat, alike.
func (s *Server) postSendingRepeat(c echo.Context) error {
	n, err := s.sendAgain(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, n)
}

// testedAnswer says how a test of the mail server ended, and why where not well.
type testedAnswer struct {
	Outcome string          `json:"outcome"`
	Why     string          `json:"why,omitempty"` // in English
	Message message.Message `json:"why_message,omitzero"`
}

// postDigestTestJSON answers POST /api/v1/digest/test.
func (s *Server) postDigestTestJSON(c echo.Context) error {
	var body struct {
		To string `json:"to"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	tested, err := s.testDigest(c, body.To)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, testedAnswer{strings.ReplaceAll(string(tested.Outcome), " ", "_"), tested.Why.String(), tested.Why})
}
