package training

import (
	"context"
	"fmt"
	"math"
	"slices"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/costly"
	"olist/week"
)

// LearntEffect is what a scenario's change of a driver does to its segment, as
// the model that serves learnt it.
type LearntEffect struct {
	Weeks []forecast.DriverEffect `json:"weeks"` // that change, in R$ of the segment
	// Ratio is what the change adds over its weeks, as a part of what is forecast
	// for them; Bands are its own of Levels.
	Ratio float64         `json:"ratio"`
	Bands []forecast.Band `json:"bands"`
	// Beyond is set where the change asks for values that the past never had: they
	// count as the outermost one, From or To.
	Beyond bool `json:"beyond"`
	DriverLearnt
}

// CheckDriver returns CodeInvalid, with what to do, for a change of a driver of
// which the model that serves learnt no effect.
func (l *Live) CheckDriver(c store.Change) error {
	if c.Driver == nil {
		return nil
	}
	name := c.Driver.Name
	if !slices.Contains(l.Data.Panel.Drivers, name) {
		return fault.Invalid("driver", message.NoDriver.With(message.Quoted(name)))
	}
	learnt, err := l.Learnt(c.Segment)
	if err != nil {
		return err
	}
	of, ok := learnt[name]
	switch {
	case !ok:
		return fault.Invalid("driver", message.DriverNotLearnt.With(message.Quoted(name)))
	case of.Whole == nil && len(of.Closed) == 0:
		return fault.Invalid("driver", message.DriverNoEffect.With(message.Quoted(name)))
	}
	return nil
}

// WhatIf is what a change of a driver does to its segment over MaxHorizon weeks;
// nil for other changes, for segments and drivers that are gone, and where the
// model learnt no effect: see Learnt.
func (l *Live) WhatIf(ctx context.Context, c store.Change) (*LearntEffect, error) {
	if _, there := l.forecasts[c.Segment]; !there || c.Driver == nil || l.CheckDriver(c) != nil {
		return nil, nil
	}
	key := fmt.Sprintf("what if %s %s %s %v %v %+v", l.Model.ID, l.Data.Fingerprint, c.Segment, c.From, c.To, *c.Driver)
	return costly.Do(ctx, l.costly, key, (*LearntEffect).size, func(ctx context.Context) (*LearntEffect, error) { return l.whatIf(ctx, c) })
}

// size is the memory that it holds, in bytes, approximately.
func (e *LearntEffect) size() int { return 300 + 150*len(e.Weeks) }

