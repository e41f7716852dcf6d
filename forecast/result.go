package forecast

import (
	"math"
	"slices"

	"olist/message"
	"olist/week"
)

// Forecast is the forecast of one series.
type Forecast struct {
	Key    string  `json:"key"`
	Points []Point `json:"points"` // step 1..horizon
	Totals []Point `json:"totals"` // Totals[h-1]: the sum over steps 1..h, with bands of its own
	// Short is set where the series has fewer than MinWeeks observed weeks; its
	// forecast is then their mean, moved by the panel's year where it has one.
	Short *ShortSeriesError `json:"short,omitempty"`

	basis bandBasis // for WithLevels; empty where the forecast was decoded
}

// Point is the forecast of one week, or of the total of the weeks up to it.
// Value is the median; Mean is what adds up over weeks and parts, and may lie
// outside narrow bands.
type Point struct {
	Step  int       `json:"step"` // 1 is the first week after the data
	Week  week.Week `json:"week"`
	Value float64   `json:"value"` // never negative where the history is not
	Mean  float64   `json:"mean"`  // the expected value; the median where an earlier version made the model
	Bands []Band    `json:"bands"` // in the order of the levels asked
	// Events are the known events of the week and what they add to Value; empty
	// where they have no effect, and for running totals.
	Events []EventAmount `json:"events,omitempty"`
	// Drivers are what each driver adds to Value, beside what the week would be
	// with the driver's usual value; empty where the series has none, and for
	// running totals. They add up with Events; what a week that a driver closes
	// would have sold is not known here, and is 0.
	Drivers []DriverAmount `json:"drivers,omitempty"`
}

// DriverAmount is what a driver adds to a week's forecast.
type DriverAmount struct {
	Name   string  `json:"name"`
	Factor float64 `json:"factor"` // 1.2 is a fifth more; 0 where it closes the week
	Amount float64 `json:"amount"` // in the series' unit
}

// EventAmount is what an event adds to a week's forecast.
type EventAmount struct {
	Name   string  `json:"name"`
	Lead   int     `json:"lead,omitempty"` // weeks until the event's own; 0 in it
	Factor float64 `json:"factor"`         // 1.2 is a fifth more
	Amount float64 `json:"amount"`         // in the series' unit
}

// EventTotal is what an event adds to a forecast in all, the week before it
// included.
type EventTotal struct {
	Name   string
	Week   week.Week // the event's own
	Amount float64
}

// setMeans sets the means of the weeks, in the series' unit, and of the totals.
func (f *Forecast) setMeans(means []float64, unit float64) {
	sum := 0.0
	for k, v := range means {
		sum += v * unit
		f.Points[k].Mean, f.Totals[k].Mean = v*unit, sum
		f.basis.means = append(f.basis.means, v*unit)
	}
}

// finite reports a NaN or infinite figure as a *PanelError: none leaves the
// engine.
func (f Forecast) finite() error {
	for _, points := range [][]Point{f.Points, f.Totals} {
		for _, p := range points {
			sum := p.Value + p.Mean
			for _, b := range p.Bands {
				if !(b.Lower <= b.Upper) || math.IsInf(b.Lower, 0) || math.IsInf(b.Upper, 0) {
					sum = nan
				}
			}
			if math.IsNaN(sum) || math.IsInf(sum, 0) {
				return &PanelError{f.Key, message.ForecastTooLarge.With(p.Step)}
			}
		}
	}
	return nil
}

// EventTotals adds up what each event adds within the first horizon steps, in
// the order of the weeks that they affect.
func (f Forecast) EventTotals(horizon int) []EventTotal {
	var out []EventTotal
	for _, p := range f.Points[:horizon] {
		for _, e := range p.Events {
			week := p.Week + week.Week(e.Lead)
			i := slices.IndexFunc(out, func(t EventTotal) bool { return t.Name == e.Name && t.Week == week })
			if i < 0 {
				i, out = len(out), append(out, EventTotal{Name: e.Name, Week: week})
			}
			out[i].Amount += e.Amount
		}
	}
	return out
}

// Band is a central prediction interval; Level is its nominal coverage in
// percent (80, 95). Bands of rising level contain each other.
type Band struct {
	Level float64 `json:"level"`
	Lower float64 `json:"lower"`
	Upper float64 `json:"upper"`
}

// Progress is how far a training or backtest has come.
type Progress struct {
	Stage           string  `json:"stage"` // what is being done, for people: "training", "calibrating bands", "backtest"
	Done            int     `json:"done"`
	Total           int     `json:"total"`
	TrainError      float64 `json:"train_error"`      // mean absolute error of the trees in target units; 0 where none
	ValidationError float64 `json:"validation_error"` // the same on weeks held back; 0 where none
}

// Means is the forecast with the mean in place of the median, so that figures
// add up over series and weeks. A band that would leave the mean out reaches to
// it.
func (f Forecast) Means() Forecast {
	f.Points, f.Totals, f.basis.shown = meanPoints(f.Points), meanPoints(f.Totals), f.basis.means
	return f
}

func meanPoints(points []Point) []Point {
	out := slices.Clone(points)
	for i := range out {
		p := &out[i]
		p.Bands, p.Events = slices.Clone(p.Bands), slices.Clone(p.Events)
		for j := range p.Events {
			if p.Value != 0 {
				p.Events[j].Amount *= p.Mean / p.Value
			}
		}
		p.setValue(p.Mean)
	}
	return out
}
