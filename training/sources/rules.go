package sources

import (
	"math"
	"slices"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// Rules say what of a source may go into force without a person. Whatever they
// say, a file that looks like another shop's, holds rows that cannot be used, or
// names that may be other spellings, waits.
type Rules struct {
	Apply     bool    `json:"apply"`      // false: a person looks at every file
	MaxChange float64 `json:"max_change"` // percent by which a known week's revenue may change; 0 lets none change
	NewNames  bool    `json:"new_names"`  // categories and regions may be new
	Whole     bool    `json:"whole"`      // each file holds all weeks: one with fewer than are in force has lost some
	Retrain   bool    `json:"retrain"`    // a model is trained on what was applied
}

// DefaultRules let new weeks in and nothing else.
func DefaultRules() Rules { return Rules{Apply: true, Whole: true, Retrain: true} }

func (r Rules) validate() error {
	if !(r.MaxChange >= 0 && r.MaxChange <= 1000) {
		return fault.Invalid("max_change", message.SourceRuleWrong.With())
	}
	return nil
}

const (
	foreignTimes = 10 // a usual week of another size is not this shop's
	foreignWeeks = 52 // in force, that it is held against
	namesTold    = 5
)

// fetched is what the rules look at.
type fetched struct {
	weeks   int   // with sales in the file
	usual   int64 // cents of its median week
	inForce int   // weeks
	before  int64 // cents of the median of the last weeks in force
	names   map[string]bool
	known   map[string]bool
	refused int // rows
	spared  int // weeks
	changes store.Changes
}

// gather takes what is known before the changes are.
func gather(b *ingest.Batch, h *store.History) fetched {
	f := fetched{names: map[string]bool{}, known: map[string]bool{}}
	var revenue []int64
	for _, w := range b.Weeks {
		if len(w.Cells) == 0 {
			continue
		}
		revenue = append(revenue, w.Revenue())
		for _, c := range w.Cells {
			f.name(f.names, "category:"+c.Category, "state:"+c.State)
		}
	}
	f.weeks, f.usual = len(revenue), median(revenue)
	var total []int64
	for _, s := range h.Segments {
		if s.Key == store.TotalKey {
			total = s.Revenue
		} else {
			f.name(f.known, s.Key)
		}
	}
	revenue = nil
	for i, w := range h.Weeks {
		if w.Version > 0 && i < len(total) && total[i] > 0 {
			revenue = append(revenue, total[i])
		}
	}
	f.inForce = len(revenue)
	f.before = median(slices.Clone(revenue[max(0, len(revenue)-foreignWeeks):]))
	return f
}

// name adds what is a name at all.
func (f fetched) name(to map[string]bool, keys ...string) {
	for _, k := range keys {
		if k != "category:"+ingest.NoCategory && k != "state:"+ingest.NoState {
			to[k] = true
		}
	}
}

func median(v []int64) int64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}

// judge gives the reasons to hold what was fetched; none lets it in.
func (r Rules) judge(f fetched) (why []message.Message) {
	if !r.Apply && !f.changes.None() {
		why = append(why, message.HoldAlways.With())
	}
	if r.Whole && f.weeks < f.inForce {
		why = append(why, message.HoldSmaller.With(f.weeks, f.inForce))
	}
	if f.before > 0 && f.usual > 0 && (f.usual > foreignTimes*f.before || f.before > foreignTimes*f.usual) {
		why = append(why, message.HoldForeign.With(message.Cents(f.usual), message.Cents(f.before)))
	}
	if len(f.known) > 0 && len(f.names) > 0 && !meet(f.known, f.names) {
		why = append(why, message.HoldStrange.With(some(f.names)))
	}
	if f.refused > 0 {
		why = append(why, message.HoldRows.With(f.refused))
	}
	if f.spared > 0 {
		why = append(why, message.HoldSpared.With(f.spared))
	}
	return append(why, r.judgeChanges(f.changes)...)
}

// judgeChanges looks at what the file does to the data in force.
func (r Rules) judgeChanges(c store.Changes) (why []message.Message) {
	var slips message.List
	for _, h := range c.Held {
		if h.Slip() && len(slips) < namesTold {
			slips = append(slips, h.Reason())
		}
	}
	if len(slips) > 0 {
		why = append(why, message.HoldSlips.With(slips))
	}
	n, worst, most := 0, store.WeekChange{}, 0.0
	for _, w := range c.Weeks {
		if w.Added {
			continue
		}
		if by := change(w); by > r.MaxChange/100 {
			if n++; by > most {
				worst, most = w, by
			}
		}
	}
	switch {
	case r.MaxChange == 0 && c.Changed > 0:
		why = append(why, message.HoldKnown.With(c.Changed))
	case n > 0:
		why = append(why, message.HoldChanged.With(n, message.Percent{Ratio: r.MaxChange / 100, Decimals: -1}, worst.Week, message.Percent{Ratio: most, Decimals: 1}))
	}
	if n := len(c.NewCategories) + len(c.NewStates); n > 0 && !r.NewNames {
		why = append(why, message.HoldNames.With(n, quoted(append(slices.Clone(c.NewCategories), c.NewStates...))))
	}
	var spelled []string
	for _, p := range c.Spellings {
		spelled = append(spelled, p.Names...)
	}
	if len(spelled) > 0 {
		why = append(why, message.HoldSpellings.With(quoted(spelled)))
	}
	return why
}

// change is by which part of itself a week's revenue changes.
func change(w store.WeekChange) float64 {
	by := math.Abs(float64(w.After.Revenue - w.Before.Revenue))
	if w.Before.Revenue == 0 {
		if by == 0 {
			return 0
		}
		return 10 // more than any rule lets in
	}
	return by / math.Abs(float64(w.Before.Revenue))
}

func meet(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// some names a few, without the level that they are of.
func some(names map[string]bool) []message.Quoted {
	var all []string
	for k := range names {
		for i := range k {
			if k[i] == ':' {
				all = append(all, k[i+1:])
				break
			}
		}
	}
	slices.Sort(all)
	return quoted(all)
}

func quoted(names []string) []message.Quoted {
	var out []message.Quoted
	for _, n := range names[:min(len(names), namesTold)] {
		out = append(out, message.Quoted(n))
	}
	return out
}
