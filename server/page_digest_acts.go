package server

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/digest"
	"olist/digest/letter"
	mailpost "olist/digest/post"
	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	digestview "olist/views/digest"
	"olist/views/text"
	"olist/views/ui"
)

// refuseDigest shows the page again with what was typed and what is wrong with it.
func (s *Server) refuseDigest(c echo.Context, cause error, lay func(v *digestview.View, problem map[string]string)) error {
	status, ok := refused(cause)
	said := ""
	if code := fault.CodeOf(cause); !ok && (code == fault.CodeConflict || code == fault.CodeRateLimited) {
		status, ok, said = statusOf[code], true, messageOf(c, cause)
	}
	if !ok {
		return cause
	}
	v, err := s.digestPage(c)
	if err != nil {
		return err
	}
	v.Failed = said
	lay(&v, map[string]string{fieldOf(cause): messageOf(c, cause)})
	return s.render(c, status, digestview.Page(v))
}

// postDigestServer answers POST /digest/server.
func (s *Server) postDigestServer(c echo.Context) error {
	asked := mailpost.Server{Host: c.FormValue("host"), TLS: c.FormValue("tls"), User: c.FormValue("user"), From: c.FormValue("from")}
	port, err := strconv.Atoi(strings.TrimSpace(c.FormValue("port")))
	if asked.Port = port; err != nil {
		asked.Port = 0 // which is none
	}
	ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) { return seen(s.digest.Server(ctx)) })
	if err = s.digest.SetServer(ctx, principalOf(c).Name, asked, secret.Of(c.FormValue("password"))); err == nil {
		return c.Redirect(http.StatusSeeOther, "/digest?saved=yes")
	}
	return s.refuseDigest(c, err, func(v *digestview.View, problem map[string]string) {
		v.Server = digestview.ServerForm{Host: asked.Host, Port: c.FormValue("port"), TLS: asked.TLS, User: asked.User, From: asked.From, Problem: problem, Seen: v.Server.Seen}
		v.Server.Seen.Overtaken = overtaken(err)
	})
}

// testDigest sends some words without a figure to an address at once.
func (s *Server) testDigest(c echo.Context, to string) (digest.Tested, error) {
	l := s.language(c)
	name := shopOf(c).Name
	words := letter.Letter{Language: l.Code(), Shop: name, Subject: l.T(text.DigestTestSubject, name), Heading: l.T(text.DigestTestBody), Foot: name}
	words.Open = letter.Link{Label: l.T(text.DigestTitle), URL: s.mailedAddress("/digest")}
	return s.digest.Test(c.Request().Context(), strings.TrimSpace(to), words)
}

// postDigestTest answers POST /digest/test: where the server did not take it, with why.
func (s *Server) postDigestTest(c echo.Context) error {
	tested, err := s.testDigest(c, c.FormValue("to"))
	switch {
	case err == nil && tested.Outcome == mailpost.Sent:
		return c.Redirect(http.StatusSeeOther, "/digest?test=sent")
	case err == nil:
		return s.renderUntaken(c, tested)
	}
	return s.refuseDigest(c, err, func(v *digestview.View, problem map[string]string) {
		v.Server.To, v.Server.Problem = c.FormValue("to"), problem
	})
}

// renderUntaken says why the mail server did not take a test.
func (s *Server) renderUntaken(c echo.Context, tested digest.Tested) error {
	v, err := s.digestPage(c)
	if err != nil {
		return err
	}
	how := text.DigestTestFailed
	if tested.Outcome == mailpost.Unknown {
		how = text.DigestTestUnknown
	}
	v.Failed, v.Server.To = v.Text.T(how, v.Text.Say(tested.Why)), c.FormValue("to")
	return s.render(c, http.StatusUnprocessableEntity, digestview.Page(v))
}

// postDigestTimes answers POST /digest/times.
func (s *Server) postDigestTimes(c echo.Context) error {
	var asked digest.Times
	var err error
	if asked.Weekday, asked.Hour, asked.Minute, err = momentForm(c); err == nil {
		wait, bad := strconv.Atoi(strings.TrimSpace(c.FormValue("wait")))
		if asked.Wait = wait; bad != nil {
			asked.Wait = -1 // which is none
		}
		ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) { return seen(s.digest.Times(ctx)) })
		err = s.digest.SetTimes(ctx, principalOf(c).Name, asked)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/digest?saved=yes")
	}
	return s.refuseDigest(c, err, func(v *digestview.View, problem map[string]string) {
		v.Times = digestview.TimesForm{Weekday: int(asked.Weekday), Time: c.FormValue("time"), Wait: c.FormValue("wait"), Problem: problem, Seen: v.Times.Seen}
		v.Times.Seen.Overtaken = overtaken(err)
	})
}

