package views

import (
	"net/url"
	"strconv"
)

// Dashboard shows one segment's past and coming weeks.
type Dashboard struct {
	Frame
	Drives   []Drive // what the forecast is made of
	DrivesAt string  // where that is loaded from, where it is not known yet
	Segment  Segment
	Segments []SegmentGroup
	Horizon  int // weeks shown ahead
	Longest  int // horizon that can be asked for
	Past     []PastWeek
	Targets  []Target // one a week, Horizon of them
	Together Range    // the horizon's total
	Errors   []StepError
	Goal     int64 // for the horizon's total, in cents; 0 for none
	Overlay  int   // steps ahead of the past forecasts laid over the sales; 0 for none
	Steps    []int // that can be laid over
	Notes    []Note
	Parts    []SegmentRow // what the segment consists of, where it has parts
	Partial  bool         // only what changes with the controls is sent
	Problem  string       // why there is no forecast, in words; "" where there is one
}

// Segment is a part of the sales: all, a category, a state.
type Segment struct {
	Key  string // total, category:<slug>, state:<UF>
	Name string // for people
}

// SegmentGroup is a heading with its segments, as in a choice.
type SegmentGroup struct {
	Name     string
	Segments []Segment
}

// PastWeek is a week that has happened. Where Reason is not empty the week is
// incomplete: its cents are what the data hold, and no model learns from it.
type PastWeek struct {
	Monday string
	Cents  int64
	Reason string
	Event  string // events and notes, in words
	Said   *Range // what had been forecast for it, where that is asked for
}

// Note is what a person wrote about a week.
type Note struct{ ID, Monday, Text, By string }

// Range is an amount with its likely (80%) and wide (95%) range, in cents.
type Range struct {
	Cents         int64
	Low, High     int64 // 80%
	Low95, High95 int64
}

// Target is the forecast of one week.
type Target struct {
	Step   int
	Monday string
	Event  string
	Range
}

// StepError is the typical miss so many weeks ahead, as a share of sales.
type StepError struct {
	Step int
	WAPE float64
}

// complete lists the past weeks that count.
func (d Dashboard) complete() []PastWeek {
	weeks := make([]PastWeek, 0, len(d.Past))
	for _, w := range d.Past {
		if w.Reason == "" {
			weeks = append(weeks, w)
		}
	}
	return weeks
}

// incomplete lists the weeks that were left out.
func (d Dashboard) incomplete() []PastWeek {
	var weeks []PastWeek
	for _, w := range d.Past {
		if w.Reason != "" {
			weeks = append(weeks, w)
		}
	}
	return weeks
}

// lastWeeks sums the latest n complete weeks; n is cut to what there is.
func (d Dashboard) lastWeeks(n int) (cents int64, weeks int) {
	complete := d.complete()
	for _, w := range complete[max(0, len(complete)-n):] {
		cents += w.Cents
		weeks++
	}
	return cents, weeks
}

// yearAgo sums the weeks 52 before the targets. All must be complete, or there
// is nothing to compare with.
func (d Dashboard) yearAgo() (cents int64, ok bool) {
	byMonday := make(map[string]int64, len(d.Past))
	for _, w := range d.complete() {
		byMonday[w.Monday] = w.Cents
	}
	for _, t := range d.Targets {
		c, found := byMonday[addWeeks(t.Monday, -52)]
		if !found {
			return 0, false
		}
		cents += c
	}
	return cents, len(d.Targets) > 0
}

// errorAt gives the measured error at a step.
func (d Dashboard) errorAt(step int) (float64, bool) {
	for _, e := range d.Errors {
		if e.Step == step {
			return e.WAPE, true
		}
	}
	return 0, false
}

// query is the part of the address that says what is shown.
func (d Dashboard) query() string {
	q := url.Values{"horizon": {strconv.Itoa(d.Horizon)}, "segment": {d.Segment.Key}}
	if d.Goal > 0 {
		q.Set("goal", d.goalValue())
	}
	return q.Encode()
}

// goalValue is what stands in the field of the goal: R$ with a point.
func (d Dashboard) goalValue() string {
	if d.Goal == 0 {
		return ""
	}
	return strconv.FormatFloat(reais(d.Goal), 'f', -1, 64)
}

// noteWeek is the day that a new note is about, unless another is chosen.
func (d Dashboard) noteWeek() string {
	if len(d.Targets) > 0 {
		return d.Targets[0].Monday
	}
	return ""
}

// change gives new against old as a ratio; false where old is nothing.
func change(now, before int64) (float64, bool) {
	if before <= 0 {
		return 0, false
	}
	return float64(now)/float64(before) - 1, true
}

// comparable tells whether there are as many complete weeks as are coming.
func (d Dashboard) comparable() bool {
	_, weeks := d.lastWeeks(d.Horizon)
	return weeks == d.Horizon
}
