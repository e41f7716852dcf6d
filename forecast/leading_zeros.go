package forecast

import (
	"slices"

	"olist/week"
)

// TrimLeadingZeros is p without the zeros before a series' first sale: before a
// product or shop exists, zeros say nothing of its scale, level or season and
// would score nobody. Series in a sum keep theirs, since a share is defined
// from where the sum begins, and so does a series of zeros only.
func (p Panel) TrimLeadingZeros() Panel {
	adds := make([]bool, len(p.Series))
	for _, s := range p.Sums {
		adds[s.Total] = true
		for _, i := range s.Parts {
			adds[i] = true
		}
	}
	out := slices.Clone(p.Series)
	for i, s := range out {
		first := slices.IndexFunc(s.Values, func(v float64) bool { return v == v && v != 0 })
		if first > 0 && !adds[i] {
			out[i].Start, out[i].Values, out[i].Drivers = s.Start+week.Week(first), s.Values[first:], from(s.Drivers, first)
			out[i].Censored = s.Censored[min(first, len(s.Censored)):]
		}
	}
	p.Series = out
	return p
}
