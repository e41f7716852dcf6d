// Package stockouts is the page of weeks without stock. As every page it imports
// ui, chart and text and no other page; server alone imports it.
package stockouts

import (
	"net/url"
	"strconv"
	"time"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page.
type View struct {
	ui.Frame
	Segments []ui.SegmentGroup
	Form     Form
	Paste    Paste
	First    time.Time // that can be marked
	Last     time.Time
	Revision int64 // of the marks that are shown
	Marks    []Mark
	Sums     []Sum
	Saved    *Edit // the change that was just made or taken back
	Edits    []Edit
}

// Form is what was typed, and what is wrong with it.
type Form struct {
	Segment        ui.Segment
	From, To, Note string
	Problem        string
	Field          string // that the problem is about
}

// Paste is what was pasted, and what is wrong with it.
type Paste struct{ Text, Problem string }

// Mark is a segment's week without stock.
type Mark struct {
	ui.Segment
	Week    week.Week
	Known   bool // data have the week; else only the mark is
	Sold    int64
	Lost    ui.Range // an estimate
	HasLost bool
	Note    string
	By      string
	At      time.Time
}

// Sum is what the marked weeks of a segment lost.
type Sum struct {
	ui.Segment
	Weeks int
	Lost  ui.Range
}

// Edit is what was saved at once; without an ID nothing was changed.
type Edit struct {
	ID     string
	Weeks  int
	Undone bool
	By     string
	At     time.Time
}

// Address leads to the page; saved names a change just made.
func Address(saved string) string {
	if saved == "" {
		return "/stockouts"
	}
	return "/stockouts?" + url.Values{"saved": {saved}}.Encode()
}

func (e Edit) words(l text.Locale) string {
	switch {
	case e.ID == "":
		return l.T(text.StockoutSame)
	case e.Undone:
		return l.N(text.StockoutUndone, e.Weeks)
	}
	return l.N(text.StockoutSaved, e.Weeks)
}

// problem is what is wrong with a field.
func (f Form) problem(field string) string {
	if f.Field == field || f.Field == "" && field == "segment" {
		return f.Problem
	}
	return ""
}

// band writes the ends of a range.
func band(l text.Locale, r ui.Range) string { return l.Whole(r.Low) + " – " + l.Whole(r.High) }

func day(t time.Time) string { return t.Format(time.DateOnly) }

func number(n int64) string { return strconv.FormatInt(n, 10) }
