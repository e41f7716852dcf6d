package training

import (
	"context"
	"sync"

	"olist/forecast"
	"olist/store"
)

// Assume gives a segment's forecast points under a scenario's changes, beside
// the points as forecast. A change of the segment itself, or of all sales,
// changes the segment by its percentage; a change of a part changes all sales
// by what the part gains or loses; a change of a category changes the states by
// what it is expected to sell there, see Split, and the other way round. What a
// change of a driver does is what the model learnt, see WhatIf. Changes
// that meet in a week add up; nothing falls below zero. Bands keep their
// relation to the forecast. Returns CodeNotFound for an unknown segment.
func (s *Service) Assume(ctx context.Context, l *Live, changes []store.Change, segment string, horizon int) (base, assumed []forecast.Point, err error) {
	f, err := l.Forecast(segment)
	if err != nil {
		return nil, nil, err
	}
	base = f.Points[:horizon]
	gain := make([]float64, horizon)
	split := sync.OnceValues(func() (Split, error) { return s.Split(ctx, l, horizon) })
	for _, c := range changes {
		of, part, err := l.touched(split, c.Segment, segment)
		if err != nil {
			return nil, nil, err
		}
		if part == 0 {
			continue
		}
		learnt, err := l.learntGain(ctx, c, of.Key)
		if err != nil {
			return nil, nil, err
		}
		for i, p := range base {
			if p.Week >= c.From && p.Week <= c.To {
				gain[i] += part * (c.Percent/100*of.Points[i].Value + gainIn(learnt, p.Week))
			}
		}
	}
	assumed = make([]forecast.Point, horizon)
	for i, p := range base {
		assumed[i] = scaled(p, max(0, p.Value+gain[i]))
	}
	return base, assumed, nil
}

// learntGain is what the change of a driver does to a segment: the one that
// changes, or each where all sales do.
func (l *Live) learntGain(ctx context.Context, c store.Change, segment string) ([]forecast.DriverEffect, error) {
	e, err := l.WhatIf(ctx, c)
	if err != nil || e == nil {
		return nil, err
	}
	if segment != c.Segment {
		return l.inSegment(segment, e.Weeks), nil
	}
	return e.Weeks, nil
}

// touched tells what a change of a segment is about, seen from another (or the
// same) one: a part of a forecast. Only a category seen from a state, or a state
// from a category, takes the split.
func (l *Live) touched(split func() (Split, error), changed, segment string) (of forecast.Forecast, part float64, err error) {
	if changed == store.TotalKey {
		changed = segment
	}
	of, ok := l.forecasts[changed]
	switch {
	case !ok:
		return of, 0, nil
	case changed == segment, segment == store.TotalKey:
		return of, 1, nil
	}
	all, err := split()
	if err != nil {
		return of, 0, err
	}
	return of, all.share(changed, segment), nil
}

// scaled moves a point to a value and its bands along.
func scaled(p forecast.Point, value float64) forecast.Point {
	out := p
	out.Value = value
	out.Bands = make([]forecast.Band, len(p.Bands))
	for i, b := range p.Bands {
		ratio := 0.0
		if p.Value > 0 {
			ratio = value / p.Value
		}
		out.Bands[i] = forecast.Band{Level: b.Level, Lower: b.Lower * ratio, Upper: b.Upper * ratio}
	}
	return out
}
