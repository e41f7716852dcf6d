// Package ingest reads sales from files into weekly aggregates: the published
// order files, or a weekly CSV. It streams, knows no database, and changes
// nothing.
package ingest

import (
	"slices"
	"strings"

	"olist/week"
)

// NoCategory stands for products without a category: a category of its own.
const NoCategory = "none"

// Batch is what the files hold, ready to become a version of the data.
type Batch struct {
	Weeks      []Week      // ascending
	Categories []Category  // by slug
	Drivers    []Driver    // as the columns stand
	Partial    []week.Week // of which the files have only some days
	Assumed    []week.Week // without a row: taken for weeks without sales, which nobody said
}

// Spare takes the assumed weeks out that the given ones hold sales of: what
// nobody wrote replaces no sales. It gives those weeks.
func (b *Batch) Spare(sold map[week.Week]int64) (s Spared) {
	b.Weeks = slices.DeleteFunc(b.Weeks, func(w Week) bool {
		cents, has := sold[w.Week]
		if !has || !slices.Contains(b.Assumed, w.Week) {
			return false
		}
		s.SparedWeeks, s.SparedRevenue = append(s.SparedWeeks, w.Week), s.SparedRevenue+cents
		return true
	})
	return s
}

// Week is one week's aggregates. Money is in cents.
type Week struct {
	Week   week.Week
	Cells  []Cell  // by category, then region; none for a week without sales, nor where they are packed: see All
	Orders []Count // by segment key; an order counts once in each segment it touches
	Days   *[7]int // orders of each day from the first, nil where only the week is known
	Sold   *DaySums
	Early  []Early // by segment key; nil where the week lies in one month, or its days are not known
	packed *packed // the cells of a large file

	dayItems *DaySums // Sold of a shop that measures units
}

// Respell takes regions for those of the given names that differ by nothing but
// their case, so that a later file adds to the region of an earlier one.
func (b *Batch) Respell(names []string) {
	known := make(map[string]string, len(names))
	for _, name := range names {
		known[name], known[sameRegion(name)] = name, name
	}
	spell := func(name string) string {
		if to, ok := known[name]; ok {
			return to
		}
		if to, ok := known[sameRegion(name)]; ok {
			return to
		}
		return name
	}
	respell(b.Weeks, spell)
	for i := range b.Weeks {
		w := &b.Weeks[i]
		for k := range w.Cells {
			w.Cells[k].State = spell(w.Cells[k].State)
		}
		slices.SortFunc(w.Cells, compareCells)
		for k := range w.Orders {
			w.Orders[k].Segment = respellState(w.Orders[k].Segment, spell)
		}
		for k := range w.Early {
			w.Early[k].Segment = respellState(w.Early[k].Segment, spell)
		}
		slices.SortFunc(w.Orders, func(a, b Count) int { return strings.Compare(a.Segment, b.Segment) })
	}
	for i := range b.Drivers {
		for k := range b.Drivers[i].Values {
			b.Drivers[i].Values[k].State = spell(b.Drivers[i].Values[k].State)
		}
	}
}

// Revenue is what the week sold in all, in cents.
func (w Week) Revenue() (cents int64) {
	for c := range w.All() {
		cents += c.Revenue
	}
	return cents
}

// Cell is one week's sales of a category to a region, called a state as the
// segments' keys call it.
type Cell struct {
	Category, State         string
	Revenue, Freight, Items int64
	// Money is the revenue of a shop that measures units: Revenue is hundredths
	// of them then.
	Money int64
}

// InUnits makes the batch one of a shop that measures units: what was revenue is
// kept as money.
func (b *Batch) InUnits() {
	for i := range b.Weeks {
		w := &b.Weeks[i]
		w.Sold = w.dayItems
		if w.packed != nil {
			w.packed.units = true
			continue
		}
		for i := range w.Cells {
			c := &w.Cells[i]
			c.Money, c.Revenue = c.Revenue, 100*c.Items
		}
	}
}

// Count is the number of orders of a segment.
type Count struct {
	Segment string
	Orders  int64
}

// Category is a category's slug and its English name.
type Category struct{ Slug, NameEN string }

// Progress tells how much of the files is read, in bytes as they lie on disk.
type Progress struct {
	File        string
	Done, Total int64
}

// Totals are the figures of a set of orders; money is in cents.
type Totals struct {
	Orders  int64 `json:"orders"`
	Items   int64 `json:"items"`
	Revenue int64 `json:"revenue_cents"`
	Freight int64 `json:"freight_cents"`
}

func (t *Totals) add(u Totals) {
	t.Orders += u.Orders
	t.Items += u.Items
	t.Revenue += u.Revenue
	t.Freight += u.Freight
}
