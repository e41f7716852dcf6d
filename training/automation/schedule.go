package automation

import (
	"context"
	"fmt"
	"time"
	_ "time/tzdata" // zones, for machines and images that have none

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/week"
)

// Mode of a Schedule.
const (
	ScheduleOff     = "off"
	ScheduleWeekly  = "weekly"   // at a time of the week in the administrator's zone
	ScheduleNewData = "new_data" // whenever the data have changed
)

const (
	scheduleKey = "schedule"
	scheduler   = "schedule" // who asks, in rows and logs
	// late is how long after its time a run counts as missed and made up for.
	late = time.Hour
)

// Schedule says when the model is retrained by itself.
type Schedule struct {
	Mode    string       `json:"mode"`
	Weekday time.Weekday `json:"weekday"` // 0 is Sunday
	Hour    int          `json:"hour"`
	Minute  int          `json:"minute"`
	Zone    string       `json:"zone"` // IANA name, "America/Sao_Paulo"
}

// scheduleState is the schedule with what it has done. Due makes a run
// neither twice nor silently missed: whoever acts moves it on in the same
// transaction.
type scheduleState struct {
	Schedule
	Due  int64  `json:"due"`  // epoch milliseconds of the next weekly run; 0 for none
	Data string `json:"data"` // fingerprint that was last trained on because it was new
}

// Validate returns CodeInvalid naming the field that is wrong.
func (s Schedule) Validate() error {
	switch {
	case s.Mode != ScheduleOff && s.Mode != ScheduleWeekly && s.Mode != ScheduleNewData:
		return fault.Invalid("mode", message.ModeOneOf.With(ScheduleOff, ScheduleWeekly, ScheduleNewData))
	case s.Weekday < time.Sunday || s.Weekday > time.Saturday:
		return fault.Invalid("weekday", message.WeekdayWrong.With())
	case s.Hour < 0 || s.Hour > 23:
		return fault.Invalid("hour", message.HourRange.With())
	case s.Minute < 0 || s.Minute > 59:
		return fault.Invalid("minute", message.MinuteRange.With())
	}
	if _, err := time.LoadLocation(s.Zone); err != nil {
		return fault.Invalid("zone", message.ZoneUnknown.With(message.Quoted(s.Zone)))
	}
	return nil
}

// next is the first run after t: once each calendar week, whatever the clocks
// do meanwhile.
func (s Schedule) next(t time.Time) (time.Time, error) {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return t, fmt.Errorf("automation: the schedule's zone: %w", err)
	}
	return Next(t, zone, s.Hour, s.Minute, &s.Weekday)
}

// Next is the first time after t at which a clock in zone shows hour and minute,
// on a day of the week where on is not nil; see week.Clock.
func Next(t time.Time, zone *time.Location, hour, minute int, on *time.Weekday) (time.Time, error) {
	local := t.In(zone)
	for day := range 15 {
		d := local.AddDate(0, 0, day)
		at := week.Clock(d, zone, hour, minute)
		if (on == nil || d.Weekday() == *on) && at.After(t) {
			return at, nil
		}
	}
	return t, fmt.Errorf("automation: no such time within two weeks of %v", t)
}

// defaultZone is that of the shop whose sales the program ships with.
const defaultZone = "America/Sao_Paulo"

// Zone is the time zone of the data, in which pages write times: that of the
// shop's profile, for the sample the one that the schedule of retrainings is
// kept in. Where that cannot be read, and was not before, times are
// written all the same, in the default.
func (s *Service) Zone(ctx context.Context) *time.Location {
	zone, err := s.zone.Get(s.store, func() (*time.Location, error) { return s.readZone(ctx) })
	if err == nil && zone != nil {
		return zone
	}
	if zone, err = time.LoadLocation(defaultZone); err != nil {
		return time.UTC
	}
	return zone
}

// readZone is nil where none is kept that there is.
func (s *Service) readZone(ctx context.Context) (*time.Location, error) {
	if p, err := s.store.Shop(ctx); err == nil && !p.Sample {
		return p.Zone(), nil
	}
	state, err := s.scheduleState(ctx)
	if err != nil || state.Zone == "" {
		return nil, err
	}
	zone, bad := time.LoadLocation(state.Zone)
	if bad != nil {
		return nil, nil
	}
	return zone, nil
}

