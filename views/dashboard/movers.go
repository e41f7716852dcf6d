package dashboard

import (
	"cmp"
	"slices"

	"olist/views/ui"
)

const moversShown = 4

// mover is a part with what it adds to the change of the whole, in cents.
type mover struct {
	ui.SegmentRow
	delta int64
}

// movers are the parts of a kind that change the whole most, up or down.
func (d View) movers(kind string) []mover {
	var all []mover
	for _, r := range d.Parts {
		if r.Kind == kind {
			all = append(all, mover{r, r.Coming.Cents - r.Last})
		}
	}
	slices.SortStableFunc(all, func(a, b mover) int { return cmp.Compare(abs(b.delta), abs(a.delta)) })
	return all[:min(len(all), moversShown)]
}

func abs(v int64) int64 { return max(v, -v) }
