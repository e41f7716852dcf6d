package forecast

import (
	"cmp"
	"math"
	"slices"
)

// rareLaw is the distribution of the demand of what sells rarely, by Kaplan and
// Meier; beyond its last known week an exponential tail, or a geometric one where
// whole pieces are sold.
type rareLaw struct {
	values []float64 // known, ascending, each once
	over   []float64 // probability of more than that
	tail   float64   // mean of what is beyond
	piece  float64   // of which all values are multiples; 0: of none
}

// newRareLaw is that of the values; those with a bound are censored there, and
// the value is not looked at.
func newRareLaw(y, least []float64) *rareLaw {
	type seen struct {
		value float64
		known bool
	}
	sold := slices.Clone(y)
	for k, v := range least {
		if v == v {
			sold[k] = v
		}
	}
	l := &rareLaw{piece: pieceOf(sold)}
	var all []seen
	exposure, events, sales := 0.0, 0.0, 0.0
	for k, v := range sold {
		s := seen{v, least[k] != least[k]}
		if all = append(all, s); s.value > 0 {
			exposure += s.value
			sales++
			if s.known {
				events++
			} else {
				exposure -= l.piece // that the last piece was sold does not say that another was wanted
			}
		}
	}
	l.tail = min((exposure+l.piece)/max(1, events), mostLevel*exposure/max(1, sales))
	slices.SortFunc(all, func(a, b seen) int { return cmp.Compare(a.value, b.value) })
	over, left := 1., float64(len(all))
	for k := 0; k < len(all); {
		v, known, bounds := all[k].value, 0.0, 0.0
		for ; k < len(all) && all[k].value == v; k++ {
			if all[k].known {
				known++
			} else {
				bounds++
			}
		}
		if v == 0 { // an empty shelf that sold nothing says nothing
			left -= bounds
			bounds = 0
		}
		if known > 0 {
			over *= 1 - known/left
			l.values, l.over = append(l.values, v), append(l.over, over)
		}
		left -= known + bounds
	}
	return l
}

// from is the place of the first value that a week had which sold c and ran out,
// and the probability of that much or more: more than c, or anything where it
// sold nothing.
func (l *rareLaw) from(c float64) (int, float64) {
	k, is := slices.BinarySearch(l.values, c)
	if is && c > 0 {
		k++
	}
	if k == 0 {
		return 0, 1
	}
	return k, l.over[k-1]
}

// mean is the expected demand of a week that sold c.
func (l *rareLaw) mean(c float64) float64 {
	k, all := l.from(c)
	if all <= 0 || k == len(l.values) {
		return c + l.beyond(c)
	}
	sum, before := 0.0, all
	last := c
	for ; k < len(l.values); k++ {
		sum += l.values[k] * (before - l.over[k])
		before, last = l.over[k], max(c, l.values[k])
	}
	return (sum + before*(last+l.beyond(last))) / all
}

// quantile is that of the demand of a week that sold c.
func (l *rareLaw) quantile(c, u float64) float64 {
	k, all := l.from(c)
	last := c
	if all > 0 {
		for ; k < len(l.values); k++ {
			if last = max(c, l.values[k]); l.over[k] <= (1-u)*all {
				return last
			}
		}
		if len(l.over) > 0 && last >= l.values[len(l.values)-1] && l.over[len(l.over)-1] > 0 {
			u = max(0, 1-(1-u)*all/l.over[len(l.over)-1])
		}
	}
	return last - l.beyond(last)*math.Log1p(-u)
}

// beyond is the mean of what is beyond a value: it was not known to be wanted, so
// the next piece may be the first that is not.
func (l *rareLaw) beyond(v float64) float64 {
	if _, known := slices.BinarySearch(l.values, v); known {
		return l.tail
	}
	return max(0, l.tail-l.piece)
}

// pieceOf is the least value above 0, where all are multiples of it; else 0.
func pieceOf(values []float64) float64 {
	piece := math.Inf(1)
	for _, v := range values {
		if v > 0 {
			piece = min(piece, v)
		}
	}
	for _, v := range values {
		if n := v / piece; math.Abs(n-math.Round(n)) > 1e-6*max(1, n) {
			return 0
		}
	}
	if math.IsInf(piece, 1) {
		return 0
	}
	return piece
}
