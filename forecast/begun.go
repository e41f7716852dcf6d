package forecast

import (
	"slices"

	"olist/week"
)

// Begun is p without the zeros before a series' first sale: what had not begun
// teaches no scale, level or season, and its zeros judge nobody. Series that
// add up keep theirs, since a part's share of its sum begins with the sum, and
// so does what never sold anything.
func (p Panel) Begun() Panel {
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
			out[i].Start, out[i].Values = s.Start+week.Week(first), s.Values[first:]
		}
	}
	p.Series = out
	return p
}
