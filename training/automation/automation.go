// Package automation is what the program does unasked: it retrains on a
// schedule, lets new models go live by a policy, keeps as many as the retention
// says, and sends messages to a webhook. It may import training/jobs, store and
// outgoing; package training imports it. It looks up through one interface,
// Trainer.
package automation

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"olist/message"
	"olist/outgoing"
	"olist/store"
	"olist/store/fault"
	"olist/training/jobs"
)

// Trainer is what the schedule asks of who trains.
type Trainer interface {
	// Serving is the fingerprint of the data that serve, "" where none do.
	Serving() string
	// NewTraining asks for a training as the live model was trained; note says why.
	NewTraining(by string, note message.Message) jobs.Request
}

// Options of a Service.
type Options struct {
	Log   *slog.Logger
	Clock func() time.Time
	// Outgoing says which addresses messages may go to.
	Outgoing outgoing.Rules
}

// Service holds schedule, policy, retention and webhook. It is safe for
// concurrent use.
type Service struct {
	opt              Options
	log              *slog.Logger
	store            *store.Store
	queue            *jobs.Queue
	trainer          Trainer
	zone             store.Known[*time.Location]
	outgoing, strict *http.Client // by opt.Outgoing, and as if bound wide
}

// New makes the service; trainer makes what the schedule queues.
func New(st *store.Store, queue *jobs.Queue, trainer Trainer, opt Options) *Service {
	strict := opt.Outgoing
	strict.Wide = true
	return &Service{opt: opt, log: opt.Log, store: st, queue: queue, trainer: trainer,
		outgoing: webhookClient(opt.Outgoing), strict: webhookClient(strict)}
}

// setting reads the setting key into v, which stays as it is where nobody has
// set one.
func (s *Service) setting(ctx context.Context, key string, v any) error {
	if err := s.store.Setting(ctx, key, v); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return err
	}
	return nil
}
