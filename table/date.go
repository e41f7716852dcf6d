package table

import (
	"bytes"
	"strings"
)

// Orders of a date's parts.
const (
	orderYMD = iota
	orderDMY
	orderMDY
	orderYW // 2022-33, of files whose numbers pass 12: no person chooses it
	orders
)

// orderNames are as --dates takes them.
var orderNames = [orders]string{"ymd", "dmy", "mdy"}

// coarse is how much of a date a field gives: a whole one, or less.
type coarse uint8

const (
	wholeDay coarse = iota
	aWeek           // 2023-W05
	aMonth
	aQuarter
)

// date is a field that is a date, before it is known which number is the day.
type date struct {
	days   [orders]Day
	ok     [orders]bool
	coarse coarse
	timed  bool // with a time of day that is not midnight
	late   bool // at a whole hour from 20:00 of Greenwich on, which is midnight east of it
	short  bool // its year has two digits
	form   byte // what stands between the parts, or m for a month's name, w for a week
}

// one is a date that can be read in one way.
func (d *date) one(day Day, ok bool) bool {
	for i := range orderYW {
		d.days[i], d.ok[i] = day, ok
	}
	return ok
}

// apart reports whether each order that reads the date reads another day.
func (d *date) apart() bool {
	for i := range orderYW {
		for j := range i {
			if d.ok[i] && d.ok[j] && d.days[i] == d.days[j] {
				return false
			}
		}
	}
	return true
}

// dateOf reads a date of any form, with or without a time of day.
func dateOf(b []byte) (d date, ok bool) {
	b = narrow(b)
	n := len(b)
	if n < 6 || n > 40 {
		return d, false
	}
	if n == 10 && b[4] == '-' && b[7] == '-' { // nearly all
		if y, m, day := digits(b[:4]), digits(b[5:7]), digits(b[8:]); y >= 0 && m >= 0 && day >= 0 {
			d.days[orderYMD], d.ok[orderYMD] = dayOf(y, m, day)
			d.form = '-'
			return d, d.ok[orderYMD]
		}
	}
	if !bytes.ContainsAny(b[:min(n, 24)], "0123456789") {
		return d, false
	}
	b, ok = d.timeOff(b)
	if !ok {
		return d, false
	}
	p, ok := partsOf(b)
	if !ok {
		return d, false
	}
	return d, d.put(p)
}

// timeOff takes the time of day off, and a name of a weekday before the date.
func (d *date) timeOff(b []byte) ([]byte, bool) {
	if i := bytes.IndexByte(b, ','); i >= 3 && i < len(b)-1 && weekdayNames[strings.ToLower(string(b[:i]))] {
		b = bytes.TrimLeft(b[i+1:], " ")
	}
	colon := bytes.IndexByte(b, ':')
	if colon < 0 {
		return b, true
	}
	from := colon - 1
	for from >= 0 && isDigit(b[from]) {
		from--
	}
	if from < 5 || colon-from > 3 || b[from] != ' ' && b[from] != 'T' && b[from] != ',' {
		return nil, false
	}
	clock := bytes.TrimRight(b[from+1:], "hs. ") // 22:36 hs.
	for _, c := range clock {
		if !isDigit(c) && bytes.IndexByte([]byte(":.,+- ZzAaPpMmUTC"), c) < 0 {
			return nil, false
		}
	}
	hour := digits(b[from+1 : colon])
	if len(clock) < colon-from+2 || hour < 0 || hour > 24 {
		return nil, false
	}
	d.timed = len(bytes.Trim(midnight(clock), "0:.,")) > 0
	d.late = hour >= 20 && isGreenwichHour(clock)
	return bytes.TrimRight(b[:from], " ,"), true
}

// midnight leaves zone and half of the day away where the time is midnight.
func midnight(clock []byte) []byte {
	if i := bytes.IndexAny(clock, "+-Zz U"); i > 0 {
		if rest := bytes.TrimSpace(clock[i:]); !bytes.HasPrefix(bytes.ToUpper(rest), []byte("P")) {
			if bytes.HasPrefix(bytes.ToUpper(rest), []byte("A")) && bytes.HasPrefix(clock, []byte("12")) {
				return bytes.TrimPrefix(clock[:i], []byte("12"))
			}
			return clock[:i]
		}
	}
	return clock
}

