package automation

import (
	"errors"
	"strings"
	"testing"
	"time"

	"olist/message"
	"olist/store"
	"olist/store/fault"
)

func TestNextRun(t *testing.T) {
	monday6 := Schedule{Mode: ScheduleWeekly, Weekday: time.Monday, Hour: 6, Zone: "America/Sao_Paulo"}
	sunday0 := Schedule{Mode: ScheduleWeekly, Weekday: time.Sunday, Hour: 0, Zone: "America/Sao_Paulo"}
	sunday130 := Schedule{Mode: ScheduleWeekly, Weekday: time.Sunday, Hour: 1, Minute: 30, Zone: "America/New_York"}
	for _, c := range []struct {
		name        string
		s           Schedule
		after, want string
	}{
		{"later this week", monday6, "2018-08-15T12:00:00Z", "2018-08-20T09:00:00Z"},
		{"later today", monday6, "2018-08-20T08:59:00Z", "2018-08-20T09:00:00Z"},
		{"exactly now is over", monday6, "2018-08-20T09:00:00Z", "2018-08-27T09:00:00Z"},
		{"summer time has begun", monday6, "2018-11-06T00:00:00Z", "2018-11-12T08:00:00Z"},
		{"midnight does not exist: the clocks go from 0 to 1", sunday0, "2018-11-01T00:00:00Z", "2018-11-04T03:00:00Z"},
		{"half past one comes twice: the first", sunday130, "2018-11-01T00:00:00Z", "2018-11-04T05:30:00Z"},
		{"half past two does not exist: the clocks go from 2 to 3", Schedule{Mode: ScheduleWeekly, Weekday: time.Sunday, Hour: 2, Minute: 30, Zone: "Europe/Berlin"}, "2026-03-27T00:00:00Z", "2026-03-29T01:30:00Z"},
		{"half past one comes twice: not again", sunday130, "2018-11-04T05:30:00Z", "2018-11-11T06:30:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, err := time.Parse(time.RFC3339, c.after)
			must(t, err)
			got, err := c.s.next(after)
			must(t, err)
			if got.UTC().Format(time.RFC3339) != c.want {
				t.Errorf("got %v, want %v", got.UTC(), c.want)
			}
		})
	}
}

