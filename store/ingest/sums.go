package ingest

import (
	"maps"
	"slices"
	"strings"

	"olist/week"
)

// weeklySums gathers rows of weeks compactly: 16 bytes a row that tells its
// revenue alone, in the order of the names; 40 where it tells more.
type weeklySums struct {
	categories, states spelled
	weeks              map[week.Week]*weekRows
	cells              int
	counted            bool // orders are known
}

// weekRow is a row with its names as places in the lists.
type weekRow struct {
	revenue         int64
	category, state uint16
	uncounted       bool  // its orders are not known
	days            uint8 // a bit for each day that it has a row of, from Monday
}

// further is what a row may tell beside its revenue.
type further struct{ freight, items, orders int64 } // items in hundredths, whole ones once packed

func (f *further) add(g further) {
	f.freight += g.freight
	f.items += g.items
	f.orders += g.orders
}

// key is the row's category and state as they are spelled.
func (r *weekRow) key() uint32 { return uint32(r.category)<<16 | uint32(r.state) }

type weekRows struct {
	rows   []weekRow
	more   []further        // along rows; nil while it is zero throughout
	seen   map[uint32]int32 // place in rows, by key; nil while keys ascend, as in most files
	days   *daySums         // nil where rows are not of days
	early  []early          // along rows of days, of a week that straddles two months
	turn   int              // see week.Week.Turn
	last   int32            // place of the row that came last
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
		w = &weekRows{turn: at.Turn()}
		s.weeks[at] = w
	}
	return w
}

// find gives the place of a key's row.
func (w *weekRows) find(key uint32) (at int32, known bool) {
	if w.seen == nil {
		if n := len(w.rows); n == 0 || w.rows[n-1].key() < key {
			return 0, false
		}
		w.seen = make(map[uint32]int32, len(w.rows))
		for i := range w.rows {
			w.seen[w.rows[i].key()] = int32(i)
		}
	}
	at, known = w.seen[key]
	return at, known
}

// put adds a row.
func (w *weekRows) put(row weekRow, more further) {
	if w.seen != nil {
		w.seen[row.key()] = int32(len(w.rows))
	}
	w.rows = append(w.rows, row)
	switch {
	case w.more != nil:
		w.more = append(w.more, more)
	case more != further{}:
		w.more = append(make([]further, len(w.rows)-1, cap(w.rows)), more)
	}
}

// addTo adds to what a row tells beside its revenue.
func (w *weekRows) addTo(at int32, more further) {
	if w.more == nil && more != (further{}) {
		w.more = make([]further, len(w.rows), cap(w.rows))
	}
	if w.more != nil {
		w.more[at].add(more)
	}
}

// further is what a row tells beside its revenue.
func (w *weekRows) further(i int) further {
	if w.more == nil {
		return further{}
	}
	return w.more[i]
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
func (s *weeklySums) add(w *weekRows, row weekRow, more further, weekday int, daily bool) added {
	row.days = 1 << weekday
	at, known := w.find(row.key())
	switch {
	case known && !daily:
		return addedTwice
	case known:
		w.last = at
		sum := &w.rows[at]
		again := sum.days&row.days != 0
		sum.revenue += row.revenue
		w.addTo(at, more)
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
	w.last = int32(len(w.rows))
	w.put(row, more)
	return addedOnce
}

// batch gives the weeks that are not spoilt and what they hold in all, and
// those that are. It lets go of a week once it is made: both forms of all weeks
// never stand in memory together.
func (s *weeklySums) batch() (weeks []Week, totals Totals, refused []week.Week) {
	keys := s.segmentKeys()
	names, cells := &nameTable{}, 0
	var categories, states []uint16
	names.categories, categories = ordered(s.categories.clean)
	names.states, states = ordered(s.states.clean)
	for _, w := range s.weeks {
		cells += len(w.rows)
	}
	for _, at := range slices.Sorted(maps.Keys(s.weeks)) {
		w := s.weeks[at]
		delete(s.weeks, at)
		if w.spoilt {
			refused = append(refused, at)
			continue
		}
		week := Week{Week: at, packed: pack(w, names, categories, states)}
		if cells <= packAbove {
			week = week.unpacked()
		}
		if w.days != nil {
			week.Sold, week.dayItems = &w.days.sold, &w.days.items
		}
		week.Early = s.early(w, keys)
		if s.counted && !slices.ContainsFunc(w.rows, func(r weekRow) bool { return r.uncounted }) {
			week.Orders = s.counts(w, keys, &totals)
		}
		for c := range week.All() {
			totals.add(Totals{Items: c.Items, Revenue: c.Revenue, Freight: c.Freight})
		}
		weeks = append(weeks, week)
	}
	return weeks, totals, refused
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

func (s *weeklySums) counts(w *weekRows, keys [2][]string, totals *Totals) []Count {
	counts := map[string]int64{}
	for i, r := range w.rows {
		orders := w.further(i).orders
		counts[totalKey] += orders
		counts[keys[0][r.category]] += orders
		counts[keys[1][r.state]] += orders
	}
	totals.Orders += counts[totalKey]
	return sortedCounts(counts)
}
