package training

import (
	"context"
	"math"
	"slices"

	"olist/forecast"
	"olist/store"
	"olist/week"
)

// PutDriver corrects what is known ahead; what serves is computed anew before it
// returns. Returns CodeInvalid and CodeNotFound as the store does.
func (s *Service) PutDriver(ctx context.Context, actor, driver string, words []store.DriverWord) (store.DriverEdit, error) {
	edit, err := s.store.PutDriver(ctx, actor, driver, words)
	if err == nil && edit.ID != 0 {
		s.serveAnew(ctx)
	}
	return edit, err
}

// UndoDriver takes a correction back, or brings it again. Returns CodeNotFound
// where there is none.
func (s *Service) UndoDriver(ctx context.Context, actor string, id int64) (store.DriverEdit, error) {
	edit, err := s.store.UndoDriver(ctx, actor, id)
	if err == nil {
		s.serveAnew(ctx)
	}
	return edit, err
}

// DriverAhead is what is known of a driver in the weeks to come.
type DriverAhead struct {
	store.Driver
	Weeks []DriverWeek // the MaxHorizon weeks after Data.To
}

// DriverWeek is a driver's value in a week to come.
type DriverWeek struct {
	Week  week.Week
	Value float64 // NaN where it is not known
	Usual float64 // what counts where it is not known; NaN where it never was
	Hand  bool    // a person gave it
}

// DriversAhead are the drivers of a segment in the weeks to come. Returns
// CodeNotFound for a segment that is not there.
func (d *Data) DriversAhead(segment string) ([]DriverAhead, error) {
	if _, err := d.Segment(segment); err != nil {
		return nil, err
	}
	s := d.Panel.Series[d.index[segment]]
	var all []DriverAhead
	for i, driver := range d.Drivers {
		a := DriverAhead{Driver: driver}
		for k := range MaxHorizon {
			at := len(s.Values) + k
			w := DriverWeek{Week: d.To + 1 + week.Week(k), Value: math.NaN(), Usual: usual(s.Drivers[i], at)}
			if at < len(s.Drivers[i]) {
				w.Value = s.Drivers[i][at]
			}
			_, w.Hand = slices.BinarySearch(driver.Hand, w.Week)
			a.Weeks = append(a.Weeks, w)
		}
		all = append(all, a)
	}
	return all, nil
}

// usual is what counts for a driver in a week for which it is not known: the
// mean of the same weeks of the years before, or, where none of them is known,
// of all weeks before.
func usual(values []float64, at int) float64 {
	sum, n := 0.0, 0
	for i := at - 52; i >= 0; i -= 52 {
		if i < len(values) && !math.IsNaN(values[i]) {
			sum, n = sum+values[i], n+1
		}
	}
	if n == 0 {
		for _, v := range values[:min(at, len(values))] {
			if !math.IsNaN(v) {
				sum, n = sum+v, n+1
			}
		}
	}
	return sum / float64(n) // NaN where it was never known
}

// coming is the panel with the drivers of all weeks to come: what is known, and
// else what is usual. Of those that a model learnt from and the data hold no
// more (their import was undone), nothing is known.
func coming(p forecast.Panel, learnt []string, horizon int) forecast.Panel {
	if p = withDrivers(p, learnt); len(p.Drivers) == 0 {
		return p
	}
	filled := map[*float64][]float64{} // segments share what they have no values of their own of
	series := slices.Clone(p.Series)
	for i := range series {
		s := &series[i]
		s.Drivers = slices.Clone(s.Drivers)
		for d, values := range s.Drivers {
			if len(values) == 0 {
				continue
			}
			if filled[&values[0]] == nil {
				all := slices.Clone(values[:min(len(values), len(s.Values)+horizon)])
				for at := len(s.Values); at < len(s.Values)+horizon; at++ {
					if at >= len(all) {
						all = append(all, math.NaN())
					}
					if math.IsNaN(all[at]) {
						all[at] = usual(values, at)
					}
				}
				filled[&values[0]] = all
			}
			s.Drivers[d] = filled[&values[0]]
		}
	}
	p.Series = series
	return p
}

// knownBefore is the panel as it was known weeks before its end: of drivers as
// many weeks ahead as are known now, and else what was usual.
func knownBefore(p forecast.Panel, weeks int) forecast.Panel {
	return coming(without(p, weeks), nil, MaxHorizon)
}

// withDrivers adds the drivers that a panel lacks, of which nothing is known.
func withDrivers(p forecast.Panel, names []string) forecast.Panel {
	var lacks []string
	for _, name := range names {
		if !slices.Contains(p.Drivers, name) {
			lacks = append(lacks, name)
		}
	}
	if len(lacks) == 0 {
		return p
	}
	p.Drivers = slices.Concat(p.Drivers, lacks)
	p.Series = slices.Clone(p.Series)
	for i := range p.Series {
		s := &p.Series[i]
		weeks := len(s.Values)
		if len(s.Drivers) > 0 {
			weeks = len(s.Drivers[0])
		}
		s.Drivers = slices.Clone(s.Drivers)
		for range lacks {
			s.Drivers = append(s.Drivers, slices.Repeat([]float64{math.NaN()}, weeks))
		}
	}
	return p
}
