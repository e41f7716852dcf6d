package forecast

import (
	"math"
	"slices"

	"olist/message"
)

// Drivers are the names of what the model was told of known weeks, in its order.
func (m *Model) Drivers() []string {
	if m.drivers == nil {
		return nil
	}
	return slices.Clone(m.drivers.Names)
}

// DriverChange is what a change of a driver does to a week, as a factor: 1.2 is a
// fifth more. Lower and Upper hold the learnt effect in 80 of 100 cases, by the
// standard errors of its shape (jackknife) and of the series' own factor, as if
// they were normal.
type DriverChange struct {
	Factor, Lower, Upper float64
}

// quantile80 is the ninth decile of the normal distribution.
const quantile80 = 1.2815515655446004

// DriverChange is what the model learnt of a driver that goes from one value to
// another in a series. Errors: a *PanelError for a driver that it does not know.
func (m *Model) DriverChange(key, driver string, from, to float64) (DriverChange, error) {
	d := slices.Index(m.Drivers(), driver)
	if d < 0 {
		return DriverChange{}, &PanelError{Message: message.DriverMissing.With(driver)}
	}
	if slices.Contains(m.drivers.Closed[d], to) {
		return DriverChange{}, nil // nothing is sold
	}
	s, own := &m.drivers.Shapes[d], m.drivers.own(key)
	shape := s.at(to, s.Logs) - s.at(from, s.Logs)
	log := clip(own.Factors[d]*shape, maxDriverLog)
	spread := math.Hypot(own.Factors[d]*s.error(from, to), own.Errors[d]*shape)
	return DriverChange{math.Exp(log), math.Exp(log - quantile80*spread), math.Exp(log + quantile80*spread)}, nil
}
