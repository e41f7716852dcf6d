package ingest

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/table"
	"olist/week"
)

// NoState stands for sales whose state is not known.
const NoState = "none"

// What a week without a row means, between others.
const (
	MissingHole = "hole" // nothing is known of it: as weekly values are read
	MissingZero = "zero" // nothing was sold: as order lines are read
)

// Options are what a person decides about files; the zero value leaves it to
// the reader.
type Options struct {
	Missing string // MissingHole or MissingZero: weeks without a row, between the first and the last
	Decimal string // . or ,
	Dates   string // ymd, dmy or mdy
	// WeekDates is which day of its week the date of a weekly row is:
	// table.FirstDay or LastDay.
	WeekDates string
	// Sheet is that of a workbook, or the file of a zip archive, where several
	// hold a table.
	Sheet string
	// Drivers are columns of a weekly file that are known ahead, by name.
	Drivers []string
	// Roles are what columns are, by their names in the header (name#2 for the
	// second of a name, #3 for a third column without one): one of the Role
	// constants, before anything that is guessed.
	Roles map[string]string
	// Unsold is what rows are whose status says that nothing was sold, UnsoldCount
	// or UnsoldLeave; empty counts them, and says so, but for known exports.
	Unsold string
	// WeekStart is the first day of a week: WeekMonday, WeekSunday or
	// WeekSaturday; empty is Monday.
	WeekStart string
	// Remembered gives what was chosen for an earlier file of the same header, by
	// its Fingerprint; nil where nothing is remembered.
	Remembered func(header string) *Mapping `json:"-"`
}

// Forms that a person can choose where a file may be read in two ways.
var (
	Decimals = []string{".", ","}
	Dates    = []string{"ymd", "dmy", "mdy"}
	WeekDays = []string{table.FirstDay, table.LastDay}
	Starts   = []string{WeekMonday, WeekSunday, WeekSaturday}
	Unsolds  = []string{UnsoldCount, UnsoldLeave}
)

// The days that a week may begin on.
const (
	WeekMonday   = "monday"
	WeekSunday   = "sunday"
	WeekSaturday = "saturday"
)

// What rows of orders are that were not sold.
const (
	UnsoldCount = "count" // sales like all others
	UnsoldLeave = "leave" // left out
)

// chooseRoles is the option of a fault that the choice of roles resolves.
const chooseRoles = "roles"

func (o Options) table() table.Options {
	t := table.Options{Dates: o.Dates, Days: o.WeekDates, Sheet: o.Sheet}
	if o.Decimal != "" {
		t.Decimal = o.Decimal[0]
	}
	return t
}

// Check returns CodeInvalid naming the field that is wrong.
func (o Options) Check() error {
	for _, c := range []struct {
		field, value string
		of           []string
	}{{"missing", o.Missing, []string{MissingHole, MissingZero}}, {"decimal", o.Decimal, Decimals}, {"dates", o.Dates, Dates}, {"week_dates", o.WeekDates, WeekDays},
		{"week_start", o.WeekStart, Starts}, {"unsold", o.Unsold, Unsolds}} {
		if c.value != "" && !slices.Contains(c.of, c.value) {
			return fault.Invalid(c.field, message.OptionWrong.With(strings.Join(c.of, " ")))
		}
	}
	if len(o.Drivers) > MaxDrivers {
		return fault.Invalid("drivers", message.DriversMany.With(MaxDrivers))
	}
	return checkRoles(o.Roles)
}

// WeeklyReport is what ReadWeekly found. A week with a refused row is left out
// as a whole, since half a week would pass for a whole one.
type WeeklyReport struct {
	File         FileReport     `json:"file"`
	Totals       Totals         `json:"totals"`             // of the weeks that are not refused
	Read         int64          `json:"revenue_read_cents"` // of every row that can be read, those of refused weeks among them
	First        week.Week      `json:"first"`
	Last         week.Week      `json:"last"`
	Weeks        int            `json:"weeks"`
	Refused      []Fault        `json:"refused"` // the first rows that cannot be used, and why
	MoreRefused  int            `json:"more_refused"`
	RefusedWeeks []week.Week    `json:"refused_weeks"`
	Counted      bool           `json:"orders_counted"`   // the file has an orders column
	Trimmed      []string       `json:"trimmed"`          // names spelled in ways that differ by spaces and the like: added up
	Form         Form           `json:"form"`             // how the file was understood
	Notes        Messages       `json:"note_messages"`    // what a person should look at
	Warnings     Messages       `json:"warning_messages"` // what makes the sums wrong
	Drivers      []DriverReport `json:"drivers,omitempty"`
	Staging
	Rowless
}

// Err gives the refused rows as one error, nil where there are none.
func (p *WeeklyReport) Err() error { return (&Faults{List: p.Refused, More: p.MoreRefused}).Err() }

// Columns of a sales file. Only the week is required, and either the revenue or
// the items.
const (
	weekColumn     = "week"     // a date; any day of the week
	categoryColumn = "category" // a name; without it everything is NoCategory
	stateColumn    = "state"    // a name or a code; without it everything is NoState
	freightColumn  = "freight"
	itemsColumn    = "items"
	ordersColumn   = "orders" // that hold something of this category
	revenueColumn  = "revenue"
	orderColumn    = "order"    // names the order that the row is a line of
	statusColumn   = "status"   // of the order
	currencyColumn = "currency" // of the row's amounts
	refundColumn   = "refund"   // what went back of the row's revenue
)

