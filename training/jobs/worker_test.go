package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
)

// ended runs the job that waits and gives how it ended, with its log's lines.
func (q *Queue) ended(t *testing.T, ctx context.Context) (store.Job, string) {
	t.Helper()
	job, _, err := q.Add(t.Context(), body(1))
	must(t, err)
	if worked, err := q.Next(ctx); err != nil || !worked {
		t.Fatalf("worked %v, %v", worked, err)
	}
	job, err = q.store.Job(t.Context(), job.ID)
	must(t, err)
	lines, err := q.store.JobLog(t.Context(), job.ID, 0)
	must(t, err)
	var text []string
	for _, l := range lines {
		text = append(text, l.Text)
	}
	return job, strings.Join(text, "\n")
}

// What a handler answers is how its job ends, and who asked to hear of it does.
func TestHowAJobEnds(t *testing.T) {
	succeeded := Outcome{Result: store.JobResult{State: store.JobSucceeded}}
	for name, c := range map[string]struct {
		out   Outcome
		err   error
		panic bool
		state store.JobState
		error string
	}{
		"success":         {out: succeeded, state: store.JobSucceeded},
		"for people":      {err: fault.New(fault.CodeInvalid, message.Prose("Import data first.")), state: store.JobFailed, error: "Import data first."},
		"for the log":     {err: errors.New("secret"), state: store.JobFailed, error: "The retraining failed; the log has the cause."},
		"a panic":         {panic: true, state: store.JobFailed, error: "The retraining failed; the log has the cause."},
		"settled at last": {out: Outcome{Result: succeeded.Result, Settle: func(_ context.Context, finish func() (store.Job, error)) error { _, err := finish(); return err }}, state: store.JobSucceeded},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			var heard []store.JobState
			q := newQueue(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil)),
				Ended: func(_ context.Context, _ store.Job, r store.JobResult) { heard = append(heard, r.State) }})
			q.Handle("train", func(_ context.Context, _ store.Job, r *Run) (Outcome, error) {
				r.Note(message.Prose("at work on 1"))
				if c.panic {
					panic("out of luck")
				}
				return c.out, c.err
			})
			job, lines := q.ended(t, t.Context())
			if job.State != c.state || job.Error != c.error || len(heard) != 1 || heard[0] != c.state {
				t.Errorf("it ended %s, %q, and %v was heard", job.State, job.Error, heard)
			}
			if !strings.HasPrefix(lines, "train started, asked by ana\nat work on 1\n"+string(c.state)+" after ") || !strings.HasSuffix(lines, c.error) {
				t.Errorf("its log is %s", lines)
			}
			if c.panic && !strings.Contains(log.String(), "out of luck") || c.error != "" && strings.Contains(lines, "secret") {
				t.Errorf("the program's log is %s", &log)
			}
			if worked, err := q.Next(t.Context()); worked || err != nil {
				t.Errorf("with nothing to do it worked: %v, %v", worked, err)
			}
		})
	}
}

// A database that goes away under a job does not end it: the work begins anew, unless
// somebody stops it.
func TestAJobOutlivesTheDatabasesAbsence(t *testing.T) {
	away := fmt.Errorf("read the sales: %w", &net.OpError{Op: "dial", Err: errors.New("connection refused")})
	q, runs := newQueue(t, Options{}), 0
	q.Handle("train", func(context.Context, store.Job, *Run) (Outcome, error) {
		if runs++; runs < 3 {
			return Outcome{}, away
		}
		return Outcome{Result: store.JobResult{State: store.JobSucceeded}}, nil
	})
	if job, lines := q.ended(t, t.Context()); job.State != store.JobSucceeded || runs != 3 || strings.Count(lines, "begins anew") != 1 {
		t.Errorf("it ended %s after %d runs: %s", job.State, runs, lines)
	}
	stopped, stop := context.WithCancel(t.Context())
	q.Handle("train", func(context.Context, store.Job, *Run) (Outcome, error) {
		stop()
		return Outcome{}, away
	})
	if job, _ := q.ended(t, stopped); job.State != store.JobFailed {
		t.Errorf("stopped, it ended %s", job.State)
	}
}

func TestAKindThatNobodyHandlesFails(t *testing.T) {
	q := newQueue(t, Options{})
	if job, _ := q.ended(t, t.Context()); job.State != store.JobFailed || !strings.Contains(job.Error, `does not know jobs of kind "train"`) {
		t.Errorf("it ended %s, %q", job.State, job.Error)
	}
}

// A job that is canceled while it runs here ends at once, and one that the
// program's end stops says so.
func TestAJobIsStopped(t *testing.T) {
	for name, c := range map[string]struct {
		stop  func(q *Queue, job store.Job, end func()) error
		state store.JobState
		error string
	}{
		"canceled": {func(q *Queue, job store.Job, _ func()) error {
			_, err := q.Cancel(t.Context(), job.ID, "ben")
			return err
		}, store.JobCanceled, ""},
		"canceled by another process": {func(q *Queue, job store.Job, _ func()) error {
			_, err := q.store.CancelJob(t.Context(), "ben", job.ID)
			return err
		}, store.JobCanceled, ""},
		"the program ends": {func(_ *Queue, _ store.Job, end func()) error { end(); return nil }, store.JobFailed, "the program was stopped while this job ran; start it again"},
	} {
		t.Run(name, func(t *testing.T) {
			q := newQueue(t, Options{Lease: 300 * time.Millisecond})
			ctx, end := context.WithCancel(t.Context())
			defer end()
			q.Handle("train", func(ctx context.Context, job store.Job, r *Run) (Outcome, error) {
				must(t, c.stop(q, job, end))
				<-ctx.Done()
				return Outcome{}, ctx.Err()
			})
			if job, _ := q.ended(t, ctx); job.State != c.state || job.Error != c.error {
				t.Errorf("it ended %s, %q", job.State, job.Error)
			}
		})
	}
}

