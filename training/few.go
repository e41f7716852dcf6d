package training

import (
	"olist/forecast"
	"olist/forecast/backtest"
	"olist/message"
	"olist/store/fault"
)

// Few is how many weeks there are where a backtest needs more.
type Few struct{ Weeks, Needed int }

// Unmeasurable tells that the data are too few for any backtest; nil where they
// are not.
func (l *Live) Unmeasurable() *Few {
	windows, weeks := backtest.WindowsFor(l.Data.Panel)
	if windows > 0 {
		return nil
	}
	return &Few{weeks, forecast.MinWeeks + 1}
}

// tooFew is what a measurement of so few weeks answers.
func tooFew(weeks int) error {
	return fault.New(fault.CodeUnavailable, message.TooFewToMeasure.With(weeks, forecast.MinWeeks+1))
}

// Err is Few as an error, CodeUnavailable.
func (f *Few) Err() error { return tooFew(f.Weeks) }
