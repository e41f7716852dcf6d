package table

import (
	"slices"

	"olist/message"
)

// dates are what all dates of a column show of its form.
type dates struct {
	n       int
	counted bool        // its days are kept
	read    [orders]int // how many each order can read
	failed  [orders]example
	seen    [orders]*days
	short   bool // years of two digits, so that each order may read all of them
	differ  bool // day and month of a date are not the same number
	coarse  [4]int
	timed   int
	late    int
	form    byte
	beyond  [orders]example // a year before 1900 or after 2199
	first   example
	apart   example // a date that each order that can read it reads as another day
}

// see takes a field that is a date.
func (s *dates) see(d *date, b []byte, line int) {
	s.n++
	s.first.note(b, line)
	s.form = d.form
	s.short = s.short || d.short
	s.coarse[d.coarse]++
	s.differ = s.differ || d.days[orderDMY] != d.days[orderMDY]
	if s.apart.line == 0 && d.apart() {
		s.apart.note(b, line)
	}
	if d.timed {
		s.timed++
	}
	if d.late {
		s.late++
	}
	for o := range orders {
		switch {
		case !d.ok[o]:
			s.failed[o].note(b, line)
			continue
		case d.days[o] < firstDay || d.days[o] > lastDay:
			s.beyond[o].note(b, line)
		case !s.counted:
		case s.seen[o] == nil:
			s.seen[o] = new(days)
			fallthrough
		default:
			s.seen[o].add(d.days[o])
		}
		s.read[o]++
	}
}

// DateForm is how a column writes its dates.
type DateForm struct {
	Order string // ymd, dmy or mdy
	order int
	Mark  byte // between the parts: - / . or a space; m where a month is a word, w for 2023-W05, 8 for 20180813
}

// String says it in English: month/day.
func (f DateForm) String() string { return f.Words().String() }

// Words say it for people.
func (f DateForm) Words() message.Message {
	switch {
	case f.order == orderYW:
		return message.DatesYearWeek.With()
	case f.Mark == 'w':
		return message.Prose("2018-W33")
	case f.Mark == 'm':
		return message.DatesMonthNames.With()
	case f.order == orderDMY:
		return message.DatesDayMonth.With()
	case f.order == orderMDY:
		return message.DatesMonthDay.With()
	case f.Mark == '8':
		return message.Prose("20180813")
	}
	return message.DatesYearMonthDay.With()
}

// readable are the orders that read all dates. A year of four digits that
// stands first leaves no other.
func (s *dates) readable() []int {
	if !s.short && s.read[orderYMD] == s.n {
		return []int{orderYMD}
	}
	var all []int
	for _, o := range []int{orderDMY, orderMDY, orderYMD} {
		if s.read[o] == s.n {
			all = append(all, o)
		}
	}
	return all
}

// decide finds the order of year, month and day: the only one that reads every
// date; of several, the only one that gives weeks as people sell in them.
// prefer is the order asked for, or empty; it has nothing to say about years
// of four digits that stand first.
func (s *dates) decide(column, prefer string) (DateForm, error) {
	f := DateForm{Mark: s.form}
	if s.n == 0 {
		return f, nil
	}
	if s.yearWeeks() && !monthNames[Fold(column)] {
		return s.by(orderYW), nil
	}
	all := s.readable()
	if prefer != "" && (s.short || s.read[orderYMD] < s.n) {
		return s.asked(prefer)
	}
	switch len(all) {
	case 0:
		return f, s.mixed()
	case 1:
		return s.by(all[0]), nil
	}
	if o, ok := s.byWeekday(all); ok {
		return s.by(o), nil
	}
	if all = s.likely(all); len(all) == 1 || !s.differ && all[len(all)-1] != orderYMD {
		return s.by(all[0]), nil // 01/01/2018, 02/02/2018
	}
	return f, s.ask(all)
}

// asked takes the order that was chosen, unless the dates have another.
func (s *dates) asked(prefer string) (DateForm, error) {
	o := slices.Index(orderNames[:], prefer)
	if at := s.failed[o]; at.line > 0 {
		return DateForm{Mark: s.form}, Fail(at.line, message.DateNotInOrder.With(message.Quoted(at.text), prefer)).choosable("dates")
	}
	return s.by(o), nil
}

// ask shows what the first date that the orders read differently may be.
func (s *dates) ask(all []int) error {
	shown := s.apart
	if shown.line == 0 {
		shown = s.first
	}
	d, _ := dateOf([]byte(shown.text))
	dmy, mdy, ymd := d.days[orderDMY].said(), d.days[orderMDY].said(), d.days[orderYMD].said()
	field, unclear := message.Quoted(shown.text), message.Message{}
	switch {
	case len(all) == 3:
		unclear = message.DateUnclearThree.With(field, dmy, mdy, ymd)
	case all[1] == orderMDY:
		unclear = message.DateUnclear.With(field, dmy, mdy)
	default: // where the month is first or the year, so may be the day
		unclear = message.DateUnclearYear.With(field, dmy, ymd)
	}
	return Fail(shown.line, unclear).choosable("dates")
}

func (s *dates) by(o int) DateForm { return DateForm{Order: orderNames[o], order: o, Mark: s.form} }

// A wrong place for the year scatters days over decades: their weeks are most
// of those between the first and the last, or at least several times as many
// of them as by the other order.
const (
	mostWeeks    = .8
	timesAsDense = 4
)

// likely leaves out the order with the year first, or all others, where the
// weeks that they give say so.
func (s *dates) likely(all []int) []int {
	last := len(all) - 1
	if all[last] != orderYMD {
		return all
	}
	first, other := s.density(orderYMD), 0.
	for _, o := range all[:last] {
		other = max(other, s.density(o))
	}
	switch {
	case denser(first, other):
		return all[last:]
	case denser(other, first):
		return all[:last]
	}
	return all
}

func denser(a, b float64) bool {
	return a >= mostWeeks && b < mostWeeks || a >= timesAsDense*b && b > 0
}

// density is the share of weeks from the first to the last that have a day.
func (s *dates) density(o int) float64 {
	if s.seen[o] == nil {
		return 0
	}
	weeks, first, last := 0, 0, 0
	s.seen[o].each(func(d Day) {
		if w := d.Week(); weeks == 0 {
			weeks, first, last = 1, w, w
		} else if w != last {
			weeks, last = weeks+1, w
		}
	})
	if weeks == 0 {
		return 0
	}
	return float64(weeks) / float64(last-first+1)
}

// byWeekday finds the one order by which all days lie on one day of the week:
// three of them, or two that are a week apart.
func (s *dates) byWeekday(all []int) (int, bool) {
	found, n := 0, 0
	for _, o := range all {
		if s.seen[o] == nil {
			continue
		}
		on, count, gap, before := 0, 0, Day(0), Day(0)
		s.seen[o].each(func(d Day) {
			on |= 1 << d.Weekday()
			count++
			gap, before = d-before, d
		})
		if on&(on-1) == 0 && (count >= 3 || count == 2 && gap == 7) {
			found = o
			n++
		}
	}
	return found, n == 1
}

// mixed says why no order reads every date.
func (s *dates) mixed() error {
	a, b := s.failed[orderDMY], s.failed[orderMDY]
	if s.read[orderYMD] > 0 && !s.short {
		other := s.failed[orderYMD]
		return Fail(other.line, message.DateOtherForm.With(message.Quoted(other.text)))
	}
	if a.line > b.line {
		a, b = b, a
	}
	return Fail(b.line, message.DatesContradict.With(message.Quoted(a.text), int64(a.line), message.Quoted(b.text), int64(b.line)))
}
