package forecast

import (
	"math"

	"olist/message"
)

// MaxDrivers is the largest number of drivers of a panel.
const MaxDrivers = 32

// MaxDriver bounds the absolute value of a driver; its squares are added up.
const MaxDriver = 1e100

// checkDrivers reports the first fault of the drivers as a *PanelError: more
// than MaxDrivers, a name used twice, a series with another number of them, of
// fewer weeks than its values or of unequal lengths, an infinite number or one
// beyond MaxDriver.
func (p Panel) checkDrivers() error {
	if len(p.Drivers) > MaxDrivers {
		return &PanelError{Message: message.DriversTooMany.With(len(p.Drivers), MaxDrivers)}
	}
	seen := make(map[string]bool, len(p.Drivers))
	for _, name := range p.Drivers {
		if seen[name] {
			return &PanelError{Message: message.DriverTwice.With(name)}
		}
		seen[name] = true
	}
	for _, s := range p.Series {
		if s.Drivers == nil {
			continue
		}
		if len(s.Drivers) != len(p.Drivers) {
			return &PanelError{s.Key, message.DriversNumber.With(len(s.Drivers), len(p.Drivers))}
		}
		for d, x := range s.Drivers {
			if len(x) < len(s.Values) || len(x) != len(s.Drivers[0]) {
				return &PanelError{s.Key, message.DriverLength.With(p.Drivers[d], len(x), len(s.Values))}
			}
			for i, v := range x {
				if math.Abs(v) > MaxDriver {
					return &PanelError{s.Key, message.DriverTooLarge.With(p.Drivers[d], i+1)}
				}
			}
		}
	}
	return nil
}

// from is the drivers from a week on; nil for none.
func from(drivers [][]float64, first int) [][]float64 {
	if drivers == nil {
		return nil
	}
	out := make([][]float64, len(drivers))
	for d, x := range drivers {
		out[d] = x[first:]
	}
	return out
}
