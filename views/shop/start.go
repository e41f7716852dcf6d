package shop

import (
	"strings"
	"time"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Start is the first step: which file.
type Start struct {
	ui.Frame
	Most    int64  // of a file, MB
	Problem string // what was wrong with the file before, "" for nothing
	Refused []Refused
}

// Refused is a place of a file that cannot be used.
type Refused struct{ Place, Reason string }

// Understood is the second step: what was understood of the file.
type Understood struct {
	ui.Frame
	Of       text.Locale // writes as the file's shop does, not the one that is here now
	ID, File string
	Known    string   // the export that it is, "" for none
	Said     []string // how it is written
	Columns  []Column
	Choices  []Choice
	Sums     Sums
	Trend    []float64 // of the weeks, oldest first
	Notes    []string
	Left     []string // weeks left out and why, the first of them
	MoreLeft int
	Refused  []Refused
	Ready    bool   // it can be imported as it is understood
	Problem  string // what was wrong with the choices before, "" for nothing
}

// Column is a column of the file and what it is taken for.
type Column struct {
	Key, Name string
	Role      string
	Roles     []string // it may have
	How       string   // key of text.Hows, "" without a role
	Personal  bool
	Values    []string
}

// Choice is something that a file may leave open.
type Choice struct {
	Name    string // of the field
	Label   string
	Guessed string // what it is understood as, "" where that is not known
	Chosen  string
	Open    bool // it must be chosen
	Options []Option
}

// Option is one of a choice.
type Option struct{ Value, Name string }

// Sums are those of the weeks that would be imported.
type Sums struct {
	Rows, Weeks    int
	First, Last    week.Week
	Cents          int64 // in the currency of the file
	Amount         string
	Units          int64
	Categories     int
	Regions        int
	HasAmount      bool
	CategoriesName string
	RegionsName    string
}

// Name is the third step: the shop's profile.
type Name struct {
	ui.Frame
	Of      text.Locale // of the shop that begins
	ID      string
	Weeks   string
	First   time.Time
	Last    time.Time
	Form    Form
	Problem string // what is wrong beside the form, "" for nothing
}

// sample are the first values of a column, in a line.
func (c Column) sample() string { return strings.Join(c.Values[:min(3, len(c.Values))], " · ") }