// weeklyReader gathers rows of a weekly file.
type weeklyReader struct {
	report  *WeeklyReport
	column  map[string]int // of the wanted columns that the file has, for value
	sums    weeklySums
	days    table.Calendar
	daily   bool           // rows are of days: those of a week are added up
	twice   bool           // a day's row of a category and state came again: they are order lines
	lost    bool           // a row's week cannot be read
	empty   map[string]int // cells of columns that may be, by column
	drivers driverSums
	free    []int // columns that could be drivers
	apart   []int // columns that are not read and may tell rows apart
	addUp   bool  // which a person said are not to be read: rows of a week are added up

	keys    []string     // of the columns, as Options.Roles calls them
	parts   []part       // the role of each
	preset  *Preset      // the known export that the file is, or nil
	eager   bool         // of several columns the likeliest is taken: a person looks
	header  string       // its fingerprint
	mapping *Mapping     // what was remembered of it, or nil
	start   time.Weekday // the first day of weeks
	first   week.Week    // one of them
	origin  table.Day    // on which it begins
	unsold  string       // what rows of orders are that were not sold
	before  line         // the row before
	again   bool         // the row is another line of its order
	rows    tally
}

// ReadWeekly reads a table of weekly sales, plain or gzip, one row for a week,
// category and state; rows of days and order lines are added up by week. An
// order has one state but may span categories, so the order counts of the total
// and of states are an upper bound where the file has both categories and
// orders. Rows that cannot be used are in the report. A file that cannot be
// read or may be read in two ways, a row whose week cannot, or more than the
// limits allow gives a *Faults in an error of CodeInvalid.
func ReadWeekly(ctx context.Context, name string, file io.Reader, o Options) (*Batch, *WeeklyReport, error) {
	ctx, cancel := bound(ctx)
	defer cancel()
	batch, report, err := readWeekly(ctx, name, file, o)
	return batch, report, overtime(ctx, err)
}

func readWeekly(ctx context.Context, name string, file io.Reader, o Options) (*Batch, *WeeklyReport, error) {
	faults := &Faults{}
	t, err := openSheet(ctx, name, file, o.table(), &budget{}, faults)
	if t == nil || err != nil {
		return nil, nil, cmp.Or(err, faults.Err())
	}
	defer t.Close()
	r := newReader()
	batch, err := r.read(ctx, t, o)
	faults.Choices = r.choices(t)
	if batch == nil || err != nil {
		return nil, nil, cmp.Or(err, faults.Err())
	}
	return batch, r.report, nil
}

func newReader() *weeklyReader {
	r := &weeklyReader{report: &WeeklyReport{}, column: map[string]int{}, empty: map[string]int{}}
	r.sums.states.same = sameRegion
	return r
}

// read reads an opened sheet. It gives nil, with the reason noted, where no week
// can be known.
func (r *weeklyReader) read(ctx context.Context, t *sheet, o Options) (*Batch, error) {
	o = r.recall(t, o)
	if !r.understand(t, o) {
		return nil, nil
	}
	r.unsold = o.Unsold
	if err := t.each(ctx, func() { r.row(t) }); err != nil {
		return nil, err
	}
	if t.unread > 0 || t.fatal || r.lost {
		return nil, nil // any week may lack a row
	}
	r.refuseNegative(t)
	r.refuseBlank(t)
	r.report.File = FileReport{Name: t.name, Rows: t.rows}
	r.report.Refused, r.report.MoreRefused = t.faults.List, t.faults.More
	r.report.Form = t.form(r.column, r.drivers.column)
	r.report.Form.MayBeDrivers, r.report.Form.Header, r.report.Form.Choices = r.freeNames(t), r.header, r.choices(t)
	return r.batch(t, o), nil
}

func (r *weeklyReader) batch(t *sheet, o Options) *Batch {
	p := r.report
	b := &Batch{}
	p.Notes, p.Warnings = t.Notes(), r.warnings(t)
	if r.start != time.Monday { // what they say of weeks is of those from Monday on
		p.Notes = t.Skipped()
	}
	r.noteEmpty()
	r.noteRows(t)
	if r.daily {
		b.Partial = r.partial()
		r.noteLacking(b.Partial)
	}
	p.Read -= r.dropSums()
	if !r.twice {
		r.noteApart()
	}
	b.Weeks, p.Totals, p.RefusedWeeks = r.sums.batch()
	p.Counted, p.Trimmed = r.sums.counted, slices.Concat(r.sums.categories.trimmed(), r.sums.states.trimmed())
	usual := MissingHole
	if r.twice || r.preset != nil && r.has(orderColumn) {
		usual = MissingZero
	}
	p.Rowless = b.rowless(o, usual, p.RefusedWeeks)
	if p.Weeks = len(b.Weeks); p.Weeks > 0 {
		p.First, p.Last = b.Weeks[0].Week, b.Weeks[p.Weeks-1].Week
	}
	b.Drivers, p.Drivers = r.drivers.batch(&r.sums, p.RefusedWeeks, p.Last, p.Weeks > 0)
	return b
}
