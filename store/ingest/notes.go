package ingest

import (
	"fmt"
	"math/bits"
	"slices"

	"olist/forecast"
	"olist/table"
)

// mostWeeks is how many weeks a note names.
const mostWeeks = 3

// say notes what a person should look at; pages know it by its format.
func (p *WeeklyReport) say(format string, args ...any) {
	p.Notes = append(p.Notes, fmt.Sprintf(format, args...))
}

// noteLacking tells of weeks inside a file of days that lack days on which it
// usually has rows: they pass for weeks of low sales. The first and the last
// week are held back where they are cut.
func (r *weeklyReader) noteLacking(partial []forecast.Week) {
	first, last, some := forecast.Week(0), forecast.Week(0), false
	for at, w := range r.sums.weeks {
		if w.spoilt {
			continue
		}
		if !some {
			first, last, some = at, at, true
		}
		first, last = min(first, at), max(last, at)
	}
	if !some || last-first > maxSpan {
		return
	}
	days := make([]uint8, last-first+1)
	for at, w := range r.sums.weeks {
		for i := range w.rows {
			if !w.spoilt {
				days[at-first] |= w.rows[i].days
			}
		}
	}
	n := 0
	var named string
	places, usual := table.Lacking(days)
	for _, i := range places {
		week := first + forecast.Week(i)
		if slices.Contains(partial, week) {
			continue
		}
		if n++; n > mostWeeks {
			continue
		}
		if n > 1 {
			named += ", "
		}
		named += fmt.Sprintf("%s (%d/%d)", week, bits.OnesCount8(days[i]&usual), bits.OnesCount8(usual))
	}
	switch {
	case n > mostWeeks:
		r.report.say("days on which the file usually has rows are missing in %d of its weeks, the first: %s; what is there is added up, and may be low for it", n, named)
	case n > 0:
		r.report.say("days on which the file usually has rows are missing in: %s; what is there is added up, and may be low for it", named)
	}
}

// maxSpan is how many weeks are looked at together: all of the years that
// sales may be of.
const maxSpan = 400 * 53
