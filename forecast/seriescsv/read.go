// Package seriescsv reads anybody's weekly series from CSV, long or wide,
// plain or gzip, and writes forecasts.
package seriescsv

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"olist/forecast"
	"olist/forecast/csvform"
)

// Options name the columns of a long file; empty means what Read guesses:
// "series", "week" (or "date", "ds") and "value" (or "y", "sales"). Rows, if
// any, is told now and then how many rows have been read.
type Options struct {
	Series, Week, Value string
	Rows                func(int)
}

// MaxValues bounds what is read, so that memory is bounded: 10 million values
// are 80 MB.
const MaxValues = 10_000_000

// Error is a fault of the file, with the line it is in (1 is the header).
type Error struct {
	Line    int
	Message string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Message)
}

func fail(line int, format string, args ...any) error {
	return &Error{line, fmt.Sprintf(format, args...)}
}

// Read reads a panel. A file with a week column is long: one row a value,
// columns series, week, value; without a series column it is one series.
// Anything else is wide: one row a series, first the key, then the values,
// ragged at the right; such a panel is dated where the header names dates. Empty values and NA are
// weeks left out; a series may have no other, the file must not. Where semicolons or tabs part the fields, numbers and dates
// may be of the Brazilian form: 1.234,56 and 20/08/2018. Errors are *Error where the file is at fault.
func Read(r io.Reader, o Options) (forecast.Panel, error) {
	plain, err := unzip(r)
	if err != nil {
		return forecast.Panel{}, err
	}
	c := csv.NewReader(plain)
	c.Comma = csvform.Separator(plain)
	brazilian := c.Comma != ','
	c.ReuseRecord, c.FieldsPerRecord, c.LazyQuotes = true, -1, false
	header, err := c.Read()
	if errors.Is(err, io.EOF) {
		return forecast.Panel{}, fail(0, "the file is empty")
	}
	if err != nil {
		return forecast.Panel{}, explain(err)
	}
	header = slices.Clone(header)
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	rs := &rows{csv: c, told: o.Rows}
	l := long{week: column(header, o.Week, "week", "date", "ds", "semana", "data"),
		series: column(header, o.Series, "series", "unique_id", "id", "série", "serie"),
		value:  column(header, o.Value, "value", "y", "sales", "valor", "vendas", "receita"), brazilian: brazilian}
	if err := o.missing(l, header); err != nil {
		return forecast.Panel{}, err
	}
	if l.week < 0 {
		return readWide(rs, header, brazilian)
	}
	return l.read(rs)
}

// missing says which of the columns asked for, or needed beside a week's, is
// not there.
func (o Options) missing(l long, header []string) error {
	for _, c := range []struct {
		name string
		at   int
	}{{o.Week, l.week}, {o.Series, l.series}, {o.Value, l.value}} {
		if c.name != "" && c.at < 0 {
			return fail(1, "there is no column %q; there are: %s", c.name, names(header))
		}
	}
	switch {
	case l.week < 0 && (o.Series != "" || o.Value != ""):
		return fail(1, "there is no column for the weeks; name it with --week-column, or call it \"week\"; there are: %s", names(header))
	case l.week >= 0 && l.value < 0:
		return fail(1, "there is no column for the values; name it with --value-column, or call it \"value\"; there are: %s", names(header))
	}
	return nil
}

// unzip sees from the first bytes whether r is gzip.
func unzip(r io.Reader) (*bufio.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	if head, _ := b.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fail(0, "the gzip file is broken: %v", err)
		}
		return bufio.NewReaderSize(z, 1<<16), nil
	}
	return b, nil
}

// column finds a column by the name given, or else by the usual names.
func column(header []string, name string, usual ...string) int {
	if name != "" {
		usual = []string{name}
	}
	for _, u := range usual {
		for i, h := range header {
			if strings.EqualFold(strings.TrimSpace(h), u) {
				return i
			}
		}
	}
	return -1
}

// explain turns what the CSV or gzip reader says into a fault with its line.
func explain(err error) error {
	var p *csv.ParseError
	switch {
	case errors.As(err, &p) && errors.Is(p.Err, csv.ErrQuote):
		return fail(p.StartLine, "a quote is not closed, or one inside a quoted field is not doubled (\"\")") // p.Line is where the reader gave up
	case errors.As(err, &p) && errors.Is(p.Err, csv.ErrBareQuote):
		return fail(p.Line, "a quote stands inside a field without quotes; put the field in quotes and double the one inside (\"\")")
	case errors.As(err, &p):
		return fail(p.Line, "%v", p.Err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fail(0, "the file is cut off in the middle")
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return fail(0, "the gzip file is broken: %v", err)
	}
	return err
}

// parseWeek reads a date, to which pandas may have added midnight.
func parseWeek(s string, brazilian bool) (forecast.Week, error) {
	s = strings.TrimSpace(s)
	for _, midnight := range []string{" 00:00:00", "T00:00:00"} {
		s = strings.TrimSuffix(s, midnight)
	}
	if brazilian {
		s = csvform.Date(s)
	}
	return forecast.ParseWeek(s)
}

// parse reads a value; empty, NA and NaN are a week left out.
func parse(s string, line int, brazilian bool) (float64, error) {
	s = strings.TrimSpace(s)
	if brazilian {
		plain, err := csvform.Number(s)
		if err != nil {
			return 0, fail(line, "%q %v", s, err)
		}
		s = plain
	}
	switch strings.ToLower(s) {
	case "", "na", "nan", "null":
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, fail(line, "%q is not a number; write it like 1234.5", s)
	}
	return v, nil
}
