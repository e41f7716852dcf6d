package server

import (
	"io"
	"net"
	"testing"

	"github.com/emersion/go-smtp"

	mailpost "olist/digest/post"
)

// takesAll is a mail server that takes every letter.
type takesAll struct{}

func (takesAll) NewSession(*smtp.Conn) (smtp.Session, error) { return takesAll{}, nil }
func (takesAll) Mail(string, *smtp.MailOptions) error        { return nil }
func (takesAll) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (takesAll) Data(r io.Reader) error                      { _, err := io.Copy(io.Discard, r); return err }
func (takesAll) Reset()                                      {}
func (takesAll) Logout() error                               { return nil }

// mailServer is one that runs until the test ends.
func mailServer(t *testing.T) mailpost.Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	s := smtp.NewServer(takesAll{})
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return mailpost.Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: mailpost.NoTLS, From: "sales@example.com"}
}
