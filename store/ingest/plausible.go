package ingest

import (
	"encoding/json"
	"slices"
	"time"

	"olist/message"
	"olist/week"
)

// farWeeks is how far a week may lie from all others: further off, the year is
// mistyped. A shop that was closed for a year stays within it.
const farWeeks = 104

// ownWeeks with sales near each other are no slip of the pen, wherever they lie.
const ownWeeks = 13

// Why a week is held back.
const (
	HeldFuture = "future" // it has not begun
	HeldOpen   = "open"   // it is not over
	HeldPart   = "part"   // the files have only some of its days
	HeldFar    = "far"    // no other week is near
)

// Held is a week of the files that is not taken, and why.
type Held struct {
	Week    week.Week `json:"week"`
	Revenue int64     `json:"revenue_cents"`
	Code    string    `json:"code"`
	Near    int       `json:"weeks_to_next,omitempty"` // of a far one: weeks to the nearest that is taken, 0 where none is
}

// Reason says why the week is held back.
func (h Held) Reason() message.Message {
	switch h.Code {
	case HeldFuture:
		return message.HeldFuture.With(h.Week)
	case HeldOpen:
		return message.HeldOpen.With(h.Week)
	case HeldPart:
		return message.HeldPart.With(h.Week)
	}
	return message.HeldFar.With(h.Week, h.Near)
}

// MarshalJSON adds the reason in English; code and week say as much to programs.
func (h Held) MarshalJSON() ([]byte, error) {
	type plain Held
	return json.Marshal(struct {
		plain
		Reason string `json:"reason"`
	}{plain(h), h.Reason().String()})
}

// Slip reports whether the week is one that the files should not hold at all,
// rather than one that will be whole later.
func (h Held) Slip() bool { return h.Code == HeldFuture || h.Code == HeldFar }

// Hold takes weeks out of the batch that cannot be: those that are not over at
// now, and the few that lie far from the weeks in force and, where there are
// none, from most of the batch.
func (b *Batch) Hold(now time.Time, current []week.Week) []Held {
	if len(b.Weeks) == 0 {
		return nil
	}
	today := b.Weeks[0].Week.Containing(now)
	var held []Held
	var kept []Week
	for _, w := range b.Weeks {
		switch {
		case w.Week > today:
			held = w.hold(held, HeldFuture)
		case w.Week == today:
			held = w.hold(held, HeldOpen)
		case slices.Contains(b.Partial, w.Week):
			held = w.hold(held, HeldPart)
		default:
			kept = append(kept, w)
		}
	}
	b.Weeks = kept
	return b.holdFar(held, current)
}

func (w Week) hold(held []Held, code string) []Held {
	if w.Size() == 0 { // only stands between weeks with sales
		return held
	}
	return append(held, Held{Week: w.Week, Revenue: w.Revenue(), Code: code})
}

// holdFar holds the weeks outside the stretches that are taken.
func (b *Batch) holdFar(held []Held, current []week.Week) []Held {
	taken := stretches(b.Weeks, current)
	var kept []Week
	for _, w := range b.Weeks {
		near := -1
		for _, s := range taken {
			distance := max(int(s.from-w.Week), int(w.Week-s.to), 0)
			if near < 0 || distance < near {
				near = distance
			}
		}
		if near == 0 {
			kept = append(kept, w)
			continue
		}
		before := len(held)
		held = w.hold(held, HeldFar)
		if len(held) > before {
			held[before].Near = near
		}
	}
	b.Weeks = kept
	slices.SortStableFunc(held, func(a, b Held) int { return int(a.Week - b.Week) })
	return held
}

// stretch is a run of weeks that lie near each other.
type stretch struct {
	from, to week.Week
	weeks    int  // with sales
	inForce  bool // holds a week in force
}

// stretches gives those that are taken: with weeks in force or many of the
// batch; where there is none, the one with most weeks, the latest of several.
func stretches(weeks []Week, current []week.Week) []stretch {
	type mark struct {
		week    week.Week
		inForce bool
	}
	var marks []mark
	for _, w := range current {
		marks = append(marks, mark{w, true})
	}
	for _, w := range weeks {
		if w.Size() > 0 {
			marks = append(marks, mark{w.Week, false})
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return int(a.week - b.week) })
	var all []stretch
	for _, m := range marks {
		if n := len(all); n == 0 || m.week-all[n-1].to > farWeeks {
			all = append(all, stretch{from: m.week})
		}
		s := &all[len(all)-1]
		s.to, s.weeks, s.inForce = m.week, s.weeks+1, s.inForce || m.inForce
	}
	var taken []stretch
	best := 0
	for i, s := range all {
		if s.inForce || s.weeks >= ownWeeks {
			taken = append(taken, s)
		}
		if s.weeks >= all[best].weeks {
			best = i
		}
	}
	if len(taken) == 0 {
		return all[best:min(best+1, len(all))]
	}
	return taken
}

// Gap is a run of weeks without data next to a week that an import brings.
type Gap struct {
	After  week.Week `json:"after"`  // the last week before it
	Before week.Week `json:"before"` // the first week after it
	Weeks  int       `json:"weeks"`
}

// Gaps finds them; both lists ascend.
func Gaps(brought, current []week.Week) []Gap {
	all := slices.Concat(brought, current)
	slices.Sort(all)
	all = slices.Compact(all)
	gaps := []Gap{}
	for i := 1; i < len(all); i++ {
		if all[i]-all[i-1] < 2 {
			continue
		}
		_, left := slices.BinarySearch(brought, all[i-1])
		_, right := slices.BinarySearch(brought, all[i])
		if left || right {
			gaps = append(gaps, Gap{all[i-1], all[i], int(all[i]-all[i-1]) - 1})
		}
	}
	return gaps
}
