package training

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
	"olist/training/automation"
)

// TestAClockSetBackLeavesNothingInTheFuture: what was made while the clock ran
// ten years ahead does not wait for that time to come, and the log says so.
func TestAClockSetBackLeavesNothingInTheFuture(t *testing.T) {
	right := time.Date(2018, 8, 15, 12, 0, 0, 0, time.UTC)
	c := &clock{now: right.AddDate(10, 0, 0)}
	var log bytes.Buffer
	s := newServiceOn(t, openStore(t, shippedCopy(t), c.Now), Options{Clock: c.Now, Log: slog.New(slog.NewTextHandler(&log, nil))})
	ctx, session := t.Context(), secret.New("")
	must(t, s.automation.SetSchedule(ctx, "test", automation.Schedule{Mode: automation.ScheduleWeekly, Weekday: time.Monday, Hour: 6, Zone: "America/Sao_Paulo"}))
	must(t, s.store.StartSession(ctx, "admin", session, secret.Of(""), c.Now().Add(12*time.Hour)))
	must(t, s.housekeeping(ctx))
	if _, err := s.store.Session(ctx, session); err != nil || strings.Contains(log.String(), "set back") {
		t.Fatalf("before the clock is set: %v; the log says %s", err, &log)
	}

	c.set(right)
	must(t, s.housekeeping(ctx))
	if _, err := s.store.Session(ctx, session); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("the session lives on: %v", err)
	}
	_, due, err := s.automation.Schedule(ctx)
	must(t, err)
	if want := time.Date(2018, 8, 20, 9, 0, 0, 0, time.UTC); !due.Equal(want) {
		t.Errorf("the next run is %v, want %v", due, want)
	}
	if said := strings.Count(log.String(), "level=WARN msg=\"the clock was set back"); said != 2 {
		t.Errorf("%d warnings: %s", said, &log)
	}
	must(t, s.housekeeping(ctx))
	if said := strings.Count(log.String(), "the clock was set back"); said != 2 {
		t.Errorf("it is said again: %s", &log)
	}
}
