package forecast

import (
	"context"
	"math"
	"slices"

	"olist/message"
	"olist/stat"
	"olist/week"
)

// DriverChange gives a driver another value in one week of a series.
type DriverChange struct {
	Key    string    // of the series
	Driver string    // its name
	Week   week.Week // one of the weeks to come
	Value  float64
}

// WhatIf is the forecast of one series with drivers changed, and what that
// does.
type WhatIf struct {
	Forecast Forecast       // with the changes
	Effects  []DriverEffect // of the weeks that change
}

// DriverEffect is what changed drivers do to a week. Bands are those of After
// less Before: as sure as the drivers' effects are known, which the noise of the
// week itself is no part of.
type DriverEffect struct {
	Step   int       `json:"step"`
	Week   week.Week `json:"week"`
	Before float64   `json:"before"`
	After  float64   `json:"after"`
	Bands  []Band    `json:"bands"`
}

// WhatIf forecasts p as Forecast does, with other values of drivers in coming
// weeks; effects never seen are not extrapolated: a value beyond those of the
// past counts as the outermost one. Errors: as Forecast; a *PanelError where the
// series or the driver is unknown, a *ConfigError where a week is beyond the
// horizon.
func (m *Model) WhatIf(ctx context.Context, p Panel, changes []DriverChange, horizon int, levels []float64) ([]WhatIf, error) {
	before, err := m.Forecast(ctx, p, horizon, levels)
	if err != nil {
		return nil, err
	}
	changed, err := m.changed(p, changes, horizon)
	if err != nil {
		return nil, err
	}
	after, err := m.Forecast(ctx, changed, horizon, levels)
	if err != nil {
		return nil, err
	}
	was, _, err := m.histories(p)
	if err != nil {
		return nil, err
	}
	is, _, err := m.histories(changed)
	if err != nil {
		return nil, err
	}
	out := make([]WhatIf, len(p.Series))
	for i, h := range is {
		f := after[h.index]
		out[h.index].Forecast = f
		for k, point := range f.Points {
			d := m.driverDifference(was[i].root(), h.root(), h.trailing+k+1)
			if d.changed {
				e := DriverEffect{Step: point.Step, Week: point.Week, Before: before[h.index].Points[k].Value, After: point.Value}
				e.Bands = d.bands(e, levels)
				out[h.index].Effects = append(out[h.index].Effects, e)
			}
		}
	}
	return out, nil
}

// changed is p with the changes.
func (m *Model) changed(p Panel, changes []DriverChange, horizon int) (Panel, error) {
	p.Series = slices.Clone(p.Series)
	for _, c := range changes {
		i := slices.IndexFunc(p.Series, func(s Series) bool { return s.Key == c.Key })
		if i < 0 {
			return p, &PanelError{c.Key, message.SeriesNotAmong.With(len(p.Series))}
		}
		s := &p.Series[i]
		d := slices.Index(p.Drivers, c.Driver)
		if d < 0 || s.Drivers == nil || m.drivers == nil || !slices.Contains(m.drivers.Names, c.Driver) {
			return p, &PanelError{c.Key, message.DriverNone.With(c.Driver)}
		}
		at := int(c.Week - s.Start)
		if at < len(s.Values) || at >= len(s.Values)+horizon {
			return p, &ConfigError{"week", message.SettingBetween.With(1, int64(horizon))}
		}
		s.Drivers = slices.Clone(s.Drivers)
		for j, x := range s.Drivers {
			s.Drivers[j] = slices.Concat(x, slices.Repeat([]float64{nan}, max(0, at+1-len(x))))
		}
		s.Drivers[d][at] = c.Value
	}
	return p, p.Validate()
}

// driverDifference is the difference between the drivers' effects on a week: as
// a logarithm, with its standard error; sure where they close the week.
type driverDifference struct {
	changed, closes bool
	log, error      float64
}

func (m *Model) driverDifference(was, is *history, step int) (out driverDifference) {
	if is.driverLogs == nil {
		return out
	}
	own, at, variance := m.drivers.own(is.key), len(is.raw)+step-1, 0.0
	for d := range m.drivers.Names {
		from, to, s := was.drivers[d], is.drivers[d], &m.drivers.Shapes[d]
		if !differ(from, to, at) && !(s.Change != nil && differ(from, to, at-1) && s.in(from, at) != s.in(to, at)) {
			continue
		}
		out.changed = true
		variance += square(own.Factors[d]*s.errorIn(from, to, at)) + square(own.Errors[d]*(s.in(to, at)-s.in(from, at)))
	}
	out.closes = was.closed[at] || is.closed[at]
	out.log, out.error = is.driverLogs[at]-was.driverLogs[at], math.Sqrt(variance)
	return out
}

// differ reports whether two rows of a driver's values do in week i.
func differ(a, b []float64, i int) bool {
	x, y := valueAt(a, i), valueAt(b, i)
	return x != y && (x == x || y == y)
}

func square(x float64) float64 { return x * x }

// driverAt is the value of driver d in week i of h; NaN where it is not known.
func driverAt(h *history, d, i int) float64 {
	return valueAt(h.drivers[d], i)
}

// bands are those of the effect e at the levels.
func (d driverDifference) bands(e DriverEffect, levels []float64) []Band {
	out := make([]Band, len(levels))
	for i, l := range levels {
		out[i] = Band{l, e.After - e.Before, e.After - e.Before}
		if d.closes {
			continue
		}
		z := stat.BandScore(l)
		a, b := e.Before*math.Expm1(clip(d.log-z*d.error, 2*maxDriverLog)), e.Before*math.Expm1(clip(d.log+z*d.error, 2*maxDriverLog))
		out[i].Lower, out[i].Upper = min(a, b, e.After-e.Before), max(a, b, e.After-e.Before)
	}
	return out
}
