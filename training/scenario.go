package training

import (
	"context"

	"olist/forecast"
	"olist/store"
)

// Assume gives a segment's forecast points under a scenario's changes, beside
// the points as forecast. A change of the segment itself, or of all sales,
// changes the segment by its percentage; a change of a part changes all sales
// by what the part gains or loses; a change of a category changes the states by
// what it is expected to sell there, see Split, and the other way round. Changes
// that meet in a week add up; nothing falls below zero. Bands keep their
// relation to the forecast. Returns CodeNotFound for an unknown segment.
func (s *Service) Assume(ctx context.Context, l *Live, changes []store.Change, segment string, horizon int) (base, assumed []forecast.Point, err error) {
	f, err := l.Forecast(segment)
	if err != nil {
		return nil, nil, err
	}
	split, err := s.Split(ctx, l, horizon)
	if err != nil {
		return nil, nil, err
	}
	base = f.Points[:horizon]
	assumed = make([]forecast.Point, horizon)
	for i, p := range base {
		gain := 0.0
		for _, c := range changes {
			if p.Week >= c.From && p.Week <= c.To {
				gain += c.Percent / 100 * l.touched(split, c.Segment, segment, i)
			}
		}
		assumed[i] = scaled(p, max(0, p.Value+gain))
	}
	return base, assumed, nil
}

// touched is the part of a segment's forecast at a step that a change of
// another (or the same) segment is about.
func (l *Live) touched(split Split, changed, segment string, step int) float64 {
	if changed == segment || changed == store.TotalKey {
		return l.forecasts[segment].Points[step].Value
	}
	f, ok := l.forecasts[changed]
	switch {
	case !ok:
		return 0
	case segment == store.TotalKey:
		return f.Points[step].Value
	}
	return f.Points[step].Value * split.share(changed, segment)
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
