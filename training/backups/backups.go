// Package backups makes backups by itself, on a schedule in the shop's time zone or
// when asked: a verified copy of the database, sealed where there is a passphrase,
// in every place that whoever runs the program named. Each is read back and compared
// before older ones go. It may import backup (places, seal, keeping), store, and the
// rooms jobs and automation; package training imports it.
//
// A backup is a job of the queue, so that of several processes one makes it. What
// there is, the places tell: the database remembers the schedule alone.
package backups

import (
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"sync"
	"time"

	"olist/backup"
	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/store/scratch"
	"olist/training/automation"
	"olist/training/jobs"
)

const (
	// Kind is the kind of a backup's job.
	Kind = "backup"

	settingsKey = "backups"
	scheduler   = "schedule" // who asks, in rows and logs

	// roomSuffix follows the database's path in that of a folder for a backup that
	// is made or read.
	roomSuffix = ".backing-up-"
)

// Options of a Service.
type Options struct {
	Log        *slog.Logger
	Clock      func() time.Time
	Places     []backup.Place
	Passphrase secret.Text // empty for none
	// Daily says that backups are made every day until somebody says otherwise: a
	// place was named.
	Daily bool
}

// Service keeps backups. It is safe for concurrent use.
type Service struct {
	opt        Options
	log        *slog.Logger
	store      *store.Store
	queue      *jobs.Queue
	automation *automation.Service

	mu   sync.Mutex
	seen []Seen // as of the latest look; guarded by mu
	at   time.Time
}

// New makes the service, and has the queue work on backups by it.
func New(st *store.Store, queue *jobs.Queue, auto *automation.Service, opt Options) *Service {
	s := &Service{opt: opt, log: opt.Log, store: st, queue: queue, automation: auto}
	queue.Handle(Kind, s.work)
	if err := scratch.Sweep(st.Path() + roomSuffix); err != nil {
		s.log.Warn("what is left of a backup cannot be removed", "error", err)
	}
	return s
}

// Settings say when backups are made by themselves and how long they are kept.
type Settings struct {
	automation.Times
	Keep backup.Keeping `json:"keep"`
}

// state is the settings with what was done. Due makes a run neither twice nor
// silently missed, as that of the schedule of retrainings.
type state struct {
	Settings
	Owner string `json:"owner"` // in the names of the database's backups
	Due   int64  `json:"due"`   // epoch milliseconds; 0 for none
}

// Validate returns CodeInvalid naming the field that is wrong.
func (s Settings) Validate() error {
	if err := s.Times.Validate(); err != nil {
		return err
	}
	return s.Keep.Validate()
}

// Settings gives them and the time of the next backup, zero where there is none.
func (s *Service) Settings(ctx context.Context) (Settings, time.Time, error) {
	now, _, err := s.state(ctx)
	if err != nil || now.Due == 0 || len(s.opt.Places) == 0 {
		return now.Settings, time.Time{}, err
	}
	return now.Settings, time.UnixMilli(now.Due).UTC(), nil
}

// state gives what is kept, or what holds until something is; kept tells which.
func (s *Service) state(ctx context.Context) (now state, kept bool, err error) {
	now = state{Settings: Settings{Times: automation.Times{Every: automation.EveryNever, Weekday: time.Monday, Hour: 3}, Keep: backup.Keeping{Days: 7, Weeks: 4, Months: 12}}}
	if s.opt.Daily {
		now.Every = automation.EveryDay
	}
	err = s.store.Setting(ctx, settingsKey, &now)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return now, false, nil
	}
	return now, err == nil, err
}

// owned is the state with an owner, which the first who needs one gives it.
func (s *Service) owned(ctx context.Context) (state, error) {
	now, kept, err := s.state(ctx)
	if err != nil || kept {
		return now, err
	}
	now.Owner = newOwner()
	return now, s.store.PutSetting(ctx, scheduler, settingsKey, now)
}

// newOwner names a database for good: eight letters and digits.
func newOwner() string { return strings.ToLower(rand.Text()[:8]) }

// SetSettings keeps them. Returns CodeInvalid for what cannot be.
func (s *Service) SetSettings(ctx context.Context, actor string, n Settings) error {
	if err := n.Validate(); err != nil {
		return err
	}
	now, _, err := s.state(ctx)
	if err != nil {
		return err
	}
	if now.Owner == "" {
		now.Owner = newOwner()
	}
	now.Settings = n
	next, err := n.Next(s.opt.Clock(), s.automation.Zone(ctx))
	if err != nil {
		return err
	}
	now.Due = millis(next)
	return s.store.PutSetting(ctx, actor, settingsKey, now)
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// request is what a backup's job reads.
type request struct {
	// Places are those of the process that asked: one that knows others makes none.
	Places []string        `json:"places"`
	Why    message.Message `json:"note_message,omitzero"`
}

func (s *Service) where() (all []string) {
	for _, p := range s.opt.Places {
		all = append(all, p.Where())
	}
	return all
}

// Now queues a backup. One that is queued or runs is given back.
func (s *Service) Now(ctx context.Context, actor string) (job store.Job, started bool, err error) {
	if len(s.opt.Places) == 0 {
		return job, false, fault.New(fault.CodeConflict, message.BackupNoPlace.With())
	}
	return s.queue.Add(ctx, jobs.Request{Kind: Kind, Body: request{Places: s.where()}, By: actor})
}

// Beside reports whether backups lie beside the database only, as nobody named a
// place.
func (s *Service) Beside() bool { return !s.opt.Daily }

// Sealed reports whether there is a passphrase.
func (s *Service) Sealed() bool { return !s.opt.Passphrase.Empty() }

// Latest gives the backup's job that ended last; ok is false where none has.
func (s *Service) Latest(ctx context.Context) (store.Job, bool, error) {
	return s.store.LatestOf(ctx, Kind)
}
