package training

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/forecast/calendar"
	"olist/shop"
	"olist/store"
	"olist/week"
)

// centsPerUnit turns stored cents into the unit of forecasts, whole ones of what
// the shop counts in.
const centsPerUnit = 100

// Data is one state of the sales: what pages show and what a model learns from.
type Data struct {
	*store.History
	Panel    forecast.Panel
	From, To week.Week // first and last usable week; To is inclusive

	index map[string]int // of Segments and, alike, of Panel.Series

	hash func() (string, error) // of what forecasts are made from: see inputs
}

// NewData makes the panel: every segment from the first usable week to the
// last, NaN where a week between is not usable, and the two ways that parts
// add up to the total.
func NewData(h *store.History) *Data {
	d := &Data{History: h, index: make(map[string]int, len(h.Segments))}
	first, end := usableRange(h.Weeks)
	if end > first {
		d.From, d.To = h.Weeks[first].Week, h.Weeks[end-1].Week
	}
	categories, states := forecast.Sum{}, forecast.Sum{}
	for i, seg := range h.Segments {
		d.index[seg.Key] = i
		d.Panel.Series = append(d.Panel.Series, forecast.Series{Key: seg.Key, Start: d.From, Values: values(seg, h.Weeks, first, end), Drivers: driversFrom(seg, first)})
		switch {
		case seg.Key == store.TotalKey:
			categories.Total, states.Total = i, i
		case strings.HasPrefix(seg.Key, store.CategoryPrefix):
			categories.Parts = append(categories.Parts, i)
		case strings.HasPrefix(seg.Key, store.StatePrefix):
			states.Parts = append(states.Parts, i)
		}
	}
	for _, driver := range h.Drivers {
		d.Panel.Drivers = append(d.Panel.Drivers, driver.Name)
	}
	d.censor()
	d.Panel.Dated = true
	for _, sum := range []forecast.Sum{categories, states} {
		if len(sum.Parts) > 0 {
			d.Panel.Sums = append(d.Panel.Sums, sum)
		}
	}
	if end > first {
		d.Panel.Events = mergeEvents(h.Events, leaveOut(d.Calendar(), h.LeftOut))
	}
	d.hash = sync.OnceValues(d.inputsHash)
	return d
}

// censor marks the weeks of segments that ran out of stock, where they are known.
func (d *Data) censor() {
	for _, m := range d.Stockouts {
		i, ok := d.index[m.Segment]
		if !ok || m.Week < d.From || m.Week > d.To {
			continue // of a segment that is no longer sold, or of weeks that are gone
		}
		s := &d.Panel.Series[i]
		if s.Censored == nil {
			s.Censored = make([]bool, len(s.Values))
		}
		s.Censored[m.Week-d.From] = true
	}
}

// Calendar is the events that the calendar of the shop's country has for the
// weeks of the data and of forecasts, before what people say of them.
func (d *Data) Calendar() []forecast.Event {
	return calendar.For(d.Shop.Country, d.From, d.To+MaxHorizon)
}

// profileMark tells one profile from another in the version of what is live; it
// is empty for the sample.
func (d *Data) profileMark() string {
	if d.Shop == shop.Olist() {
		return ""
	}
	kept, err := json.Marshal(d.Shop)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(kept)
	return "-" + hex.EncodeToString(sum[:4])
}

// usableRange gives the half-open range of weeks from the first usable to the
// last.
func usableRange(weeks []store.WeekInfo) (first, end int) {
	for i, w := range weeks {
		if !w.Usable() {
			continue
		}
		if end == 0 {
			first = i
		}
		end = i + 1
	}
	return first, end
}

func values(seg store.Segment, weeks []store.WeekInfo, first, end int) []float64 {
	out := make([]float64, 0, end-first)
	for i := first; i < end; i++ {
		v := math.NaN()
		if weeks[i].Usable() {
			v = float64(seg.Revenue[i]) / centsPerUnit
		}
		out = append(out, v)
	}
	return out
}

// driversFrom are a segment's drivers from a week of the history on.
func driversFrom(seg store.Segment, first int) (all [][]float64) {
	for _, values := range seg.Drivers {
		all = append(all, values[first:])
	}
	return all
}

// Segment gives a segment's history by its key. Returns CodeNotFound where
// there is none.
func (d *Data) Segment(key string) (store.Segment, error) {
	i, ok := d.index[key]
	if !ok {
		return store.Segment{}, unknownSegment(key)
	}
	return d.Segments[i], nil
}

// pooledLeast is the number of non-zero weeks from which a segment counts in
// the pooled figures of the backtest.
const pooledLeast = 70

// groups are the parts of the data whose errors the backtest pools.
func (d *Data) groups() []backtest.Group {
	g := map[string][]string{}
	for _, s := range d.Panel.Series {
		if s.Key == store.TotalKey {
			g["total"] = append(g["total"], s.Key)
			continue
		}
		if nonZero(s.Values) < pooledLeast {
			continue
		}
		kind, _, _ := strings.Cut(s.Key, ":")
		g["pooled"] = append(g["pooled"], s.Key)
		g[kind] = append(g[kind], s.Key)
	}
	var out []backtest.Group
	for _, name := range []string{"total", "pooled", "category", "state"} {
		if len(g[name]) > 0 {
			out = append(out, backtest.Group{Name: name, Keys: g[name]})
		}
	}
	return out
}

func nonZero(v []float64) (n int) {
	for _, x := range v {
		if x > 0 {
			n++
		}
	}
	return n
}

// without is the panel as it was weeks ago, with drivers known as far ahead as
// they are now.
func without(p forecast.Panel, weeks int) forecast.Panel {
	series := make([]forecast.Series, len(p.Series))
	for i, s := range p.Series {
		s.Values = s.Values[:max(0, len(s.Values)-weeks)]
		s.Drivers = slices.Clone(s.Drivers)
		for d, values := range s.Drivers {
			s.Drivers[d] = values[:max(0, len(values)-weeks)]
		}
		series[i] = s
	}
	p.Series = series
	return p
}