// postReader answers POST /digest/readers: an address or a channel that an
// administrator gives.
func (s *Server) postReader(c echo.Context) error {
	form := digestview.ReaderForm{Kind: c.FormValue("kind"), Address: c.FormValue("address"), Language: c.FormValue("language"), Segments: c.FormValue("segments"), Alarms: c.FormValue("alarms") != ""}
	_, err := s.putReader(c, store.Reader{Kind: store.ReaderKind(form.Kind), Language: form.Language, Alarms: form.Alarms}, form.Address, strings.Split(form.Segments, "\n"))
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/digest?saved=yes")
	}
	return s.refuseDigest(c, err, func(v *digestview.View, problem map[string]string) {
		v.Add = form
		v.Add.Problem = problem
	})
}

// postMine answers POST /digest/mine: who has logged in subscribes themselves, or
// ends that.
func (s *Server) postMine(c echo.Context) error {
	person := principalOf(c).Person
	if person == "" {
		return fault.New(fault.CodeConflict, message.ReaderNobody.With())
	}
	form := digestview.ReaderForm{Address: c.FormValue("address"), Language: c.FormValue("language"), Segments: c.FormValue("segments"), Alarms: c.FormValue("alarms") != ""}
	var err error
	if c.FormValue("act") == "end" {
		var mine store.Reader
		if mine, err = s.readerOf(c, person); err == nil {
			err = s.store.DeleteReader(c.Request().Context(), person, mine.ID)
		}
	} else {
		_, err = s.putReader(c, store.Reader{Person: person, Kind: store.ReaderMail, Language: form.Language, Alarms: form.Alarms}, form.Address, strings.Split(form.Segments, "\n"))
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/digest?saved=yes")
	}
	return s.refuseDigest(c, err, func(v *digestview.View, problem map[string]string) {
		v.Mine.ReaderForm = form
		v.Mine.Problem = problem
	})
}

// readerOf is the row of a person. Returns CodeNotFound where they have none.
func (s *Server) readerOf(c echo.Context, person string) (store.Reader, error) {
	all, err := s.store.Readers(c.Request().Context())
	for _, r := range all {
		if person != "" && r.Person == person {
			return r, nil
		}
	}
	if err == nil {
		err = fault.New(fault.CodeNotFound, message.NoReader.With(message.Quoted(person)))
	}
	return store.Reader{}, err
}

// putReader checks what is asked of a reader and keeps it.
func (s *Server) putReader(c echo.Context, r store.Reader, address string, segments []string) (store.Reader, error) {
	if codes := text.Codes(); !slices.Contains(codes, r.Language) {
		return store.Reader{}, fault.Invalid("language", message.ReaderLanguage.With(codes))
	}
	var err error
	if r.Segments, err = s.digestSegments(s.language(c), segments); err != nil {
		return store.Reader{}, err
	}
	return s.digest.AddReader(c.Request().Context(), principalOf(c).Name, r, address)
}

// postReaderDelete answers POST /digest/readers/{id}/delete.
func (s *Server) postReaderDelete(c echo.Context) error {
	if err := s.store.DeleteReader(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/digest?saved=yes")
}

// postMineNow answers POST /digest/now: sends who has logged in their digest.
func (s *Server) postMineNow(c echo.Context) error {
	mine, err := s.readerOf(c, principalOf(c).Person)
	if err != nil {
		return err
	}
	return s.sendNow(c, mine.ID)
}

// postReaderNow answers POST /digest/readers/{id}/now.
func (s *Server) postReaderNow(c echo.Context) error { return s.sendNow(c, c.Param("id")) }

func (s *Server) sendNow(c echo.Context, id string) error {
	n, err := s.digest.Now(sending(c), id)
	return s.afterSending(c, n, err)
}

// postSendingAgain answers POST /digest/sendings/{id}/again.
func (s *Server) postSendingAgain(c echo.Context) error {
	n, err := s.sendAgain(c)
	return s.afterSending(c, n, err)
}

func (s *Server) sendAgain(c echo.Context) (store.Sending, error) {
	seq, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return store.Sending{}, fault.New(fault.CodeNotFound, message.NoSending.With(0))
	}
	return s.digest.Again(sending(c), principalOf(c).Name, seq)
}

// sending is a context for what is sent, which goes on where the browser has gone; it
// is bounded where it is sent.
func sending(c echo.Context) context.Context {
	return context.WithoutCancel(c.Request().Context())
}

func (s *Server) afterSending(c echo.Context, n store.Sending, err error) error {
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/digest?sent="+string(n.State))
	}
	return s.refuseDigest(c, err, func(*digestview.View, map[string]string) {})
}
