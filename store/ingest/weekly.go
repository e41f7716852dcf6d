package ingest

import (
	"context"
	"io"
	"strconv"
	"time"

	"olist/forecast"
	"olist/store/fault"
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
}

// Check returns CodeInvalid naming the field that is wrong.
func (o Options) Check() error {
	if o.Missing != "" && o.Missing != MissingHole && o.Missing != MissingZero {
		return fault.Invalid("missing", "should be %s or %s.", MissingHole, MissingZero)
	}
	return nil
}

// missing is the person's decision, or what the kind of file means.
func (o Options) missing(usual string) string {
	if o.Missing != "" {
		return o.Missing
	}
	return usual
}

// WeeklyReport is what ReadWeekly found. A week with a refused row is left out
// as a whole, since half a week would pass for a whole one.
type WeeklyReport struct {
	File         FileReport      `json:"file"`
	Totals       Totals          `json:"totals"`             // of the weeks that are not refused
	Read         int64           `json:"revenue_read_cents"` // of every row that can be read, those of refused weeks among them
	First        forecast.Week   `json:"first"`
	Last         forecast.Week   `json:"last"`
	Weeks        int             `json:"weeks"`
	Refused      []Fault         `json:"refused"` // the first rows that cannot be used, and why
	MoreRefused  int             `json:"more_refused"`
	RefusedWeeks []forecast.Week `json:"refused_weeks"`
	Counted      bool            `json:"orders_counted"` // the file has an orders column
	Trimmed      []string        `json:"trimmed"`        // names spelled in ways that differ by spaces and the like: added up
	Staging
	Rowless
}

// Err gives the refused rows as one error, nil where there are none.
func (p *WeeklyReport) Err() error { return (&Faults{p.Refused, p.MoreRefused}).Err() }

// Columns of a weekly file. Only the first and the last are required.
const (
	weekColumn     = "week"     // a date; any day of the week
	categoryColumn = "category" // a slug; without it everything is NoCategory
	stateColumn    = "state"    // two capital letters; without it everything is NoState
	freightColumn  = "freight"
	itemsColumn    = "items"
	ordersColumn   = "orders" // that hold something of this category
	revenueColumn  = "revenue"
)

// weeklyReader gathers rows of a weekly file.
type weeklyReader struct {
	report *WeeklyReport
	column map[string]int // of the wanted columns that the file has
	sums   weeklySums
	lost   bool // a row's week cannot be read, or a limit is passed

	brazilian bool // numbers and dates may be 1.234,56 and 20/08/2018
}

// ReadWeekly reads a CSV file of weekly sales, plain or gzip, one row for a
// week, category and state. An order has one state but may span categories, so
// the order counts of the total and of states are an upper bound where the
// file has both categories and orders. Rows that cannot be used are in the
// report. A file that cannot be read, a row whose week cannot, or more than the
// limits allow gives a *Faults in an error of CodeInvalid.
func ReadWeekly(ctx context.Context, name string, file io.Reader, o Options) (*Batch, *WeeklyReport, error) {
	ctx, cancel := bound(ctx)
	defer cancel()
	r := &weeklyReader{
		report: &WeeklyReport{},
		column: map[string]int{},
	}
	faults := &Faults{}
	t := openTable(name, file, &budget{}, faults)
	if t == nil {
		return nil, nil, faults.Err()
	}
	if r.brazilian = t.asKnown(); !t.find([]string{weekColumn, revenueColumn}) {
		return nil, nil, faults.Err()
	}
	r.column[weekColumn], r.column[revenueColumn] = 0, 1
	for _, c := range []string{categoryColumn, stateColumn, freightColumn, itemsColumn, ordersColumn} {
		if i, ok := t.also(c); ok {
			r.column[c] = i
		}
	}
	if err := faults.Err(); err != nil {
		return nil, nil, err
	}
	_, r.sums.counted = r.column[ordersColumn]
	if err := t.each(ctx, func() { r.row(t) }); err != nil {
		return nil, nil, overtime(ctx, err)
	}
	if t.unread > 0 || t.fatal || r.lost {
		return nil, nil, faults.Err() // any week may lack a row
	}
	r.report.File = FileReport{Name: name, Rows: t.rows}
	r.report.Refused, r.report.MoreRefused = faults.List, faults.More
	return r.batch(o), r.report, nil
}

