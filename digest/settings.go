package digest

import (
	"context"
	"net"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"olist/digest/post"
	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

const (
	serverKey    = "mail" // and that of the secret by which links that end a digest are made
	passwordKey  = "mail_password"
	timesKey     = "digest"
	waitMost     = 120 // hours
	addressMost  = 254 // letters (RFC 5321)
	userMost     = 200
	passwordMost = 1000
	urlMost      = 2000
)

// Times say when the digest goes, in the shop's zone, and how long it waits for data
// that are late.
type Times struct {
	Weekday time.Weekday `json:"weekday"` // 0 is Sunday
	Hour    int          `json:"hour"`
	Minute  int          `json:"minute"`
	Wait    int          `json:"wait"` // hours, after which it says that the data are late
}

// kept is what stands in the settings: who may be sent to by what was set wide keeps
// to the rules of an address that others reach.
type kept struct {
	post.Server
	Wide bool `json:"wide,omitempty"`
}

// Times gives them: on Mondays at eight, and a day of waiting, until somebody says
// otherwise.
func (s *Service) Times(ctx context.Context) (Times, error) {
	t := Times{Weekday: time.Monday, Hour: 8, Wait: 24}
	return t, s.setting(ctx, timesKey, &t)
}

// SetTimes keeps them. Returns CodeInvalid naming the field that is wrong.
func (s *Service) SetTimes(ctx context.Context, actor string, t Times) error {
	switch {
	case t.Weekday < time.Sunday || t.Weekday > time.Saturday:
		return fault.Invalid("weekday", message.WeekdayWrong.With())
	case t.Hour < 0 || t.Hour > 23:
		return fault.Invalid("hour", message.HourRange.With())
	case t.Minute < 0 || t.Minute > 59:
		return fault.Invalid("minute", message.MinuteRange.With())
	case t.Wait < 0 || t.Wait > waitMost:
		return fault.Invalid("wait", message.DigestWait.With(waitMost))
	}
	return s.store.PutSetting(ctx, actor, timesKey, t)
}

// Server gives the mail server in force; its Host is "" where none is.
func (s *Service) Server(ctx context.Context) (post.Server, error) {
	k, err := s.server(ctx)
	return k.Server, err
}

// HasPassword reports whether one is kept for the mail server.
func (s *Service) HasPassword(ctx context.Context) (bool, error) {
	password, err := s.store.Secret(ctx, passwordKey)
	return !password.Empty(), err
}

func (s *Service) server(ctx context.Context) (kept, error) {
	k := kept{Server: post.Server{Port: 587, TLS: post.StartTLS}}
	return k, s.setting(ctx, serverKey, &k)
}

var hostName = regexp.MustCompile(`^[0-9A-Za-z](?:[0-9A-Za-z.-]{0,251}[0-9A-Za-z])?$`)

// SetServer keeps a mail server; without a host there is none any more, and nothing
// is sent. An empty password keeps the one that is there, where server and user stay
// who they are: it is told to nobody else. Returns CodeInvalid naming the field that
// is wrong.
func (s *Service) SetServer(ctx context.Context, actor string, n post.Server, password secret.Text) error {
	n.Host, n.User, n.From = strings.TrimSpace(n.Host), strings.TrimSpace(n.User), strings.TrimSpace(n.From)
	was, err := s.server(ctx)
	if err != nil {
		return err
	}
	if n.Host == "" {
		n, password = post.Server{Port: 587, TLS: post.StartTLS}, secret.Text{}
	} else if err := validate(n, password); err != nil {
		return err
	}
	if password.Empty() && n.Host != "" && n.User != "" && n.User == was.User && n.Host == was.Host && n.Port == was.Port {
		if password, err = s.store.Secret(ctx, passwordKey); err != nil {
			return err
		}
	}
	_, err = s.store.PutSettingWithSecret(ctx, actor, serverKey, kept{Server: n, Wide: s.opt.Outgoing.Wide}, secret.New(""),
		map[string]secret.Text{passwordKey: password})
	return err
}

func validate(n post.Server, password secret.Text) error {
	switch {
	case !hostName.MatchString(n.Host) && net.ParseIP(n.Host) == nil:
		return fault.Invalid("host", message.MailHost.With())
	case n.Port < 1 || n.Port > 65535:
		return fault.Invalid("port", message.MailPort.With())
	case !slices.Contains(post.Modes, n.TLS):
		return fault.Invalid("tls", message.MailTLS.With(post.Modes))
	case n.TLS == post.NoTLS && n.User != "":
		return fault.Invalid("tls", message.MailPlain.With())
	case !oneLine(n.User, userMost):
		return fault.Invalid("user", message.MailUser.With())
	case len(password.Reveal()) > passwordMost:
		return fault.Invalid("password", message.MailUser.With())
	case !isAddress(n.From):
		return fault.Invalid("from", message.MailFrom.With())
	}
	return nil
}

func oneLine(words string, most int) bool {
	return utf8.ValidString(words) && utf8.RuneCountInString(words) <= most && !strings.ContainsFunc(words, unicode.IsControl)
}

// isAddress reports whether a text is an address of mail and nothing more: no name,
// no second address, no line break.
func isAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	_, domain, _ := strings.Cut(text, "@")
	return err == nil && a.Address == text && a.Name == "" && len(text) <= addressMost && oneLine(text, addressMost) && hostName.MatchString(domain)
}

// AddReader keeps a reader of a kind; target is an address of mail, or that of a
// channel, of which only host and scheme are shown. Segments and language are the
// caller's to check. Returns CodeInvalid naming the field that is wrong, and what
// store.AddReader returns.
func (s *Service) AddReader(ctx context.Context, actor string, r store.Reader, target string) (store.Reader, error) {
	target = strings.TrimSpace(target)
	if !slices.Contains(store.ReaderKinds, r.Kind) {
		kinds := make([]string, len(store.ReaderKinds))
		for i, k := range store.ReaderKinds {
			kinds[i] = string(k)
		}
		return r, fault.Invalid("kind", message.ReaderKindWrong.With(kinds))
	}
	if len(r.Segments) > store.ReaderSegments || len(slices.Compact(slices.Sorted(slices.Values(r.Segments)))) != len(r.Segments) {
		return r, fault.Invalid("segments", message.ReaderSegments.With(store.ReaderSegments))
	}
	r.Wide = s.opt.Outgoing.Wide
	if r.Kind == store.ReaderMail {
		if !isAddress(target) {
			return r, fault.Invalid("address", message.ReaderAddress.With())
		}
		r.Address = target
		return s.store.AddReader(ctx, actor, r, secret.Text{})
	}
	u, err := url.Parse(target)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(target) > urlMost {
		return r, fault.Invalid("address", message.ReaderChannel.With())
	}
	r.Address = secret.OfURL(target).String()
	return s.store.AddReader(ctx, actor, r, secret.Of(target))
}
