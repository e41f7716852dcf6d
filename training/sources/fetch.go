package sources

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"olist/message"
	"olist/source"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/store/scratch"
	"olist/training/jobs"
)

// Job is a fetch in the queue.
type Job = store.Job

const (
	stopsMost = 3  // of the program while it reads a source
	looksMost = 40 // in a row at a file that may still be written, before the schedule goes on
	waitMost  = 10 * time.Minute
)

// Events that messages to the webhook are about.
const (
	EventApplied = "source.applied"
	EventHeld    = "source.held"
	EventFailed  = "source.failed"
)

// fetch works on a job: it fetches, reads, judges, and applies or holds.
func (s *Service) fetch(ctx context.Context, job store.Job, r *jobs.Run) (jobs.Outcome, error) {
	var req request
	if err := json.Unmarshal(job.Request, &req); err != nil {
		return jobs.Outcome{}, fmt.Errorf("sources: read the request of job %s: %w", job.ID, err)
	}
	n, err := s.Source(ctx, req.Source)
	if err != nil {
		return jobs.Outcome{}, err
	}
	begun, err := s.store.BeginSourceRun(ctx, n.ID)
	if err != nil {
		return jobs.Outcome{}, err
	}
	if begun > stopsMost && !req.Anew {
		return jobs.Outcome{}, s.giveUp(ctx, n)
	}
	run, err := s.run(ctx, n, job.RequestedBy, req.Anew)
	if err != nil {
		return jobs.Outcome{}, err
	}
	s.metrics.runs.WithLabelValues(string(run.State)).Inc()
	r.Note(Said(run))
	log := s.log.Info
	if run.State == store.RunHeld || run.State == store.RunFailed {
		log = s.log.Warn
	}
	log("source fetched", "source", n.ID, "name", n.Name, "state", run.State, "import", run.Import, "why", words(run.Why))
	if run.State == store.RunFailed {
		return jobs.Outcome{Result: store.JobResult{State: store.JobFailed, Error: run.Why[0]}}, nil
	}
	return jobs.Outcome{Result: store.JobResult{State: store.JobSucceeded}}, nil
}

// giveUp pauses a source that ended the program again and again.
func (s *Service) giveUp(ctx context.Context, n Source) error {
	why := message.SourceStopped.With(stopsMost)
	if err := s.store.PauseSource(ctx, scheduler, n.ID, true, time.Time{}); err != nil {
		return err
	}
	if _, err := s.end(ctx, n, scheduler, n.memory, time.Time{}, store.RunFailed, "", why); err != nil {
		return err
	}
	return fault.New(fault.CodeUnavailable, why)
}

// run fetches a source once and keeps what came of it. Its error is of the
// database, or that it was stopped: what the place or the file got wrong is a run
// that failed.
func (s *Service) run(ctx context.Context, n Source, by string, anew bool) (store.SourceRun, error) {
	next, err := n.Schedule.Next(s.opt.Clock(), s.automation.Zone(ctx))
	if err != nil {
		return store.SourceRun{}, err
	}
	if n.Paused {
		next = time.Time{}
	}
	if n.Place.Kind == source.KindFolder && n.Held > 0 && !anew { // each file is one of many: none is passed over
		return s.end(ctx, n, by, n.memory, next, store.RunWaiting, "", message.SourceOpenHold.With(n.Held))
	}
	known := n.memory.Memory
	if anew {
		known = forget(n, known)
	}
	room, err := scratch.Make(s.opt.Room)
	if err != nil {
		return store.SourceRun{}, fmt.Errorf("sources: make room for a file: %w", err)
	}
	defer room.Close()
	found, err := s.fetcher(ctx).Fetch(ctx, n.Place, known, room.Path)
	switch {
	case ctx.Err() != nil:
		return store.SourceRun{}, ctx.Err()
	case err != nil:
		s.log.WarnContext(ctx, "a source could not be fetched", "source", n.ID, "name", n.Name, "error", err)
		return s.end(ctx, n, by, n.memory, next, store.RunFailed, "", reason(err))
	case found.Path == "":
		return s.nothing(ctx, n, by, found, next)
	}
	if found.Again && !n.Paused {
		next = s.opt.Clock()
	}
	return s.take(ctx, n, by, found, next)
}

// forget lets a person's fetch read again what was read and is not in force.
func forget(n Source, m source.Memory) source.Memory {
	m.ETag, m.Modified = "", ""
	if n.Latest != nil && n.Latest.State != store.RunApplied && n.Latest.State != store.RunNothing && m.Hash != "" {
		hash := m.Hash
		m.Taken = slices.DeleteFunc(slices.Clone(m.Taken), func(f source.Seen) bool { return f.Hash == hash })
		m.Hash = ""
	}
	return m
}

// nothing keeps a fetch that found no new file: the same as before, or one that
// may still be written and is looked at again soon, each time a little later.
func (s *Service) nothing(ctx context.Context, n Source, by string, found source.Found, next time.Time) (store.SourceRun, error) {
	m := memory{Memory: found.Memory}
	if !found.Again {
		return s.end(ctx, n, by, m, next, store.RunUnchanged, "", found.Why)
	}
	if m.Looks = n.memory.Looks + 1; m.Looks <= looksMost {
		wait := min(source.LookAgain<<(min(m.Looks, 8)-1), waitMost)
		if soon := s.opt.Clock().Add(wait); next.IsZero() || soon.Before(next) {
			next = soon
		}
	}
	return s.end(ctx, n, by, m, next, store.RunWaiting, "", found.Why)
}

