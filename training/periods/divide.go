package periods

import "olist/forecast"

// Shared is how many weeks known, in which it sold something, straddle two months and
// came without days of the segment: it has its share of them.
func (b *Book) Shared(segment int) int {
	if segment >= len(b.shared) {
		return 0
	}
	return b.shared[segment]
}

// divide gives what each segment has of the i-th week in the month of its first day: what
// it sold then, where its days are known, or else its share of its total's, or part of
// the week where these are not known either.
func (b *Book) divide(i int, part float64) []int64 {
	grain := float64(max(1, b.in.Grain))
	values, known := make([]float64, len(b.in.Sold)), make([]bool, len(b.in.Sold))
	for k := range values {
		values[k] = part * float64(b.cents(k, i)) / grain
		if b.in.Early == nil || i >= len(b.in.Weeks) {
			continue
		}
		early, own := b.in.Early(k, i)
		if known[k] = own; own {
			values[k] = float64(early) / grain
		} else if b.cents(k, i) != 0 {
			b.shared[k]++
		}
	}
	for _, s := range b.in.Sums {
		if known[s.Total] {
			b.share(i, s, values, known)
		}
	}
	row := forecast.RoundSums(values, b.in.Sums)
	for k := range row {
		row[k] *= int64(grain)
	}
	return row
}

// share gives the parts of a total whose days are not known what the others leave of its
// own, by what they sold in the week; alike where that is nothing.
func (b *Book) share(i int, s forecast.Sum, values []float64, known []bool) {
	left, sold, n := values[s.Total], 0.0, 0
	for _, p := range s.Parts {
		if known[p] {
			left -= values[p]
			continue
		}
		sold, n = sold+float64(b.cents(p, i)), n+1
	}
	for _, p := range s.Parts {
		switch {
		case known[p]:
		case sold == 0:
			values[p] = left / float64(n)
		default:
			values[p] = left * float64(b.cents(p, i)) / sold
		}
	}
}
