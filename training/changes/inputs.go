package changes

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"olist/forecast"
	"olist/week"
)

// centsPerUnit turns the unit of a panel's values into cents.
const centsPerUnit = 100

// Inputs are what a forecast is made from, beside its model.
type Inputs struct {
	// Panel holds values of whole cents; all its series begin in one week and
	// have as many weeks.
	Panel forecast.Panel
	// Least is into how many of the least amount a unit is divided, to which
	// forecasts are rounded: 100 cents, 1 yen.
	Least float64
}

// Cutoff is the last week with a value; the panel has a series.
func (in *Inputs) Cutoff() week.Week { return in.Panel.Series[0].End() - 1 }

// encoded is how Inputs are written. Values are in cents; what has none (a gap) is
// the same weeks in all series, and 0 here. Drivers that series share stand once.
type encoded struct {
	Version int              `json:"v"`
	Least   float64          `json:"least"`
	Start   week.Week        `json:"start"`
	Weeks   int              `json:"weeks"`
	Gaps    []int            `json:"gaps,omitempty"`
	Series  []encodedSeries  `json:"series"`
	Sums    []forecast.Sum   `json:"sums,omitempty"`
	Dated   bool             `json:"dated"`
	Events  []forecast.Event `json:"events,omitempty"`
	Drivers []string         `json:"drivers,omitempty"`
	Values  []numbers        `json:"values,omitempty"` // of drivers, from Start on
}

type encodedSeries struct {
	Key     string  `json:"key"`
	Cents   []int64 `json:"cents"`
	Drivers []int   `json:"drivers,omitempty"` // places in encoded.Values
	Out     []int   `json:"out,omitempty"`     // weeks that ran out of stock
}

const encodedVersion = 1

// Encode writes the inputs. Equal ones give equal bytes.
func (in *Inputs) Encode() ([]byte, error) {
	p := in.Panel
	e := encoded{Version: encodedVersion, Least: in.Least, Dated: p.Dated, Sums: p.Sums, Events: p.Events, Drivers: p.Drivers}
	if len(p.Series) == 0 {
		return nil, errors.New("changes: inputs without a series")
	}
	e.Start, e.Weeks = p.Series[0].Start, len(p.Series[0].Values)
	for i, v := range p.Series[0].Values {
		if math.IsNaN(v) {
			e.Gaps = append(e.Gaps, i)
		}
	}
	known := map[*float64]int{}
	for _, s := range p.Series {
		if s.Start != e.Start || len(s.Values) != e.Weeks {
			return nil, fmt.Errorf("changes: series %q has weeks of its own", s.Key)
		}
		one := encodedSeries{Key: s.Key, Cents: make([]int64, e.Weeks)}
		for i, v := range s.Values {
			if !math.IsNaN(v) {
				one.Cents[i] = int64(math.Round(v * centsPerUnit))
			}
		}
		for i := range s.Values {
			if s.IsCensored(i) {
				one.Out = append(one.Out, i)
			}
		}
		for _, values := range s.Drivers {
			one.Drivers = append(one.Drivers, e.place(known, values))
		}
		e.Series = append(e.Series, one)
	}
	return json.Marshal(e)
}

// place is where the values of a driver stand, which are added where they are new.
func (e *encoded) place(known map[*float64]int, values []float64) int {
	if len(values) > 0 {
		if at, ok := known[&values[0]]; ok && len(e.Values[at]) == len(values) {
			return at
		}
		known[&values[0]] = len(e.Values)
	}
	e.Values = append(e.Values, values)
	return len(e.Values) - 1
}

// Decode reads what Encode wrote. It returns an error for what is not, or cannot
// be, the inputs of a forecast.
func Decode(b []byte) (*Inputs, error) {
	var e encoded
	if err := json.Unmarshal(b, &e); err != nil {
		return nil, fmt.Errorf("changes: read the inputs of a forecast: %w", err)
	}
	if e.Version != encodedVersion {
		return nil, fmt.Errorf("changes: inputs of version %d", e.Version)
	}
	in := &Inputs{Least: e.Least, Panel: forecast.Panel{Dated: e.Dated, Sums: e.Sums, Events: e.Events, Drivers: e.Drivers}}
	for _, one := range e.Series {
		s := forecast.Series{Key: one.Key, Start: e.Start, Values: make([]float64, len(one.Cents))}
		if len(one.Cents) != e.Weeks {
			return nil, fmt.Errorf("changes: series %q has %d weeks of %d", one.Key, len(one.Cents), e.Weeks)
		}
		for i, cents := range one.Cents {
			s.Values[i] = float64(cents) / centsPerUnit
		}
		for _, i := range e.Gaps {
			if i < 0 || i >= e.Weeks {
				return nil, fmt.Errorf("changes: no week %d", i)
			}
			s.Values[i] = math.NaN()
		}
		for _, i := range one.Out {
			if i < 0 || i >= e.Weeks {
				return nil, fmt.Errorf("changes: no week %d", i)
			}
			if s.Censored == nil {
				s.Censored = make([]bool, e.Weeks)
			}
			s.Censored[i] = true
		}
		for _, at := range one.Drivers {
			if at < 0 || at >= len(e.Values) {
				return nil, fmt.Errorf("changes: no values %d of a driver", at)
			}
			s.Drivers = append(s.Drivers, e.Values[at])
		}
		in.Panel.Series = append(in.Panel.Series, s)
	}
	if !(in.Least >= 1) || slices.ContainsFunc(in.Panel.Sums, func(s forecast.Sum) bool { return len(s.Parts) == 0 }) {
		return nil, errors.New("changes: inputs that cannot be")
	}
	return in, in.Panel.Validate()
}

// numbers are values of which some may be unknown: NaN here, null when written.
type numbers []float64

// MarshalJSON implements json.Marshaler.
func (n numbers) MarshalJSON() ([]byte, error) {
	b := []byte{'['}
	for i, v := range n {
		if i > 0 {
			b = append(b, ',')
		}
		if math.IsNaN(v) {
			b = append(b, "null"...)
			continue
		}
		b = strconv.AppendFloat(b, v, 'g', -1, 64)
	}
	return append(b, ']'), nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *numbers) UnmarshalJSON(b []byte) error {
	var read []*float64
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	*n = make(numbers, len(read))
	for i, v := range read {
		(*n)[i] = math.NaN()
		if v != nil {
			(*n)[i] = *v
		}
	}
	return nil
}