func TestScheduleValidate(t *testing.T) {
	good := Schedule{Mode: ScheduleWeekly, Weekday: time.Monday, Hour: 6, Zone: "Europe/Berlin"}
	for field, change := range map[string]func(*Schedule){
		"":        func(*Schedule) {},
		"mode":    func(s *Schedule) { s.Mode = "daily" },
		"weekday": func(s *Schedule) { s.Weekday = 7 },
		"hour":    func(s *Schedule) { s.Hour = 24 },
		"minute":  func(s *Schedule) { s.Minute = -1 },
		"zone":    func(s *Schedule) { s.Zone = "Mars/Olympus" },
	} {
		s := good
		change(&s)
		var f *fault.Error
		err := s.Validate()
		if field == "" && err != nil || field != "" && (!errors.As(err, &f) || f.Field != field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func (s *Service) queued(t *testing.T) []store.Job {
	t.Helper()
	jobs, err := s.store.OpenJobs(t.Context())
	must(t, err)
	return jobs
}

// TestWeeklyRunsOnceAndIsMadeUpFor walks the clock over weeks, with a restart
// and with a second process on the same database.
func TestWeeklyRunsOnceAndIsMadeUpFor(t *testing.T) {
	c := &clock{now: time.Date(2018, 8, 15, 12, 0, 0, 0, time.UTC)}
	s := newService(t, Options{Clock: c.Now})
	ctx := t.Context()
	must(t, s.SetSchedule(ctx, "test", Schedule{Mode: ScheduleWeekly, Weekday: time.Monday, Hour: 6, Zone: "America/Sao_Paulo"}))
	must(t, s.KeepSchedule(ctx))
	if n := len(s.queued(t)); n != 0 {
		t.Fatalf("%d jobs before the time", n)
	}
	c.set(time.Date(2018, 8, 20, 9, 0, 30, 0, time.UTC))
	other := openService(t, s.store.Path(), Options{Clock: c.Now})
	must(t, s.KeepSchedule(ctx))
	must(t, other.KeepSchedule(ctx))
	must(t, s.KeepSchedule(ctx))
	jobs := s.queued(t)
	if len(jobs) != 1 || jobs[0].RequestedBy != scheduler {
		t.Fatalf("jobs at the time: %+v", jobs)
	}
	_, err := s.store.CancelJob(ctx, "test", jobs[0].ID)
	must(t, err)

	c.set(time.Date(2018, 9, 5, 3, 0, 0, 0, time.UTC)) // two runs were due meanwhile
	late := openService(t, s.store.Path(), Options{Clock: c.Now})
	must(t, late.KeepSchedule(ctx))
	must(t, late.KeepSchedule(ctx))
	jobs = late.queued(t)
	if len(jobs) != 1 || !strings.Contains(string(jobs[0].Request), "made up for") {
		t.Fatalf("jobs after the pause: %+v", jobs)
	}
	_, due, err := late.Schedule(ctx)
	must(t, err)
	if want := time.Date(2018, 9, 10, 9, 0, 0, 0, time.UTC); !due.Equal(want) {
		t.Errorf("the next run is %v, want %v", due, want)
	}
}

// A scheduled retraining that ended with the program is queued again: once, and
// not one that a person asked for.
func TestARetrainingCutOffIsMadeUpForOnce(t *testing.T) {
	c := &clock{now: time.Date(2018, 8, 15, 12, 0, 0, 0, time.UTC)}
	s := newService(t, Options{Clock: c.Now})
	ctx := t.Context()
	cutOff := func(id string) {
		t.Helper()
		job, ok, err := s.store.Claim(ctx, "a program that ended", time.Second)
		if must(t, err); !ok || job.ID != id {
			t.Fatalf("claimed %v %q, not %q", ok, job.ID, id)
		}
		c.set(c.Now().Add(time.Minute))
		must(t, s.queue.Expire(ctx))
		must(t, s.KeepSchedule(ctx))
		must(t, s.KeepSchedule(ctx))
	}
	asked, _, err := s.queue.Add(ctx, s.trainer.NewTraining("ana", message.Message{}))
	must(t, err)
	must(t, s.SetSchedule(ctx, "test", Schedule{Mode: ScheduleWeekly, Weekday: time.Monday, Hour: 6, Zone: "UTC"}))
	cutOff(asked.ID)
	if left := s.queued(t); len(left) != 0 {
		t.Fatalf("what a person asked for is begun again unasked: %+v", left)
	}
	c.set(time.Date(2018, 8, 20, 6, 0, 30, 0, time.UTC))
	must(t, s.KeepSchedule(ctx))
	scheduled := s.queued(t)[0]
	cutOff(scheduled.ID)
	again := s.queued(t)
	if len(again) != 1 || again[0].RetryOf != scheduled.ID || string(again[0].Request) != string(scheduled.Request) {
		t.Fatalf("queued after the first restart: %+v", again)
	}
	cutOff(again[0].ID)
	if left := s.queued(t); len(left) != 0 {
		t.Errorf("queued after the second: %+v", left)
	}
}

func TestNewDataTrainsOnce(t *testing.T) {
	s := newService(t, Options{})
	ctx := t.Context()
	must(t, s.SetSchedule(ctx, "test", Schedule{Mode: ScheduleNewData, Zone: "UTC"}))
	must(t, s.KeepSchedule(ctx))
	if n := len(s.queued(t)); n != 0 {
		t.Fatalf("%d jobs for data that are not new", n)
	}
	s.trainer.(*trainer).serving = "other data"
	must(t, s.KeepSchedule(ctx))
	must(t, s.KeepSchedule(ctx))
	if n := len(s.queued(t)); n != 1 {
		t.Errorf("%d jobs for new data", n)
	}
}

// A clock that ran ahead when the schedule was set does not put the next run off
// for years.
func TestAScheduleSetByAFastClockIsPutRight(t *testing.T) {
	right := time.Date(2018, 8, 15, 12, 0, 0, 0, time.UTC)
	c := &clock{now: right.AddDate(10, 0, 0)}
	s := newService(t, Options{Clock: c.Now})
	must(t, s.SetSchedule(t.Context(), "test", Schedule{Mode: ScheduleWeekly, Weekday: time.Monday, Hour: 6, Zone: "America/Sao_Paulo"}))
	c.set(right)
	must(t, s.KeepSchedule(t.Context()))
	_, due, err := s.Schedule(t.Context())
	must(t, err)
	if want := time.Date(2018, 8, 20, 9, 0, 0, 0, time.UTC); !due.Equal(want) || len(s.queued(t)) != 0 {
		t.Errorf("the next run is %v, want %v; queued %v", due, want, s.queued(t))
	}
}

// Without data that serve, new data are not waited for; without a schedule,
// nothing is queued.
func TestNothingIsQueuedUnasked(t *testing.T) {
	s := newService(t, Options{})
	must(t, s.KeepSchedule(t.Context()))
	if sch, due, err := s.Schedule(t.Context()); err != nil || sch.Mode != ScheduleOff || !due.IsZero() {
		t.Errorf("at first %+v at %v, %v", sch, due, err)
	}
	must(t, s.SetSchedule(t.Context(), "test", Schedule{Mode: ScheduleNewData, Zone: "UTC"}))
	s.trainer.(*trainer).serving = ""
	must(t, s.KeepSchedule(t.Context()))
	if n := len(s.queued(t)); n != 0 {
		t.Errorf("%d jobs", n)
	}
	if err := s.SetSchedule(t.Context(), "test", Schedule{Mode: "daily"}); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("an unknown mode: %v", err)
	}
}
