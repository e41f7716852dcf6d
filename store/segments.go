package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"olist/shop"
	"olist/week"
)

// Keys of segments.
const (
	TotalKey       = "total"
	CategoryPrefix = "category:"
	StatePrefix    = "state:"
)

// CategoryKey is the key of a category's segment.
func CategoryKey(slug string) string { return CategoryPrefix + slug }

// StateKey is the key of a state's segment.
func StateKey(code string) string { return StatePrefix + code }

func (t *tx) history(ctx context.Context) (*History, error) {
	h := &History{}
	var err error
	if h.Weeks, err = t.weeks(ctx, currentWeeks); err != nil {
		return nil, err
	}
	for _, w := range h.Weeks {
		h.Version = max(h.Version, w.Version)
	}
	if h.Shop, err = t.shop(ctx); err != nil {
		return nil, err
	}
	if h.Events, err = t.events(ctx); err != nil {
		return nil, err
	}
	if h.LeftOut, err = t.eventGroups(ctx); err != nil {
		return nil, err
	}
	if h.Stockouts, err = t.stockouts(ctx); err != nil {
		return nil, err
	}
	vague, err := t.vagueWeeks(ctx)
	if err != nil {
		return nil, err
	}
	if h.Segments, err = t.segments(ctx, h.Shop, h.Weeks, vague); err != nil {
		return nil, err
	}
	if err := t.drivers(ctx, h); err != nil {
		return nil, err
	}
	h.Fingerprint = h.fingerprint()
	return h, nil
}

// segments fills the figures of every segment along weeks, by the ways that the
// shop splits its sales, and marks the weeks of which parts had to be split by
// known shares.
func (t *tx) segments(ctx context.Context, p shop.Profile, weeks []WeekInfo, vague []vagueWeek) ([]Segment, error) {
	if len(weeks) == 0 {
		return nil, nil
	}
	b := segmentBuilder{first: weeks[0].Week, weeks: len(weeks), byKey: map[string]*Segment{}, spread: map[week.Week]Vague{}}
	b.at(TotalKey)
	split, err := t.spread(ctx, weeks, vague)
	if err != nil {
		return nil, err
	}
	for _, c := range split {
		b.addSplit(c)
	}
	for _, v := range vague {
		if len(split) > 0 && v.Any() {
			weeks[v.week-b.first].Vague, b.spread[v.week] = v.Vague, v.Vague
		}
	}
	for _, query := range []string{`
		SELECT c.week, 'category:' || c.category, c.revenue, c.freight, c.items
		FROM current_weeks cw JOIN category_sums c ON c.version = cw.version AND c.week = cw.week`, `
		SELECT c.week, 'state:' || c.state, c.revenue, c.freight, c.items
		FROM current_weeks cw JOIN state_sums c ON c.version = cw.version AND c.week = cw.week`,
	} {
		if _, err := collect(ctx, t, b.scanSums, query); err != nil {
			return nil, err
		}
	}
	if _, err := collect(ctx, t, b.scanOrders, `
		SELECT o.week, o.segment, o.orders
		FROM current_weeks cw JOIN order_counts o ON o.version = cw.version AND o.week = cw.week`); err != nil {
		return nil, err
	}
	b.forgetOrders(vague)
	if err := b.early(ctx, t, p, weeks); err != nil {
		return nil, err
	}
	names, err := t.categoryNames(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(b.segments(names), func(s Segment) bool {
		return p.Category == "" && strings.HasPrefix(s.Key, CategoryPrefix) || p.Region == "" && strings.HasPrefix(s.Key, StatePrefix)
	}), nil
}

// categoryNames gives the English name of each category slug.
func (t *tx) categoryNames(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	_, err := collect(ctx, t, func(row scanner) (_ struct{}, err error) {
		var slug, name string
		err = row.Scan(&slug, &name)
		names[slug] = name
		return struct{}{}, err
	}, `
		SELECT c.slug, c.name_en FROM categories c
		JOIN imports i ON i.version = c.version
		WHERE i.state = 'applied' ORDER BY c.version`)
	return names, err
}

// segmentBuilder gathers rows, in any order, into segments.
type segmentBuilder struct {
	first  week.Week
	weeks  int
	byKey  map[string]*Segment
	spread map[week.Week]Vague // whose parts come from addSplit
}

func (b *segmentBuilder) at(key string) *Segment {
	s, ok := b.byKey[key]
	if !ok {
		all := make([]int64, 4*b.weeks)
		part := func(i int) []int64 { return all[i*b.weeks : (i+1)*b.weeks : (i+1)*b.weeks] }
		s = &Segment{Key: key, Revenue: part(0), Freight: part(1), Items: part(2), Orders: part(3)}
		b.byKey[key] = s
	}
	return s
}

func (b *segmentBuilder) scanSums(row scanner) (_ struct{}, err error) {
	var week week.Week
	var key string
	var revenue, freight, items int64
	if err := row.Scan(&week, &key, &revenue, &freight, &items); err != nil {
		return struct{}{}, err
	}
	if b.spread[week].Any() {
		return struct{}{}, nil
	}
	b.add(key, week, revenue, freight, items)
	if strings.HasPrefix(key, CategoryPrefix) {
		b.add(TotalKey, week, revenue, freight, items)
	}
	return struct{}{}, nil
}

func (b *segmentBuilder) add(key string, week week.Week, revenue, freight, items int64) {
	s, i := b.at(key), week-b.first
	s.Revenue[i] += revenue
	s.Freight[i] += freight
	s.Items[i] += items
}

func (b *segmentBuilder) addSplit(c weekCell) {
	for _, key := range []string{TotalKey, CategoryKey(c.Category), StateKey(c.State)} {
		b.add(key, c.week, c.Revenue, c.Freight, c.Items)
	}
}

// forgetOrders marks the orders that no import told.
func (b *segmentBuilder) forgetOrders(vague []vagueWeek) {
	for _, v := range vague {
		for key, s := range b.byKey {
			split := b.spread[v.week]
			if !v.counted || split.Categories && strings.HasPrefix(key, CategoryPrefix) || split.States && strings.HasPrefix(key, StatePrefix) {
				s.Orders[v.week-b.first] = OrdersUnknown
			}
		}
	}
}

func (b *segmentBuilder) scanOrders(row scanner) (_ struct{}, err error) {
	var week week.Week
	var key string
	var orders int64
	if err := row.Scan(&week, &key, &orders); err != nil {
		return struct{}{}, err
	}
	if split := b.spread[week]; !split.Any() || b.byKey[key] != nil { // else of what is split
		b.at(key).Orders[week-b.first] = orders
	}
	return struct{}{}, nil
}

func (b *segmentBuilder) segments(names map[string]string) []Segment {
	all := make([]Segment, 0, len(b.byKey))
	for _, key := range slices.Sorted(maps.Keys(b.byKey)) {
		s := *b.byKey[key]
		_, code, found := strings.Cut(key, ":")
		switch {
		case !found:
			s.Name = key
		case names[code] != "" && strings.HasPrefix(key, CategoryPrefix):
			s.Name = names[code]
		default:
			s.Name = code
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b Segment) int { return cmp.Compare(rank(a.Key), rank(b.Key)) })
	return all
}

// rank orders the levels: total, categories, states.
func rank(key string) int {
	switch {
	case key == TotalKey:
		return 0
	case strings.HasPrefix(key, CategoryPrefix):
		return 1
	}
	return 2
}
