// Package events is the page of known events and what they do. As every page it
// imports ui and text and no other page; server alone imports it.
package events

import (
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page of known events.
type View struct {
	ui.Frame
	Coming, Past, Hidden []Row
	Form                 Form
	Known                []string // names of events that may have an effect
	Saved                *Row     // just saved, and nothing is known of what it does
	Gone                 *Row     // just deleted
	Groups               []Group  // of the calendar
	Outdated             bool     // the model has not learnt from the events as they are
}

// Row is one event and what it does.
type Row struct {
	ID     string // of what a person entered; "" from the calendar
	Name   string
	Week   week.Week
	Kind   string
	Shock  bool
	Factor float64 // found for all sales; 0 where none was
	Cents  int64   // that it adds to the forecast of all sales

	LeftOut bool // its week taught nothing: a shock, said so or found
	Unheard bool // it never happened in the data: nothing can be known of what it does
}

// Group is events of the calendar that can be left out together.
type Group struct {
	Key     string // as programs name it
	Name    string // of one event; "" for a whole kind
	Weeks   int    // that it has in the calendar
	LeftOut bool
}

func (g Group) said(l text.Locale) string {
	if g.Name != "" {
		return l.Occasion(g.Name)
	}
	return l.T(text.EventGroupNames[g.Key])
}

// Key tells an event on the page apart.
func (e Row) Key() string { return e.Week.String() + " " + e.Name }

// said names the event and its week, for people.
func (e Row) said(l text.Locale) string { return l.Occasion(e.Name) + ", " + l.Week(e.Week) }

// Form is the form as it is, or as the person filled it.
type Form struct {
	Row
	Day     string // of its week, as typed
	Editing bool
	Problem map[string]string // by field
}

// kindsOffered are the kinds that a form offers.
var kindsOffered = []string{"retail", "holiday", "one-off"}

// effect words what an event was found to do.
func (e Row) effect(l text.Locale) string {
	if e.Factor == 0 {
		return l.T(text.EventNoEffect)
	}
	return l.Change(e.Factor - 1)
}
