package forecast

import (
	"math"

	"olist/stat"
)

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
		return l.m + l.s*stat.Density(l.z)/stat.Above(l.z)
	}
	return math.Exp(l.m+l.s*l.s/2) * stat.Above(l.z-l.s) / stat.Above(l.z)
}

// second is the mean of the square.
func (l tailLaw) second() float64 {
	switch {
	case l.none || l.z > mostZ:
		m := l.mean()
		return m * m
	case l.plain:
		return l.m*l.m + l.s*l.s + l.s*(2*l.m+l.s*l.z)*stat.Density(l.z)/stat.Above(l.z)
	}
	return math.Exp(2*l.m+2*l.s*l.s) * stat.Above(l.z-2*l.s) / stat.Above(l.z)
}

func (l tailLaw) quantile(u float64) float64 {
	if l.none || l.z > mostZ {
		return l.mean()
	}
	v := l.m - l.s*stat.Quantile((1-u)*stat.Above(l.z))
	if l.plain {
		return v
	}
	return math.Exp(v)
}
