package automation

import (
	"slices"
	"time"

	"olist/message"
	"olist/store/fault"
)

// How often a thing is done.
const (
	EveryNever = "never"
	EveryHour  = "hour"
	EveryDay   = "day"
	EveryWeek  = "week"
)

// Everys lists them.
func Everys() []string { return []string{EveryNever, EveryHour, EveryDay, EveryWeek} }

// Times say when a thing is done by itself, in the shop's time zone.
type Times struct {
	Every   string       `json:"every"`
	Weekday time.Weekday `json:"weekday"` // of EveryWeek; 0 is Sunday
	Hour    int          `json:"hour"`    // of EveryDay and EveryWeek
	Minute  int          `json:"minute"`
}

// Validate returns CodeInvalid naming the field that is wrong.
func (s Times) Validate() error {
	switch {
	case !slices.Contains(Everys(), s.Every):
		return fault.Invalid("every", message.SourceEveryWrong.With(Everys()))
	case s.Weekday < time.Sunday || s.Weekday > time.Saturday:
		return fault.Invalid("weekday", message.WeekdayWrong.With())
	case s.Hour < 0 || s.Hour > 23:
		return fault.Invalid("hour", message.HourRange.With())
	case s.Minute < 0 || s.Minute > 59:
		return fault.Invalid("minute", message.MinuteRange.With())
	}
	return nil
}

// Next is the first time after t, the zero time for none.
func (s Times) Next(t time.Time, zone *time.Location) (time.Time, error) {
	switch s.Every {
	case EveryNever:
		return time.Time{}, nil
	case EveryHour:
		_, east := t.In(zone).Zone() // hours of some zones begin at half past
		offset := time.Duration(east) * time.Second
		at := t.Add(offset).Truncate(time.Hour).Add(time.Duration(s.Minute)*time.Minute - offset)
		if !at.After(t) {
			at = at.Add(time.Hour)
		}
		return at, nil
	case EveryDay:
		return Next(t, zone, s.Hour, s.Minute, nil)
	}
	return Next(t, zone, s.Hour, s.Minute, &s.Weekday)
}
