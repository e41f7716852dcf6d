package forecast

import "math"

// driverAmounts are what each driver adds to value, the forecast of h, step weeks
// ahead, by its root and its own share; nil where it has no drivers. The effects
// multiply; each has the part of their amount that its logarithm has of theirs,
// whatever their order (logarithmic mean divisia index: Ang 2005).
func (m *Model) driverAmounts(h *history, step int, value float64) []DriverAmount {
	t := h.root()
	if t.driverLogs == nil {
		return nil
	}
	with := value / t.eventFactor(step)
	var out []DriverAmount
	for d, log := range m.driverLogs(t, step) {
		if h.shareParts != nil {
			log += h.shareParts[d][len(h.raw)+step-1]
		}
		a := DriverAmount{Name: m.drivers.Names[d], Factor: math.Exp(log)}
		if f := t.driverFactor(step) * h.shareFactor(step); f > 0 {
			a.Amount = logarithmicMean(with, with/f) * log
		}
		out = append(out, a)
	}
	return out
}

// driverLogs are the logarithms of the drivers' factors in the week step weeks
// ahead of t: they add up to that of driverFactor, as bounded; minus infinity
// where a driver closes the week.
func (m *Model) driverLogs(t *history, step int) []float64 {
	at, sum := len(t.raw)+step-1, 0.0
	out := make([]float64, len(t.driverParts))
	for d, logs := range t.driverParts {
		out[d] = logs[at]
		sum += logs[at]
	}
	times := 1.0
	if t.driverLogs[at] != sum {
		times = t.driverLogs[at] / sum
	}
	for d := range out {
		if out[d] *= times; m.drivers.closing(t, d, at) {
			out[d] = math.Inf(-1)
		}
	}
	return out
}

// logarithmicMean lies between a and b; their value where they are equal.
func logarithmicMean(a, b float64) float64 {
	if d := math.Log(a / b); math.Abs(d) > 1e-9 {
		return (a - b) / d
	}
	return a // also of zeros
}

// driverContributions divides the drivers' amount in value, step weeks ahead of
// h, among them: drivers that close the week share what it would have been.
func (m *Model) driverContributions(h *history, step int, value, amount float64) []Contribution {
	all, left, closing := m.driverAmounts(h, step, value), amount, 0.0
	for _, a := range all {
		if left -= a.Amount; a.Factor == 0 {
			closing++
		}
	}
	var out []Contribution
	for d, a := range all {
		c := Contribution{Group: GroupDrivers, Driver: a.Name, Amount: a.Amount}
		switch {
		case a.Factor == 0:
			c.Amount = left / closing
		case closing == 0 && d == 0:
			c.Amount += left // rounding
		}
		out = append(out, c)
	}
	return out
}
