package seriescsv

import (
	"math/bits"

	"olist/message"
	"olist/table"
	"olist/week"
)

// oddities are weeks that lack days, and series whose rows lie further apart
// than those of the file.
type oddities struct {
	dense  bool     // most weeks of the file have most days
	orders bool     // rows are single sales: a day without one is none that is missing, unless no series has any
	all    gathered // days of all series, of order lines
	weeks  int
	first  []lacking
	apart  map[table.Step]*listed
}

// lacking is a week without some of its days.
type lacking struct {
	week     week.Week
	name     string
	have, of int
}

// see looks at the series before its days are let go of.
func (o *oddities) see(s *gathered, whole weeks) {
	if o.orders {
		o.join(s, whole)
		return
	}
	o.lack(s, whole)
	o.step(s)
}

// join adds the days of a series to those of all.
func (o *oddities) join(s *gathered, whole weeks) {
	if o.all.days == nil {
		o.all = gathered{first: whole.first, days: make([]uint8, whole.last-whole.first+1)}
	}
	for i, d := range s.days {
		if at := int(s.first-whole.first) + i; at >= 0 && at < len(o.all.days) {
			o.all.days[at] |= d
		}
	}
}

// lack counts the weeks without days on which the series usually has values.
func (o *oddities) lack(s *gathered, whole weeks) {
	places, usual := table.Lacking(s.days)
	for _, i := range places {
		week := s.first + week.Week(i)
		if week < whole.first || week > whole.last {
			continue
		}
		if o.weeks++; len(o.first) < mostListed {
			o.first = append(o.first, lacking{week, s.name, bits.OnesCount8(s.days[i] & usual), bits.OnesCount8(usual)})
		}
	}
}

// step finds how far apart the weeks of the series lie.
func (o *oddities) step(s *gathered) {
	var apart table.Apart
	before := -1
	for i, v := range s.values {
		if isAbsent(v) {
			continue
		}
		if before >= 0 {
			apart.Gap(i - before)
		}
		before = i
	}
	step := apart.Step()
	if step == table.NoStep || step == table.EachWeek && !(o.dense && s.oneDay()) {
		return
	}
	if o.apart == nil {
		o.apart = map[table.Step]*listed{}
	}
	if o.apart[step] == nil {
		o.apart[step] = &listed{}
	}
	o.apart[step].add(s.name)
}

// oneDay reports whether most weeks have but one day.
func (s *gathered) oneDay() bool {
	one, all := 0, 0
	for _, d := range s.days {
		if d != 0 {
			all++
		}
		if bits.OnesCount8(d) == 1 {
			one++
		}
	}
	return all > 0 && 10*one >= 9*all
}

// noted says so.
func (o *oddities) noted(r *Reading) {
	if o.orders {
		o.lack(&o.all, weeks{o.all.first, o.all.first + week.Week(len(o.all.days))})
	}
	if o.weeks > 0 {
		list := listed{n: o.weeks}
		for _, l := range o.first {
			if !o.orders && len(r.Panel.Series) > 1 {
				list.first = append(list.first, message.SeriesWeekDaysOf.With(l.week, brief(l.name), l.have, l.of))
			} else {
				list.first = append(list.first, message.SeriesWeekDays.With(l.week, l.have, l.of))
			}
		}
		r.note(message.SeriesWeeksLackDays.With(o.weeks, list.words()))
	}
	for _, step := range table.Steps() {
		if list := o.apart[step]; list != nil && list.n < len(r.Panel.Series) {
			r.note(message.SeriesApart.With(step.Words(), list.words()))
		}
	}
}
