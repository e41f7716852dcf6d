package ingest

import (
	"maps"
	"math/bits"
	"slices"

	"olist/message"
	"olist/table"
	"olist/week"
)

// mostWeeks is how many weeks a note names.
const mostWeeks = 3

// note adds what a person should look at.
func (p *WeeklyReport) note(m message.Message) { p.Notes = append(p.Notes, m) }

// noteLacking tells of weeks inside a file of days that lack days on which it
// usually has rows: they pass for weeks of low sales. The first and the last
// week are held back where they are cut.
func (r *weeklyReader) noteLacking(partial []week.Week) {
	first, last, some := week.Week(0), week.Week(0), false
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
	var named message.List
	places, usual := table.Lacking(days)
	for _, i := range places {
		week := first + week.Week(i)
		if slices.Contains(partial, week) {
			continue
		}
		if n++; n > mostWeeks {
			continue
		}
		named = append(named, message.WeekDays.With(week, bits.OnesCount8(days[i]&usual), bits.OnesCount8(usual)))
	}
	switch {
	case n > mostWeeks:
		r.report.note(message.DaysMissingMany.With(n, named))
	case n > 0:
		r.report.note(message.DaysMissing.With(named))
	}
}

// noteApart tells of categories whose rows lie further apart than the weeks of
// the file: a month's sales would pass for those of a week.
func (r *weeklyReader) noteApart() {
	type series struct {
		table.Apart
		last week.Week
		has  bool
	}
	places := map[string]int{} // spellings that are added up are one
	of := make([]int, len(r.sums.categories.clean))
	for i, name := range r.sums.categories.clean {
		at, ok := places[name]
		if !ok {
			at = len(places)
			places[name] = at
		}
		of[i] = at
	}
	if len(places) < 2 {
		return
	}
	all := make([]series, len(places))
	for _, at := range slices.Sorted(maps.Keys(r.sums.weeks)) {
		for i := range r.sums.weeks[at].rows {
			s := &all[of[r.sums.weeks[at].rows[i].category]]
			if s.has && s.last != at {
				s.Gap(int(at - s.last))
			}
			s.last, s.has = at, true
		}
	}
	names := map[table.Step][]message.Quoted{}
	for _, name := range slices.Sorted(maps.Keys(places)) {
		if step := all[places[name]].Step(); step != table.NoStep && step != table.EachWeek {
			names[step] = append(names[step], brief(name))
		}
	}
	for _, step := range table.Steps() {
		list := names[step]
		if n := len(list); n > 0 && n < len(places) {
			r.report.note(message.CategoryApart.With(step.Words(), list[:min(n, mostWeeks)], n))
		}
	}
}

// maxSpan is how many weeks are looked at together: all of the years that
// sales may be of.
const maxSpan = 400 * 53
