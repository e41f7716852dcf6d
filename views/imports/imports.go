// Package imports is the pages that take files and show what an import does to
// the data. As every page it imports ui and text and no other page; server
// alone imports it.
package imports

import (
	"time"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// The states of an import, as the store names them.
const (
	Staged  = "staged"
	Applied = "applied"
	Undone  = "undone"
)

// View is the page that lists the versions of the data and takes new files.
type View struct {
	ui.Frame
	Rows    []Row
	Problem string // what is wrong with the files just sent, in words
	Refused []Refused
	More    int    // refused places that are not listed
	Notice  string // what was just done, or that the files bring nothing new
	Done    bool   // an import was put in force or out of it
	Choice  Choice
}

// Row is one version of the data.
type Row struct {
	Version int64
	Kind    string
	Source  string
	State   string
	By      string
	Read    time.Time
	Applied time.Time
	Undone  time.Time
	UndoneBy,
	Fingerprint string
}

// Refused is a place of a file that cannot be used, and why.
type Refused struct {
	File, Place, Reason string
}

// Preview is what one import does, or did, to the data.
type Preview struct {
	ui.Frame
	Row            Row
	Added          int
	Changed        int
	Unchanged      int
	Weeks          []Week        // those added and changed
	LeftOut        []ui.PastWeek // those of them that no model learns from
	Refused        []Refused
	More           int
	RefusedWeeks   []week.Week
	Files          []ui.FileRead
	Left           []ui.LeftOut
	Noted          []ui.LeftOut
	TaughtFrom, To week.Week // of the model that answers; To is 0 where none does
	Problem        string
	Retrain        bool // the model should learn from it at once, unless a person says otherwise

	Form          Form
	Ahead         []DriverRead
	Choice        Choice
	MissingZero   bool // weeks without a row are ones in which nothing was sold, else nothing is known of them
	MissingWeeks  []week.Week
	Trimmed       []string
	Warnings      []string // what makes the sums of the files wrong
	FileNotes     []string // what a person should look at of how the file was read
	Held          []HeldWeek
	Gaps          []Gap
	Spellings     []Spelling
	NewCategories []string
	NewStates     []string

	Read, Taken, Known, HeldRevenue, RefusedRevenue int64 // cents, of the files
	RevenueBefore, RevenueAfter                     int64 // cents, of all data
}

// Week is a week before and after an import. Money is in cents.
type Week struct {
	Week                      week.Week
	Added                     bool
	Before, After             int64
	OrdersBefore, OrdersAfter *int64 // nil where not known
	NoCategories, NoStates    bool   // that the files do not tell
}

func (r Row) kindName(l text.Locale) string {
	if r.Kind == "orders" {
		return l.T(text.ImportKindOrders)
	}
	return l.T(text.ImportKindWeekly)
}

func (r Row) stateName(l text.Locale) string {
	switch r.State {
	case Staged:
		return l.T(text.ImportStateStaged)
	case Undone:
		return l.T(text.ImportStateUndone)
	}
	return l.T(text.ImportStateApplied)
}

// stateTag is the class of the state's mark.
func (r Row) stateTag() string {
	return map[string]string{Staged: "warn", Undone: "plain"}[r.State]
}

// taught tells whether the model that answers has learnt from the week.
func (p Preview) taught(w Week) bool {
	return p.To != 0 && w.Week >= p.TaughtFrom && w.Week <= p.To
}

// part gives the weeks that are new, or those that were known otherwise.
func (p Preview) part(added bool) (weeks []Week) {
	for _, w := range p.Weeks {
		if w.Added == added {
			weeks = append(weeks, w)
		}
	}
	return weeks
}

// split words which weeks come without categories or states, and what is made
// of them; "" where there are none.
func (p Preview) split() string {
	var weeks []week.Week
	categories, states := false, false
	for _, w := range p.Weeks {
		if w.NoCategories || w.NoStates {
			weeks = append(weeks, w.Week)
			categories, states = categories || w.NoCategories, states || w.NoStates
		}
	}
	if len(weeks) == 0 {
		return ""
	}
	said := text.ImportSplitBoth
	switch {
	case !states:
		said = text.ImportSplitCategories
	case !categories:
		said = text.ImportSplitStates
	}
	return p.Text.T(said, ui.WeekList(p.Text, weeks))
}

// knownCount writes a number, or that it is not known.
func knownCount(l text.Locale, n *int64) string {
	if n == nil {
		return l.T(text.NotKnown)
	}
	return l.Int(int(*n))
}

// difference is the change in sales.
func (w Week) difference(l text.Locale) string {
	d := w.After - w.Before
	if d > 0 {
		return "+" + l.Money(d)
	}
	return l.Money(d)
}
