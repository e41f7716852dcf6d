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

// flushLog writes the lines that wait. Those that cannot be written now, because
// the database is held or the work has just ended, wait for the next time.
func (s *Service) flushLog(ctx context.Context, id string) {
	lines := s.takeLines(id)
	if len(lines) == 0 {
		return
	}
	if err := s.store.LogJob(ctx, id, lines...); err != nil {
		s.mu.Lock()
		if s.running != nil && s.running.id == id {
			s.running.lines = append(lines, s.running.lines...)
		}
		s.mu.Unlock()
		if ctx.Err() == nil {
			s.log.Warn("lines of a job's log are not written yet", "job", id, "lines", len(lines), "error", err)
		}
	}
}

// takeLines gives the lines that wait; who takes them writes them.
func (s *Service) takeLines(id string) (lines []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running != nil && s.running.id == id {
		lines, s.running.lines = s.running.lines, nil
	}
	return lines
}

// noteEnd says how a job ended.
func (s *Service) noteEnd(r store.JobResult, took time.Duration) {
	line := fmt.Sprintf("%s after %s", r.State, took.Round(time.Millisecond))
	if r.Error != "" {
		line += ": " + r.Error
	}
	s.note("%s", line)
}

// flushProgress keeps the last of a job's progress before it is closed, and the
// job for as long as that may take.
func (s *Service) flushProgress(ctx context.Context, id string) {
	if _, err := s.store.Heartbeat(ctx, s.opt.Owner, id, s.opt.Lease+keepLasts, s.progressOf(id)); err != nil {
		s.log.Warn("the last progress of a job is lost", "job", id, "error", err)
	}
}
