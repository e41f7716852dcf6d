// Package needs is the page of what needs somebody. As every page it imports ui and
// text and no other page; server alone imports it.
package needs

import (
	"strconv"
	"time"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the list, what was answered, the limits, and the past year with them.
type View struct {
	ui.Frame
	Open   []Row
	Done   []Row // that were answered
	Left   int   // weeks that are no line since others have more money
	Usual  int64 // a usual week, in cents; 0 where nothing is forecast
	Rules  Rules
	Replay *Replay // nil where it takes its time
	Later  string  // where it is then
	Days   Days
}

// Days bound the day until which a line can be put off, and propose one.
type Days struct{ First, Last, Next string }

// Row is a line.
type Row struct {
	ID, Kind string
	Name     string // of the segment, the source; "" where it is about the house
	Said     string
	URL      string // where it can be looked into
	Cents    int64
	Answer   Answer
	Typed    Typed
}

// Answer is what was said of a line last; of none, that is zero.
type Answer struct {
	Kind   string // closed, snoozed, opened
	Word   string
	By     string
	At     time.Time
	Until  time.Time
	Change int
}

// Typed is what a person typed and what is wrong with it.
type Typed struct {
	Word, Until string
	Problem     map[string]string
}

// Rules are the limits as a form holds them.
type Rules struct {
	Level                      int
	Least, Chance, Weeks, Most string
	Change                     int
	LeastCents                 int64
	Tried                      bool // they are not saved
	Problem                    map[string]string
}

// Replay is what the list would have had.
type Replay struct {
	Weeks        int // that were looked at
	Lines, Most  int
	Segments, Of int
	Rows         []Replayed // the weeks with lines, the latest first
}

// Replayed is a week with lines.
type Replayed struct {
	Week       week.Week
	Lines      int
	Left       int
	Largest    string
	LargestSum int64
}

func (r Row) action() string { return "/needs/" + r.ID }

func (r Row) field(name string) string { return name + "-" + r.ID }

// heading names a line in a few words.
func (r Row) heading(l text.Locale) string {
	if r.Name == "" {
		return l.T(text.NeedKinds[r.Kind])
	}
	return r.Name
}

// said is the sentence on an answer, or "".
func (a Answer) said(l text.Locale) string {
	said := ""
	switch a.Kind {
	case "closed":
		said = l.T(text.NeedsClosedBy, a.By, l.Day(a.At))
	case "snoozed":
		said = l.T(text.NeedsSnoozedBy, a.By, l.Day(a.Until))
	default:
		return ""
	}
	if a.Word != "" {
		said += ": " + l.Quote(a.Word)
	}
	return said
}

func (v View) amount(r Row) string {
	if r.Cents == 0 {
		return "–"
	}
	return v.Text.MoneyWhole(r.Cents)
}

func (r Replay) said(l text.Locale) string {
	return l.T(text.NeedsReplayed, l.N(text.Weeks, r.Weeks), l.N(text.NeedsNew, r.Most), l.N(text.NeedsNew, r.Lines))
}

func number(n int) string { return strconv.Itoa(n) }
