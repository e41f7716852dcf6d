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
	Paste    ui.Paste
	First    time.Time // that can be marked
	Last     time.Time
	Revision int64 // of the marks that are shown
	Marks    []Mark
	Sums     []Sum
	ui.Edits
}

// Form is what was typed, and what is wrong with it.
type Form struct {
	Segment        ui.Segment
	From, To, Note string
	Problem        string
	Field          string // that the problem is about
}

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

// Address leads to the page; saved names a change just made.
func Address(saved string) string {
	if saved == "" {
		return "/stockouts"
	}
	return "/stockouts?" + url.Values{"saved": {saved}}.Encode()
}

// undoURL leads to where a change is taken back.
func undoURL(id string) string { return "/stockouts/" + id + "/undo" }

var words = ui.EditWords{Saved: text.StockoutSaved, Undone: text.StockoutUndone, Changed: text.StockoutChanged, Same: text.StockoutSame}

// problem is what is wrong with a field.
func (f Form) problem(field string) string {
	if f.Field == field || f.Field == "" && field == "segment" {
		return f.Problem
	}
	return ""
}

// band writes the ends of a range.
func band(l text.Locale, r ui.Range) string {
	return l.MoneyWhole(r.Low) + " – " + l.MoneyWhole(r.High)
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

func number(n int64) string { return strconv.FormatInt(n, 10) }
