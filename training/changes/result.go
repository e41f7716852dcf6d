package changes

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"olist/week"
)

// Result is two forecasts and what lies between them.
type Result struct {
	From    week.Week // first week that both forecast: the one after the later cutoff
	Weeks   int       // that both forecast; 0 where they are too far apart
	Parts   []string  // that there are, in their order
	Reasons []string  // why parts cannot be told apart, none where they can
	Came    int       // weeks between the cutoffs that the earlier one forecast
	by      map[string]segment
}

// segment is a segment's figures in cents, by week from Result.From on.
type segment struct {
	before []int64
	parts  [][]int64 // by part
	came   []CameWeek
}

// Change is how a segment's forecast changed, in cents: Before and the parts make
// After, in all and in each week.
type Change struct {
	Key           string
	Before, After int64
	Parts         []int64 // along Result.Parts
	Weeks         []Week
	Came          []CameWeek
}

// Week is a week of a Change.
type Week struct {
	Week          week.Week
	Before, After int64
	Parts         []int64
}

// CameWeek is a week that came true between the two: no change, but what was
// forecast against what it sold. Known is false where the week teaches nothing.
type CameWeek struct {
	Week             week.Week
	Forecast, Actual int64
	Known            bool
}

func (w *walk) result(before, after Side) *Result {
	r := &Result{From: after.Cutoff + 1, Reasons: w.reasons, by: map[string]segment{}}
	first := w.links[0].from
	r.Weeks = first.until(r.From)
	r.Came = min(int(after.Cutoff-before.Cutoff), first.by.weeks())
	for _, l := range w.links {
		r.Weeks = min(r.Weeks, l.to.until(r.From))
	}
	r.Weeks = max(0, r.Weeks)
	r.Parts = w.parts(r.From, r.Weeks)
	var sold map[string]int
	if after.Inputs != nil {
		sold = placesOf(after.Inputs.Panel)
	}
	for _, key := range w.keys() {
		s := segment{before: first.in(key, r.From, r.Weeks), parts: make([][]int64, len(r.Parts)), came: r.came(key, before, after, first, sold)}
		for i := range s.parts {
			s.parts[i] = make([]int64, r.Weeks)
		}
		for _, l := range w.links {
			if i := slices.Index(r.Parts, l.kind); i >= 0 {
				from, to := l.from.in(key, r.From, r.Weeks), l.to.in(key, r.From, r.Weeks)
				for k := range from {
					s.parts[i][k] += to[k] - from[k]
				}
			}
		}
		r.by[key] = s
	}
	return r
}

// parts are the kinds of the links; the program's only where it is something.
func (w *walk) parts(from week.Week, weeks int) (out []string) {
	for _, kind := range Parts {
		for _, l := range w.links {
			if l.kind == kind && (kind != Program || l.moves(from, weeks)) {
				out = append(out, kind)
				break
			}
		}
	}
	return out
}

func (l link) moves(from week.Week, weeks int) bool {
	for _, side := range []figures{l.from, l.to} {
		for key := range side.by {
			if !slices.Equal(l.from.in(key, from, weeks), l.to.in(key, from, weeks)) {
				return true
			}
		}
	}
	return false
}

// keys are all segments that any of the forecasts has, sorted.
func (w *walk) keys() []string {
	all := map[string]bool{}
	for _, l := range w.links {
		for key := range l.from.by {
			all[key] = true
		}
		for key := range l.to.by {
			all[key] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// until is how many weeks there are from a week on.
func (f figures) until(from week.Week) int { return int(f.cutoff) + 1 + f.by.weeks() - int(from) }

// in gives a segment's figures from a week on; a segment that is not there sells
// nothing.
func (f figures) in(key string, from week.Week, weeks int) []int64 {
	if all, ok := f.by[key]; ok && weeks > 0 {
		first := int(from - f.cutoff - 1)
		return all[first : first+weeks]
	}
	return make([]int64, weeks)
}

// came are the weeks between the cutoffs; sold are the places of the segments in
// the later side's inputs.
func (r *Result) came(key string, before, after Side, first figures, sold map[string]int) []CameWeek {
	out := make([]CameWeek, r.Came)
	forecasts := first.in(key, before.Cutoff+1, r.Came)
	for k := range out {
		out[k] = CameWeek{Week: before.Cutoff + 1 + week.Week(k), Forecast: forecasts[k]}
	}
	i, there := sold[key]
	if !there {
		return out
	}
	for k := range out {
		s := after.Inputs.Panel.Series[i]
		if i := int(out[k].Week - s.Start); i >= 0 && i < len(s.Values) && !math.IsNaN(s.Values[i]) {
			out[k].Actual, out[k].Known = int64(math.Round(s.Values[i]*centsPerUnit)), true
		}
	}
	return out
}

// Change gives a segment's change over the first weeks, at most as many as there
// are; ok is false for a segment that neither forecast has.
func (r *Result) Change(key string, weeks int) (c Change, ok bool) {
	s, ok := r.by[key]
	if !ok {
		return c, false
	}
	weeks = min(weeks, r.Weeks)
	c = Change{Key: key, Parts: make([]int64, len(r.Parts)), Weeks: make([]Week, weeks), Came: s.came}
	for k := range c.Weeks {
		w := Week{Week: r.From + week.Week(k), Before: s.before[k], After: s.before[k], Parts: make([]int64, len(r.Parts))}
		for i, part := range s.parts {
			w.Parts[i] = part[k]
			w.After += part[k]
			c.Parts[i] += part[k]
		}
		c.Before, c.After, c.Weeks[k] = c.Before+w.Before, c.After+w.After, w
	}
	return c, true
}

// All are the changes of all segments over the first weeks, by key; without weeks
// and what came.
func (r *Result) All(weeks int) []Change {
	weeks = min(weeks, r.Weeks)
	out := make([]Change, 0, len(r.by))
	for key, s := range r.by {
		c := Change{Key: key, Parts: make([]int64, len(r.Parts))}
		c.Before = sum(s.before[:weeks])
		c.After = c.Before
		for i, part := range s.parts {
			c.Parts[i] = sum(part[:weeks])
			c.After += c.Parts[i]
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

func sum(all []int64) (n int64) {
	for _, v := range all {
		n += v
	}
	return n
}

// Size is the memory that it holds, in bytes, approximately.
func (r *Result) Size() int {
	return 200 + len(r.by)*(200+8*r.Weeks*(len(r.Parts)+1)+32*r.Came)
}
