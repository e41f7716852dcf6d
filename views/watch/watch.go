// Package watch is the page on how issued forecasts have done since. As every
// page it imports ui and text and no other page; server alone imports it.
package watch

import (
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page on how issued forecasts have done.
type View struct {
	ui.Frame
	Until    week.Week // the last that is known
	Scored   int       // issued forecasts with something to hold them against
	Error    float64
	Promised float64 // 0 where the backtest is not there yet
	Tracking float64
	Level    float64
	Mix      float64
	Limits   Limits
	Alarms   []string // codes
	Steps    []Step
	Weeks    []Week // latest first
}

// Limits are the stated limits of the alarms.
type Limits struct{ Tracking, Level, Mix float64 }

// Step is the scored weeks so many weeks ahead.
type Step struct {
	Step, N            int
	Error, Promised    float64
	Inside80, Inside95 float64
}

// Week is a week as it was forecast and as it came. Money is in cents.
type Week struct {
	Week                           week.Week
	Forecast, Lower, Upper, Actual int64
	Inside                         bool
}

func (w View) alarm(code string) string { return w.Text.Alarm(code) }

// promised words what the backtest promised; it is measured anew whenever the
// data or the model change.
func (w View) promised(v float64) string {
	if v == 0 {
		return w.Text.T(text.WatchMeasuring)
	}
	return w.Text.T(text.WatchPromised, w.Text.Percent(v, 1))
}
