package seriescsv

import (
	"math/bits"

	"olist/message"
	"olist/table"
	"olist/week"
)

// irregularities are weeks that lack days, and series whose rows are further
// apart than those of the file.
type irregularities struct {
	dense   bool     // most weeks of the file have most days
	orders  bool     // rows are single sales: a day is missing only where no series has one
	all     gathered // days of all series, of order lines
	weeks   int
	first   []lacking
	spacing map[table.Step]*listed
}

// lacking is a week without some of its days.
type lacking struct {
	week     week.Week
	name     string
	have, of int
}

// inspect looks at a series before its days are released.
func (o *irregularities) inspect(s *gathered, whole weeks) {
	if o.orders {
		o.join(s, whole)
		return
	}
	o.countLacking(s, whole)
	o.findSpacing(s)
}

// join adds the days of a series to those of all.
func (o *irregularities) join(s *gathered, whole weeks) {
	if o.all.days == nil {
		o.all = gathered{first: whole.first, days: make([]uint8, whole.last-whole.first+1)}
	}
	for i, d := range s.days {
		if at := int(s.first-whole.first) + i; at >= 0 && at < len(o.all.days) {
			o.all.days[at] |= d
		}
	}
}

// countLacking counts the weeks without days on which the series usually has
// values.
func (o *irregularities) countLacking(s *gathered, whole weeks) {
	places, usual := table.Lacking(s.days)
	for _, i := range places {
		week := s.first + week.Week(i)
		if week < whole.first || week > whole.last {
			continue
		}
		if o.weeks++; len(o.first) < maxNamed {
			o.first = append(o.first, lacking{week, s.name, bits.OnesCount8(s.days[i] & usual), bits.OnesCount8(usual)})
		}
	}
}

// findSpacing finds how far apart the weeks of the series are.
func (o *irregularities) findSpacing(s *gathered) {
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
	if o.spacing == nil {
		o.spacing = map[table.Step]*listed{}
	}
	if o.spacing[step] == nil {
		o.spacing[step] = &listed{}
	}
	o.spacing[step].add(s.name)
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

// note notes them.
func (o *irregularities) note(r *Reading) {
	if o.orders {
		o.countLacking(&o.all, weeks{o.all.first, o.all.first + week.Week(len(o.all.days))})
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
		if list := o.spacing[step]; list != nil && list.n < len(r.Panel.Series) {
			r.note(message.SeriesApart.With(step.Words(), list.words()))
		}
	}
}
