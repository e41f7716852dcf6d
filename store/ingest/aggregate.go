package ingest

import (
	"cmp"
	"maps"
	"slices"

	"olist/week"
)

// Segment keys; store's own are the same.
const totalKey = "total"

func categoryKey(slug string) string { return "category:" + slug }

func stateKey(code string) string { return "state:" + code }

// batch turns what was joined into the weeks with an order that counts.
func (r *orderReader) batch() *Batch {
	weeks := map[week.Week]*Week{}
	counts := map[week.Week]map[string]int64{}
	for i := range r.orders {
		o := &r.orders[i]
		if leftOut(o.status) {
			continue
		}
		at := o.day.week()
		w := weeks[at]
		if w == nil {
			w = &Week{Week: at, Days: new([7]int), Sold: new(DaySums), dayItems: new(DaySums)}
			weeks[at] = w
			counts[at] = map[string]int64{}
		}
		w.Days[o.day.weekday()]++
		counts[at][totalKey]++
		counts[at][stateKey(r.states.list[o.state])]++
		if o.category >= 0 {
			counts[at][categoryKey(r.categories.list[o.category])]++
		}
	}
	for k := range r.spanning {
		if o := &r.orders[k.order]; !leftOut(o.status) {
			counts[o.day.week()][categoryKey(r.categories.list[k.category])]++
		}
	}
	for k, c := range r.cells {
		w := weeks[week.Week(k.week)]
		w.Cells = append(w.Cells, *c)
	}
	for at, sums := range r.days {
		*weeks[at].Sold, *weeks[at].dayItems = sums.sold, sums.items
	}
	b := &Batch{Categories: r.categoryNames()}
	if len(weeks) == 0 {
		return b
	}
	for _, at := range slices.Sorted(maps.Keys(weeks)) {
		w := weeks[at]
		w.Orders = sortedCounts(counts[at])
		slices.SortFunc(w.Cells, compareCells)
		b.Weeks = append(b.Weeks, *w)
	}
	r.divide(b.Weeks)
	return b
}

// categoryNames gives every category of a product with its English name: the
// translation's, or its own.
func (r *orderReader) categoryNames() []Category {
	all := make([]Category, 0, len(r.categories.list))
	for _, slug := range r.categories.list {
		name := r.english[slug]
		if name == "" {
			name = slug
		}
		all = append(all, Category{slug, name})
	}
	slices.SortFunc(all, func(a, b Category) int { return cmp.Compare(a.Slug, b.Slug) })
	return all
}

func compareCells(a, b Cell) int {
	return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.State, b.State))
}

func sortedCounts(counts map[string]int64) []Count {
	var all []Count
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, Count{key, counts[key]})
	}
	return all
}
