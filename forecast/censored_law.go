package forecast

import "math"

// tailLaw is a normal or lognormal distribution beyond a bound.
type tailLaw struct {
	m, s, z float64 // of the normal distribution; z is its bound in deviations
	least   float64
	plain   bool
	none    bool // nothing is known but the bound
}

func (l tailLaw) mean() float64 {
	switch {
	case l.none:
		return max(0, l.least)
	case l.z > mostZ && l.plain:
		return l.least + l.s/l.z
	case l.z > mostZ:
		return l.least * (1 + l.s/l.z)
	case l.plain:
		return l.m + l.s*density(l.z)/above(l.z)
	}
	return math.Exp(l.m+l.s*l.s/2) * above(l.z-l.s) / above(l.z)
}

// second is the mean of the square.
func (l tailLaw) second() float64 {
	switch {
	case l.none || l.z > mostZ:
		m := l.mean()
		return m * m
	case l.plain:
		return l.m*l.m + l.s*l.s + l.s*(2*l.m+l.s*l.z)*density(l.z)/above(l.z)
	}
	return math.Exp(2*l.m+2*l.s*l.s) * above(l.z-2*l.s) / above(l.z)
}

func (l tailLaw) quantile(u float64) float64 {
	if l.none || l.z > mostZ {
		return l.mean()
	}
	v := l.m - l.s*normalQuantile((1-u)*above(l.z))
	if l.plain {
		return v
	}
	return math.Exp(v)
}

// density and above are those of the standard normal distribution; above is the
// probability of more than z.
func density(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
func above(z float64) float64   { return math.Erfc(z/math.Sqrt2) / 2 }

func normalQuantile(p float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*p) }
