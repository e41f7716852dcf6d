package server

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	mailpost "olist/digest/post"
	"olist/message"
	"olist/store"
	"olist/views/text"
)

// refusing is a mail server that takes no log-in, and no address but mail's own.
type refusing struct{ takesAll }

func (refusing) NewSession(*smtp.Conn) (smtp.Session, error) { return refusing{}, nil }
func (refusing) AuthMechanisms() []string                    { return []string{sasl.Plain} }
func (refusing) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, _, password string) error {
		return &smtp.SMTPError{Code: 535, Message: "no user with " + password}
	}), nil
}
func (refusing) Rcpt(to string, _ *smtp.RcptOptions) error {
	return &smtp.SMTPError{Code: 550, Message: "nobody is " + to}
}

// refusingServer gives one for 127.0.0.1, with a certificate that roots stand behind.
func refusingServer(t *testing.T) (at mailpost.Server, roots *tls.Config) {
	t.Helper()
	signs := httptest.NewUnstartedServer(http.NotFoundHandler())
	signs.StartTLS()
	defer signs.Close()
	roots = &tls.Config{RootCAs: x509.NewCertPool()}
	roots.RootCAs.AddCert(signs.Certificate())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	s := smtp.NewServer(refusing{})
	s.TLSConfig = &tls.Config{Certificates: signs.TLS.Certificates}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return mailpost.Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: mailpost.StartTLS, From: "sales@example.com"}, roots
}

// TestLettersThatFailedSayWhy: why the mail server took nothing stands where it is
// tested, and in the list of what needs somebody, in the reader's language, without a
// password, an address or a word of the server's.
func TestLettersThatFailedSayWhy(t *testing.T) {
	mail, roots := refusingServer(t)
	a := newIdleAppOf(t, func(o *Options) { o.MailTLS = roots })
	r := answersWith[store.Reader](a, 200, "POST", "/api/v1/digest/readers", `{"address":"ana@shop.example","language":"en"}`)
	for name, c := range map[string]struct {
		change string // of the server
		why    message.Message
	}{
		"the address": {`{}`, message.SendingReader.With(550)},
		"connection":  {`{"port":1}`, message.SendingUnreached.With()},
		"log-in":      {`{"user":"shop","password":"sesame open"}`, message.SendingLogin.With(535)},
		"certificate": {`{"host":"localhost"}`, message.SendingCertificate.With()},
		"encryption":  {`{"tls":"tls"}`, message.SendingNoTLS.With()},
		"a name":      {`{"host":"mail.invalid"}`, message.SendingNoHost.With()},
	} {
		t.Run(name, func(t *testing.T) {
			answersWith[digestAnswer](a, 200, "PUT", "/api/v1/digest/server", fmt.Sprintf(`{"host":%q,"port":%d,"tls":"starttls","user":"","from":%q}`, mail.Host, mail.Port, mail.From))
			answersWith[digestAnswer](a, 200, "PUT", "/api/v1/digest/server", c.change)
			tested := answersWith[testedAnswer](a, 200, "POST", "/api/v1/digest/test", `{"to":"ana@shop.example"}`)
			if tested.Why != c.why.String() || tested.Message.Key != c.why.Key || tested.Outcome == "sent" {
				t.Errorf("the test says %+v, want %q", tested, c.why)
			}
			answersWith[store.Sending](a, 200, "POST", "/api/v1/digest/readers/"+r.ID+"/send", "")
			for _, l := range text.Locales {
				speaks := []string{"Accept", "text/html", "Accept-Language", l.Code()}
				resp, page := a.form("/digest/test", url.Values{"to": {"ana@shop.example"}}, speaks...)
				if resp.StatusCode != http.StatusUnprocessableEntity {
					t.Errorf("status %d", resp.StatusCode)
				}
				wantIn(t, html.UnescapeString(page), `role="alert">`+l.T(text.DigestTestFailed, l.Say(c.why)), `value="ana@shop.example"`)
				_, needs := a.ask("GET", "/needs", "", speaks...)
				wantIn(t, html.UnescapeString(needs), l.Say(message.NeedUnsent.With(c.why)))
				for _, told := range []string{"sesame", "no user with", "nobody is"} {
					if strings.Contains(page+needs, told) {
						t.Errorf("a page tells %q", told)
					}
				}
			}
		})
	}
}

// TestChannelsThatFailedSayWhy: the same of a channel.
func TestChannelsThatFailedSayWhy(t *testing.T) {
	a := newIdleApp(t)
	status := http.StatusNotFound
	chat := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, "no channel of that key")
	}))
	defer chat.Close()
	r := answersWith[store.Reader](a, 200, "POST", "/api/v1/digest/readers", `{"kind":"slack","address":"`+chat.URL+`/sesame","language":"en"}`)
	for _, c := range []struct {
		status int // 0 for a channel that is not there
		said   func(message.Message) message.Message
		why    message.Message
	}{
		{http.StatusNotFound, message.NeedUnsent.With, message.SendingChannel.With(404)},
		{http.StatusBadGateway, message.NeedUnknown.With, message.SendingChannel.With(502)},
		{0, message.NeedUnsent.With, message.SendingUnreached.With()},
	} {
		if status = c.status; status == 0 {
			chat.Close()
		}
		answersWith[store.Sending](a, 200, "POST", "/api/v1/digest/readers/"+r.ID+"/send", "")
		_, page := a.ask("GET", "/needs", "", "Accept", "text/html")
		wantIn(t, html.UnescapeString(page), text.English.Say(c.said(c.why)))
		if strings.Contains(page, "sesame") || strings.Contains(page, "no channel") {
			t.Error("the page tells the channel's address or words")
		}
	}
}