// take reads a file and has the store judge and keep it.
func (s *Service) take(ctx context.Context, n Source, by string, found source.Found, next time.Time) (store.SourceRun, error) {
	m := memory{Memory: found.Memory}
	file, f, err := s.read(ctx, n, found)
	if ctx.Err() != nil {
		return store.SourceRun{}, ctx.Err()
	}
	if err != nil {
		return s.end(ctx, n, by, m, next, store.RunFailed, found.Name, reason(err))
	}
	file.Actor = by
	if err := s.prepare(ctx, n, by, &file, f); err != nil {
		return store.SourceRun{}, err
	}
	e, err := s.ending(ctx, n, by, m, next)
	if err != nil {
		return store.SourceRun{}, err
	}
	e.Run.File = found.Name
	run, imp, err := s.store.TakeFetched(ctx, file, e)
	if code := fault.CodeOf(err); err != nil && (code == fault.CodeInvalid || code == fault.CodeConflict || code == fault.CodeTooLarge) {
		return s.end(ctx, n, by, m, next, store.RunFailed, found.Name, reason(err))
	}
	if err != nil {
		return run, err
	}
	if run.State == store.RunApplied && s.opt.Applied != nil {
		s.opt.Applied(ctx, imp)
	}
	return run, nil
}

// read makes a batch of a file, as package ingest reads every other.
func (s *Service) read(ctx context.Context, n Source, found source.Found) (store.FetchedImport, fetched, error) {
	o := n.Options
	if n.Place.Kind == source.KindQuery { // its form is ours: nothing is to be guessed
		o.Decimal, o.Dates = ".", "ymd"
	}
	o, err := s.store.ReadingOptions(ctx, o) // the shop's weeks, and what was chosen for the header
	if err != nil {
		return store.FetchedImport{}, fetched{}, err
	}
	file, err := os.Open(found.Path)
	if err != nil {
		return store.FetchedImport{}, fetched{}, err
	}
	defer file.Close()
	batch, report, err := ingest.ReadWeekly(ctx, found.Name, file, o)
	if err != nil {
		return store.FetchedImport{}, fetched{}, err
	}
	if len(batch.Weeks) == 0 && report.Err() != nil {
		return store.FetchedImport{}, fetched{}, report.Err()
	}
	history, err := s.store.History(ctx)
	if err != nil {
		return store.FetchedImport{}, fetched{}, err
	}
	f := gather(batch, history)
	f.refused = len(report.Refused) + report.MoreRefused
	return store.FetchedImport{NewImport: store.NewImport{Kind: "weekly", Source: n.Name + ": " + found.Name, Batch: batch, Report: report}}, f, nil
}

// prepare says who judges, and what is trained after.
func (s *Service) prepare(ctx context.Context, n Source, by string, file *store.FetchedImport, f fetched) error {
	report, _ := file.Report.(*ingest.WeeklyReport)
	file.Judge = func(c store.Changes) []message.Message {
		f.changes = c
		if report != nil {
			f.spared = len(report.Stays().SparedWeeks)
		}
		return n.Rules.judge(f)
	}
	if !n.Rules.Retrain || s.opt.NewTraining == nil {
		return nil
	}
	ask := s.opt.NewTraining(by, message.AfterFetch.With(message.Quoted(n.Name)))
	body, err := json.Marshal(ask.Body)
	if err != nil {
		return fmt.Errorf("sources: encode the request: %w", err)
	}
	file.Train = &store.NewJob{Kind: ask.Kind, Request: body, RequestedBy: ask.By,
		Join: func(open store.Job) bool { return open.Kind == ask.Kind && open.State == store.JobQueued }}
	return nil
}

// end keeps a run that brought no sales.
func (s *Service) end(ctx context.Context, n Source, by string, m memory, next time.Time, state store.RunState, file string, why message.Message) (store.SourceRun, error) {
	e, err := s.ending(ctx, n, by, m, next)
	if err != nil {
		return store.SourceRun{}, err
	}
	e.Run.State, e.Run.File, e.Run.Why = state, file, []message.Message{why}
	return s.store.EndSourceRun(ctx, e)
}

// ending is what goes with the end of every run.
func (s *Service) ending(ctx context.Context, n Source, by string, m memory, next time.Time) (store.SourceEnd, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return store.SourceEnd{}, fmt.Errorf("sources: encode what is remembered: %w", err)
	}
	e := store.SourceEnd{Run: store.SourceRun{Source: n.ID, Actor: by}, Memory: raw, Due: next}
	hook, err := s.automation.Webhook(ctx)
	if err != nil || hook.URL.Empty() {
		return e, err
	}
	e.Tell = func(r store.SourceRun) (string, json.RawMessage) {
		event := map[store.RunState]string{store.RunApplied: EventApplied, store.RunHeld: EventHeld, store.RunFailed: EventFailed}[r.State]
		body, err := json.Marshal(map[string]any{"event": event, "source": n.ID, "name": n.Name, "state": r.State, "import": r.Import, "why": words(r.Why), "why_messages": r.Why})
		if err != nil {
			return "", nil
		}
		return event, body
	}
	return e, nil
}
