package plan

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"olist/store"
	"olist/week"
)

// Outcome is what was said of one week of a segment, and what came, in cents.
type Outcome struct {
	store.PlanWord // Forecast and Change are in the fields below
	Week           week.Week
	Step           int // weeks from the last one known
	Said           int64
	Forecast       int64
	Actual         int64
	Naive          int64
	HasNaive       bool
}

// yearWeeks is how far back the naive looks first.
const yearWeeks = 52

// Outcomes are the words of plans about weeks that came, where they differ from the
// forecast: sold gives what a segment sold in a week that can be believed.
func Outcomes(plans []store.SpokenPlan, sold func(segment string, w week.Week) (int64, bool)) (all []Outcome) {
	for _, p := range plans {
		for _, word := range p.Words {
			for i, change := range word.Change {
				o := Outcome{PlanWord: word, Week: word.From + week.Week(i)}
				actual, came := sold(word.Segment, o.Week)
				if change == 0 || !came {
					continue
				}
				o.Step, o.Forecast, o.Actual = int(o.Week-p.Cutoff), word.Forecast[i], actual
				o.Said = o.Forecast + change
				o.Naive, o.HasNaive = naive(word.Segment, p.Cutoff, o.Week, sold)
				all = append(all, o)
			}
		}
	}
	return all
}

// naive is the week a year before, where the last one known is not before it, and
// else that last one.
func naive(segment string, cutoff, w week.Week, sold func(string, week.Week) (int64, bool)) (int64, bool) {
	if before := w - yearWeeks; before <= cutoff {
		if v, ok := sold(segment, before); ok {
			return v, true
		}
	}
	return sold(segment, cutoff)
}

// Worth is what a group of outcomes was worth.
type Worth struct {
	Name  string
	Weeks int // that came, each counted once
	Words int // outcomes
	// Errors, without sign, and what was sold: sums in cents. OffNaive and SaidNaive
	// are of the outcomes that have a naive.
	Actual, OffForecast, OffSaid, OffNaive, SaidNaive int64
	// Added is by how much less what was said was off than the forecast, Naive than
	// the naive: cents a week.
	Added, Naive Interval
}

// Judge adds up outcomes. What was said of one week, in however many plans and
// segments, counts as one: it is right or wrong together.
func Judge(name string, all []Outcome) Worth {
	w := Worth{Name: name, Words: len(all)}
	added, naive := map[week.Week]float64{}, map[week.Week]float64{}
	for _, o := range all {
		off, said := distance(o.Actual, o.Forecast), distance(o.Actual, o.Said)
		w.Actual += o.Actual
		w.OffForecast += off
		w.OffSaid += said
		added[o.Week] += float64(off - said)
		if o.HasNaive {
			w.OffNaive += distance(o.Actual, o.Naive)
			w.SaidNaive += said
			naive[o.Week] += float64(distance(o.Actual, o.Naive) - said)
		}
	}
	w.Weeks = len(added)
	w.Added, w.Naive = intervalOf(inOrder(added)), intervalOf(inOrder(naive))
	return w
}

func distance(a, b int64) int64 {
	if a < b {
		return b - a
	}
	return a - b
}

func inOrder(by map[week.Week]float64) (out []float64) {
	for _, w := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[w])
	}
	return out
}

// By judges outcomes in groups, those that added most first.
func By(all []Outcome, group func(Outcome) string) (out []Worth) {
	groups := map[string][]Outcome{}
	for _, o := range all {
		groups[group(o)] = append(groups[group(o)], o)
	}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, Judge(name, groups[name]))
	}
	slices.SortStableFunc(out, func(a, b Worth) int {
		return cmp.Compare(b.OffForecast-b.OffSaid, a.OffForecast-a.OffSaid)
	})
	return out
}

// Share is the mean of an interval as a part of what was sold in a week.
func (w Worth) Share() float64 {
	if w.Actual == 0 {
		return math.NaN()
	}
	return float64(w.OffForecast-w.OffSaid) / float64(w.Actual)
}
