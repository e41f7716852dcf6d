package plan

import (
	"math"
	"slices"
	"strings"

	"olist/store"
	"olist/week"
)

// Base is a forecast that something can be laid over: cents by segment and week.
type Base struct {
	First    week.Week
	Keys     []string  // all sales among them
	Forecast [][]int64 // along Keys, then from First on
	// Share is the part of what a segment is expected to sell that falls on one of
	// the other kind, of categories and regions.
	Share func(of, on string) float64
}

// Draft is a base and what comes of it.
type Draft struct {
	*Base
	Plan [][]int64 // as Forecast
}

// Weeks is how many there are.
func (b *Base) Weeks() int {
	if len(b.Forecast) == 0 {
		return 0
	}
	return len(b.Forecast[0])
}

// At is the place of a segment among Keys, or -1.
func (b *Base) At(key string) int { return slices.Index(b.Keys, key) }

// Change is what an override says of one of its segments itself, along the base's
// weeks, in cents.
func (b *Base) Change(o store.PlanSaying, segment int) []int64 {
	out := make([]int64, b.Weeks())
	at := b.At(o.Segments[segment])
	if at < 0 || o.Deleted { // it is gone from the data
		return out
	}
	for i := range out {
		w := b.First + week.Week(i)
		switch {
		case w < o.From || w > o.To:
		case o.Amounts != nil:
			out[i] = o.Amounts[segment][w-o.From]
		default:
			out[i] = int64(math.Round(float64(b.Forecast[at][i]) * float64(o.Percent) / 1e4))
		}
	}
	return out
}

// Lay gives the plan that follows from overrides, in any order.
func (b *Base) Lay(overrides []store.PlanSaying) Draft {
	own := make([][]int64, len(b.Keys)) // what is said of each segment itself; nil for nothing
	for _, o := range overrides {
		for s, key := range o.Segments {
			at := b.At(key)
			if at < 0 {
				continue
			}
			if own[at] == nil {
				own[at] = make([]int64, b.Weeks())
			}
			for i, v := range b.Change(o, s) {
				own[at][i] += v
			}
		}
	}
	d := Draft{Base: b, Plan: make([][]int64, len(b.Keys))}
	for at, f := range b.Forecast {
		d.Plan[at] = slices.Clone(f)
	}
	l := newLevels(b.Keys)
	for i := range b.Weeks() {
		d.layWeek(own, l, i)
	}
	return d
}

// layWeek adds to each segment of one week what is said of it and what follows from
// what is said of others.
func (d Draft) layWeek(own [][]int64, l levels, i int) {
	said := func(at int) int64 {
		if own[at] == nil {
			return 0
		}
		return own[at][i]
	}
	gain := int64(0)
	for at := range own {
		gain += said(at)
		d.Plan[at][i] += said(at)
	}
	if l.total >= 0 {
		d.Plan[l.total][i] += gain - said(l.total)
	}
	for _, side := range []struct{ parts, others []int }{{l.categories, l.states}, {l.states, l.categories}} {
		d.spreadOn(l, side.parts, side.others, said, i)
	}
}

// spreadOn gives parts what is said of all sales and of the parts of the other kind.
func (d Draft) spreadOn(l levels, parts, others []int, said func(int) int64, i int) {
	whole, from := int64(0), []int(nil)
	if l.total >= 0 {
		whole = said(l.total)
	}
	want := make([]float64, len(parts))
	for p, share := range shares(parts, func(at int) float64 { return float64(max(0, d.Forecast[at][i])) }) {
		want[p] = float64(whole) * share
	}
	for _, o := range others {
		if said(o) != 0 {
			whole += said(o)
			from = append(from, o)
		}
	}
	for _, o := range from {
		for p, share := range l.falls(d.Base, o, parts) {
			want[p] += float64(said(o)) * share
		}
	}
	if whole == 0 && len(from) == 0 {
		return
	}
	for p, v := range round(want, whole) {
		d.Plan[parts[p]][i] += v
	}
}

// shares are what each has of the sum of all, alike where none has anything.
func shares(all []int, of func(at int) float64) []float64 {
	out, sum := make([]float64, len(all)), 0.0
	for i, at := range all {
		out[i] = of(at)
		sum += out[i]
	}
	for i := range out {
		if sum > 0 {
			out[i] /= sum
		} else {
			out[i] = 1 / float64(len(out))
		}
	}
	return out
}

// Below finds where the plan falls below zero, where the forecast does not.
func (d Draft) Below() (key string, at week.Week, found bool) {
	for s, of := range d.Plan {
		for i, v := range of {
			if v < 0 && v < d.Forecast[s][i] {
				return d.Keys[s], d.First + week.Week(i), true
			}
		}
	}
	return "", 0, false
}

// levels are the places of all sales, categories and regions.
type levels struct {
	total              int // -1 for none
	categories, states []int
	shared             map[int][]float64 // see falls
}

// falls is the part of each of the other kind in a segment's sales, alike in all
// weeks.
func (l levels) falls(b *Base, of int, parts []int) []float64 {
	if l.shared[of] == nil {
		l.shared[of] = shares(parts, func(at int) float64 { return b.Share(b.Keys[of], b.Keys[at]) })
	}
	return l.shared[of]
}

func newLevels(keys []string) levels {
	l := levels{total: -1, shared: map[int][]float64{}}
	for at, key := range keys {
		switch {
		case key == store.TotalKey:
			l.total = at
		case strings.HasPrefix(key, store.CategoryPrefix):
			l.categories = append(l.categories, at)
		case strings.HasPrefix(key, store.StatePrefix):
			l.states = append(l.states, at)
		}
	}
	return l
}
