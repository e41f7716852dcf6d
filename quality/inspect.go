// Package quality judges which weeks of the past are true: by daily orders
// (Inspect), by what they sold (JudgeLevels), both together (Judge), and ends
// of series that drop as if they had been cut (JudgeEnd). Verdicts are state
// and figures; Reason makes a message of them. It does no I/O.
//
// It imports message, stat and week; forecast, store and store/ingest import
// it.
package quality

import (
	"slices"
	"time"

	"olist/week"
)

// DayCount is the number of orders of one calendar day.
type DayCount struct {
	Day    time.Time
	Orders int
}

// State is why a week is usable or not.
type State string

// States of a week.
const (
	StateComplete  State = "complete"  // usable
	StateEmpty     State = "empty"     // no orders at all
	StatePartial   State = "partial"   // days are missing
	StateTruncated State = "truncated" // all days are there, but the data fades out
	StateIsolated  State = "isolated"  // complete, but cut off from the rest by a longer hole

	StateSuspicious State = "suspicious" // sales far from what the weeks around it make usual
)

// WeekStatus is the verdict on one week, with the figures that it was judged
// by.
type WeekStatus struct {
	Week   week.Week `json:"week"`
	State  State     `json:"state"`
	Orders int       `json:"orders"`
	Days   int       `json:"days"` // days with orders, 0..7
	// What the state was judged by; 0 where it was something else.
	UsualDays  int     `json:"usual_days,omitempty"`  // partial: usual number of days with orders
	BeginShare float64 `json:"begin_share,omitempty"` // fading: orders of its first three days over the usual
	EndShare   float64 `json:"end_share,omitempty"`   // and of its last three
	Run        int     `json:"run,omitempty"`         // isolated: complete weeks in a row,
	Gap        int     `json:"gap,omitempty"`         // and weeks without after them
	Sold       float64 `json:"sold,omitempty"`        // by level: revenue of the week, R$,
	Usual      float64 `json:"usual,omitempty"`       // and the usual one
}

// Usable reports whether the week may be trained on.
func (s WeekStatus) Usable() bool { return s.State == StateComplete }

const (
	recentWeeks = 4   // a week is compared with as many weeks before it
	fadedShare  = 0.5 // below this share of the usual, a week's last days have faded
	busyDay     = 5   // usual orders a day from which an empty day is no chance
	minRun      = 8   // a leading run this long stands on its own
)

// Inspect judges every week from the first to the last day with orders by daily
// counts alone: holes, missing days, an end that fades out, a few weeks far
// ahead of the rest. Days may come in any order; days left out count as zero.
// Weeks begin on the day that those like like do.
func Inspect(days []DayCount, like week.Week) []WeekStatus {
	weeks, first := countDays(days, like)
	if len(weeks) == 0 {
		return nil
	}
	out := make([]WeekStatus, len(weeks))
	for i := range weeks {
		out[i] = weeks.judge(i)
		out[i].Week = first + week.Week(i)
	}
	weeks.markFading(out)
	markIsolated(out)
	return out
}

// dayTable is the orders of each weekday, the first of the week first, week by week.
type dayTable [][7]int

func countDays(days []DayCount, like week.Week) (dayTable, week.Week) {
	first, last, any := week.Week(0), week.Week(0), false
	for _, d := range days {
		if d.Orders <= 0 {
			continue
		}
		w := like.Containing(d.Day)
		if !any {
			first, last, any = w, w, true
		}
		first, last = min(first, w), max(last, w)
	}
	if !any {
		return nil, 0
	}
	t := make(dayTable, last-first+1)
	for _, d := range days {
		if d.Orders > 0 {
			t[like.Containing(d.Day)-first][(int(d.Day.Weekday())-int(like.FirstDay())+7)%7] += d.Orders
		}
	}
	return t, first
}

func total(week [7]int) (orders, days int) {
	for _, n := range week {
		orders += n
		if n > 0 {
			days++
		}
	}
	return orders, days
}

// usualDays is the median number of days with orders over the weeks that have
// any: 6 for a shop closed on Sundays.
func (t dayTable) usualDays() int {
	var all []int
	for _, w := range t {
		if _, d := total(w); d > 0 {
			all = append(all, d)
		}
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func (t dayTable) judge(i int) WeekStatus {
	orders, days := total(t[i])
	s := WeekStatus{State: StateComplete, Orders: orders, Days: days}
	usual := t.usualDays()
	switch {
	case orders == 0:
		s.State = StateEmpty
	case days < usual && (t.atEdge(i) || t.usualOrders(i) >= busyDay):
		s.State, s.UsualDays = StatePartial, usual
	}
	return s
}

// atEdge reports whether week i borders on a hole or an end of the data.
func (t dayTable) atEdge(i int) bool {
	empty := func(j int) bool {
		if j < 0 || j >= len(t) {
			return true
		}
		n, _ := total(t[j])
		return n == 0
	}
	return empty(i-1) || empty(i+1)
}

// usualOrders is the median of the non-empty days around week i.
func (t dayTable) usualOrders(i int) int {
	var all []int
	for j := max(0, i-recentWeeks); j < min(len(t), i+recentWeeks+1); j++ {
		for _, n := range t[j] {
			if n > 0 {
				all = append(all, n)
			}
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// markFading goes back from the end: a week whose last three days bring less
// than half of what those weekdays brought lately, and fall against its own
// first days, is where a sample or an export was cut.
func (t dayTable) markFading(out []WeekStatus) {
	for i := len(t) - 1; i > 0; i-- {
		if !out[i].Usable() {
			continue
		}
		end, ok := t.shareOfRecent(i, 4, 7, out)
		if !ok {
			return
		}
		begin, _ := t.shareOfRecent(i, 0, 3, out)
		if end >= fadedShare || end >= begin {
			return
		}
		out[i].State, out[i].BeginShare, out[i].EndShare = StateTruncated, begin, end
	}
}

// shareOfRecent compares the orders of weekdays [from, to) of week i with the
// median of the usable weeks just before it.
func (t dayTable) shareOfRecent(i, from, to int, out []WeekStatus) (float64, bool) {
	sum := func(j int) (n int) {
		for _, v := range t[j][from:to] {
			n += v
		}
		return n
	}
	var before []int
	for j := i - 1; j >= 0 && len(before) < recentWeeks; j-- {
		if out[j].Usable() {
			before = append(before, sum(j))
		}
	}
	if len(before) < recentWeeks {
		return 0, false
	}
	slices.Sort(before)
	usual := float64(before[1]+before[2]) / 2
	if usual < 3*busyDay {
		return 0, false
	}
	return float64(sum(i)) / usual, true
}

// markIsolated marks short runs of complete weeks at the beginning that a
// longer hole cuts off from the rest.
func markIsolated(out []WeekStatus) {
	for i := 0; i < len(out); {
		begin := i
		for i < len(out) && out[i].Usable() {
			i++
		}
		end := i
		for i < len(out) && !out[i].Usable() {
			i++
		}
		run, gap := end-begin, i-end
		if i == len(out) || run >= minRun || gap <= run {
			if run > 0 {
				return
			}
			continue
		}
		for j := begin; j < end; j++ {
			out[j].State, out[j].Run, out[j].Gap = StateIsolated, run, gap
		}
	}
}
