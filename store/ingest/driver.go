package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"olist/message"
	"olist/store/fault"
	"olist/table"
	"olist/week"
)

// What drivers may hold.
const (
	MaxDrivers     = 16
	MaxDriverName  = 60   // bytes
	MaxDriverValue = 1e12 // of either sign
	MaxAhead       = 104  // weeks after the last with sales
)

// driverColumn is what a form says of a column that is known ahead.
const driverColumn = "driver"

// Driver is a number of each week that is known ahead, such as days of
// promotion.
type Driver struct {
	Name   string
	Values []DriverValue // by week, category and state
}

// DriverValue is a driver's value in a week: of a category and state, or, where
// both are empty, of every one.
type DriverValue struct {
	Week            week.Week
	Category, State string
	Value           float64
}

// DriverReport is what a file tells of a driver.
type DriverReport struct {
	Name    string      `json:"name"`
	First   week.Week   `json:"first"`
	Last    week.Week   `json:"last"`
	Ahead   int         `json:"weeks_ahead"` // after the last week with sales
	Holes   []week.Week `json:"holes"`       // weeks between without a value
	ByParts bool        `json:"by_parts"`    // categories or states have values of their own
}

// CheckDriver returns CodeInvalid for what cannot be the name of a driver.
func CheckDriver(name string) error {
	if flaw, of := checkName(name); of != nil {
		return fault.Invalid("drivers", flaw)
	}
	if name == "" || len(name) > MaxDriverName {
		return fault.Invalid("drivers", message.DriverName.With(MaxDriverName))
	}
	return nil
}

// driverSums gathers the values of columns that are known ahead.
type driverSums struct {
	names  []string
	column []int // for value
	by     []map[driverCell]driverMean
	rows   map[week.Week]map[uint32]bool // cells that have a row
	ahead  map[week.Week]int             // line of the first row without a revenue
	cells  int
}

type driverCell struct {
	week week.Week
	cell uint32 // category and state as they are spelled
}

// driverMean is the mean of a cell's rows of a week, all of equal weight.
type driverMean struct {
	sum float64
	n   int
}

// chooseDrivers takes the columns that a person named, and gives those that
// could be named as well: numbers that nothing else is read from.
func (r *weeklyReader) chooseDrivers(t *sheet, names []string) {
	d := &r.drivers
	names = slices.Clone(names)
	for i, p := range r.parts {
		if p == (part{RoleDriver, ByChoice}) && !slices.Contains(names, r.keys[i]) {
			names = append(names, r.keys[i])
		}
	}
	if len(names) > MaxDrivers {
		t.note(1, message.DriversMany.With(MaxDrivers))
		return
	}
	for _, name := range names {
		i := slices.Index(r.keys, name)
		if i < 0 {
			i = t.Column(name)
		}
		switch {
		case i < 0:
			t.note(1, message.ColumnMissing.With(message.Quoted(name), shorten(strings.Join(t.titles(), ", "))))
			continue
		case t.Columns[i].Role != table.Ignore || !slices.Contains([]string{"", RoleIgnore, RoleDriver}, r.parts[i].role):
			t.note(1, message.DriverTaken.With(brief(name)))
			continue
		case t.Columns[i].Kind != table.Number && t.Columns[i].Kind != table.Blank:
			t.note(1, message.DriverNoNumber.With(brief(name)))
			continue
		}
		clean := table.Clean(t.Columns[i].Name)
		if CheckDriver(clean) != nil {
			t.note(1, message.DriverName.With(MaxDriverName))
			continue
		}
		if err := t.SetRole(i, table.Driver); err != nil {
			t.noteErr(err)
		}
		r.parts[i] = part{RoleDriver, ByChoice}
		d.names, d.column = append(d.names, clean), append(d.column, t.take(i))
		d.by = append(d.by, map[driverCell]driverMean{})
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if (r.parts[i].role == "" || r.parts[i].role == RoleIgnore) && c.Countable() && c.Name != "" && !strings.Contains(c.Name, ",") && CheckDriver(table.Clean(c.Name)) == nil {
			r.free = append(r.free, i)
		}
	}
}

// needRevenue says that the revenue is missing, but where the file is one of what
// is known ahead alone: a person says so.
func (r *weeklyReader) needRevenue(t *sheet) {
	if _, has := r.measure(); has || len(r.drivers.names) > 0 || len(t.faults.List) > 0 {
		return
	}
	f := Fault{File: t.name, Line: 1, Choose: t.mayChoose(RoleAmount), Message: r.lacks(t, revenueColumn)}
	if _, dated := r.column[weekColumn]; dated && len(r.free) > 0 {
		f.Choose, t.faults.MayBeDrivers = "drivers", r.freeNames(t)
	}
	t.faults.Add(f)
}

// freeNames are the columns that could be drivers.
func (r *weeklyReader) freeNames(t *sheet) []string {
	var names []string
	for _, i := range r.free {
		names = append(names, t.Columns[i].Name)
	}
	return names
}

