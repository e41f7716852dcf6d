package ingest

import (
	"iter"
	"reflect"
	"slices"
)

// packAbove is the number of cells of a file from which its weeks are packed: a
// few million cells with their names are what an import needs most memory for.
// Only a test changes it.
var packAbove = 100_000

// nameTable are the names of packed cells, each list ascending.
type nameTable struct{ categories, states []string }

// packed are a week's cells in little memory, by category, then region.
type packed struct {
	names *nameTable // of all weeks of the file
	at    []uint32   // the category's place in names, then the region's in the low half
	money []int64    // revenue
	more  []further  // none where it is zero throughout
	units bool       // see InUnits
}

func (p *packed) cell(i int) Cell {
	c := Cell{Category: p.names.categories[p.at[i]>>16], State: p.names.states[p.at[i]&0xffff], Revenue: p.money[i]}
	if p.more != nil {
		c.Freight, c.Items = p.more[i].freight, p.more[i].items
	}
	if p.units {
		c.Money, c.Revenue = c.Revenue, 100*c.Items
	}
	return c
}

// Size is the number of the week's cells.
func (w Week) Size() int {
	if w.packed != nil {
		return len(w.packed.at)
	}
	return len(w.Cells)
}

// All gives the week's cells, by category, then region, however they are kept.
func (w Week) All() iter.Seq[Cell] {
	return func(yield func(Cell) bool) {
		for i := range w.Size() {
			if w.packed != nil && !yield(w.packed.cell(i)) || w.packed == nil && !yield(w.Cells[i]) {
				return
			}
		}
	}
}

// unpacked is the week with its cells in Cells.
func (w Week) unpacked() Week {
	if w.packed != nil {
		w.Cells = slices.AppendSeq(make([]Cell, 0, w.Size()), w.All())
		w.packed = nil
	}
	return w
}

// Equal reports whether two weeks hold the same, however they are kept. What their
// days sold is none of it: it adds nothing to what the week did.
func (w Week) Equal(other Week) bool {
	w, other = w.unpacked(), other.unpacked()
	w.Sold, w.dayItems, w.Early = nil, nil, nil
	other.Sold, other.dayItems, other.Early = nil, nil, nil
	return reflect.DeepEqual(w, other)
}

// ordered gives names in order, each once, and the place that each has there.
func ordered(names []string) (sorted []string, place []uint16) {
	sorted = slices.Compact(slices.Sorted(slices.Values(names)))
	place = make([]uint16, len(names))
	for i, name := range names {
		at, _ := slices.BinarySearch(sorted, name)
		place[i] = uint16(at)
	}
	return sorted, place
}

// pack gives the cells of rows; those of the same names are added up. categories
// and states are the places in names of the spellings that the rows hold.
func pack(w *weekRows, names *nameTable, categories, states []uint16) *packed {
	index := make([]int32, len(w.rows))
	at := make([]uint32, len(w.rows))
	for i, r := range w.rows {
		index[i], at[i] = int32(i), uint32(categories[r.category])<<16|uint32(states[r.state])
	}
	if !slices.IsSorted(at) {
		slices.SortStableFunc(index, func(a, b int32) int { return int(at[a]) - int(at[b]) })
	}
	p := &packed{names: names, at: make([]uint32, 0, len(at)), money: make([]int64, 0, len(at))}
	if w.more != nil {
		p.more = make([]further, 0, len(at))
	}
	for _, i := range index {
		if n := len(p.at) - 1; n >= 0 && p.at[n] == at[i] {
			p.money[n] += w.rows[i].revenue
			if p.more != nil {
				p.more[n].add(w.more[i])
			}
			continue
		}
		p.at, p.money = append(p.at, at[i]), append(p.money, w.rows[i].revenue)
		if p.more != nil {
			p.more = append(p.more, w.more[i])
		}
	}
	for i := range p.more {
		p.more[i].items = whole(p.more[i].items)
	}
	return p
}

// respell gives the packed weeks' regions other names.
func respell(weeks []Week, other func(string) string) {
	done := map[*nameTable][]uint16{}
	for i := range weeks {
		p := weeks[i].packed
		if p == nil {
			continue
		}
		place, seen := done[p.names]
		if !seen {
			names := make([]string, len(p.names.states))
			for k, name := range p.names.states {
				names[k] = other(name)
			}
			p.names.states, place = ordered(names)
			done[p.names] = place
		}
		p.move(place)
	}
}

// move takes other places of the regions.
func (p *packed) move(place []uint16) {
	for i, at := range p.at {
		p.at[i] = at&^0xffff | uint32(place[at&0xffff])
	}
	if slices.IsSorted(p.at) {
		return
	}
	index := make([]int, len(p.at))
	for i := range index {
		index[i] = i
	}
	slices.SortStableFunc(index, func(a, b int) int { return int(p.at[a]) - int(p.at[b]) })
	was := *p
	p.at, p.money, p.more = make([]uint32, len(index)), make([]int64, len(index)), nil
	if was.more != nil {
		p.more = make([]further, len(index))
	}
	for to, from := range index {
		p.at[to], p.money[to] = was.at[from], was.money[from]
		if p.more != nil {
			p.more[to] = was.more[from]
		}
	}
}
