package table

import (
	"fmt"
	"time"
)

// notes are what a person should know of how a file was read.
type notes []string

func (n *notes) say(format string, args ...any) { *n = append(*n, fmt.Sprintf(format, args...)) }

// Notes say of a settled table what its form does not: which week its dates
// count for, where another could be meant, and which lines Each passed over.
func (t *Table) Notes() []string {
	var n notes
	k := t.Calendar()
	t.noteWeeks(&n, &k)
	t.noteTotals(&n)
	return n
}

func (t *Table) noteWeeks(n *notes, k *Calendar) {
	if k.Count == 0 {
		return
	}
	monday := func(week int) Day { return Day(7*week + 4) }
	name, day := t.anchorName(), k.Last
	if name == "" {
		name = "date"
	}
	if t.yearWeeks() {
		n.say("dates like 2018-33 are taken for years and their weeks by ISO 8601, as some numbers pass 12")
	}
	switch k.Anchor {
	case Ends:
		n.say("`%s` is taken for the last day of its week; weeks are called by their Monday", name)
		if k.Week(day) != day.Week() {
			n.say("so %s counts for the week of Monday %s, which has most of the seven days that end there", day, monday(k.Week(day)))
		}
	case Begins:
		if k.Weekdays[0] < k.Count {
			n.say("`%s` is taken for the first day of its week: %s counts for the week of Monday %s", name, day, monday(k.Week(day)))
		}
	case Midnight:
		n.say("all dates are Sundays at a whole hour late in the evening of Greenwich, which is a Monday's midnight east of it: %s counts for the week of Monday %s", day, monday(k.Week(day)))
	default:
		t.noteWithin(n, k, monday)
	}
}

// noteWithin tells of weekly dates that are all one day of the week, but no
// Monday, and of midnights that were written in the time of Greenwich.
func (t *Table) noteWithin(n *notes, k *Calendar, monday func(int) Day) {
	if k.Grain == Days {
		if i := t.When(); t.Across == nil && i >= 0 && t.Columns[i].dates.late == t.Columns[i].dates.n {
			n.say("all times are whole hours late in the evening of Greenwich, as of midnights east of it: days are taken as they are written, and not for the days after")
		}
		return
	}
	on := 0
	for d, count := range k.Weekdays {
		if count > k.Weekdays[on] {
			on = d
		}
	}
	if float64(k.Weekdays[on]) < nearly*float64(k.Count) {
		return
	}
	day := k.Last
	for day.Weekday() != on {
		day--
	}
	days := time.Weekday((on+1)%7).String() + "s"
	switch {
	case on >= 4:
		other := Calendar{Anchor: Begins}
		n.say("the dates are %s, and each counts for the week from Monday on that holds it: %s for that of %s; if they are the first days of weeks, --week-dates first counts it for that of %s",
			days, day, monday(day.Week()), monday(other.Week(day)))
	case on == 1 || on == 2:
		other := Calendar{Anchor: Ends}
		n.say("the dates are %s, and each counts for the week from Monday on that holds it: %s for that of %s; if they are the last days of weeks, --week-dates last counts it for that of %s",
			days, day, monday(day.Week()), monday(other.Week(day)))
	}
}

// yearWeeks reports whether dates are written 2018-33.
func (t *Table) yearWeeks() bool {
	if t.Across != nil && t.Across.Err == nil {
		return t.Across.Form.order == orderYW
	}
	i := t.When()
	return i >= 0 && t.Columns[i].date.order == orderYW
}

func (t *Table) noteTotals(n *notes) {
	for _, x := range t.totals {
		n.say("line %d, %q, sums up others and is passed over", x.Line, x.Text)
	}
	if t.moreTotals == 1 {
		n.say("and %d more line like it", t.moreTotals)
	} else if t.moreTotals > 1 {
		n.say("and %d more lines like it", t.moreTotals)
	}
}