// isAhead takes a row without a revenue that tells what is known ahead; where no
// column is chosen that could, it says so. False for any other row.
func (r *weeklyReader) isAhead(t *sheet, at week.Week) bool {
	measure, sold := r.measure()
	revenue := r.column[measure]
	if sold && (!t.row.Missing(t.at[revenue]) || r.mayBeBlank()) {
		return false
	}
	if len(r.drivers.names) > 0 {
		category, state, ok := r.place(t, &line{}, false)
		if !ok {
			return true
		}
		if r.drivers.ahead == nil {
			r.drivers.ahead = map[week.Week]int{}
		}
		if _, known := r.drivers.ahead[at]; !known {
			r.drivers.ahead[at] = t.row.Line
		}
		r.drive(t, at, category, state)
		return true
	}
	if len(r.free) == 0 || !slices.ContainsFunc(r.free, func(i int) bool { return !t.row.Missing(i) }) {
		return false
	}
	t.faults.Add(Fault{File: t.name, Line: t.row.Line, Choose: "drivers",
		Message: t.in(revenue, message.DriverUnread.With(t.listed(r.free)))})
	r.sums.week(at).spoilt = true
	return true
}

// drive takes the drivers of a row.
func (r *weeklyReader) drive(t *sheet, at week.Week, category, state uint16) {
	d := &r.drivers
	cell := driverCell{at, uint32(category)<<16 | uint32(state)}
	if d.rows == nil {
		d.rows = map[week.Week]map[uint32]bool{}
	}
	if d.rows[at] == nil {
		d.rows[at] = map[uint32]bool{}
	}
	d.rows[at][cell.cell] = true
	for i, column := range d.column {
		v, ok, err := t.row.Number(t.at[column])
		if err != nil {
			t.noteErr(err)
			r.sums.week(at).spoilt = true
			continue
		}
		if !ok {
			continue
		}
		if v < -MaxDriverValue || v > MaxDriverValue {
			t.broken(column, message.DriverValue.With(strconv.FormatFloat(MaxDriverValue, 'g', -1, 64)))
			r.sums.week(at).spoilt = true
			continue
		}
		m, known := d.by[i][cell]
		if !known {
			if d.cells++; d.cells > MaxCells {
				t.broken(column, message.CellTooMany.With(MaxCells))
				t.fatal = true
				return
			}
		}
		d.by[i][cell] = driverMean{m.sum + v, m.n + 1}
	}
}

// refuseBlank refuses weeks with a row without a revenue that are not after all
// others: what was sold there is not known. It refuses weeks too far ahead, too.
func (r *weeklyReader) refuseBlank(t *sheet) {
	measure, sold := r.measure()
	if !sold {
		return
	}
	last, any := week.Week(0), false
	for at, w := range r.sums.weeks {
		if len(w.rows) > 0 && (!any || at > last) {
			last, any = at, true
		}
	}
	for _, at := range slices.Sorted(maps.Keys(r.drivers.ahead)) {
		line := r.drivers.ahead[at]
		switch {
		case any && at <= last:
			t.note(line, t.in(r.column[measure], message.DriverBlank.With(last)))
			r.sums.week(at).spoilt = true
		case at > last+MaxAhead:
			t.note(line, t.in(r.column[weekColumn], message.DriverFar.With(MaxAhead)))
			r.sums.week(at).spoilt = true
		}
	}
}

// batch gives the drivers of weeks that are not refused; last is the last week
// with sales, where there are some.
func (d *driverSums) batch(s *weeklySums, refused []week.Week, last week.Week, sales bool) (all []Driver, reports []DriverReport) {
	for i, name := range d.names {
		weeks := map[week.Week][]DriverValue{}
		for cell, m := range d.by[i] {
			if _, no := slices.BinarySearch(refused, cell.week); no {
				continue
			}
			weeks[cell.week] = append(weeks[cell.week], DriverValue{cell.week, s.categories.clean[cell.cell>>16], s.states.clean[cell.cell&0xffff], m.sum / float64(m.n)})
		}
		one, report := Driver{Name: name}, DriverReport{Name: name}
		for n, at := range slices.Sorted(maps.Keys(weeks)) {
			if n == 0 {
				report.First = at
			}
			for hole := report.Last + 1; n > 0 && hole < at && at-report.Last <= maxSpan; hole++ {
				report.Holes = append(report.Holes, hole)
			}
			report.Last = at
			if sales && at > last {
				report.Ahead++
			}
			values := joined(weeks[at], len(d.rows[at]))
			report.ByParts = report.ByParts || values[0].Category != ""
			one.Values = append(one.Values, values...)
		}
		if len(one.Values) > 0 {
			all, reports = append(all, one), append(reports, report)
		}
	}
	return all, reports
}

// joined sorts a week's values, takes spellings of one name together, and makes
// one value of them where all of the week's rows have the same.
func joined(values []DriverValue, rows int) []DriverValue {
	alike := len(values) == rows && !slices.ContainsFunc(values, func(v DriverValue) bool { return v.Value != values[0].Value })
	if alike {
		return []DriverValue{{Week: values[0].Week, Value: values[0].Value}}
	}
	slices.SortFunc(values, func(a, b DriverValue) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.State, b.State), cmp.Compare(a.Value, b.Value))
	})
	return slices.CompactFunc(values, func(a, b DriverValue) bool { return a.Category == b.Category && a.State == b.State })
}
