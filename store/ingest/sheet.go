package ingest

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unsafe"

	"olist/message"
	"olist/store/fault"
	"olist/table"
)

// sheet gives the rows of a table with the columns that an import knows by
// name. Rows that are broken are noted in faults and passed over.
type sheet struct {
	*table.Table
	name   string
	called []string // by which a column is known here
	at     []int    // where the columns that value knows stand in a row
	row    *table.Row
	width  int // of the header
	rows   int64
	budget *budget
	faults *Faults
	unread int  // rows whose fields could not be told apart
	fatal  bool // the file cannot be read on
}

// budget is what the files of one import may still cost together.
type budget struct{ rows int64 }

// limits bound one file of an import.
func (b *budget) limits() table.Limits {
	return table.Limits{Bytes: MaxBytes, Plain: MaxBytes, Line: maxLine, Columns: maxColumns, Rows: MaxRows + 1, Cells: maxColumns * MaxRows, Time: MaxRead, Ratio: maxRatio}
}

// openSheet finds the form of the table in r. It gives nil, with the reason
// noted, where there is none, and an error where ctx ends.
func openSheet(ctx context.Context, name string, r io.Reader, o table.Options, b *budget, faults *Faults) (*sheet, error) {
	o.Limits, o.Empty = b.limits(), true
	s := &sheet{name: name, budget: b, faults: faults}
	var err error
	if s.Table, err = table.Open(ctx, r, o); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		s.noteErr(err)
		return nil, nil
	}
	for i := range s.Columns {
		s.called = append(s.called, s.Columns[i].Name)
		if s.Columns[i].Name != "" {
			s.width = i + 1
		}
	}
	if !s.Header || slices.ContainsFunc(s.called, func(name string) bool { return strings.Contains(name, "@") }) {
		s.note(1, message.FileNoHeader.With()) // a customer's row is no header, and nothing of it is told
		s.Close()
		return nil, nil
	}
	return s, nil
}

// find looks the columns up in the header.
func (s *sheet) find(columns []string) bool {
	for _, name := range columns {
		if _, ok := s.also(name); !ok {
			s.note(1, message.ColumnMissing.With(message.Quoted(name), shorten(strings.Join(s.titles(), ", "))))
		}
	}
	return len(s.faults.List) == 0
}

func (s *sheet) titles() (names []string) {
	for i := range s.Columns[:s.width] {
		names = append(names, s.Columns[i].Name)
	}
	return names
}

// also finds one more column, and gives its number for value.
func (s *sheet) also(name string) (int, bool) {
	i := slices.Index(s.called, name)
	if i < 0 {
		return 0, false
	}
	if slices.Contains(s.called[i+1:], name) {
		s.note(1, message.ColumnTwice.With(message.Quoted(name)))
	}
	return s.take(i), true
}

// take gives a column of the table a number for value.
func (s *sheet) take(column int) int {
	s.at = append(s.at, column)
	return len(s.at) - 1
}

var errStop = errors.New("ingest: no further row is wanted")

// each calls row for every row of as many fields as the header has, and stops
// early where ctx ends or a row is fatal.
func (s *sheet) each(ctx context.Context, row func()) error {
	err := s.Each(ctx, func(r *table.Row) error {
		s.rows++
		s.row = r
		switch s.budget.rows++; {
		case s.budget.rows > MaxRows:
			s.note(0, message.FilesTooManyRows.With(MaxRows))
			s.fatal = true
		case s.faults.More > maxBadRows:
			s.fatal = true // the rest will be no better
		case r.Len() < s.width || s.beyond(r):
			s.unread++
			s.note(r.Line, message.RowFields.With(r.Len(), s.width))
		default:
			row()
		}
		if s.fatal {
			return errStop
		}
		return ctx.Err()
	})
	if err != nil && ctx.Err() == nil && !errors.Is(err, errStop) {
		s.fatal = true
		s.noteErr(err)
		err = nil
	}
	if errors.Is(err, errStop) {
		err = nil
	}
	return err
}

// beyond reports whether the row says something behind the header's columns.
func (s *sheet) beyond(r *table.Row) bool {
	for i := s.width; i < r.Len(); i++ {
		if len(r.Bytes(i)) > 0 {
			return true
		}
	}
	return false
}

// value is the i-th column looked up of the row, without the blanks around it;
// good until the next row.
func (s *sheet) value(i int) string {
	return text(s.row.Bytes(s.at[i]))
}

// raw is value with the blanks around it.
func (s *sheet) raw(i int) string { return text(s.row.Raw(s.at[i])) }

// text gives bytes as a string without copying: it is cloned where it is kept.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// broken notes that the i-th column looked up is wrong in the row.
func (s *sheet) broken(i int, m message.Message) {
	s.note(s.row.Line, s.in(i, m))
}

// in says that a message is of the i-th column looked up.
func (s *sheet) in(i int, m message.Message) message.Message {
	if c := &s.Columns[s.at[i]]; c.Name != "" {
		return message.InColumn.With(c.Name, m)
	}
	return message.InColumnNumber.With(int64(s.at[i]+1), m)
}

// quoted is the i-th column's value for a message.
func (s *sheet) quoted(i int) message.Quoted { return brief(s.value(i)) }

// brief copies a value for a message, the first of a long one.
func brief(value string) message.Quoted {
	const most = 100
	if len(value) > most {
		return message.Quoted(strings.ToValidUTF8(value[:most], "") + "...")
	}
	return message.Quoted(strings.Clone(value))
}

func (s *sheet) note(line int, m message.Message) {
	s.faults.Add(Fault{File: s.name, Line: line, Message: m})
}

// choose notes what a person's choice resolves.
func (s *sheet) choose(line int, m message.Message, option string) {
	s.faults.Add(Fault{File: s.name, Line: line, Message: m, Choose: option})
}

// noteErr notes what package table says of the file.
func (s *sheet) noteErr(err error) {
	var e *table.Error
	if !errors.As(err, &e) {
		s.note(0, readError(err))
		return
	}
	s.faults.Add(Fault{File: s.name, Line: e.Line, Message: e.InColumn(), Choose: e.Choose})
	s.faults.Sheets = append(s.faults.Sheets, e.Options...)
}

// readError says for people why reading stopped.
func readError(err error) message.Message {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return message.ReadingStopped.With(err.Error())
}

func shorten(s string) message.Quoted {
	const most = 300
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + " ..."
	}
	return message.Quoted(s)
}

var errOvertime = errors.New("ingest: reading took too long")

// bound ends reading that takes too long.
func bound(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, MaxRead, errOvertime)
}

// overtime says so where it was the limit that ended the reading.
func overtime(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errOvertime) {
		return fault.New(fault.CodeTooLarge, message.FilesTooSlow.With(int(MaxRead.Seconds())))
	}
	return err
}
