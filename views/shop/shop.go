// Package shop has the page of the shop's profile, and those that lead from a file
// to a shop of one's own.
package shop

import (
	"time"

	"olist/views/ui"
)

// View is the page of the profile.
type View struct {
	ui.Frame
	Form   Form
	Kept   []Kept
	Notice string // what was just done, "" for nothing
	Seen   ui.Seen
}

// Form is a profile as it is written in a form.
type Form struct {
	Name, Currency, Country, Zone, Category, Region, Start, Measure, Source, Licence string

	Problem map[string]string // what is wrong, by field
	Hint    map[string]string // what a field was guessed from
	Known   Known
	Fixed   bool // weeks are there: they go on beginning on the day they do
	Brief   bool // of a new shop, whose first day of the week and measure are decided
}

// Known are what fields can be chosen from.
type Known struct {
	Countries  []Country // by name
	Currencies []string
	Starts     []string
}

// Country is a country with its name in the reader's language.
type Country struct{ Code, Name string }

// Kept is a shop that was set aside.
type Kept struct {
	ID, Name, By string
	Weeks        int
	At           time.Time
}
