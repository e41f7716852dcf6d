package ui

import (
	"time"

	"olist/views/text"
	"olist/week"
)

// Period is a month or a quarter: what it came to, or is expected to come to.
type Period struct {
	week.Period
	Range         // of what is known and what is expected together; bare of a past one
	Sold, Ahead   int64
	Days          int // of the calendar
	Known         int // of these, up to the last week known
	Missing       int // of those, days that are not known whole
	Past          bool
	Before        int64 // what it came to a year before
	BeforeIsKnown bool
}

// Partly tells whether some of its days are past and some to come.
func (p Period) Partly() bool { return !p.Past && p.Known > 0 }

// Until is the last day that is known.
func (p Period) Until() time.Time { return p.First().AddDate(0, 0, p.Known-1) }

// Says is what is to be known of the period: that it is partly past, or not known
// whole.
func (p Period) Says(l text.Locale) (all []string) {
	if p.Partly() {
		all = append(all, l.T(text.PeriodPartly, p.Known, p.Days))
	}
	if p.Missing > 0 {
		all = append(all, l.T(text.PeriodMissing, p.Missing))
	}
	return all
}

// ComingPeriods are those that are not past.
func ComingPeriods(all []Period) []Period {
	for i, p := range all {
		if !p.Past {
			return all[i:]
		}
	}
	return nil
}
