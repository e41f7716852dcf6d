package forecast

import (
	"slices"

	"olist/stat"
)

// What sells in less than two weeks of five has too few sales to tell members
// apart: by squared error the one near zero seems best, which varies least, and a
// quarter without a sale is its proof. There the members for intermittent demand,
// which are right in the mean, have the mean to themselves.
const (
	rareFrom     = .6  // share of zeros in the last year from which they take over,
	rareFull     = .8  // and from which they have it all
	rarePrior    = 13  // weeks' worth of the panel's chance of a sale in that of what has just begun
	rareSeries   = 20. // series' worth of both methods alike in the share of either
	outlierSales = 4   // sales without which none is far from the others
)

// hasRare reports whether the mean of one of the series is that of what sells rarely.
func hasRare(hs []*history) bool {
	return slices.ContainsFunc(hs, func(h *history) bool { return h.rareness() > 0 })
}

// rareness is the part of a series' mean that members for intermittent demand have
// to themselves: by its zeros, of series at their own level.
func (h *history) rareness() float64 {
	if h.parent != nil || h.floor != 0 {
		return 0
	}
	return max(0, min(1, (zeroShare(h)-rareFrom)/(rareFull-rareFrom)))
}

// rareMean is what the members for intermittent demand have of such means.
type rareMean struct {
	Croston float64 `json:"croston"` // what the other, TSB, does not have
}

// shareOf is a series' shares of the members, by those of its class.
func (a aim) shareOf(h *history, members []member, share []float64) []float64 {
	if a.rare == nil {
		return share
	}
	part := h.rareness()
	if part == 0 {
		return share
	}
	out := make([]float64, len(share))
	for i, m := range members {
		out[i] = (1 - part) * share[i]
		switch m.name {
		case crostonMember:
			out[i] += part * a.rare.Croston
		case tsbMember:
			out[i] += part * (1 - a.rare.Croston)
		}
	}
	return out
}

// fitRare is the share of Croston's method that minimises the squared errors of
// what sells rarely at the origins, drawn to a half by rareSeries: what is sold no
// more only TSB forgets, and what sells on it knows less of.
func (m *Model) fitRare(origins []originForecasts, scale []float64) *rareMean {
	croston, tsb := memberAt(m.members, crostonMember), memberAt(m.members, tsbMember)
	cross, square, series := 0., 0., map[int]bool{}
	for _, t := range origins {
		for i, target := range t.target {
			if t.hs[i].rareness() == 0 {
				continue
			}
			for k, v := range target {
				if v == v {
					base, more := t.values[tsb][i][k], t.values[croston][i][k]-t.values[tsb][i][k]
					cross, square = cross+(v-base)*more/(scale[i]*scale[i]), square+more*more/(scale[i]*scale[i])
					series[i] = true
				}
			}
		}
	}
	if square == 0 {
		return &rareMean{.5}
	}
	prior := rareSeries / float64(len(series))
	return &rareMean{max(0, min(1, (cross/square+.5*prior)/(1+prior)))}
}

// memberAt is the position of a member; -1 where the model has none of the name.
func memberAt(members []member, name string) int {
	return slices.IndexFunc(members, func(m member) bool { return m.name == name })
}

// sales are the last weeks of a target that sells rarely, each sale bounded by the
// others: against the weeks around them all would be outliers.
func (h *history) sales() []float64 {
	x := stat.Tail(h.x, profileReach)
	sold := slices.DeleteFunc(slices.Clone(x), func(v float64) bool { return v == 0 })
	if len(sold) < outlierSales {
		return x
	}
	most := outlierChanges * stat.Median(sold)
	out := slices.Clone(x)
	for i, v := range out {
		out[i] = min(v, most)
	}
	return out
}

// afterFirst is a series of sales from after its first: it begins with one, which
// says nothing of how often another comes.
func afterFirst(x []float64) []float64 { return x[min(1, len(x)):] }

// saleChance is the share of weeks with a sale in the series that sell rarely,
// after their first, and the share of such series.
func saleChance(hs []*history) (chance, rare float64) {
	sales, weeks, n := 0., 0., 0.
	for _, h := range hs {
		if h.parent != nil || h.n < MinWeeks {
			continue
		}
		n++
		if h.rareness() > 0 {
			rare++
			rest := afterFirst(h.x)
			weeks += float64(len(rest))
			sales += float64(len(rest) - zerosIn(rest))
		}
	}
	return sales / max(1, weeks), rare / max(1, n)
}

// youngRare is the mean of a series of fewer than MinWeeks weeks among series that
// sell rarely: the size of its sales times how often one comes, drawn to the
// panel's. How far it is one of them is told by its weeks after the first, or else
// by how many there are.
func youngRare(h *history, usual, chance, rare float64) float64 {
	rest := afterFirst(h.x)
	if len(rest) > 0 {
		rare = 0
		if sparse(rest) {
			rare = 1
		}
	}
	sales := float64(len(h.x) - zerosIn(h.x))
	if sales == 0 {
		return usual
	}
	size, again := stat.Mean(h.x)*float64(len(h.x))/sales, float64(len(rest)-zerosIn(rest))
	mean := size * (again + rarePrior*chance) / (float64(len(rest)) + rarePrior)
	return (1-rare)*usual + rare*mean
}

func zerosIn(x []float64) (n int) {
	for _, v := range x {
		if v == 0 {
			n++
		}
	}
	return n
}

// leastWidth is that of the bands of what sells rarely, in units of its scale: the
// standard deviation of its last year, or of all where that sold nothing. An error
// there is 0 or a sale: trees that learn a quantile of it say 0, and one sale in
// widths of next to nothing would be thousands.
func (m *Model) leastWidth(h *history) float64 {
	part := 0.
	if m.rare {
		part = h.rareness()
	}
	if part == 0 {
		return 0
	}
	x := h.base()
	var sd float64
	withRolling(x, func(t *rolling) {
		if sd = t.std(len(x)-1, sparsityWeeks); sd == 0 {
			sd = t.std(len(x)-1, len(x))
		}
	})
	return part * sd / h.scale()
}

// rareSales is the median size of what sells rarely, and the share of weeks of the
// last year with one; of any other series 0.
type rareSales struct{ size, chance float64 }

func (m *Model) rareSales(h *history) rareSales {
	if !m.rare || h.rareness() == 0 {
		return rareSales{}
	}
	sold := slices.DeleteFunc(slices.Clone(h.base()), func(v float64) bool { return v == 0 })
	return rareSales{stat.Median(sold) * h.unit, 1 - zeroShare(h)}
}

// hold makes the bands of a week of which v is the median hold 0, where v is less
// than half a sale, and one sale, where its chance is more than a band leaves out above.
func (r rareSales) hold(v, floor float64, bands []Band) {
	if r.size == 0 {
		return
	}
	for i := range bands {
		b := &bands[i]
		if v < r.size/2 {
			b.Lower = min(b.Lower, floor)
		}
		if r.chance > (1-b.Level/100)/2 {
			b.Upper = max(b.Upper, r.size)
		}
	}
}
