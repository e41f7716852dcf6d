package table

import (
	"slices"

	"olist/message"
)

// Grain is how far apart the dates of a table lie.
type Grain uint8

// The grains of dates. Days covers order lines, too.
const (
	NoGrain Grain = iota // too few dates to say
	Days
	Weeks
	Fortnights
	FourWeeks
	HalfMonths
	Months
	Quarters
	HalfYears
	Years
)

var grainNames = [...]string{"", "a day", "a week", "every two weeks", "every four weeks", "every half month", "a month", "a quarter", "every half year", "a year"}

// String is the grain's name, as reports keep it.
func (g Grain) String() string { return grainNames[g] }

// Words complete "one row ...", and say nothing of NoGrain.
func (g Grain) Words() message.Message {
	if g == NoGrain {
		return message.Message{}
	}
	return grainWords[g-1].With()
}

var grainWords = [...]message.M0{message.EveryDay, message.EveryWeek, message.EveryTwoWeeks, message.EveryFourWeeks, message.EveryHalfMonth,
	message.EveryMonth, message.EveryQuarter, message.EveryHalfYear, message.EveryYear}

// Coarser reports whether a row covers more than a week, so that its values
// cannot be told apart by week.
func (g Grain) Coarser() bool { return g > Weeks }

// Calendar is what all dates of a table show.
type Calendar struct {
	Grain       Grain
	First, Last Day
	Count       int    // different days
	Weekdays    [7]int // of them, from Monday
	Timed       bool   // with times of day
	Anchor      Anchor // which day of its week a date is
	Odd         Day    // the few first or last days, far from all others, end here ...
	Gap         int    // ... so many days from the nearest; 0 where there are none such
	seen        *days
}

// Calendar looks at the dates of the column of dates; its form must be settled.
func (t *Table) Calendar() Calendar {
	if t.Across != nil && t.Across.Err == nil {
		var s days
		for _, d := range t.Across.Days {
			if d >= firstDay && d <= lastDay {
				s.add(d)
			}
		}
		k := calendarOf(&s, 0, [4]int{})
		k.Anchor = t.anchor(&k)
		return k
	}
	i := t.When()
	if i < 0 || t.Columns[i].dates == nil {
		return Calendar{}
	}
	c := &t.Columns[i]
	s := c.dates.seen[c.date.order]
	if s == nil {
		return Calendar{}
	}
	coarse := c.dates.coarse
	if c.date.order == orderYW {
		coarse = [4]int{aWeek: c.dates.n}
	}
	k := calendarOf(s, c.dates.timed, coarse)
	k.Anchor = t.anchor(&k)
	return k
}

func calendarOf(s *days, timed int, coarse [4]int) Calendar {
	all := s.list()
	k := Calendar{Count: len(all), Timed: timed > 0, seen: s}
	if len(all) == 0 {
		return k
	}
	k.First, k.Last = all[0], all[len(all)-1]
	for _, d := range all {
		k.Weekdays[d.Weekday()]++
	}
	k.far(all)
	switch {
	case coarse[aQuarter] > 0:
		k.Grain = Quarters
	case coarse[aMonth] > 0:
		k.Grain = Months
		if g := grainOf(all); g > Months {
			k.Grain = g
		}
	case coarse[aWeek] > 0:
		k.Grain = Weeks
		if g := grainOf(all); g.Coarser() {
			k.Grain = g
		}
	default:
		k.Grain = grainOf(all)
	}
	return k
}

// least is how many dates it takes to say how far apart they lie.
const least = 4