// Schedule gives the schedule and the time of its next run, zero where
// there is none. Off until somebody sets one.
func (s *Service) Schedule(ctx context.Context) (Schedule, time.Time, error) {
	state, err := s.scheduleState(ctx)
	if err != nil || state.Due == 0 {
		return state.Schedule, time.Time{}, err
	}
	return state.Schedule, time.UnixMilli(state.Due).UTC(), nil
}

func (s *Service) scheduleState(ctx context.Context) (scheduleState, error) {
	state := scheduleState{Schedule: Schedule{Mode: ScheduleOff, Weekday: time.Monday, Hour: 6, Zone: defaultZone}}
	if p, err := s.store.Shop(ctx); err == nil && !p.Sample && p.TimeZone != "" {
		state.Zone = p.TimeZone
	}
	return state, s.setting(ctx, scheduleKey, &state)
}

// SetSchedule stores a schedule. Returns CodeInvalid for one that cannot
// be.
func (s *Service) SetSchedule(ctx context.Context, actor string, sch Schedule) error {
	if err := sch.Validate(); err != nil {
		return err
	}
	state := scheduleState{Schedule: sch, Data: s.trainer.Serving()} // what is there now is not new
	if sch.Mode == ScheduleWeekly {
		due, err := sch.next(s.opt.Clock())
		if err != nil {
			return err
		}
		state.Due = due.UnixMilli()
	}
	return s.store.PutSetting(ctx, actor, scheduleKey, state)
}

// KeepSchedule queues the retraining that is due, if one is.
func (s *Service) KeepSchedule(ctx context.Context) error {
	state, err := s.scheduleState(ctx)
	if err != nil {
		return err
	}
	if state.Mode == ScheduleOff {
		return nil
	}
	if err := s.makeUp(ctx); err != nil {
		return err
	}
	switch state.Mode {
	case ScheduleWeekly:
		return s.keepWeekly(ctx, state)
	case ScheduleNewData:
		return s.keepNewData(ctx, state)
	}
	return nil
}

func (s *Service) keepWeekly(ctx context.Context, state scheduleState) error {
	now, due := s.opt.Clock(), time.UnixMilli(state.Due)
	if state.Due == 0 {
		return nil
	}
	next, err := state.next(now)
	if err != nil {
		return err
	}
	after := state
	after.Due = next.UnixMilli()
	if due.After(next.Add(late)) { // a clock that ran ahead set it
		done, err := s.store.ReplaceSetting(ctx, scheduler, scheduleKey, state, after)
		if done {
			s.log.WarnContext(ctx, "the clock was set back: the next scheduled retraining is earlier than it was", "was", due.UTC(), "is", next.UTC())
		}
		return err
	}
	if now.Before(due) {
		return nil
	}
	note := message.Scheduled.With(due.UTC().Format(time.RFC3339))
	if now.Sub(due) > late {
		note = message.ScheduledLate.With(due.UTC().Format(time.RFC3339))
	}
	return s.trainOnSchedule(ctx, state, after, note)
}

func (s *Service) keepNewData(ctx context.Context, state scheduleState) error {
	now := s.trainer.Serving()
	if now == "" || now == state.Data {
		return nil
	}
	after := state
	after.Data = now
	return s.trainOnSchedule(ctx, state, after, message.DataChanged.With())
}

func (s *Service) trainOnSchedule(ctx context.Context, before, after scheduleState, note message.Message) error {
	job, done, err := s.queue.EnsureOnce(ctx, s.trainer.NewTraining(scheduler, note), scheduleKey, before, after)
	if err != nil || !done {
		return err
	}
	s.log.InfoContext(ctx, "scheduled retraining queued", "job", job.ID, "why", note)
	return s.store.LogJob(ctx, job.ID, note)
}

// makeUp queues a scheduled retraining again that ended with the program, as at an
// update in the middle of it; once, so that one which brings the program down does
// not do so for ever.
func (s *Service) makeUp(ctx context.Context) error {
	again := s.trainer.NewTraining(scheduler, message.Message{})
	last, ok, err := s.store.LatestOf(ctx, again.Kind)
	if err != nil || !ok || last.RequestedBy != scheduler || last.State != store.JobFailed || last.RetryOf != "" {
		return err
	}
	if key := last.ErrorMessage.Key; key != message.JobStopped.With().Key && key != message.JobExpired.With().Key {
		return nil
	}
	job, started, err := s.queue.Retry(ctx, last.ID, scheduler)
	if started {
		s.log.InfoContext(ctx, "the scheduled retraining that was cut off is queued again", "job", job.ID, "was", last.ID)
	}
	return err
}
