package table

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
}

// see takes a field that is a date.
func (s *dates) see(d *date, b []byte, line int) {
	s.n++
	s.first.note(b, line)
	s.form = d.form
	s.short = s.short || d.short
	s.coarse[d.coarse]++
	s.differ = s.differ || d.days[orderDMY] != d.days[orderMDY]
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

// String says it for people: month/day.
func (f DateForm) String() string {
	switch {
	case f.order == orderYW:
		return "year-week"
	case f.Mark == 'w':
		return "2018-W33"
	case f.Mark == 'm':
		return "with names of months"
	case f.order == orderDMY:
		return "day/month"
	case f.order == orderMDY:
		return "month/day"
	case f.Mark == '8':
		return "20180813"
	}
	return "year-month-day"
}

// readable are the orders that read all dates. One that takes the first of
// three short numbers for a year counts only where no other does.
func (s *dates) readable() []int {
	var all []int
	for _, o := range []int{orderDMY, orderMDY, orderYMD} {
		if s.read[o] == s.n && (o != orderYMD || !s.short || len(all) == 0) {
			all = append(all, o)
		}
	}
	if len(all) > 1 && s.read[orderYMD] == s.n && !s.short {
		return []int{orderYMD} // written so that only one reading is there
	}
	return all
}

// decide finds the order of day and month: the only one that reads every
// date; or, of two, the one by which all are the same day of the week.
// prefer is the order asked for, or empty.
func (s *dates) decide(column, prefer string) (DateForm, error) {
	f := DateForm{Mark: s.form}
	if s.n == 0 {
		return f, nil
	}
	if s.yearWeeks() && !monthNames[Fold(column)] {
		return s.by(orderYW), nil
	}
	if prefer != "" && s.read[orderYMD] < s.n || prefer == orderNames[orderYMD] && s.short {
		for o, name := range orderNames {
			if name != prefer {
				continue
			}
			if at := s.failed[o]; at.line > 0 {
				return f, failIn(at.line, column, "%q is no date in the order that --dates %s asks for", at.text, prefer).choosable("dates")
			}
			return s.by(o), nil
		}
	}
	all := s.readable()
	switch len(all) {
	case 0:
		return f, s.mixed(column)
	case 1:
		return s.by(all[0]), nil
	}
	if o, ok := s.byWeekday(all); ok {
		return s.by(o), nil
	}
	if !s.differ {
		return s.by(all[0]), nil // 01/01/2018, 02/02/2018
	}
	d, _ := dateOf([]byte(s.first.text))
	return f, failIn(s.first.line, column, "%q may be %s (day/month) or %s (month/day), and nothing in the column says which; choose with --dates dmy or --dates mdy",
		s.first.text, d.days[orderDMY], d.days[orderMDY]).choosable("dates")
}

func (s *dates) by(o int) DateForm { return DateForm{Order: orderNames[o], order: o, Mark: s.form} }

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
func (s *dates) mixed(column string) error {
	a, b := s.failed[orderDMY], s.failed[orderMDY]
	if s.read[orderYMD] > 0 && !s.short {
		other := s.failed[orderYMD]
		return failIn(other.line, column, "%q is written in another form than the other dates; write all like 2018-08-13", other.text)
	}
	if a.line > b.line {
		a, b = b, a
	}
	return failIn(b.line, column, "%q in line %d and %q in line %d cannot both be dates in one order of day and month; write all like 2018-08-13", a.text, a.line, b.text, b.line)
}
