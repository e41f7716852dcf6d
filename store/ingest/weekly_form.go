package ingest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"olist/message"
	"olist/table"
	"olist/week"
)

// Form is how a file was understood, for a person to look at.
type Form struct {
	Text      string       `json:"text"` // in one line
	Encoding  string       `json:"encoding"`
	Separator string       `json:"separator"`
	Sheet     string       `json:"sheet,omitempty"` // of a workbook
	Number    string       `json:"number"`          // as an example: 1.234,5
	Dates     string       `json:"dates"`           // ymd, dmy or mdy; empty where they have one form, like 2018-W33
	Grain     string       `json:"grain"`           // "a day", "a week"
	Columns   []FormColumn `json:"columns"`
	Ignored   []string     `json:"ignored"` // columns that are not read
	// MayBeDrivers are those of them that hold numbers: known ahead, if a person
	// says so.
	MayBeDrivers []string `json:"may_be_drivers,omitempty"`
	// Header is its Fingerprint, and Choices are all columns with the roles that
	// they may have.
	Header  string         `json:"header,omitempty"`
	Choices []ColumnChoice `json:"choices,omitempty"`
}

// ColumnChoice is a column and the roles that it may have; its values are not
// told.
type ColumnChoice struct {
	Key      string   `json:"key"` // by which Options.Roles calls it
	Role     string   `json:"role"`
	Possible []string `json:"possible"`
}

// choices are those of all columns.
func (r *weeklyReader) choices(t *sheet) (all []ColumnChoice) {
	for i := range r.parts {
		c := ColumnChoice{Key: r.keys[i], Role: r.partOf(i).role, Possible: t.possible(i)}
		if !slices.Contains(c.Possible, c.Role) {
			c.Possible = append([]string{c.Role}, c.Possible...)
		}
		all = append(all, c)
	}
	return all
}

// FormColumn is a column of the file and what it is taken for.
type FormColumn struct {
	Name string `json:"name"`
	As   string `json:"as"`
}

// understand finds the columns, and whether the rows are of weeks. Names of
// either language count, whatever their capitals; where none is there, the only
// column of dates, or with a name for money, is taken, and the first with a
// name for goods or places. False, with the reason noted, where that fails.
func (r *weeklyReader) understand(t *sheet, o Options) bool {
	if !r.assign(t, o) && !r.eager {
		return false
	}
	r.chooseDrivers(t, o.Drivers)
	r.needRevenue(t)
	if err := t.Currencies(); err != nil {
		t.noteErr(err)
	}
	if len(t.faults.List) > 0 {
		return false
	}
	if t.Settle() != nil {
		for i := range t.Columns { // what is to be chosen is asked all at once
			if err := t.Columns[i].Problem(); err != nil {
				t.noteErr(err)
			}
		}
		return false
	}
	r.begin(o.WeekStart)
	r.days = t.Calendar()
	grain := r.days.Grain
	if grain.Coarser() {
		t.note(0, message.FileCoarse.With(grain.Words()))
		return false
	}
	r.daily = grain == table.Days
	r.apart = t.notRead(r.column)
	r.addUp = len(r.apart) > 0 && !slices.ContainsFunc(r.apart, func(i int) bool { return r.parts[i] != part{RoleIgnore, ByChoice} })
	r.addUp = r.addUp || r.has(orderColumn) // lines of orders
	_, r.sums.counted = r.column[ordersColumn]
	return true
}

// first is the first column of a role that can be read in it, as a list.
func (s *sheet) first(role table.Role, fits func(*table.Column) bool) []int {
	states := s.Statuses()
	for _, i := range s.With(role) {
		if fits(&s.Columns[i]) && !slices.ContainsFunc(states, func(o table.Status) bool { return o.Column == i }) {
			return []int{i}
		}
	}
	return nil
}

// Names of places too large or too small to part a shop's sales well, where
// there are others.
var (
	countries = []string{"country", "land", "pais", "shipping country", "ship country"}
	cities    = []string{"city", "cidade", "stadt", "ciudad", "ville", "citta"}
)

