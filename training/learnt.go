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
	Weeks int    `json:"weeks"` // of its training, in which the driver was known
}

// Learnt are what the model that serves learnt of its drivers for all sales, by
// name, with bands of Levels. What a driver does to all sales, it does to each
// part of them.
func (l *Live) Learnt() (map[string]DriverLearnt, error) {
	all, err := l.Engine.DriversLearnt(store.TotalKey, Levels)
	if err != nil {
		return nil, err
	}
	out := make(map[string]DriverLearnt, len(all))
	for _, of := range all {
		out[of.Driver] = DriverLearnt{of, l.Model.ID, l.weeksLearnt(of.Driver)}
	}
	return out, nil
}

// weeksLearnt is in how many weeks that the model learnt from a driver is known.
func (l *Live) weeksLearnt(driver string) (n int) {
	p := l.Data.Panel
	at, total := slices.Index(p.Drivers, driver), l.Data.index[store.TotalKey]
	if at < 0 {
		return 0
	}
	s := p.Series[total]
	for i, v := range s.Values {
		w := s.Start + week.Week(i)
		if !math.IsNaN(v) && !math.IsNaN(s.Drivers[at][i]) && w >= l.Model.TrainFrom && w <= l.Model.TrainTo {
			n++
		}
	}
	return n
}
