package backups

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"olist/backup"
	"olist/message"
	"olist/store"
	"olist/store/fault"
)

// lookTime bounds how long a place is waited for.
const lookTime = 10 * time.Second

// Seen is what a place holds.
type Seen struct {
	Name, Where string
	Copies      []backup.Copy   // of this database, the latest first
	Others      int             // backups of other databases
	Problem     message.Message // why that is not known
}

// Look asks all places what they hold.
func (s *Service) Look(ctx context.Context) []Seen {
	now, _, err := s.state(ctx)
	if err != nil {
		s.log.Error("the settings of the backups cannot be read", "error", err)
	}
	all := make([]Seen, len(s.opt.Places))
	var group sync.WaitGroup
	for i, p := range s.opt.Places {
		group.Go(func() { all[i] = s.lookAt(ctx, p, now.Owner) })
	}
	group.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen, s.at = all, s.opt.Clock()
	return slices.Clone(all)
}

func (s *Service) lookAt(ctx context.Context, p backup.Place, owner string) Seen {
	ctx, stop := context.WithTimeout(ctx, lookTime)
	defer stop()
	seen := Seen{Name: p.Name(), Where: p.Where()}
	all, err := p.List(ctx)
	if err != nil {
		s.log.Warn("a place of backups cannot be looked at", "place", p.Where(), "error", err)
		seen.Problem = message.BackupBroke.With()
		if f, said := errors.AsType[*fault.Error](err); said {
			seen.Problem = f.Message
		}
	}
	seen.Copies = slices.DeleteFunc(all, func(c backup.Copy) bool { return c.Owner != owner })
	seen.Others = len(all) - len(seen.Copies)
	return seen
}

// lookAgain looks where that was long ago.
func (s *Service) lookAgain(ctx context.Context) {
	s.mu.Lock()
	long := s.opt.Clock().Sub(s.at).Abs() >= lookEvery
	s.mu.Unlock()
	if long {
		s.Look(ctx)
	}
}

// latest gives the latest backup that a place was seen to hold.
func (s *Service) latest(place int) (backup.Copy, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if place >= len(s.seen) || len(s.seen[place].Copies) == 0 {
		return backup.Copy{}, false
	}
	return s.seen[place].Copies[0], true
}

// Collectors are the metrics of this room. What is not known is NaN.
func (s *Service) Collectors() (all []prometheus.Collector) {
	gauge := func(name, help string, labels prometheus.Labels, value func() float64) {
		all = append(all, prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, value))
	}
	if len(s.opt.Places) == 0 {
		return nil
	}
	gauge("olist_backup_succeeded", "Whether the latest backup was made and verified in every place.", nil, func() float64 {
		job, ok, err := s.Latest(context.Background())
		switch {
		case err != nil || !ok:
			return math.NaN()
		case job.State == store.JobSucceeded:
			return 1
		}
		return 0
	})
	for i, p := range s.opt.Places {
		of := func(value func(backup.Copy) float64) func() float64 {
			return func() float64 {
				if c, ok := s.latest(i); ok {
					return value(c)
				}
				return math.NaN()
			}
		}
		labels := prometheus.Labels{"place": p.Name()}
		gauge("olist_backup_age_seconds", "Time since the latest backup in a place.", labels, of(func(c backup.Copy) float64 { return s.opt.Clock().Sub(c.At).Seconds() }))
		gauge("olist_backup_size_bytes", "Size of the latest backup in a place.", labels, of(func(c backup.Copy) float64 { return float64(c.Size) }))
		gauge("olist_backups", "Backups in a place.", labels, func() float64 {
			s.mu.Lock()
			defer s.mu.Unlock()
			if i >= len(s.seen) || !s.seen[i].Problem.IsZero() {
				return math.NaN()
			}
			return float64(len(s.seen[i].Copies))
		})
	}
	return all
}
