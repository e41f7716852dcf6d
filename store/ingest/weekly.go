package ingest

import (
	"context"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"olist/forecast"
)

// NoState stands for sales whose state is not known.
const NoState = "none"

// WeeklyReport is what ReadWeekly found. A week with a refused row is left out
// as a whole, since half a week would pass for a whole one.
type WeeklyReport struct {
	File         FileReport      `json:"file"`
	Totals       Totals          `json:"totals"` // of the weeks that are not refused
	First        forecast.Week   `json:"first"`
	Last         forecast.Week   `json:"last"`
	Weeks        int             `json:"weeks"`
	Refused      []Fault         `json:"refused"` // the first rows that cannot be used, and why
	MoreRefused  int             `json:"more_refused"`
	RefusedWeeks []forecast.Week `json:"refused_weeks"`
	Counted      bool            `json:"orders_counted"` // the file has an orders column
}

// Err gives the refused rows as one error, nil where there are none.
func (p *WeeklyReport) Err() error { return (&Faults{p.Refused, p.MoreRefused}).err() }

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
	weeks  map[forecast.Week]*weekRows
	lost   bool // a row's week cannot be read

	brazilian bool // numbers and dates may be 1.234,56 and 20/08/2018
}

type weekRows struct {
	cells  map[weekCell]*Cell
	counts map[string]int64
	spoilt bool
}

type weekCell struct{ category, state string }

// ReadWeekly reads a CSV file of weekly sales, plain or gzip, one row for a
// week, category and state. An order has one state but may span categories, so
// the order counts of the total and of states are an upper bound where the
// file has both categories and orders. Rows that cannot be used are in the
// report. A file that cannot be read, or a row whose week cannot, gives a
// *Faults in an error of CodeInvalid.
func ReadWeekly(ctx context.Context, name string, file io.Reader) (*Batch, *WeeklyReport, error) {
	r := &weeklyReader{
		report: &WeeklyReport{},
		column: map[string]int{},
		weeks:  map[forecast.Week]*weekRows{},
	}
	faults := &Faults{}
	t := openTable(name, file, faults)
	if t == nil {
		return nil, nil, faults.err()
	}
	if r.brazilian = t.asKnown(); !t.find([]string{weekColumn, revenueColumn}) {
		return nil, nil, faults.err()
	}
	r.column[weekColumn], r.column[revenueColumn] = 0, 1
	for _, c := range []string{categoryColumn, stateColumn, freightColumn, itemsColumn, ordersColumn} {
		if i, ok := t.also(c); ok {
			r.column[c] = i
		}
	}
	if err := faults.err(); err != nil {
		return nil, nil, err
	}
	if err := t.each(ctx, func() { r.row(t) }); err != nil {
		return nil, nil, err
	}
	if t.unread > 0 || r.lost {
		return nil, nil, faults.err() // any week may lack a row
	}
	r.report.File = FileReport{Name: name, Rows: t.rows}
	r.report.Refused, r.report.MoreRefused = faults.List, faults.More
	return r.batch(), r.report, nil
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
	at := forecast.WeekOf(week)
	w := r.weeks[at]
	if w == nil {
		w = &weekRows{cells: map[weekCell]*Cell{}, counts: map[string]int64{}}
		r.weeks[at] = w
	}
	cell, orders, ok := r.cell(t)
	if !ok {
		w.spoilt = true
		return
	}
	k := weekCell{cell.Category, cell.State}
	if w.cells[k] != nil {
		t.broken(r.column[weekColumn], "this week, category and state appear a second time")
		w.spoilt = true
		return
	}
	w.cells[k] = &cell
	if _, counted := r.column[ordersColumn]; counted {
		w.counts[totalKey] += orders
		w.counts[categoryKey(cell.Category)] += orders
		w.counts[stateKey(cell.State)] += orders
	}
}

func (r *weeklyReader) cell(t *table) (c Cell, orders int64, ok bool) {
	ok = true
	text := func(column, missing string, check func(string) error) string {
		i, has := r.column[column]
		if !has || t.value(i) == "" {
			return missing
		}
		if err := check(t.value(i)); err != nil && t.value(i) != missing {
			t.broken(i, "%q %v", t.value(i), err)
			ok = false
		}
		return strings.Clone(t.value(i))
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
	c.Category = text(categoryColumn, NoCategory, checkName)
	c.State = text(stateColumn, NoState, checkState)
	c.Revenue = number(revenueColumn, r.cents)
	c.Freight = number(freightColumn, r.cents)
	c.Items = number(itemsColumn, r.count)
	orders = number(ordersColumn, r.count)
	return c, orders, ok
}

// parseCount reads a whole number from 0.
func parseCount(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 40)
	if err != nil {
		return 0, errCount
	}
	return int64(n), nil
}

func (r *weeklyReader) batch() *Batch {
	p := r.report
	_, p.Counted = r.column[ordersColumn]
	b := &Batch{}
	for _, at := range slices.Sorted(maps.Keys(r.weeks)) {
		w := r.weeks[at]
		if w.spoilt {
			p.RefusedWeeks = append(p.RefusedWeeks, at)
			continue
		}
		week := Week{Week: at, Orders: sortedCounts(w.counts)}
		for _, c := range w.cells {
			week.Cells = append(week.Cells, *c)
			p.Totals.add(Totals{Items: c.Items, Revenue: c.Revenue, Freight: c.Freight})
		}
		p.Totals.Orders += w.counts[totalKey]
		slices.SortFunc(week.Cells, compareCells)
		b.Weeks = append(b.Weeks, week)
	}
	if p.Weeks = len(b.Weeks); p.Weeks > 0 {
		p.First, p.Last = b.Weeks[0].Week, b.Weeks[p.Weeks-1].Week
	}
	return b
}
