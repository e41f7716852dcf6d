// Package post gives letters to a mail server or to a chat's webhook, once, and says
// how that ended: whether a letter surely went, surely did not, or nobody knows. It
// may import letter, message, outgoing and secret, and keeps nothing.
package post

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"olist/digest/letter"
	"olist/message"
	"olist/outgoing"
	"olist/secret"
)

// Outcome is how an attempt ended.
type Outcome string

// Outcomes.
const (
	Sent    Outcome = "sent"
	NotNow  Outcome = "not now" // it surely did not go, and may be tried again
	Refused Outcome = "refused" // it surely did not go, and will not
	Unknown Outcome = "unknown" // it may have gone: it is not tried again
)

// How a server is spoken to.
const (
	StartTLS = "starttls" // encrypted from the first word that matters, or not at all
	TLS      = "tls"      // encrypted from the start
	NoTLS    = "none"     // not encrypted
)

// Modes are all of them, the usual one first.
var Modes = []string{StartTLS, TLS, NoTLS}

// patience bounds each half of an attempt: until the server listens, and the letter.
const patience = 25 * time.Second

// Server is a mail server and in whose name is sent.
type Server struct {
	Host string `json:"host"` // "" for none
	Port int    `json:"port"`
	TLS  string `json:"tls"`
	User string `json:"user"` // "" where it asks for none
	From string `json:"from"`
}

// Mail is a letter on its way. One POST to where its Stop leads ends the digest.
type Mail struct {
	To     string
	Letter letter.Letter
	At     time.Time
}

// Postman sends mail by the rules of outgoing; Roots are those of the machine where
// they are nil.
type Postman struct {
	Server   Server
	Password secret.Text
	Rules    outgoing.Rules
	TLS      *tls.Config
}

// Send gives one mail to the server. The error, where there is one, holds no address.
func (p Postman) Send(ctx context.Context, m Mail) (Outcome, error) {
	msg, err := p.message(m)
	if err != nil {
		return Refused, err
	}
	client, err := p.client()
	if err != nil {
		return Refused, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := client.DialWithContext(ctx); err != nil {
		return NotNow, failed(cause(err), unheard(err))
	}
	defer client.Close()
	err = client.Send(msg)
	if err == nil || msg.IsDelivered() {
		return Sent, nil
	}
	untook, ok := errors.AsType[*gomail.SendError](err)
	if !ok {
		return Unknown, failed(errors.New("the attempt broke off"), message.SendingBroke.With())
	}
	return outcome(untook), failed(said(untook), untaken(untook))
}

// outcome reads how far the attempt came. A code is the server's word; without one
// the connection broke, and once the letter was on its way nobody knows more.
func outcome(failed *gomail.SendError) Outcome {
	switch code := failed.ErrorCode(); {
	case code >= 500:
		return Refused
	case code >= 400:
		return NotNow
	}
	switch failed.Reason {
	case gomail.ErrGetSender, gomail.ErrGetRcpts, gomail.ErrNoUnencoded:
		return Refused
	case gomail.ErrSMTPMailFrom, gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrConnCheck:
		return NotNow
	}
	return Unknown
}

// said is what may be logged of a failure: what the server wrote may hold addresses.
func said(failed *gomail.SendError) error {
	words := failed.Reason.String()
	if code := failed.ErrorCode(); code != 0 {
		words += " (the server answered " + strconv.Itoa(code) + ")"
	}
	return errors.New(words)
}

// cause is why no connection came about, which happens before any address is named;
// of what the server wrote, its code.
func cause(err error) error {
	if refused, ok := errors.AsType[*outgoing.RefusedError](err); ok {
		return refused
	}
	if code := err.Error(); len(code) >= 3 && code[0] >= '4' && code[0] <= '5' {
		if _, bad := strconv.Atoi(code[:3]); bad == nil {
			return errors.New("the server answered " + code[:3] + " before any letter")
		}
	}
	return err
}

func (p Postman) client() (*gomail.Client, error) {
	s := p.Server
	conf := &tls.Config{}
	if p.TLS != nil {
		conf = p.TLS.Clone()
	}
	conf.ServerName, conf.MinVersion = s.Host, tls.VersionTLS12
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		conn, err := p.Rules.Dial(ctx, network, net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
		if err != nil || s.TLS != TLS {
			return conn, err
		}
		encrypted := tls.Client(conn, conf)
		if err := encrypted.HandshakeContext(ctx); err != nil {
			conn.Close()
			return nil, err
		}
		return encrypted, nil
	}
	policy := gomail.TLSMandatory
	if s.TLS != StartTLS { // or encrypted by the dialling
		policy = gomail.NoTLS
	}
	_, domain, _ := strings.Cut(s.From, "@")
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(patience), gomail.WithTLSPolicy(policy), gomail.WithTLSConfig(conf),
		gomail.WithDialContextFunc(dial), gomail.WithHELO(domain)}
	if s.User != "" {
		options = append(options, gomail.WithUsername(s.User), gomail.WithPassword(p.Password.Reveal()),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin))
	}
	return gomail.NewClient(s.Host, options...)
}

// message is the mail as it goes: text, HTML, and the picture that the HTML shows.
func (p Postman) message(m Mail) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	from, err := mail.ParseAddress(p.Server.From)
	if err != nil {
		return nil, failed(errors.New("the sender is no address of mail"), message.SendingNoSender.With())
	}
	to, err := mail.ParseAddress(m.To)
	if err != nil {
		return nil, failed(errors.New("the reader's address is none of mail"), message.SendingNoAddress.With())
	}
	msg.FromMailAddress(&mail.Address{Name: line(m.Letter.Shop), Address: from.Address})
	msg.ToMailAddress(&mail.Address{Address: to.Address})
	msg.Subject(line(m.Letter.Subject))
	msg.SetDateWithValue(m.At)
	msg.SetMessageID()
	msg.SetGenHeader(gomail.Header("Auto-Submitted"), "auto-generated")
	msg.SetGenHeader(gomail.HeaderContentLang, m.Letter.Language)
	if stop := m.Letter.Stop.URL; strings.HasPrefix(stop, "https://") {
		if err := msg.SetListUnsubscribeOneClick(stop); err != nil {
			return nil, errors.New("the address that ends the digest is none")
		}
	} else if stop != "" { // one click is for https alone (RFC 8058)
		msg.SetListUnsubscribe(stop)
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Letter.Text())
	if len(m.Letter.Parts) == 0 {
		return msg, nil
	}
	html, err := m.Letter.HTML()
	if err != nil {
		return nil, err
	}
	msg.AddAlternativeString(gomail.TypeTextHTML, html)
	if len(m.Letter.Picture.PNG) > 0 {
		err = msg.EmbedReader("chart.png", bytes.NewReader(m.Letter.Picture.PNG), gomail.WithFileContentID("<"+letter.PictureID+">"), gomail.WithFileContentType("image/png"))
	}
	return msg, err
}

// line keeps words that stand in a header on one line.
func line(words string) string {
	return strings.Join(strings.FieldsFunc(words, func(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) }), " ")
}