// digits gives the number that b writes, -1 where it is none.
func digits(b []byte) int {
	if len(b) == 0 || len(b) > 8 {
		return -1
	}
	n := 0
	for _, c := range b {
		if !isDigit(c) {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// isEpoch reports whether b counts seconds or milliseconds since 1970, as
// programs do.
func isEpoch(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return len(b) == 10 || len(b) == 13
}

// put reads the parts.
func (d *date) put(p parts) bool {
	a, b, c := p.list[0], p.list[1], p.list[2]
	switch {
	case p.n == 1 && a.width == 8 && a.value >= 0:
		day, ok := dayOf(a.value/10000, a.value/100%100, a.value%100)
		d.form = '8'
		return ok && a.value/10000 >= 1900 && a.value/10000 < 2200 && d.one(day, true)
	case p.n == 3 && a.value >= 0 && b.value >= 0 && c.value >= 0:
		return d.numeric(a, b, c, p.mark)
	case p.n == 3 && isWeekWord(b.text) && a.width == 4: // 2023-W05
		return d.week(a.value, c, 1)
	case p.n == 3 && isWeekWord(a.text) && c.width == 4: // KW 05/2023
		return d.week(c.value, b, 1)
	case p.n == 4 && isWeekWord(b.text) && a.width == 4: // 2023-W05-1
		return d.week(a.value, c, p.list[3].value)
	case p.n == 4:
		return false
	case p.n == 3 && a.width == 4 && c.value >= 0 && (b.text == "q" || b.text == "m"): // 2018Q3
		return d.coarser(b.text, a.value, c.value)
	case p.n == 3 && a.text == "q" && b.value >= 0 && c.width == 4: // Q3 2018
		return d.coarser(a.text, c.value, b.value)
	case p.n == 2 && len(a.text) > 0 && b.value >= 0, p.n == 2 && a.value >= 0:
		return d.monthOnly(a, b, p.mark)
	case p.n == 3:
		return d.named(a, b, c)
	}
	return false
}

func isWeekWord(s string) bool {
	return s == "w" || s == "kw" || s == "week" || s == "wk" || s == "s" || s == "sem"
}

func (d *date) week(year int, w part, weekday int) bool {
	if w.width > 2 || weekday < 1 || weekday > 7 {
		return false
	}
	day, ok := isoWeek(year, w.value)
	d.coarse, d.form = aWeek, 'w'
	return d.one(day, ok)
}

// coarser reads the month or quarter of a year.
func (d *date) coarser(unit string, year, n int) bool {
	d.coarse, d.form = aMonth, 'm'
	if unit == "q" {
		d.coarse, n = aQuarter, 3*n-2
	}
	return d.one(dayOf(year, n, 1))
}

// numeric reads three numbers in every order that makes a date.
func (d *date) numeric(a, b, c part, mark byte) bool {
	d.form = mark
	if b.width > 2 {
		return false
	}
	switch {
	case a.width == 4 && c.width <= 2:
		d.days[orderYMD], d.ok[orderYMD] = dayOf(a.value, b.value, c.value)
		return d.ok[orderYMD]
	case a.width > 2 || c.width != 4 && c.width != 2:
		return false
	}
	year := c.value
	if c.width == 2 {
		year, d.short = century(year), true
		if a.width == 2 {
			d.days[orderYMD], d.ok[orderYMD] = dayOf(century(a.value), b.value, c.value)
		}
	}
	d.days[orderDMY], d.ok[orderDMY] = dayOf(year, b.value, a.value)
	d.days[orderMDY], d.ok[orderMDY] = dayOf(year, a.value, b.value)
	return d.ok[orderYMD] || d.ok[orderDMY] || d.ok[orderMDY]
}

// century completes a year of two digits, as most programs do.
func century(y int) int {
	if y < 70 {
		return 2000 + y
	}
	return 1900 + y
}

// named reads a date whose month is a word: 20 Aug 2018, Aug 20 2018.
func (d *date) named(a, b, c part) bool {
	d.form = 'm'
	month, day, year := months[b.text], a, c
	if b.value >= 0 {
		month, day = months[a.text], b
	}
	if month == 0 || day.value < 0 || year.value < 0 {
		return false
	}
	if day.width == 4 { // 2018-Aug-20
		day, year = year, day
	}
	switch {
	case day.width > 2:
		return false
	case year.width == 2:
		year.value = century(year.value)
	case year.width != 4:
		return false
	}
	return d.one(dayOf(year.value, month, day.value))
}

// monthOnly reads what is coarser than a week: 2018-08, 08/2018, Aug 2018,
// 2018Q3.
func (d *date) monthOnly(a, b part, mark byte) bool {
	year, other := a, b
	if b.width == 4 && b.value >= 0 {
		year, other = b, a
	}
	if mark == '.' && a.value >= 0 && b.value >= 0 {
		return false // 2018.08 is a number
	}
	if year.width != 4 || year.value < 1900 || year.value >= 2200 {
		return false
	}
	month := other.value
	if month < 0 {
		month = months[other.text]
	}
	d.coarse = aMonth
	if month == 0 && len(other.text) >= 1 {
		return false
	}
	if other.value >= 0 && other.width != 2 {
		return false
	}
	if other.value >= 0 {
		d.days[orderYW], d.ok[orderYW] = isoWeek(year.value, other.value)
	}
	return d.one(dayOf(year.value, month, 1)) || d.ok[orderYW]
}