// region is the column of regions, as a list: of several, the one that parts
// the sales, states before countries before cities.
func (s *sheet) region() []int {
	best, rank := []int(nil), 1<<30
	states := s.Statuses()
	for _, i := range s.With(table.Region) {
		c := &s.Columns[i]
		if c.Kind != table.Words || c.Distinct() > MaxRegions || c.Longest() > maxName || slices.ContainsFunc(states, func(o table.Status) bool { return o.Column == i }) {
			continue
		}
		r := 0
		switch name := table.Fold(c.Name); {
		case slices.Contains(countries, name):
			r = 1
		case slices.Contains(cities, name):
			r = 2
		}
		if c.Distinct() < 2 {
			r += 10
		}
		if r < rank {
			best, rank = []int{i}, r
		}
	}
	return best
}

// notRead are the columns of words that differ and are not read.
func (s *sheet) notRead(column map[string]int) (all []int) {
	for i := range s.Columns {
		c := &s.Columns[i]
		used := false
		for _, at := range column {
			used = used || s.at[at] == i
		}
		if !used && c.Distinct() > 1 && (c.Kind == table.Words || c.Kind == table.Number && table.NamedFor(c.Name, table.Series)) {
			all = append(all, i)
		}
	}
	return all
}

func (s *sheet) listed(columns []int) message.Quoted {
	var names []string
	for _, i := range columns {
		names = append(names, cmp.Or(s.Columns[i].Name, strconv.Itoa(i+1)))
	}
	return shorten(strings.Join(names, ", "))
}

// form says how the file was understood.
func (s *sheet) form(column map[string]int, drivers []int) Form {
	f := Form{Text: s.Describe().String(), Encoding: string(s.Encoding), Separator: s.Mark(), Sheet: s.Sheet, Grain: s.Calendar().Grain.String()}
	used := map[int]bool{}
	for _, c := range roles {
		i, ok := column[c.column]
		if !ok {
			continue
		}
		at := s.at[i]
		used[at] = true
		f.Columns = append(f.Columns, FormColumn{s.Columns[at].Title().String(), c.column})
		switch c.column {
		case weekColumn:
			f.Dates = s.Columns[at].Dates().Order
		case revenueColumn:
			f.Number = s.Columns[at].Numbers().String()
		}
	}
	for _, i := range drivers {
		used[s.at[i]] = true
		f.Columns = append(f.Columns, FormColumn{s.Columns[s.at[i]].Title().String(), driverColumn})
	}
	for i := range s.Columns {
		if !used[i] && s.Columns[i].Name != "" {
			f.Ignored = append(f.Ignored, s.Columns[i].Name)
		}
	}
	return f
}

// Days that may be those of sales.
var (
	firstDay = dayNumber(firstYear, time.January, 1)
	lastDay  = dayNumber(lastYear, time.December, 31)
)

func dayNumber(year int, month time.Month, day int) table.Day {
	return table.Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// partial gives the first and the last week of a file of days where it begins
// or ends within: days on which it usually has rows are missing.
func (r *weeklyReader) partial() (weeks []week.Week) {
	c := r.days
	most := 0
	for _, n := range c.Weekdays {
		most = max(most, n)
	}
	start := (int(r.start) + 6) % 7 // from Monday
	place := func(day table.Day) int { return (day.Weekday() - start + 7) % 7 }
	missing := func(from, to int) bool {
		for d := from; d < to; d++ {
			if 2*c.Weekdays[(d+start)%7] > most {
				return true
			}
		}
		return false
	}
	if missing(0, place(c.First)) {
		weeks = append(weeks, r.weekOf(c.First))
	}
	if missing(place(c.Last)+1, 7) {
		weeks = append(weeks, r.weekOf(c.Last))
	}
	return weeks
}

// starts are the days that weeks begin on.
var starts = map[string]time.Weekday{"": time.Monday, WeekMonday: time.Monday, WeekSunday: time.Sunday, WeekSaturday: time.Saturday}

// weekOf is the week that a row of a day counts for.
func (r *weeklyReader) weekOf(day table.Day) week.Week {
	if r.start == time.Monday {
		return week.Week(r.days.Week(day))
	}
	middle := r.days.Middle(day)
	since := int(middle) - int(r.origin)
	return r.first + week.Week(floorDiv(since, 7))
}

// weekday is a day's place in its week, 0 for the first.
func (r *weeklyReader) weekday(day table.Day) int {
	return (day.Weekday() - int(r.start) + 1 + 7) % 7 // of r.start Sunday is 0, of a day Monday
}

// begin sets the day on which weeks begin.
func (r *weeklyReader) begin(on string) {
	r.start = starts[on]
	r.first = week.OfFirst(time.Unix(0, 0).UTC(), r.start)
	r.origin = table.Day(r.first.First().Unix() / 86400)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
