package post

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/textproto"
	"os"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"olist/message"
	"olist/outgoing"
)

// failure is an error together with what people are told of it, which is bounded and
// holds no address, and of what the other side wrote its code alone.
type failure struct {
	error
	why message.Message
}

func (f failure) Unwrap() error { return f.error }

func failed(err error, why message.Message) error { return failure{err, why} }

// Why is what people are told of an error of Send or Hook; of any other that the log
// has more.
func Why(err error) message.Message {
	if err == nil {
		return message.Message{}
	}
	if f, ok := errors.AsType[failure](err); ok {
		return f.why
	}
	return message.SendingInLog.With()
}

// unreached says why no connection came about, or none that can be trusted.
func unreached(err error) message.Message {
	if _, ok := errors.AsType[*outgoing.RefusedError](err); ok {
		return message.SendingInner.With()
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return message.SendingCertificate.With()
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return message.SendingNoTLS.With()
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return message.SendingNoHost.With()
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) {
		return message.SendingSlow.With()
	}
	return message.SendingUnreached.With()
}

// unheard says why a mail server took no letter yet: it may have answered already.
func unheard(err error) message.Message {
	if said, ok := errors.AsType[*textproto.Error](err); ok {
		switch said.Code {
		case 530, 534, 535, 538:
			return message.SendingLogin.With(int64(said.Code))
		}
		return message.SendingGreeted.With(int64(said.Code))
	}
	switch {
	case strings.Contains(err.Error(), "does not support STARTTLS"):
		return message.SendingNoTLS.With()
	case strings.Contains(err.Error(), "SMTP AUTH"):
		return message.SendingNoLogin.With()
	}
	return unreached(err)
}

// untaken says what a mail server did not take, and by which code.
func untaken(f *gomail.SendError) message.Message {
	code := int64(f.ErrorCode())
	if code == 0 {
		return message.SendingBroke.With()
	}
	switch f.Reason {
	case gomail.ErrSMTPMailFrom:
		return message.SendingSender.With(code)
	case gomail.ErrSMTPRcptTo:
		return message.SendingReader.With(code)
	}
	return message.SendingLetter.With(code)
}