func (l *Live) whatIf(ctx context.Context, c store.Change) (*LearntEffect, error) {
	learnt, err := l.Learnt(c.Segment)
	if err != nil {
		return nil, err
	}
	e := &LearntEffect{DriverLearnt: learnt[c.Driver.Name]}
	p := l.alone(c.Segment)
	s, d := p.Series[0], slices.Index(p.Drivers, c.Driver.Name)
	var changes []forecast.DriverChange
	for w := max(c.From, l.Data.To+1); w <= min(c.To, l.Data.To+MaxHorizon); w++ {
		v := c.Driver.From(s.Drivers[d][w-s.Start])
		changes = append(changes, forecast.DriverChange{Key: s.Key, Driver: c.Driver.Name, Week: w, Value: v})
		e.Beyond = e.Beyond || v < e.From || v > e.To
	}
	changes = slices.DeleteFunc(changes, func(c forecast.DriverChange) bool { return math.IsNaN(c.Value) }) // never known, and so not usual
	if e.Own {
		e.Weeks, err = l.ofPart(c.Segment, s.Drivers[d][l.Data.To+1-s.Start:], changes)
	} else {
		var all []forecast.WhatIf
		if all, err = l.Engine.WhatIf(ctx, p, changes, MaxHorizon, l.levels()); err == nil {
			e.Weeks = l.inSegment(c.Segment, all[0].Effects)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("training: what if with model %s: %w", l.Model.ID, err)
	}
	e.sum(l.forecasts[c.Segment].Points, c, l.levels())
	return e, nil
}

// ofPart is what changes do to a part whose values are its own, known in the
// weeks to come.
func (l *Live) ofPart(segment string, known []float64, changes []forecast.DriverChange) (out []forecast.DriverEffect, err error) {
	points := l.forecasts[segment].Points
	for _, c := range changes {
		k := int(c.Week - l.Data.To - 1)
		if c.Value == known[k] {
			continue
		}
		f, err := l.Engine.ShareEffect(c.Driver, known[k], c.Value, l.levels())
		if err != nil {
			return nil, err
		}
		e := forecast.DriverEffect{Step: k + 1, Week: c.Week, Before: points[k].Value, After: points[k].Value * f.Factor}
		for _, b := range f.Bands {
			e.Bands = append(e.Bands, forecast.Band{Level: b.Level, Lower: e.Before * (b.Lower - 1), Upper: e.Before * (b.Upper - 1)})
		}
		out = append(out, e)
	}
	return out, nil
}

// alone is the panel of all sales with the drivers of a segment in the weeks to
// come: that of the weeks after the last that teaches.
func (l *Live) alone(segment string) forecast.Panel {
	p := coming(l.Data.Panel, l.Engine.Drivers(), MaxHorizon)
	total := p.Series[l.Data.index[store.TotalKey]]
	total.Drivers = slices.Clone(total.Drivers)
	for d, own := range p.Series[l.Data.index[segment]].Drivers {
		past := len(total.Values)
		total.Drivers[d] = slices.Concat(total.Drivers[d][:past], own[past:])
	}
	p.Series, p.Sums = []forecast.Series{total}, nil
	return p
}

// inSegment are the effects on all sales as those on a segment: drivers multiply,
// so that each week gains the part of its forecast that all sales gain. Of a
// week that was closed, a segment has its part of the horizon.
func (l *Live) inSegment(segment string, all []forecast.DriverEffect) []forecast.DriverEffect {
	own, total := l.forecasts[segment], l.forecasts[store.TotalKey]
	out := make([]forecast.DriverEffect, 0, len(all))
	for _, e := range all {
		before := own.Points[e.Step-1].Value
		times := own.Totals[MaxHorizon-1].Value / total.Totals[MaxHorizon-1].Value
		if e.Before > 0 {
			times = before / e.Before
		}
		if !(times >= 0) { // nothing is forecast
			times = 0
		}
		moved := forecast.DriverEffect{Step: e.Step, Week: e.Week, Before: before, After: max(0, before+(e.After-e.Before)*times)}
		for _, b := range e.Bands {
			moved.Bands = append(moved.Bands, forecast.Band{Level: b.Level, Lower: b.Lower * times, Upper: b.Upper * times})
		}
		out = append(out, moved)
	}
	return out
}

// sum adds the weeks up: one effect errs in all of them alike, and so do their
// bands.
func (e *LearntEffect) sum(points []forecast.Point, c store.Change, levels []float64) {
	before := 0.0
	for _, p := range points {
		if p.Week >= c.From && p.Week <= c.To {
			before += p.Value
		}
	}
	if before == 0 {
		return
	}
	for _, level := range levels {
		e.Bands = append(e.Bands, forecast.Band{Level: level})
	}
	for _, w := range e.Weeks {
		e.Ratio += (w.After - w.Before) / before
		for i, b := range w.Bands {
			e.Bands[i].Lower += b.Lower / before
			e.Bands[i].Upper += b.Upper / before
		}
	}
}

// gainIn is what effects add to a week.
func gainIn(effects []forecast.DriverEffect, w week.Week) float64 {
	i := slices.IndexFunc(effects, func(d forecast.DriverEffect) bool { return d.Week == w })
	if i < 0 {
		return 0
	}
	return effects[i].After - effects[i].Before
}
