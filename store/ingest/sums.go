package ingest

import (
	"maps"
	"slices"
	"strings"

	"olist/week"
)

// weeklySums gathers rows of weeks compactly: some 50 bytes a row.
type weeklySums struct {
	categories, states spelled
	weeks              map[week.Week]*weekRows
	cells              int
	counted            bool // orders are known
}

// weekRow is a row with its names as places in the lists.
type weekRow struct {
	revenue, freight, items, orders int64 // items in hundredths
	category, state                 uint16
	uncounted                       bool  // its orders are not known
	days                            uint8 // a bit for each day that it has a row of, from Monday
}

type weekRows struct {
	rows   []weekRow
	seen   map[uint32]int32 // place in rows, by category and state as they are spelled
	spoilt bool
	back   int // line of the first row below zero
}

// spelled gives each spelling of a name a place, and knows the name.
type spelled struct {
	places map[string]uint16
	raw    []string
	clean  []string
	same   func(string) string // what names have in common that are one; nil where only equal ones are
	first  map[string]string   // the name that was spelled first, by same
}

// place is a spelling's place; false where there is no room for another.
func (s *spelled) place(raw, clean string, most int) (uint16, bool) {
	if at, ok := s.places[raw]; ok {
		return at, true
	}
	if len(s.raw) == most {
		return 0, false
	}
	if s.places == nil {
		s.places = map[string]uint16{}
	}
	raw = strings.Clone(raw)
	if clean = strings.Clone(clean); clean == raw {
		clean = raw
	}
	clean = s.asFirst(clean)
	at := uint16(len(s.raw))
	s.raw, s.clean = append(s.raw, raw), append(s.clean, clean)
	s.places[raw] = at
	return at, true
}

// asFirst is the spelling of a name that stood first.
func (s *spelled) asFirst(clean string) string {
	if s.same == nil {
		return clean
	}
	key := s.same(clean)
	if name, known := s.first[key]; known {
		return name
	}
	if s.first == nil {
		s.first = map[string]string{}
	}
	s.first[key] = clean
	return clean
}

// trimmed lists the names that are spelled in several ways which differ by
// nothing but spaces and the like, and were added up.
func (s *spelled) trimmed() []string {
	ways := map[string]int{}
	for _, clean := range s.clean {
		ways[clean]++
	}
	var names []string
	for _, clean := range slices.Sorted(maps.Keys(ways)) {
		if ways[clean] > 1 && clean != NoCategory {
			names = append(names, clean)
		}
	}
	return names
}

func (s *weeklySums) week(at week.Week) *weekRows {
	w := s.weeks[at]
	if w == nil {
		if s.weeks == nil {
			s.weeks = map[week.Week]*weekRows{}
		}
		w = &weekRows{seen: map[uint32]int32{}}
		s.weeks[at] = w
	}
	return w
}

// added tells what became of a row.
type added int

const (
	addedOnce    added = iota
	addedTwice         // and should not be
	addedAgain         // to a row of the same day
	addedTooMany       // there is no room
)

// add takes a row; daily ones are added up over their week.
func (s *weeklySums) add(w *weekRows, row weekRow, weekday int, daily bool) added {
	k := uint32(row.category)<<16 | uint32(row.state)
	row.days = 1 << weekday
	at, known := w.seen[k]
	switch {
	case known && !daily:
		return addedTwice
	case known:
		sum := &w.rows[at]
		again := sum.days&row.days != 0
		sum.revenue += row.revenue
		sum.freight += row.freight
		sum.items += row.items
		sum.orders += row.orders
		sum.uncounted = sum.uncounted || row.uncounted
		sum.days |= row.days
		if again {
			return addedAgain
		}
		return addedOnce
	}
	if s.cells++; s.cells > MaxCells {
		return addedTooMany
	}
	w.seen[k] = int32(len(w.rows))
	w.rows = append(w.rows, row)
	return addedOnce
}

// batch gives the weeks that are not spoilt and what they hold in all, and
// those that are. It lets go of a week once it is made: both forms of all weeks
// never stand in memory together.
func (s *weeklySums) batch() (weeks []Week, totals Totals, refused []week.Week) {
	keys := s.segmentKeys()
	for _, at := range slices.Sorted(maps.Keys(s.weeks)) {
		w := s.weeks[at]
		delete(s.weeks, at)
		if w.spoilt {
			refused = append(refused, at)
			continue
		}
		week := Week{Week: at, Cells: s.sorted(w.rows)}
		if s.counted && !slices.ContainsFunc(w.rows, func(r weekRow) bool { return r.uncounted }) {
			week.Orders = s.counts(w.rows, keys, &totals)
		}
		for _, c := range week.Cells {
			totals.add(Totals{Items: c.Items, Revenue: c.Revenue, Freight: c.Freight})
		}
		weeks = append(weeks, week)
	}
	return weeks, totals, refused
}

// sorted gives the cells of a week; rows of the same name are added up.
func (s *weeklySums) sorted(rows []weekRow) []Cell {
	cells := make([]Cell, 0, len(rows))
	for _, r := range rows {
		cells = append(cells, Cell{Category: s.categories.clean[r.category], State: s.states.clean[r.state], Revenue: r.revenue, Freight: r.freight, Items: r.items})
	}
	slices.SortFunc(cells, compareCells)
	kept := cells[:0]
	for _, c := range cells {
		if n := len(kept); n > 0 && compareCells(kept[n-1], c) == 0 {
			kept[n-1].Revenue += c.Revenue
			kept[n-1].Freight += c.Freight
			kept[n-1].Items += c.Items
			continue
		}
		kept = append(kept, c)
	}
	for i := range kept {
		kept[i].Items = whole(kept[i].Items)
	}
	return kept
}

// whole rounds hundredths of units, half away from zero.
func whole(hundredths int64) int64 {
	if hundredths < 0 {
		return -whole(-hundredths)
	}
	return (hundredths + unit/2) / unit
}

// segmentKeys are those of the categories, then of the states.
func (s *weeklySums) segmentKeys() (keys [2][]string) {
	for _, name := range s.categories.clean {
		keys[0] = append(keys[0], categoryKey(name))
	}
	for _, name := range s.states.clean {
		keys[1] = append(keys[1], stateKey(name))
	}
	return keys
}

func (s *weeklySums) counts(rows []weekRow, keys [2][]string, totals *Totals) []Count {
	counts := map[string]int64{}
	for _, r := range rows {
		counts[totalKey] += r.orders
		counts[keys[0][r.category]] += r.orders
		counts[keys[1][r.state]] += r.orders
	}
	totals.Orders += counts[totalKey]
	return sortedCounts(counts)
}
