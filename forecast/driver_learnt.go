package forecast

import (
	"math"
	"slices"
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
	own := m.drivers.own(key)
	out := make([]DriverLearnt, len(m.drivers.Names))
	for d, s := range m.drivers.Shapes {
		l := DriverLearnt{Driver: m.drivers.Names[d], Closed: append([]float64{}, m.drivers.Closed[d]...)}
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
	return out, nil
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
		z := math.Sqrt2 * math.Erfinv(l/100)
		f.Bands[i] = Band{l, math.Exp(clip(log-z*err, maxDriverLog)), math.Exp(clip(log+z*err, maxDriverLog))}
	}
	return f
}
