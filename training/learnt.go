package training

import (
	"math"
	"slices"

	"olist/forecast"
	"olist/store"
	"olist/week"
)

// DriverLearnt is what the model that serves learnt of a driver, and from how
// much.
type DriverLearnt struct {
	forecast.DriverLearnt
	Model string `json:"model"` // its id
	// Own is set for a part of all sales whose values are its own: it was learnt from
	// such parts, and says what one does while the others stay.
	Own   bool `json:"own"`
	Weeks int  `json:"weeks"` // of its training, in which the driver was known
}

// Learnt are what the model that serves learnt of its drivers for a segment, by
// name, with bands of Levels, if any: see Foreign. What a driver does to all sales, it does to each
// part of them, but for parts with values of their own. Returns CodeNotFound for
// a segment that is not there.
func (l *Live) Learnt(segment string) (map[string]DriverLearnt, error) {
	if _, err := l.Data.Segment(segment); err != nil {
		return nil, err
	}
	all, err := l.Engine.DriversLearnt(store.TotalKey, l.levels())
	if err != nil {
		return nil, err
	}
	parts, err := l.Engine.ShareDriversLearnt(l.levels())
	if err != nil {
		return nil, err
	}
	out := make(map[string]DriverLearnt, len(all))
	for d, of := range all {
		own := len(parts) > 0 && l.Data.ownDriver(segment, of.Driver)
		if own {
			of = parts[d]
		}
		out[of.Driver] = DriverLearnt{DriverLearnt: of, Model: l.Model.ID, Own: own, Weeks: l.weeksLearnt(segment, of.Driver)}
	}
	return out, nil
}

// ownDriver reports whether a segment had other values of a driver than all
// sales had.
func (d *Data) ownDriver(segment, driver string) bool {
	at, own, all := slices.Index(d.Panel.Drivers, driver), d.Panel.Series[d.index[segment]], d.Panel.Series[d.index[store.TotalKey]]
	if at < 0 {
		return false
	}
	for i := range own.Values {
		if a, b := own.Drivers[at][i], all.Drivers[at][i]; a != b && a == a && b == b {
			return true
		}
	}
	return false
}

// weeksLearnt is in how many weeks that the model learnt from a driver of a
// segment is known.
func (l *Live) weeksLearnt(segment, driver string) (n int) {
	p := l.Data.Panel
	at := slices.Index(p.Drivers, driver)
	if at < 0 {
		return 0
	}
	s := p.Series[l.Data.index[segment]]
	for i, v := range s.Values {
		w := s.Start + week.Week(i)
		if !math.IsNaN(v) && !math.IsNaN(s.Drivers[at][i]) && w >= l.Model.TrainFrom && w <= l.Model.TrainTo {
			n++
		}
	}
	return n
}
