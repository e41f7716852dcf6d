// Package budgets is the page of budgets by month and segment. As every page it
// imports ui, chart and text and no other page; server alone imports it.
package budgets

import (
	"net/url"
	"strconv"
	"time"

	"olist/views/text"
	"olist/views/ui"
)

// View is a segment's year.
type View struct {
	ui.Frame
	Segment  ui.Segment
	Segments []ui.SegmentGroup
	Year     int
	Years    []int
	Revision int64 // of the budgets that are shown
	Months   []Month
	Total    Stand // of the months that have a budget
	ToDate   ToDate
	Problem  string // what is wrong with what was typed
	Paste    ui.Paste
	ui.Overtaken
	All []Segment
	ui.Edits
}

// Month is one of the twelve.
type Month struct {
	Key     string // 2018-10
	Written string // the budget as typed, or as it stands
	Now     string // as it stands
	Wrong   bool   // what was typed is no amount
	ui.Period
	Known bool // data and forecast reach it; else only the budget is
	Stand
}

// Stand is how an estimate stands to a budget.
type Stand struct {
	Budget    int64
	HasBudget bool
	Estimate  ui.Range
	HasRange  bool // it is known
	Before    int64
	HasBefore bool
	Past      bool
	Chance    float64 // NaN where it is not known
}

// ToDate is the year so far.
type ToDate struct {
	Sold, Before         int64
	Budget, Against      int64 // of the months that have a budget, and what came in these
	HasBudget, HasBefore bool
	Until                time.Time
}

// Segment is one that has budgets in the year.
type Segment struct {
	ui.Segment
	Stand
}

// Address leads to a segment's year; saved names a change just made.
func Address(segment string, year int, saved string) string {
	q := url.Values{"segment": {segment}, "year": {strconv.Itoa(year)}}
	if saved != "" {
		q.Set("saved", saved)
	}
	return "/budgets?" + q.Encode()
}

// undoURL leads to where a change is taken back.
func (v View) undoURL(id string) string { return "/budgets/" + id + "/undo?" + v.query() }

// showURL leads to the page with a change on top.
func (v View) showURL(id string) string { return Address(v.Segment.Key, v.Year, id) }

var words = ui.EditWords{Saved: text.BudgetSaved, Undone: text.BudgetUndone, Changed: text.BudgetChanged, Same: text.BudgetSame}

func (v View) query() string {
	return url.Values{"segment": {v.Segment.Key}, "year": {strconv.Itoa(v.Year)}}.Encode()
}

// empty tells whether the segment has no budget in the year.
func (v View) empty() bool { return !v.Total.HasBudget }

// gap is the estimate against the budget, in words.
func (s Stand) gap(l text.Locale) string {
	if !s.HasBudget || !s.HasRange {
		return "–"
	}
	return l.MoneyWhole(s.Estimate.Cents - s.Budget)
}

// ChanceText says how likely the budget is to be reached; of a past month, whether it
// was.
func (s Stand) ChanceText(l text.Locale) string {
	switch {
	case !s.HasBudget || !s.HasRange:
		return "–"
	case s.Past && s.Estimate.Cents >= s.Budget:
		return l.T(text.BudgetReached)
	case s.Past:
		return l.T(text.BudgetMissed)
	}
	return ui.Chance(l, s.Chance)
}

func known(l text.Locale, cents int64, is bool) string {
	if !is {
		return "–"
	}
	return l.MoneyWhole(cents)
}

// ratio says how one amount stands to another.
func ratio(l text.Locale, now, before int64) string {
	if r, ok := ui.Change(now, before); ok {
		return l.Change(r)
	}
	return "–"
}
