// Package ui holds what pages are put together from: the document around them,
// fields, tabs, notices, lists and their pages, help, and the words that all of
// them speak of sales in (segments, past and coming weeks, ranges, scores). View
// models hold values: money in integer cents, days and weeks as such; package text
// turns them into words.
//
// It imports text and static, and no page; every page imports it.
package ui

import (
	"cmp"
	"time"

	"olist/views/text"
	"olist/week"
)

// Frame is what every page has around its content.
type Frame struct {
	Text      text.Locale
	Theme     string   // light, dark, or "" for what the system says
	Path      string   // of the page, for the navigation
	Back      string   // path and query to come back to after changing preferences
	Asked     string   // the address that was asked for, "" where something was sent to it
	New       bool     // whether this person is here for the first time
	MayPlan   bool     // whether the person may note, set targets and assume
	MayTrain  bool     // whether the person may import, train and activate
	MayAdmin  bool     // whether the person may change settings, and who may do what
	MayLogIn  bool     // whether there is a password that would let the person do so
	Closed    bool     // to who asks: nothing is said of what answers
	Person    string   // who has logged in by a name of their own, or ""
	Vouched   bool     // a proxy names them with every request: there is no logging out here
	Model     Model    // that answers; zero where there is none
	Needs     int      // lines of what needs somebody
	Notices   []string // what was made of the request, where not all could be taken as it was
	Lost      string   // what of the database cannot be read and what to do, or ""
	Unsold    bool     // no import is in force: there is nothing to forecast
	Better    Model    // that answered before and was closer on the same data; zero where it was not
	Worse     string   // says so
	Earlier   string   // says that an earlier engine trained the model that answers, or ""
	Successor Model    // that the present engine trained on the same data, to compare it with; zero where there is none
	Undecided bool     // everybody reads only since nobody has decided, and this person can
	Shared    string   // by whom and until when a link shows the page, or ""
	Damaged   string   // id of the model that should answer and cannot be read, or ""
}

// Around gives the frame of a view that has it.
func (f *Frame) Around() *Frame { return f }

// Model names a trained model in a few words.
type Model struct {
	ID        string
	Name      string // short, for people
	Trained   time.Time
	FromWeek  week.Week // the first that it learnt from
	UntilWeek week.Week // the last one
}

// Known tells whether there is a model at all.
func (m Model) Known() bool { return m.ID != "" }

// nextTheme is what the theme button changes to: auto, dark, light, auto.
func (f Frame) nextTheme() string {
	switch f.Theme {
	case "":
		return "dark"
	case "dark":
		return "light"
	}
	return "auto"
}

func (f Frame) themeName(theme string) string {
	switch theme {
	case "dark":
		return f.Text.T(text.ThemeDark)
	case "light":
		return f.Text.T(text.ThemeLight)
	}
	return f.Text.T(text.ThemeAuto)
}

// Here is the address of the page, from which links to its other parts are
// made.
func (f Frame) Here() string { return cmp.Or(f.Asked, f.Back) }
