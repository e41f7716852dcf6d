package ingest

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

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
	// Drivers are columns of a weekly file that are known ahead, by name.
	Drivers []string
}

// Forms that a person can choose where a file may be read in two ways.
var (
	Decimals = []string{".", ","}
	Dates    = []string{"ymd", "dmy", "mdy"}
	WeekDays = []string{table.FirstDay, table.LastDay}
)

func (o Options) table() table.Options {
	t := table.Options{Dates: o.Dates, Days: o.WeekDates}
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
	}{{"missing", o.Missing, []string{MissingHole, MissingZero}}, {"decimal", o.Decimal, Decimals}, {"dates", o.Dates, Dates}, {"week_dates", o.WeekDates, WeekDays}} {
		if c.value != "" && !slices.Contains(c.of, c.value) {
			return fault.Invalid(c.field, message.OptionWrong.With(strings.Join(c.of, " ")))
		}
	}
	if len(o.Drivers) > MaxDrivers {
		return fault.Invalid("drivers", message.DriversMany.With(MaxDrivers))
	}
	return nil
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

// Columns of a weekly file. Only the first and the last are required.
const (
	weekColumn     = "week"     // a date; any day of the week
	categoryColumn = "category" // a name; without it everything is NoCategory
	stateColumn    = "state"    // a name or a code; without it everything is NoState
	freightColumn  = "freight"
	itemsColumn    = "items"
	ordersColumn   = "orders" // that hold something of this category
	revenueColumn  = "revenue"
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
	r := &weeklyReader{report: &WeeklyReport{}, column: map[string]int{}, empty: map[string]int{}}
	r.sums.states.same = sameRegion
	if !r.understand(t, o.Drivers) {
		return nil, nil, faults.Err()
	}
	if err := t.each(ctx, func() { r.row(t) }); err != nil {
		return nil, nil, err
	}
	if t.unread > 0 || t.fatal || r.lost {
		return nil, nil, faults.Err() // any week may lack a row
	}
	r.refuseNegative(t)
	r.refuseBlank(t)
	r.report.File = FileReport{Name: name, Rows: t.rows}
	r.report.Refused, r.report.MoreRefused = faults.List, faults.More
	r.report.Form = t.form(r.column, r.drivers.column)
	r.report.Form.MayBeDrivers = r.freeNames(t)
	return r.batch(t, o), r.report, nil
}

func (r *weeklyReader) batch(t *sheet, o Options) *Batch {
	p := r.report
	b := &Batch{}
	p.Notes, p.Warnings = t.Notes(), t.Warnings()
	r.noteEmpty()
	if r.daily {
		b.Partial = partial(r.days)
		r.noteLacking(b.Partial)
	}
	p.Read -= r.dropSums()
	if !r.twice {
		r.noteApart()
	}
	b.Weeks, p.Totals, p.RefusedWeeks = r.sums.batch()
	p.Counted, p.Trimmed = r.sums.counted, slices.Concat(r.sums.categories.trimmed(), r.sums.states.trimmed())
	usual := MissingHole
	if r.twice {
		usual = MissingZero
	}
	p.Rowless = b.rowless(o, usual, p.RefusedWeeks)
	if p.Weeks = len(b.Weeks); p.Weeks > 0 {
		p.First, p.Last = b.Weeks[0].Week, b.Weeks[p.Weeks-1].Week
	}
	b.Drivers, p.Drivers = r.drivers.batch(&r.sums, p.RefusedWeeks, p.Last, p.Weeks > 0)
	return b
}
