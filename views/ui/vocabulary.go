package ui

import (
	"math"

	"olist/stat"
	"olist/week"
)

// Segment is a part of the sales: all, a category, a state.
type Segment struct {
	Key  string // total, category:<slug>, state:<UF>
	Name string // for people
	Also string // in the next language, where that differs
}

// Kinds of segments, as the pages' addresses name them.
const (
	KindAll      = ""
	KindCategory = "category"
	KindState    = "state"
)

// SegmentGroup is a heading with its segments, as in a choice.
type SegmentGroup struct {
	Name     string
	Segments []Segment
}

// PastWeek is a week that has happened. Where Reason is not empty the week is
// incomplete: its cents are what the data hold, and no model learns from it.
type PastWeek struct {
	Week   week.Week
	Cents  int64
	Reason string
	Split  bool   // the week came as a total: the cents are estimated by shares
	Event  string // in words
	Note   string // what people wrote
	Said   *Range // what had been forecast for it, where that is asked for
}

// Range is an amount with its likely (80%) and wide (95%) range, in cents.
type Range struct {
	Cents         int64
	Low, High     int64 // 80%
	Low95, High95 int64
	Unsure        bool // how wide the ranges are is not known: the model has not seen these weeks
}

// Bound writes a bound of the range, a dash where it is not known.
func (r Range) Bound(cents int64, write func(int64) string) string {
	if r.Unsure {
		return "–"
	}
	return write(cents)
}

// Target is the forecast of one week.
type Target struct {
	Step  int
	Week  week.Week
	Event string
	Note  string
	Range
}

// StepError is the typical miss so many weeks ahead, as a share of sales.
type StepError struct {
	Step int
	WAPE float64
}

// Chance is the probability that a total comes to at least goal, read off its
// range: see stat.Reaches. NaN where that is not known.
func (r Range) Chance(goal int64) float64 {
	if r.Unsure {
		return math.NaN()
	}
	return stat.Reaches(goal, [5]int64{r.Low95, r.Low, r.Cents, r.High, r.High95})
}

// SegmentRow is one segment with its past year and its forecast. Money in
// cents, ratios as such; NaN is "not known".
type SegmentRow struct {
	Segment
	Kind   string
	Code   string // of a state
	Past   []int64
	Ahead  []int64
	Coming Range
	Last   int64   // the latest complete weeks, as many as are coming; by period the same of a year before
	Growth float64 // Coming against Last
	Share  float64 // of the coming sales
	Error  float64 // WAPE

	Periods []Period // months or quarters to come, where the page is by these
}

// Surely tells whether the change is beyond chance: what was sold last lies
// outside of the 80% range of what is coming.
func (r SegmentRow) Surely() bool {
	return !r.Coming.Unsure && (r.Last < r.Coming.Low || r.Last > r.Coming.High)
}

// Complete lists the past weeks that count.
func Complete(past []PastWeek) []PastWeek {
	weeks := make([]PastWeek, 0, len(past))
	for _, w := range past {
		if w.Reason == "" {
			weeks = append(weeks, w)
		}
	}
	return weeks
}

// Incomplete lists the weeks that were left out.
func Incomplete(past []PastWeek) []PastWeek {
	var weeks []PastWeek
	for _, w := range past {
		if w.Reason != "" {
			weeks = append(weeks, w)
		}
	}
	return weeks
}
