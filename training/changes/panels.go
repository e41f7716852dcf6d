package changes

import (
	"math"
	"slices"

	"olist/forecast"
	"olist/week"
)

// corrected is what was known at a cutoff as it is now: the values of now up to
// then, beside the events and drivers that were known. Series that had sold nothing
// until then, and were not there, are not here either.
func corrected(was, now *Inputs, cutoff week.Week) *Inputs {
	at := placesOf(was.Panel)
	p := pastOf(now.Panel, func(key string) bool { _, there := at[key]; return there }, cutoff)
	p.Events, p.Drivers = was.Panel.Events, was.Panel.Drivers
	moved := mover{was: was.Panel, now: now.Panel, at: at, made: map[*float64][]float64{}}
	for i := range p.Series {
		moved.drivers(&p.Series[i])
	}
	return &Inputs{Panel: p, Least: now.Least}
}

// withEvents is inputs with the events of now, as far ahead as was looked at the
// cutoff: what lies beyond came into sight with the weeks that came.
func withEvents(in, was, now *Inputs, cutoff week.Week) *Inputs {
	sight := cutoff + forecast.MaxHorizon
	out := *in
	out.Panel.Events = nil
	for _, e := range now.Panel.Events {
		if e.Week <= sight {
			out.Panel.Events = append(out.Panel.Events, e)
		}
	}
	for _, e := range was.Panel.Events {
		if e.Week > sight {
			out.Panel.Events = append(out.Panel.Events, e)
		}
	}
	return &out
}

// withDrivers is inputs with the drivers of now.
func withDrivers(in, now *Inputs) *Inputs {
	out := *in
	out.Panel.Drivers, out.Panel.Series = now.Panel.Drivers, slices.Clone(in.Panel.Series)
	at := placesOf(now.Panel)
	for i := range out.Panel.Series {
		s := &out.Panel.Series[i]
		s.Drivers = now.Panel.Series[at[s.Key]].Drivers
	}
	return &out
}

// pastOf is a panel up to a cutoff, without the series that were not known then and
// had sold nothing. Its drivers are those of the whole panel.
func pastOf(p forecast.Panel, known func(key string) bool, cutoff week.Week) forecast.Panel {
	place := make([]int, len(p.Series))
	out := p
	out.Series, out.Sums = nil, nil
	for i, s := range p.Series {
		weeks := int(cutoff-s.Start) + 1
		if weeks < 0 { // all its weeks came later
			s.Start, s.Drivers, weeks = cutoff+1, laterDrivers(s, int(s.Start-cutoff)-1), 0
			s.Censored = nil
		}
		s.Values = s.Values[:min(weeks, len(s.Values))]
		place[i] = -1
		if known(s.Key) || slices.ContainsFunc(s.Values, func(v float64) bool { return v != 0 && !math.IsNaN(v) }) {
			place[i] = len(out.Series)
			out.Series = append(out.Series, s)
		}
	}
	for _, sum := range p.Sums {
		if place[sum.Total] < 0 {
			continue
		}
		kept := forecast.Sum{Total: place[sum.Total]}
		for _, part := range sum.Parts {
			if place[part] >= 0 {
				kept.Parts = append(kept.Parts, place[part])
			}
		}
		if len(kept.Parts) > 0 {
			out.Sums = append(out.Sums, kept)
		}
	}
	return out
}

// laterDrivers are a series' drivers from so many weeks earlier on.
func laterDrivers(s forecast.Series, weeks int) (out [][]float64) {
	for _, values := range s.Drivers {
		out = append(out, slices.Concat(slices.Repeat([]float64{math.NaN()}, weeks), values))
	}
	return out
}

// mover gives series the drivers that another panel has, along their own weeks.
type mover struct {
	was, now forecast.Panel
	at       map[string]int
	made     map[*float64][]float64 // what series share, they share here, too
}

// drivers sets a series' drivers to those that it had; of one that was not there,
// to those of the same names that it has.
func (m *mover) drivers(s *forecast.Series) {
	has := s.Drivers
	s.Drivers = nil
	if at, ok := m.at[s.Key]; ok {
		of := m.was.Series[at]
		for _, values := range of.Drivers {
			s.Drivers = append(s.Drivers, m.along(*s, of.Start, values))
		}
		return
	}
	if len(has) == 0 {
		return
	}
	for _, name := range m.was.Drivers {
		if d := slices.Index(m.now.Drivers, name); d >= 0 {
			s.Drivers = append(s.Drivers, has[d])
		} else {
			s.Drivers = append(s.Drivers, slices.Repeat([]float64{math.NaN()}, len(has[0])))
		}
	}
}

// along is values that begin in another week along a series: unknown before they
// begin and after they end.
func (m *mover) along(s forecast.Series, start week.Week, values []float64) []float64 {
	length := max(len(s.Values), int(start-s.Start)+len(values))
	if start == s.Start && length == len(values) || len(values) == 0 {
		return values
	}
	if out := m.made[&values[0]]; len(out) == length {
		return out
	}
	out := slices.Repeat([]float64{math.NaN()}, length)
	for i := range out {
		if k := i - int(start-s.Start); k >= 0 && k < len(values) {
			out[i] = values[k]
		}
	}
	m.made[&values[0]] = out
	return out
}

func placesOf(p forecast.Panel) map[string]int {
	at := make(map[string]int, len(p.Series))
	for i, s := range p.Series {
		at[s.Key] = i
	}
	return at
}

// same reports whether two inputs give the same forecast, whatever the model.
func same(a, b *Inputs) bool {
	p, q := a.Panel, b.Panel
	return a.Least == b.Least && p.Dated == q.Dated && slices.Equal(p.Events, q.Events) && slices.Equal(p.Drivers, q.Drivers) &&
		slices.EqualFunc(p.Sums, q.Sums, func(a, b forecast.Sum) bool { return a.Total == b.Total && slices.Equal(a.Parts, b.Parts) }) &&
		slices.EqualFunc(p.Series, q.Series, sameSeries)
}

func sameSeries(a, b forecast.Series) bool {
	return a.Key == b.Key && a.Start == b.Start && sameValues(a.Values, b.Values) && sameMarks(a, b) && slices.EqualFunc(a.Drivers, b.Drivers, sameValues)
}

// sameMarks reports whether the same weeks of two series ran out of stock.
func sameMarks(a, b forecast.Series) bool {
	for i := range a.Values {
		if a.IsCensored(i) != b.IsCensored(i) {
			return false
		}
	}
	return true
}

func sameValues(a, b []float64) bool {
	if len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] {
		return true
	}
	return slices.EqualFunc(a, b, func(v, w float64) bool { return v == w || math.IsNaN(v) && math.IsNaN(w) })
}
