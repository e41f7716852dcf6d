package server

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/digest"
	mailpost "olist/digest/post"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	digestview "olist/views/digest"
	"olist/views/text"
)

const sendingsShown = 200

// getDigestPage answers GET /digest?saved=&sent=: the digest as it would go now,
// one's own, and for administrators the server, the readers and what was sent.
func (s *Server) getDigestPage(c echo.Context) error {
	v, err := s.digestPage(c)
	if err != nil {
		return err
	}
	if c.QueryParam("saved") != "" {
		v.Notices = append(v.Notices, v.Text.T(text.Saved))
	}
	switch state := c.QueryParam("sent"); state {
	case string(store.SendingDone):
		v.Notices = append(v.Notices, v.Text.T(text.DigestStates[state]))
	case string(store.SendingFailed), string(store.SendingUnknown), string(store.SendingWaits):
		v.Failed = v.Text.T(text.DigestStates[state])
	}
	if mailpost.Outcome(c.QueryParam("test")) == mailpost.Sent {
		v.Notices = append(v.Notices, v.Text.T(text.DigestTestSent))
	}
	return s.render(c, http.StatusOK, digestview.Page(v))
}

func (s *Server) digestPage(c echo.Context) (v digestview.View, err error) {
	live, _ := s.training.Live() // readers come before the first model
	v = digestview.View{Frame: s.frame(c, live), Modes: mailpost.Modes, Segment: c.QueryParam("segment")}
	ctx := c.Request().Context()
	server, err := s.digest.Server(ctx)
	if err != nil {
		return v, err
	}
	readers, err := s.store.Readers(ctx)
	if err != nil {
		return v, err
	}
	v.Set = server.Host != ""
	if v.Next, err = s.digestNext(ctx, server, readers); err != nil {
		return v, err
	}
	v.Mine.Language = v.Text.Code()
	for _, r := range readers {
		if v.Person != "" && r.Person == v.Person {
			v.Mine = digestview.Mine{ID: r.ID, ReaderForm: digestview.ReaderForm{Address: r.Address, Language: r.Language, Segments: strings.Join(r.Segments, "\n"), Alarms: r.Alarms}}
		}
	}
	if v.MayAdmin {
		if err := s.addDigestAdmin(c, &v, server, readers); err != nil {
			return v, err
		}
	}
	if live != nil && s.segmentIsThere(live, v.Segment) {
		draft, _, err := composer{s}.words(ctx, s.previewOrder(c))
		if err != nil {
			return v, err
		}
		v.Preview, v.Plain = true, draft.Text()
	}
	return v, nil
}

// digestNext is when the digest is due next; zero where nobody could be sent one, for
// want of a server and of channels.
func (s *Server) digestNext(ctx context.Context, server mailpost.Server, readers []store.Reader) (time.Time, error) {
	if server.Host == "" && !slices.ContainsFunc(readers, func(r store.Reader) bool { return r.Kind != store.ReaderMail }) {
		return time.Time{}, nil
	}
	return s.digest.Next(ctx)
}

func (s *Server) segmentIsThere(live *training.Live, key string) bool {
	_, err := live.Data.Segment(key)
	return key == "" || err == nil
}

// previewOrder is the digest of who looks: in their language, of the segment that the
// address names.
func (s *Server) previewOrder(c echo.Context) digest.Order {
	o := digest.Order{Language: s.language(c).Code(), Late: s.digest.Late(c.Request().Context())}
	if key := c.QueryParam("segment"); key != "" {
		o.Segments = []string{key}
	}
	return o
}

