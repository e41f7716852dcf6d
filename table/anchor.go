package table

import (
	"bytes"
	"strings"
)

// Anchor is which day of its week the date of a weekly row is.
type Anchor uint8

// The anchors. Weeks begin on Mondays; where those of a file do not, a date
// stands for the week that has most of its seven days.
const (
	Within   Anchor = iota // any day
	Begins                 // the first of seven
	Ends                   // the last of seven
	Midnight               // a Sunday in Greenwich, written for a Monday's midnight east of it
)

// The readings of weekly dates that a person can choose.
const (
	FirstDay = "first"
	LastDay  = "last"
)

// Week gives the week of a date, as Day.Week numbers it.
func (k *Calendar) Week(d Day) int { return k.Middle(d).Week() }

// Middle is a day of the week that a date stands for, whichever day weeks begin
// on: where the date is the first or the last of seven, the one amid them.
func (k *Calendar) Middle(d Day) Day {
	switch k.Anchor {
	case Begins:
		d += 3
	case Ends:
		d -= 3
	case Midnight:
		d++
	}
	return d
}

// Ending reports whether a column's name says that its dates are the last days
// of weeks.
func Ending(name string) bool {
	f := Fold(name)
	return endingNames[f] > 0 || begins(f, "week end", "wk end", "weekend", "period end", "fim da semana", "fin de semaine", "fin de la semana", "fin de semana")
}

// Beginning reports whether a column's name says that its dates are the first
// days of weeks.
func Beginning(name string) bool {
	f := Fold(name)
	return beginningNames[f] > 0 || begins(f, "week begin", "week start", "week commenc", "wk begin", "wk start", "wk commenc", "weekstart", "period start", "period begin",
		"start of week", "beginning of week", "first day of week", "inicio da semana", "inicio de la semana", "inicio semana", "semana inicio", "debut de semaine", "debut semaine", "wochenbeginn", "wochenstart", "wochenanfang")
}

var (
	endingNames    = list("w e,we,semana terminada,wochenende,woche bis,end of week,last day of week,week to,semana ate,ultimo dia da semana,fim semana,semana fim")
	beginningNames = list("w c,wc,w b,week of,week from,woche ab,woche vom,semana de,semana iniciada,primeiro dia da semana,semaine du")
)

func begins(name string, with ...string) bool {
	for _, w := range with {
		if strings.HasPrefix(name, w) {
			return true
		}
	}
	return false
}

// anchor decides it by what a person chose, the header, and the hours.
func (t *Table) anchor(k *Calendar) Anchor {
	if k.Grain == Days {
		return Within
	}
	name := t.anchorName()
	switch {
	case t.options.Days == FirstDay:
		return Begins
	case t.options.Days == LastDay:
		return Ends
	case Ending(name):
		return Ends
	case Beginning(name):
		return Begins
	}
	if i := t.When(); t.Across == nil && i >= 0 {
		if d := t.Columns[i].dates; d.n > 0 && d.late == d.n && k.Weekdays[6] == k.Count {
			return Midnight
		}
	}
	return Within
}

// anchorName is the name that says which days the dates are: that of their
// column, or, where the header has the dates, of those before them.
func (t *Table) anchorName() string {
	if t.Across == nil || t.Across.Err != nil {
		return t.Columns[t.When()].Name
	}
	for i := range t.Columns[:t.Across.Columns[0]] {
		if name := t.Columns[i].Name; Ending(name) || Beginning(name) {
			return name
		}
	}
	return ""
}

// isGreenwichHour reports whether a clock shows a whole hour and the zone of
// Greenwich: 23:00:00Z.
func isGreenwichHour(clock []byte) bool {
	_, rest, _ := bytes.Cut(clock, []byte(":"))
	rest, zone := bytes.TrimRight(rest, "Zz UTC+"), rest
	if i := bytes.IndexByte(zone, '+'); i >= 0 { // +00:00
		rest, zone = zone[:i], zone[i+1:]
		if len(zone) < 2 || len(bytes.Trim(zone, "0:")) > 0 {
			return false
		}
	} else if len(rest) == len(zone) {
		return false
	}
	return len(bytes.Trim(rest, "0:. ")) == 0
}
