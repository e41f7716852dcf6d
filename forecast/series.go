// Package forecast is the engine: weekly series in, forecasts with prediction
// intervals out.
//
// One global model of boosted trees over all series of a panel, applied
// recursively over the steps, is combined with robust levels and exponential
// smoothing. The weights are fitted, and the bands calibrated, on rolling
// origins inside the training part. Nothing here does I/O or reads a clock: the
// same panel, configuration and seed give the same bytes.
//
// It imports baseline, gbt, quality, stat and week. Packages calendar, backtest
// and seriescsv beside it, training, store, server and cli import it.
package forecast

import (
	"fmt"
	"math"
	"slices"

	"olist/message"
	"olist/week"
)

// MaxHorizon is the longest horizon, in weeks.
const MaxHorizon = 52

// MaxValue bounds the absolute value of an observation. Beyond it forecasts,
// bands and running totals would overflow a float64.
const MaxValue = 1e300

// MinWeeks is the least number of observed weeks a series needs; a shorter one
// is forecast by its mean and flagged with a *ShortSeriesError.
const MinWeeks = 8

// Series is one weekly series, in any unit. Values holds one value a week from
// Start on; NaN is a missing week. Step 1 of a forecast is the week after the
// last value.
type Series struct {
	Key    string
	Start  week.Week // of Values[0]; without meaning where Panel.Dated is false
	Values []float64
	// Drivers are what is known ahead, [driver][week from Start on], in the order
	// of Panel.Drivers: as long as Values plus the weeks known ahead; NaN where not
	// known. nil: the series has none.
	Drivers [][]float64
	// Censored are the weeks, from Start on, that ran out of stock: the demand was at
	// least the value. It may be shorter or longer than Values; nil: none.
	Censored []bool
}

// IsCensored reports whether week i of the series is marked and has a value.
func (s Series) IsCensored(i int) bool {
	return i >= 0 && i < len(s.Censored) && i < len(s.Values) && s.Censored[i] && s.Values[i] == s.Values[i]
}

// Known is the values, with NaN where a week is censored: Values itself where
// none is.
func (s Series) Known() []float64 {
	if !slices.Contains(s.Censored, true) {
		return s.Values
	}
	out := slices.Clone(s.Values)
	for i := range out {
		if s.IsCensored(i) {
			out[i] = nan
		}
	}
	return out
}

// End is the week after the last value: that of step 1.
func (s Series) End() week.Week { return s.Start + week.Week(len(s.Values)) }

// Sum is an aggregation constraint: Series[Total] is the sum of Series[Parts],
// by position in Panel.Series.
type Sum struct {
	Total int
	Parts []int
}

// Kind of an Event.
const (
	KindHoliday = "holiday" // a public holiday
	KindRetail  = "retail"  // a retail event: Black Friday, Mother's Day ...
	KindOneOff  = "one-off" // happened once: a strike, a closed warehouse
	KindHidden  = "hidden"  // a calendar event switched off by a person
)

// Event is something known of a week. Weeks of equal Name share one effect,
// estimated by ridge regression. The week of a Shock is left out of training.
type Event struct {
	Name  string    `json:"name"`
	Week  week.Week `json:"week"`
	Kind  string    `json:"kind"`
	Shock bool      `json:"shock"`
}

// Explains reports whether an event is known to raise or lower the sales of its
// week: retail events, one-offs and shocks do, holidays and hidden days do not.
func (e Event) Explains() bool {
	return e.Shock || e.Kind == KindOneOff || e.Kind == KindRetail
}

// Panel is a set of series that are learnt together, their aggregation
// constraints and the events of their weeks. Dated says that weeks are calendar
// weeks; without dates there is no calendar and Events are ignored.
type Panel struct {
	Series []Series
	Sums   []Sum
	Dated  bool
	Events []Event
	// Drivers are the names of what is known ahead (promotion days, opening days
	// ...), in the order of Series.Drivers.
	Drivers []string
}

// ShortSeriesError flags a series with fewer than MinWeeks observed weeks. It
// stops nothing: the rest of the panel is forecast as usual.
type ShortSeriesError struct {
	Key   string
	Weeks int
}

func (e *ShortSeriesError) Error() string {
	weeks := "weeks"
	if e.Weeks == 1 {
		weeks = "week"
	}
	return fmt.Sprintf("series %q has %d %s with a value, fewer than %d: its forecast is the mean of its values, moved by the year of the other series where they show one", e.Key, e.Weeks, weeks, MinWeeks)
}

// PanelError is a fault of a panel; Key names the series at fault, where there
// is one.
type PanelError struct {
	Key     string
	Message message.Message
}

func (e *PanelError) Error() string {
	if e.Key == "" {
		return "forecast: " + e.Message.String()
	}
	return fmt.Sprintf("forecast: series %q: %s", e.Key, e.Message)
}

// Validate reports the first fault as a *PanelError: no series, a key used
// twice, an infinite value or one beyond MaxValue, a sum of series that do not
// exist, drivers that do not fit (see checkDrivers). Short and empty series are
// no fault.
func (p Panel) Validate() error {
	if len(p.Series) == 0 {
		return &PanelError{Message: message.NoSeries.With()}
	}
	seen := make(map[string]bool, len(p.Series))
	for _, s := range p.Series {
		if seen[s.Key] {
			return &PanelError{s.Key, message.SeriesTwice.With()}
		}
		seen[s.Key] = true
		for i, v := range s.Values {
			switch {
			case math.IsInf(v, 0):
				return &PanelError{s.Key, message.ValueInfinite.With(i + 1)}
			case math.Abs(v) > MaxValue:
				return &PanelError{s.Key, message.ValueTooLarge.With(i+1, fmt.Sprint(v), fmt.Sprint(MaxValue))}
			}
		}
	}
	if err := p.checkDrivers(); err != nil {
		return err
	}
	for _, sum := range p.Sums {
		for _, i := range append([]int{sum.Total}, sum.Parts...) {
			if i < 0 || i >= len(p.Series) {
				return &PanelError{Message: message.SumUnknown.With(i, len(p.Series))}
			}
		}
	}
	return nil
}