// addDigestAdmin fills what administrators see.
func (s *Server) addDigestAdmin(c echo.Context, v *digestview.View, server mailpost.Server, readers []store.Reader) error {
	ctx := c.Request().Context()
	v.Server = digestview.ServerForm{Host: server.Host, Port: strconv.Itoa(server.Port), TLS: server.TLS, User: server.User, From: server.From, Seen: seenOf(server)}
	times, err := s.digest.Times(ctx)
	if err != nil {
		return err
	}
	v.Times = digestview.TimesForm{Weekday: int(times.Weekday), Time: clockTime(times.Hour, times.Minute), Wait: strconv.Itoa(times.Wait), Seen: seenOf(times)}
	v.Add = digestview.ReaderForm{Kind: string(store.ReaderMail), Language: v.Text.Code()}
	for _, k := range store.ReaderKinds {
		v.Kinds = append(v.Kinds, string(k))
	}
	names := map[string]string{}
	for _, r := range readers {
		row := digestview.Reader{ID: r.ID, Kind: string(r.Kind), Address: r.Address, Person: r.Person, Language: r.Language, Alarms: r.Alarms}
		for _, key := range r.Segments {
			row.Segments = append(row.Segments, s.digestSegment(v.Text, key))
		}
		v.Readers = append(v.Readers, row)
		names[r.ID] = r.Address
	}
	all, err := s.store.Sendings(ctx, sendingsShown)
	for _, n := range all {
		v.Sendings = append(v.Sendings, digestview.Sending{Seq: strconv.FormatInt(n.Seq, 10), Reader: names[n.Reader], ID: n.Reader, Week: n.Week, Alarm: n.Kind == store.SendingAlarm, Late: n.Late, State: string(n.State), Attempts: n.Attempts, At: n.At, Why: v.Text.Say(n.WhyMessage)})
	}
	return err
}

// digestSegment names a segment, or gives its key where it is not there any more.
func (s *Server) digestSegment(l text.Locale, key string) string {
	if live, err := s.training.Live(); err == nil {
		return sharedName(l, live.Data, key)
	}
	return key
}

// digestSegments finds the segments that somebody wrote, one in each line.
func (s *Server) digestSegments(l text.Locale, written []string) (keys []string, err error) {
	for _, name := range written {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if len(keys) >= store.ReaderSegments {
			return nil, fault.Invalid("segments", message.ReaderSegments.With(store.ReaderSegments))
		}
		live, err := s.training.Live()
		if err != nil {
			return nil, err
		}
		found, _, err := findSegment(l, live.Data, name)
		if err != nil {
			return nil, fault.Invalid("segments", saidBy(err))
		}
		keys = append(keys, found.Key)
	}
	return keys, nil
}

// getDigestPreview answers GET /digest/preview?segment=&format=html: the digest as a
// mail program shows it. Its styles are its own, and it can do nothing else.
func (s *Server) getDigestPreview(c echo.Context) error {
	if key := c.QueryParam("segment"); key != "" {
		live, err := s.training.Live()
		if err != nil {
			return err
		}
		if _, err := live.Data.Segment(key); err != nil {
			return err
		}
	}
	format := cmp.Or(c.QueryParam("format"), "html")
	if format != "html" && format != "text" {
		return fault.Invalid("format", message.ShouldBeOneOf.With("format", []string{"html", "text"}))
	}
	ctx, order := c.Request().Context(), s.previewOrder(c)
	if format == "text" {
		draft, _, err := composer{s}.words(ctx, order)
		if err != nil {
			return err
		}
		return c.String(http.StatusOK, draft.Text())
	}
	draft, err := composer{s}.Compose(ctx, order)
	if err != nil {
		return err
	}
	page, err := draft.Preview()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-top-navigation-by-user-activation; "+framedByNone)
	return c.HTML(http.StatusOK, page)
}

// getUnsubscribe answers GET /digest/unsubscribe?reader=&key=: it asks, and ends
// nothing, since programs open links in mail, too.
func (s *Server) getUnsubscribe(c echo.Context) error { return s.unsubscribe(c, false) }

// postUnsubscribe answers POST /digest/unsubscribe?reader=&key=, from the page or,
// by one click, from a mail program (RFC 8058).
func (s *Server) postUnsubscribe(c echo.Context) error { return s.unsubscribe(c, true) }

func (s *Server) unsubscribe(c echo.Context, do bool) error {
	h, ctx := c.Response().Header(), c.Request().Context()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	client, now := limited(c.RealIP()), s.opt.Clock()
	if !s.guesses.allowed(ctx, client, now) {
		return fault.New(fault.CodeRateLimited, message.TooManyAttempts.With())
	}
	v := digestview.Unsubscribe{Frame: s.frame(c, nil), Reader: c.FormValue("reader"), Key: c.FormValue("key"), Shop: shopOf(c).Name, Done: do}
	var err error
	if do {
		err = s.digest.Stop(ctx, v.Reader, v.Key)
	} else {
		_, err = s.digest.Stopping(ctx, v.Reader, v.Key)
	}
	if fault.CodeOf(err) == fault.CodeNotFound {
		s.guesses.count(ctx, client, now)
	}
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, digestview.UnsubscribePage(v))
}
