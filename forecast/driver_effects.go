package forecast

import (
	"cmp"
	"math"
	"slices"

	"olist/message"
)

const (
	maxDriver     = 1e6  // bound of what is encoded of an effect
	maxDriverLog  = 2.5  // bound of the drivers' effect together, as a logarithm
	closedByValue = 1e-4 // probability of zeros by chance below which a driver's value closes a week
	maxClosing    = 64   // values that close a week, of a driver
	closedZeros   = .98  // part of the weeks with such a value that sold nothing, at least
)

// driverEffects is what a model knows of drivers.
type driverEffects struct {
	Names  []string      `json:"names"`
	Shapes []driverShape `json:"shapes"`
	// Closed are the values with which nothing was ever sold (no opening day).
	Closed [][]float64  `json:"closed,omitempty"`
	Own    []ownDrivers `json:"own"` // by key, ascending
	// Parts are the shapes of parts with values of their own; none where there are
	// no such parts.
	Parts []driverShape `json:"parts,omitempty"`
}

// estimateDrivers estimates the drivers' effects from histories without any;
// nil where the panel has no drivers.
func estimateDrivers(names []string, hs []*history) *driverEffects {
	if len(names) == 0 {
		return nil
	}
	e := &driverEffects{Names: names, Shapes: make([]driverShape, len(names)), Closed: make([][]float64, len(names))}
	for d := range names {
		e.Closed[d] = closingValues(hs, d)
	}
	open := make([]*history, len(hs))
	for i, h := range hs {
		open[i] = h.cut(0)
		open[i].observed = slices.Clone(h.observed)
		for k := range h.raw {
			if e.closes(h, k) {
				open[i].observed[k] = false
			}
		}
	}
	for d := range names {
		var rows [][]float64
		for _, h := range open {
			if h.drivers != nil && h.parent == nil {
				rows = append(rows, h.driverSeen(d))
			}
		}
		e.Shapes[d] = newShape(rows)
	}
	fitShapes(open, e.Shapes)
	e.Own = fitOwn(open, e.Shapes)
	e.Parts = estimateShareDrivers(names, hs)
	return e
}

// driverSeen is the past values of driver d; NaN in weeks that are not observed.
func (h *history) driverSeen(d int) []float64 {
	out := slices.Clone(h.drivers[d][:len(h.raw)])
	for i, ok := range h.observed {
		if !ok {
			out[i] = nan
		}
	}
	return out
}

// closingValues are the values of a driver with which series sell nothing, more
// surely than their other zeros explain.
func closingValues(hs []*history, d int) []float64 {
	all, chance := map[float64]zeroCount{}, map[float64]float64{}
	for _, h := range hs {
		if h.drivers == nil || h.parent != nil {
			continue
		}
		own, whole := map[float64]zeroCount{}, zeroCount{}
		for i, v := range h.sold {
			if x := h.drivers[d][i]; x == x && v == v {
				own[x], whole = own[x].with(v), whole.with(v)
			}
		}
		for x, n := range own {
			all[x] = zeroCount{all[x].weeks + n.weeks, all[x].zeros + n.zeros}
			usual := float64(whole.zeros-n.zeros+1) / float64(whole.weeks-n.weeks+2)
			chance[x] += float64(n.zeros) * math.Log(usual)
		}
	}
	var out []float64
	for x, n := range all {
		if float64(n.zeros) >= closedZeros*float64(n.weeks) && chance[x] < math.Log(closedByValue/float64(len(all))) {
			out = append(out, x)
		}
	}
	slices.Sort(out)
	return out[:min(len(out), maxClosing)]
}

// zeroCount is the zeros among weeks.
type zeroCount struct{ weeks, zeros int }

func (c zeroCount) with(v float64) zeroCount {
	c.weeks++
	if v == 0 {
		c.zeros++
	}
	return c
}

// closes reports whether a driver closes week i of h.
func (e *driverEffects) closes(h *history, i int) bool {
	for d := range e.Closed {
		if e.closing(h, d, i) {
			return true
		}
	}
	return false
}

// closing reports whether driver d closes week i of h.
func (e *driverEffects) closing(h *history, d, i int) bool {
	return h.drivers != nil && i < len(h.drivers[d]) && slices.Contains(e.Closed[d], h.drivers[d][i])
}

// own is by which factors a series follows the shapes; 1 where it was not in
// training.
func (e *driverEffects) own(key string) ownDrivers {
	i, ok := slices.BinarySearchFunc(e.Own, key, func(o ownDrivers, k string) int { return cmp.Compare(o.Key, k) })
	if ok {
		return e.Own[i]
	}
	out := e.alike()
	out.Key = key
	for d := range out.Errors {
		out.Errors[d] = 1
	}
	return out
}

// alike is a series that follows the shapes as they are.
func (e *driverEffects) alike() ownDrivers {
	out := ownDrivers{"", make([]float64, len(e.Names)), make([]float64, len(e.Names))}
	for d := range out.Factors {
		out.Factors[d] = 1
	}
	return out
}

// panelDrivers puts the drivers of a panel in the order of the model's. Errors:
// a *PanelError where one is missing.
func (e *driverEffects) panelDrivers(p Panel) (Panel, error) {
	if e == nil {
		return p, nil
	}
	at := make([]int, len(e.Names))
	for d, name := range e.Names {
		if at[d] = slices.Index(p.Drivers, name); at[d] < 0 {
			return p, &PanelError{Message: message.DriverMissing.With(name)}
		}
	}
	p.Drivers, p.Series = e.Names, slices.Clone(p.Series)
	for i, s := range p.Series {
		if s.Drivers == nil {
			continue
		}
		p.Series[i].Drivers = make([][]float64, len(at))
		for d, k := range at {
			p.Series[i].Drivers[d] = s.Drivers[k]
		}
	}
	return p, nil
}

// sound reports whether all lists fit each other and all numbers are bounded.
func (e *driverEffects) sound() bool {
	if e == nil {
		return true
	}
	n := len(e.Names)
	if len(e.Shapes) != n || len(e.Closed) != n || len(e.Parts) != 0 && len(e.Parts) != n {
		return false
	}
	for _, s := range slices.Concat(e.Shapes, e.Parts) {
		if !s.sound() || s.Change != nil && !s.Change.sound() {
			return false
		}
	}
	for i, o := range e.Own {
		if i > 0 && o.Key <= e.Own[i-1].Key || len(o.Factors) != n || len(o.Errors) != n || !within(o.Factors, -maxDriver, maxDriver) || !within(o.Errors, 0, maxDriver) {
			return false
		}
	}
	return true
}

// sound reports whether lists fit each other and numbers are bounded.
func (s *curve) sound() bool {
	for _, logs := range append(s.Drawn[:len(s.Drawn):len(s.Drawn)], s.Logs) {
		if len(logs) != len(s.Knots) || !within(logs, -maxDriver, maxDriver) {
			return false
		}
	}
	return slices.IsSorted(s.Knots) && within(append(s.Knots[:len(s.Knots):len(s.Knots)], s.Reference), -2*MaxDriver, 2*MaxDriver)
}