// grainOf judges by the gaps between different days, ascending.
func grainOf(all []Day) Grain {
	if len(all) < least {
		return NoGrain
	}
	var by [Years + 1]int
	sevens, fourteens, most28 := 0, 0, 0
	gaps := len(all) - 1
	for i := range gaps {
		gap := int(all[i+1] - all[i])
		by[stepOf(gap)]++
		if gap%7 == 0 {
			sevens++
		}
		if gap%14 == 0 {
			fourteens++
		}
		if gap%28 == 0 {
			most28++
		}
	}
	weekly := float64(sevens) >= nearly*float64(gaps)
	switch {
	case most28 == gaps && 2*by[Months] > gaps:
		return FourWeeks
	case fourteens == gaps && 2*by[Fortnights] > gaps:
		return Fortnights
	case weekly:
		return Weeks
	}
	for g := Years; g >= HalfMonths; g-- {
		if float64(by[g]) >= nearly*float64(gaps) || g == Months && sameDay(all) {
			return g
		}
	}
	if halfMonths(all) {
		return HalfMonths
	}
	if perWeek(all) >= 1.5 || scattered(all) {
		return Days
	}
	return Weeks
}

// scattered reports whether days lie on all days of the week, as those of rare
// orders do and those that name weeks do not.
func scattered(all []Day) bool {
	var on [7]int
	for _, d := range all {
		on[d.Weekday()]++
	}
	return len(all) >= 10 && 5*slices.Max(on[:]) < 3*len(all)
}

// Dense reports whether most weeks have most days, so that a week with fewer
// at the end of the file is not whole.
func (k Calendar) Dense() bool { return k.Grain == Days && perWeek(k.seen.list()) >= 4 }

// Opens is the first day of the week, from Monday as 0, that is usually there.
func (k Calendar) Opens() int {
	for d, n := range k.Weekdays {
		if 2*n >= slices.Max(k.Weekdays[:]) {
			return d
		}
	}
	return 0
}

// Closes is the last day of the week, from Monday as 0, that is usually there.
func (k Calendar) Closes() int {
	for d := 6; d > 0; d-- {
		if 2*k.Weekdays[d] >= slices.Max(k.Weekdays[:]) {
			return d
		}
	}
	return 0
}

// stepOf names a gap between two days.
func stepOf(gap int) Grain {
	switch {
	case gap < 7:
		return Days
	case gap == 7:
		return Weeks
	case gap == 14:
		return Fortnights
	case gap >= 28 && gap <= 31:
		return Months
	case gap >= 89 && gap <= 92:
		return Quarters
	case gap >= 181 && gap <= 184:
		return HalfYears
	case gap == 365 || gap == 366:
		return Years
	}
	return NoGrain
}

// sameDay reports whether all days are the same of their month, or the last
// ones, one a month: months of which some are missing.
func sameDay(all []Day) bool {
	first, last := true, true
	_, _, day := all[0].time().Date()
	for _, d := range all {
		y, m, at := d.time().Date()
		first = first && at == day
		last = last && at == daysIn(y, int(m))
	}
	return first || last
}

// halfMonths reports whether there are two days a month, always the same two
// (the later one may be the month's last).
func halfMonths(all []Day) bool {
	var seen [32]int
	for _, d := range all {
		y, m, at := d.time().Date()
		if at == daysIn(y, int(m)) {
			at = 31
		}
		seen[at]++
	}
	n := 0
	for at, count := range seen {
		if count > 0 {
			n++
			if at > 1 && at < 14 || at > 16 && at < 30 {
				return false
			}
		}
	}
	return n == 2
}

// perWeek is how many days there are in a week that has any.
func perWeek(all []Day) float64 {
	weeks, last := 0, -1<<30
	for _, d := range all {
		if w := d.Week(); w != last {
			weeks, last = weeks+1, w
		}
	}
	return float64(len(all)) / float64(weeks)
}

// A mistyped year puts a few days far from all others.
const (
	farGap = 3 * 366 // days
	fewDay = 50      // at most one in so many, or one, lies there
)

// far finds a few first or last days that lie far from the rest.
func (k *Calendar) far(all []Day) {
	few := max(1, len(all)/fewDay)
	if len(all) < 3 {
		return
	}
	for i := 1; i < len(all); i++ {
		gap := int(all[i] - all[i-1])
		if gap < farGap || gap <= k.Gap {
			continue
		}
		switch {
		case i <= few:
			k.Odd, k.Gap = all[i-1], gap
		case len(all)-i <= few:
			k.Odd, k.Gap = all[i], gap
		}
	}
}
