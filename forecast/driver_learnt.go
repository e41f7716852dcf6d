package forecast

import (
	"math"
	"slices"

	"olist/stat"
)

// DriverLearnt is what a model learnt of what a driver does to a series.
type DriverLearnt struct {
	Driver string `json:"driver"`
	// From and To are the least and the most of the values that it was learnt
	// from.
	From float64 `json:"from"`
	To   float64 `json:"to"`
	// Unit is what one unit more does, the geometric mean between From and To; nil
	// where these are less than a unit apart, or no effect was found.
	Unit *DriverFactor `json:"unit"`
	// Whole is what To does against From; nil where no effect was found: weeks left
	// out were forecast as well without the driver.
	Whole *DriverFactor `json:"whole"`
	// Closed are the values in whose weeks nothing was ever sold, ascending.
	Closed []float64 `json:"closed"`
}

// DriverFactor is a learnt factor, 1.03 for three percent more, with its bands,
// in the order of the levels asked: as sure as the effect is known, which the
// noise of a week is no part of.
type DriverFactor struct {
	Factor float64 `json:"factor"`
	Bands  []Band  `json:"bands"`
}

// DriversLearnt are what the model learnt of its drivers for the series of a key
// that is no part of a sum, in the order of Drivers, with bands at levels (1..99,
// percent). Errors: a *ConfigError for a level outside.
func (m *Model) DriversLearnt(key string, levels []float64) ([]DriverLearnt, error) {
	if err := checkLevels(levels); err != nil || m.drivers == nil {
		return nil, err
	}
	return m.drivers.learnt(m.drivers.Shapes, m.drivers.own(key), levels), nil
}

// ShareDriversLearnt is DriversLearnt of the parts of sums whose values of a
// driver are their own: what it does to a part while nothing changes in the
// others. None where the panel had no such parts.
func (m *Model) ShareDriversLearnt(levels []float64) ([]DriverLearnt, error) {
	if err := checkLevels(levels); err != nil || m.drivers == nil || m.drivers.Parts == nil {
		return nil, err
	}
	return m.drivers.learnt(m.drivers.Parts, m.drivers.alike(), levels), nil
}

// ShareEffect is what the value of a driver does to a part whose values are its
// own, against another value; nil where ShareDriversLearnt has nothing of it.
// Errors: a *ConfigError for a level outside 1..99.
func (m *Model) ShareEffect(driver string, from, to float64, levels []float64) (*DriverFactor, error) {
	if err := checkLevels(levels); err != nil || m.drivers == nil || m.drivers.Parts == nil {
		return nil, err
	}
	d := slices.Index(m.drivers.Names, driver)
	if d < 0 {
		return nil, nil
	}
	log, err := m.drivers.alike().difference(d, &m.drivers.Parts[d], from, to)
	return factorOf(log, err, levels), nil
}

// learnt is what shapes say of a series that follows them so.
func (e *driverEffects) learnt(shapes []driverShape, own ownDrivers, levels []float64) []DriverLearnt {
	out := make([]DriverLearnt, len(shapes))
	for d, s := range shapes {
		l := DriverLearnt{Driver: e.Names[d], Closed: append([]float64{}, e.Closed[d]...)}
		if n := len(s.Knots); n > 0 {
			l.From, l.To = s.Knots[0], s.Knots[n-1]
		}
		log, err := own.difference(d, &s, l.From, l.To)
		if slices.ContainsFunc(s.Logs, func(v float64) bool { return v != 0 }) {
			l.Whole = factorOf(log, err, levels)
			if span := l.To - l.From; span >= 1 {
				l.Unit = factorOf(log/span, err/span, levels)
			}
		}
		out[d] = l
	}
	return out
}

// difference is what a driver's value does to the series against another, as a
// logarithm with its standard error.
func (o ownDrivers) difference(d int, s *driverShape, from, to float64) (log, err float64) {
	between := s.at(to, s.Logs) - s.at(from, s.Logs)
	return o.Factors[d] * between, math.Hypot(o.Factors[d]*s.error(from, to), o.Errors[d]*between)
}

// factorOf is a logarithm and its standard error as a factor with bands, within
// the bound of the drivers' effect together.
func factorOf(log, err float64, levels []float64) *DriverFactor {
	f := &DriverFactor{Factor: math.Exp(clip(log, maxDriverLog)), Bands: make([]Band, len(levels))}
	for i, l := range levels {
		z := stat.BandScore(l)
		f.Bands[i] = Band{l, math.Exp(clip(log-z*err, maxDriverLog)), math.Exp(clip(log+z*err, maxDriverLog))}
	}
	return f
}
