// Package digest sends the weekly letter: to whom, when, and at most once a reader
// and week, whatever happens to the program meanwhile; and alarms, which tell a reader
// at once of what is new among what needs somebody. What letters say is composed by
// package server, which passes itself in. It may import its rooms below,
// digest/letter (the letter's forms) and digest/post (one attempt to deliver), store,
// outgoing and secret.
//
// A row is written before anything is sent. What is found under way much later ended
// with its program, nobody knows how: it is shown, and repeated by a person alone.
package digest

import (
	"context"
	"crypto/tls"
	"log/slog"
	"sync"
	"time"

	"olist/digest/letter"
	"olist/outgoing"
	"olist/store"
	"olist/store/fault"
	"olist/week"
)

// Order says what letter is wanted.
type Order struct {
	Alarm    []string // ids of the lines that an alarm is about; none for a digest
	Language string
	Segments []string // keys; none for all sales
	Late     bool     // the data did not come
	Channel  bool     // of a chat, that nobody unsubscribes from by a link
	Stop     string   // query of the address that ends it, which the letter's Stop leads to; "" for none
}

// Draft is a letter, and what of what needs somebody it tells.
type Draft struct {
	letter.Letter
	Tells store.Telling
}

// Needing is what needs somebody.
type Needing struct {
	Of       func(segments []string) []store.NeedLine // the open lines for a reader of these
	Standing []string                                 // ids of all lines, those that were answered among them
}

// Composer writes letters.
type Composer interface {
	// Compose writes one; an alarm of which no line is open any more tells nothing.
	// Returns CodeUnavailable where nothing is forecast.
	Compose(ctx context.Context, o Order) (Draft, error)
	// Needing gives what needs somebody now. Returns CodeUnavailable where nothing is
	// forecast.
	Needing(ctx context.Context) (Needing, error)
	// Known is the last week of sales that is known; ok is false where there is none.
	Known() (last week.Week, ok bool)
}

// Options of a Service.
type Options struct {
	Log      *slog.Logger
	Clock    func() time.Time
	Outgoing outgoing.Rules
	TLS      *tls.Config // for certificates that no public root stands behind; nil as usual
}

// Service sends the digest. It is safe for concurrent use.
type Service struct {
	opt     Options
	log     *slog.Logger
	store   *store.Store
	letters Composer
	one     sync.Mutex // held while letters are sent: one after the other
}

// New makes the service.
func New(st *store.Store, letters Composer, opt Options) *Service {
	return &Service{opt: opt, log: opt.Log, store: st, letters: letters}
}

// lookEvery is how often the service looks whether something is due.
const lookEvery = 20 * time.Second

// Run sends what is due until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := s.Keep(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "the digest could not be looked after; it goes on", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookEvery):
		}
	}
	return nil
}

// setting reads the setting key into v, which stays as it is where nobody has
// set one.
func (s *Service) setting(ctx context.Context, key string, v any) error {
	if err := s.store.Setting(ctx, key, v); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return err
	}
	return nil
}