// row takes a row into its week, or spoils the week.
func (r *weeklyReader) row(t *table) {
	written := t.value(r.column[weekColumn])
	iso, err := r.date(written)
	week, parseErr := time.Parse(time.DateOnly, iso)
	if err == nil && (parseErr != nil || week.Year() < firstYear || week.Year() > lastYear) {
		err = errDate
	}
	if err != nil {
		t.broken(r.column[weekColumn], "%q %v", written, err)
		r.lost = true
		return
	}
	w := r.sums.week(forecast.WeekOf(week))
	row, ok := r.cell(t)
	if !ok {
		w.spoilt = true
		return
	}
	r.report.Read += row.revenue
	switch r.sums.add(w, row) {
	case addedTwice:
		t.broken(r.column[weekColumn], "this week, category and state appear a second time")
		w.spoilt = true
	case addedTooMany:
		t.broken(r.column[weekColumn], "is one row of a week, category and state too many; there can be %d", MaxCells)
		t.fatal = true
	}
}

// cell reads a row's names and numbers.
func (r *weeklyReader) cell(t *table) (row weekRow, ok bool) {
	ok = true
	text := func(column, missing string, check func(string) error) (clean, raw string) {
		i, has := r.column[column]
		if !has {
			return missing, missing
		}
		raw = t.value(i)
		clean = CleanName(raw)
		if clean == "" {
			return missing, raw
		}
		if err := check(clean); err != nil && clean != missing {
			t.broken(i, "%q %v", raw, err)
			ok = false
		}
		return clean, raw
	}
	number := func(column string, parse func(string) (int64, error)) (n int64) {
		i, has := r.column[column]
		if !has {
			return 0
		}
		n, err := parse(t.value(i))
		if err != nil {
			t.broken(i, "%q %v", t.value(i), err)
			ok = false
		}
		return n
	}
	category, rawCategory := text(categoryColumn, NoCategory, checkName)
	state, rawState := text(stateColumn, NoState, checkState)
	row.revenue = number(revenueColumn, r.cents)
	row.freight = number(freightColumn, r.cents)
	row.items = number(itemsColumn, r.count)
	row.orders = number(ordersColumn, r.count)
	if !ok {
		return row, false
	}
	var fits bool
	if row.category, fits = r.sums.categories.place(rawCategory, category, MaxCategories); !fits {
		t.broken(r.column[categoryColumn], "%q is one category too many; there can be %d", category, MaxCategories)
		t.fatal = true
		return row, false
	}
	if row.state, fits = r.sums.states.place(rawState, state, MaxRegions); !fits {
		t.broken(r.column[stateColumn], "%q is one state too many; there can be %d", state, MaxRegions)
		t.fatal = true
		return row, false
	}
	return row, true
}

// parseCount reads a whole number from 0.
func parseCount(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 40)
	if err != nil {
		return 0, errCount
	}
	return int64(n), nil
}

func (r *weeklyReader) batch(o Options) *Batch {
	p := r.report
	b := &Batch{}
	b.Weeks, p.Totals, p.RefusedWeeks = r.sums.batch()
	p.Counted, p.Trimmed = r.sums.counted, r.sums.categories.trimmed()
	p.Rowless = b.rowless(o.missing(MissingHole), p.RefusedWeeks)
	if p.Weeks = len(b.Weeks); p.Weeks > 0 {
		p.First, p.Last = b.Weeks[0].Week, b.Weeks[p.Weeks-1].Week
	}
	return b
}
