package imports

import (
	"slices"
	"strings"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Form is how a file was understood.
type Form struct {
	Encoding, Separator, Sheet, Number, Dates, Grain string
	Columns                                          [][2]string // as they are called, and what they are taken for
	Ignored                                          []string
}

// Choice is what a person may decide about files that are still kept;
// without an upload there is nothing to decide.
type Choice struct {
	Upload, Missing, Decimal, Dates, WeekDates, Sheet, Unsold string
	Columns                                                   []ColumnAhead // that may be known ahead
	Sheets                                                    []string      // of a workbook or an archive, where there are several
	Roles                                                     []ColumnRole  // all columns, where they are known
}

// ColumnRole is a column, what it is taken for, and what it may be.
type ColumnRole struct {
	Key, Role string
	Possible  []string
}

// said is a role as the form sends it.
func (c ColumnRole) said(role string) string { return c.Key + "=" + role }

// ColumnAhead is a column of numbers that may be known ahead of its week.
type ColumnAhead struct {
	Name   string
	Chosen bool
}

// DriverRead is what the files tell of a number known ahead.
type DriverRead struct {
	Name        string
	First, Last week.Week
	Ahead       int // weeks after the last with sales
	Holes       []week.Week
	ByParts     bool // categories or states have values of their own
	Alone       bool // the files hold nothing else
}

// words say from when to when it is known, and where it is not.
func (d DriverRead) words(l text.Locale) string {
	said := l.T(text.ImportDriverRead, l.Week(d.First), l.Week(d.Last), l.N(text.Weeks, d.Ahead))
	switch {
	case d.Alone:
		said = l.T(text.ImportDriverAlone, l.Week(d.First), l.Week(d.Last))
	case d.Ahead == 0:
		said = l.T(text.ImportDriverPast, l.Week(d.First), l.Week(d.Last))
	}
	if len(d.Holes) > 0 {
		said += " " + l.T(text.ImportDriverHoles, ui.WeekList(l, d.Holes))
	}
	if d.ByParts {
		said += " " + l.T(text.ImportDriverParts)
	}
	return said
}

// HeldWeek is a week of the files that is not taken. Code is the reader's.
type HeldWeek struct {
	Week  week.Week
	Cents int64
	Code  string
	Near  int // weeks to the nearest other, where that is the reason
}

// Gap is a run of weeks without data beside those of the import.
type Gap struct {
	After, Before week.Week
	Weeks         int
}

// Spelling is a proposal to take categories for one.
type Spelling struct {
	Into  string
	Names []string
}

// shownMost is how many of anything a preview lists.
const shownMost = 100

// formChoice is one of the answers that a select offers.
type formChoice struct {
	value string
	label text.Text
}

// The choices, the first of each leaves it to the program.
var (
	missingChoices = []formChoice{{"", text.ImportChoiceAuto}, {"hole", text.ImportMissingHole}, {"zero", text.ImportMissingZero}}
	decimalChoices = []formChoice{{"", text.ImportChoiceAuto}, {".", text.ImportDecimalPoint}, {",", text.ImportDecimalComma}}
	unsoldChoices  = []formChoice{{"", text.ImportChoiceAuto}, {"count", text.ImportUnsoldCount}, {"leave", text.ImportUnsoldLeave}}
	dayChoices     = []formChoice{{"", text.ImportChoiceAuto}, {"first", text.ImportWeekFirst}, {"last", text.ImportWeekLast}}
	dateChoices    = []formChoice{{"", text.ImportChoiceAuto}, {"dmy", text.ImportDatesDMY}, {"mdy", text.ImportDatesMDY}, {"ymd", text.ImportDatesYMD}}
)

// words says in one line how the file was understood.
func (f Form) words(l text.Locale) string {
	var said []string
	if f.Encoding != "" && f.Encoding != "UTF-8" {
		said = append(said, f.Encoding)
	}
	if t, ok := text.ImportSeparators[f.Separator]; ok {
		said = append(said, l.T(t))
	}
	if f.Sheet != "" {
		said = append(said, l.T(text.ImportFromSheet, f.Sheet))
	}
	if f.Number != "" {
		said = append(said, l.T(text.ImportNumbers, f.Number))
	}
	for _, o := range dateChoices[1:] {
		if o.value == f.Dates {
			said = append(said, l.T(text.ImportDatesAre, l.T(o.label)))
		}
	}
	if f.Grain == "a day" {
		said = append(said, l.T(text.ImportDaily))
	} else if f.Grain != "" {
		said = append(said, l.T(text.ImportWeekly))
	}
	return strings.Join(said, ", ")
}

// columns says which column was taken for what.
func (f Form) columns(l text.Locale) string {
	var said []string
	for _, c := range f.Columns {
		if _, ok := text.ImportColumns[c[1]]; !ok {
			continue
		}
		said = append(said, l.T(text.ImportColumnAs, c[0], l.Role(text.ImportColumns, c[1])))
	}
	return strings.Join(said, "; ")
}

// reason words why a week is held back.
func (h HeldWeek) reason(l text.Locale) string {
	switch h.Code {
	case "future":
		return l.T(text.ImportHeldFuture)
	case "open":
		return l.T(text.ImportHeldOpen)
	case "part":
		return l.T(text.ImportHeldPart)
	}
	return l.T(text.ImportHeldFar, l.N(text.Weeks, h.Near))
}

// listNames writes names with commas, the first of many.
func listNames(l text.Locale, names []string) string {
	const most = 20
	if more := len(names) - most; more > 0 {
		return strings.Join(names[:most], ", ") + ", " + l.T(text.AndMore, l.Int(more))
	}
	return strings.Join(names, ", ")
}

// balance is where the revenue of the files went: what was read is the sum of
// the others.
func (p Preview) balance() []LeftCents {
	rows := []LeftCents{{p.Text.T(text.ImportTaken), p.Taken}}
	for _, r := range []LeftCents{{p.Text.T(text.ImportKnown), p.Known}, {p.Text.T(text.ImportHeldSum), p.HeldRevenue}, {p.Text.T(text.ImportRefusedSum), p.RefusedRevenue}} {
		if r.Cents != 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// LeftCents is an amount and what it is.
type LeftCents struct {
	Name  string
	Cents int64
}

// Spare says which weeks stay as they are, since the file has no row of them.
func (p *Preview) Spare(weeks []week.Week, cents int64) {
	if len(weeks) == 0 {
		return
	}
	p.FileNotes = append(p.FileNotes, p.Text.T(text.ImportSpared, p.Text.N(text.Weeks, len(weeks)), p.Text.Money(cents), ui.WeekList(p.Text, weeks)))
	p.MissingWeeks = slices.DeleteFunc(p.MissingWeeks, func(w week.Week) bool { return slices.Contains(weeks, w) })
}
