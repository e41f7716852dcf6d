package training

import (
	"context"
	"fmt"
	"time"

	"olist/store"
)

// note adds a line to the running job's log. It reaches the database with the
// next heartbeat, or when the job ends.
func (s *Service) note(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running != nil {
		s.running.lines = append(s.running.lines, fmt.Sprintf(format, args...))
	}
}

// flushLog writes the lines that wait. A line that cannot be written is no
// reason to stop the work.
func (s *Service) flushLog(ctx context.Context, id string) {
	s.mu.Lock()
	var lines []string
	if s.running != nil && s.running.id == id {
		lines, s.running.lines = s.running.lines, nil
	}
	s.mu.Unlock()
	for _, line := range lines {
		if err := s.store.LogJob(ctx, id, line); err != nil {
			s.log.Warn("a line of a job's log is lost", "job", id, "line", line, "error", err)
		}
	}
}

// noteEnd says how a job ended.
func (s *Service) noteEnd(r store.JobResult, took time.Duration) {
	line := fmt.Sprintf("%s after %s", r.State, took.Round(time.Millisecond))
	if r.Error != "" {
		line += ": " + r.Error
	}
	s.note("%s", line)
}

// flushProgress keeps the last of a job's progress and log before it is closed.
func (s *Service) flushProgress(ctx context.Context, id string) {
	if _, err := s.store.Heartbeat(ctx, s.opt.Owner, id, s.opt.Lease, s.progressOf(id)); err != nil {
		s.log.Warn("the last progress of a job is lost", "job", id, "error", err)
	}
	s.flushLog(ctx, id)
}
