package ingest

import (
	"cmp"
	"maps"
	"slices"

	"olist/table"
)

// Spelling proposes to take categories that an import spells differently for
// one: their names differ by case, spaces, accents or width, or one is the
// English name of another. A person decides.
type Spelling struct {
	Into  string   `json:"into"`  // as it is in force, or as most of the import's sales have it
	Names []string `json:"names"` // of the import, other than Into
}

// NamedSales is what a category sold, and how else it is called.
type NamedSales struct {
	Slug, NameEN string
	Revenue      int64 // cents
}

// Spellings finds the proposals for the categories that an import brings, by
// those in force. Names that are in force exactly so are not doubted.
func Spellings(brought, current []NamedSales) []Spelling {
	known := map[string]bool{}
	byFold := map[string][]NamedSales{} // that a group may be joined into, those in force first
	for _, c := range current {
		known[c.Slug] = true
	}
	add := func(c NamedSales, names ...string) {
		for _, name := range names {
			if f := table.Spelling(name); name != "" && !slices.ContainsFunc(byFold[f], func(o NamedSales) bool { return o.Slug == c.Slug }) {
				byFold[f] = append(byFold[f], c)
			}
		}
	}
	largest := func(a, b NamedSales) int {
		return cmp.Or(cmp.Compare(b.Revenue, a.Revenue), cmp.Compare(a.Slug, b.Slug))
	}
	for _, c := range slices.SortedFunc(slices.Values(current), largest) {
		add(c, c.Slug)
	}
	for _, c := range slices.SortedFunc(slices.Values(current), largest) {
		add(c, c.NameEN) // after the names themselves: one in force is never taken for another's English name
	}
	brought = slices.SortedFunc(slices.Values(brought), largest)
	for _, c := range brought {
		add(c, c.Slug)
	}
	groups := map[string][]string{}
	for _, c := range brought {
		if into := byFold[table.Spelling(c.Slug)][0].Slug; into != c.Slug && !known[c.Slug] {
			groups[into] = append(groups[into], c.Slug)
		}
	}
	proposals := make([]Spelling, 0, len(groups))
	for _, into := range slices.Sorted(maps.Keys(groups)) {
		names := groups[into]
		slices.Sort(names)
		proposals = append(proposals, Spelling{into, names})
	}
	return proposals
}
