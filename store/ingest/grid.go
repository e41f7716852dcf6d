package ingest

import (
	"context"
	"errors"
	"io"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/table"
)

const (
	gridRowsMost    = 20_000
	gridColumnsMost = 200
)

// Grid reads a table of any form as words, its header as the first row where it has
// one: for what is no sales. Errors: those of table.Open as CodeInvalid of the field
// files, and CodeTooLarge beyond 20,000 rows or 200 columns.
func Grid(ctx context.Context, r io.Reader) (rows [][]string, err error) {
	t, err := table.Open(ctx, r, table.Options{Empty: true})
	if err != nil {
		return nil, gridFault(err)
	}
	defer t.Close()
	if t.Rows > gridRowsMost || len(t.Columns) > gridColumnsMost {
		return nil, fault.New(fault.CodeTooLarge, message.GridTooLarge.With(gridRowsMost, gridColumnsMost))
	}
	var head []string
	for i, c := range t.Columns {
		head = append(head, c.Name)
		if err := t.SetRole(i, table.Ignore); err != nil { // what stands in it is read as it is
			return nil, gridFault(err)
		}
	}
	if t.Header {
		rows = append(rows, head)
	}
	err = t.Each(ctx, func(r *table.Row) error {
		row := make([]string, len(t.Columns))
		for i := range row {
			row[i] = r.Text(i)
		}
		rows = append(rows, row)
		return nil
	})
	return rows, gridFault(err)
}

// DayReadings are the days that a date in any form of files can mean, by the order of
// its parts: ymd, dmy, mdy. None where it is no date.
func DayReadings(written string) map[string]time.Time {
	out := map[string]time.Time{}
	for order, day := range table.DayReadings(written) {
		out[order] = day.Time()
	}
	return out
}

func gridFault(err error) error {
	var e *table.Error
	if errors.As(err, &e) {
		return fault.Wrap(fault.CodeInvalid, err, e.Said())
	}
	return err
}