// A job that another process took over is dropped: nothing of it is kept.
func TestALostJobIsDropped(t *testing.T) {
	q := newQueue(t, Options{Lease: 300 * time.Millisecond})
	q.Handle("train", func(ctx context.Context, job store.Job, r *Run) (Outcome, error) {
		_, err := q.store.ExpireLeases(ctx, func(string) bool { return true })
		must(t, err)
		<-ctx.Done() // the next heartbeat finds out
		return Outcome{}, ctx.Err()
	})
	job, _, err := q.Add(t.Context(), body(1))
	must(t, err)
	if worked, err := q.Next(t.Context()); !worked || fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("worked %v, %v", worked, err)
	}
	if job, err = q.store.Job(t.Context(), job.ID); err != nil || job.State != store.JobFailed || !strings.Contains(job.Error, "stopped while this job ran") {
		t.Errorf("it is %+v, %v", job, err)
	}
}

// Watchers see the freshest progress of what runs here, and later what the row
// keeps; each stage is a line of the log, once.
func TestProgressIsSeenAndKept(t *testing.T) {
	q := newQueue(t, Options{})
	var seen Status
	q.Handle("train", func(ctx context.Context, job store.Job, r *Run) (Outcome, error) {
		ticks, stop := q.Watch()
		defer stop()
		r.Board([]Trial{{Number: 3, Origins: 4, WAPE: .1}})
		for i := range 200 {
			r.Report(forecast.Progress{Stage: "training", Done: i + 1, Total: 200, ValidationError: float64(200 - i)})
		}
		<-ticks
		var err error
		seen, err = q.Status(ctx, job.ID)
		return Outcome{Result: store.JobResult{State: store.JobSucceeded}}, err
	})
	job, lines := q.ended(t, t.Context())
	kept, err := q.Status(t.Context(), job.ID)
	must(t, err)
	for name, p := range map[string]Progress{"while it ran": seen.Progress, "once it ended": kept.Progress} {
		if p.Done != 200 || len(p.Curve) > curveMost || len(p.Curve) < curveMost/2 || p.Curve[len(p.Curve)-1] != 1 || len(p.Board) != 1 || p.Board[0].Number != 3 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if strings.Count(lines, "training") != 1 {
		t.Errorf("its log is %s", lines)
	}
	if _, err := q.Status(t.Context(), "j99"); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("of no job: %v", err)
	}
}

// TestTheLastLinesOfALogAreWritten: lines whose writing was broken off, by the
// end of the work or by a database that is held, are there once the job ends.
func TestTheLastLinesOfALogAreWritten(t *testing.T) {
	q := newQueue(t, Options{})
	q.Handle("train", func(ctx context.Context, _ store.Job, r *Run) (Outcome, error) {
		r.Note(message.Prose("one"))
		r.flushLog(ctx)
		over, cancel := context.WithCancel(ctx)
		cancel()
		r.Note(message.Prose("two"))
		r.Note(message.Prose("three"))
		r.flushLog(over) // as when the work ends in the middle of it
		r.Note(message.Prose("four"))
		return Outcome{Result: store.JobResult{State: store.JobSucceeded}}, nil
	})
	job, text := q.ended(t, t.Context())
	lines, err := q.store.JobLog(t.Context(), job.ID, 0)
	must(t, err)
	for i, l := range lines {
		if l.Line != int64(i+1) {
			t.Errorf("line %d has the number %d", i+1, l.Line)
		}
	}
	if !strings.Contains(text, "one\ntwo\nthree\nfour\n") {
		t.Errorf("the log is %q", text)
	}
}

// A job whose process is gone is marked as failed, without waiting for its lease.
func TestALostProcessIsNoticed(t *testing.T) {
	q := newQueue(t, Options{})
	job, _, err := q.Add(t.Context(), body(1))
	must(t, err)
	_, _, err = q.store.Claim(t.Context(), NewOwner(0), time.Hour) // this process id, used before
	must(t, err)
	must(t, q.Expire(t.Context()))
	if job, err = q.store.Job(t.Context(), job.ID); err != nil || job.State != store.JobFailed {
		t.Errorf("it is %+v, %v", job, err)
	}
}

// Only troubles that pass are waited for.
func TestKeepGivesUpAtOnceWhereWaitingIsNoUse(t *testing.T) {
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	tries := 0
	err := Keep(t.Context(), log, "nothing", func() error { tries++; return fault.New(fault.CodeConflict, message.Prose("not yours")) })
	if tries != 1 || fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("%d tries, %v", tries, err)
	}
	if err := Keep(t.Context(), log, "nothing", func() error { return nil }); err != nil {
		t.Error(err)
	}
}
