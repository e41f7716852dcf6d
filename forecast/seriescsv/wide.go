package seriescsv

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"olist/forecast"
)

// wide gathers a file with one row a series.
type wide struct {
	rows      *rows
	header    []string
	weeks     []forecast.Week // of the columns after the first, where the header names dates
	end       forecast.Week   // the last of them
	brazilian bool
	seen      map[string]int
	numbers   int
	panel     forecast.Panel
}

// readWide reads one series a row. A first row whose second field is a number
// is data, unless the row counts its columns.
func readWide(rs *rows, header []string, brazilian bool) (forecast.Panel, error) {
	w := &wide{rows: rs, header: header, brazilian: brazilian, seen: map[string]int{}}
	var err error
	if w.weeks, err = headerWeeks(header, brazilian); err != nil {
		return w.panel, err
	}
	w.panel.Dated = w.weeks != nil
	if w.panel.Dated {
		w.end = slices.Max(w.weeks)
	} else if !countsColumns(header) && isNumber(header, brazilian) {
		if err := w.add(header, 1); err != nil {
			return w.panel, err
		}
	}
	for {
		row, line, err := rs.next()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = w.add(row, line)
		}
		if err != nil {
			return w.panel, err
		}
	}
	switch {
	case len(w.panel.Series) == 0:
		return w.panel, fail(0, "the file has a header and no series")
	case w.numbers == 0:
		return w.panel, fail(w.seen[w.panel.Series[0].Key], "neither this row nor any after it has a number behind the series' name; write series,week,value with a row a value, or a row a series: its name, then its values")
	}
	return w.panel, nil
}

func (w *wide) add(row []string, line int) error {
	key := strings.TrimSpace(row[0])
	if key == "" {
		return fail(line, "the first field, the series' name, is empty")
	}
	if at, ok := w.seen[key]; ok {
		return fail(line, "series %q stands in line %d already", key, at)
	}
	key = strings.Clone(key)
	w.seen[key] = line
	fields := trimRight(row[1:])
	values := make([]float64, len(fields))
	for i, f := range fields {
		v, err := parse(f, line, w.brazilian)
		if err != nil {
			return w.hint(err, f)
		}
		if values[i] = v; v == v {
			w.numbers++
		}
	}
	if err := w.rows.hold(len(values), line); err != nil {
		return err
	}
	s := forecast.Series{Key: key, Values: values}
	if w.panel.Dated {
		var err error
		if s, err = w.dated(s, line); err != nil {
			return err
		}
	}
	w.panel.Series = append(w.panel.Series, s)
	return nil
}

// dated puts values where the header's dates say: from the first that there is
// to the last week of the header, as a long file's.
func (w *wide) dated(s forecast.Series, line int) (forecast.Series, error) {
	if len(s.Values) > len(w.weeks) {
		return s, fail(line, "the row has %d values and the header %d weeks", len(s.Values), len(w.weeks))
	}
	s.Start = w.end
	for i, v := range s.Values {
		if v == v {
			s.Start = min(s.Start, w.weeks[i])
		}
	}
	byWeek := missing(int(w.end-s.Start) + 1)
	for i, v := range s.Values {
		if v == v {
			byWeek[w.weeks[i]-s.Start] = v
		}
	}
	s.Values = byWeek
	return s, nil
}

// hint adds to a fault of a value what it may come of: that the file is long
// and its columns have names that nobody knows.
func (w *wide) hint(err error, field string) error {
	e, ok := err.(*Error)
	_, notDate := parseWeek(field, w.brazilian)
	if !ok || len(w.header) > mostNames && notDate != nil {
		return err
	}
	return fail(e.Line, "%s. The file was taken for one row a series, as its header has no column \"week\"; if it has one row a value, name its columns with --series-column, --week-column and --value-column; there are: %s",
		e.Message, names(w.header))
}

// headerWeeks gives the weeks that a header's columns after the first name;
// none where the second is no date.
func headerWeeks(header []string, brazilian bool) ([]forecast.Week, error) {
	fields := trimRight(header[1:])
	var weeks []forecast.Week
	column := map[forecast.Week]int{}
	for i, f := range fields {
		week, err := parseWeek(f, brazilian)
		switch at, twice := column[week]; {
		case err != nil && i == 0:
			return nil, nil
		case err != nil:
			return nil, fail(1, "column %d, %q, is no date as those before it; the header should be series,week,value, or a name and a date a column", i+2, f)
		case twice:
			return nil, fail(1, "columns %d and %d lie both in the week of %s; add daily values up by week", at, i+2, week)
		}
		column[week] = i + 2
		weeks = append(weeks, week)
	}
	if len(weeks) == 0 {
		return nil, nil
	}
	if s := spanOf(slices.Clone(weeks)); s.unlikely() {
		return nil, s.refuse(1, fmt.Sprintf("the header, with its column %d,", column[s.odd]))
	}
	return weeks, nil
}

// keyNames are what the column of the series' names is called; a pandas index
// has no name.
var keyNames = []string{"", "series", "unique_id", "id", "key", "name", "item", "item_id", "v1", "série", "serie", "loja", "produto", "nome"}

// countsColumns tells a header that numbers its columns, series,1,2,3, from a
// series.
func countsColumns(header []string) bool {
	if !slices.Contains(keyNames, strings.ToLower(strings.TrimSpace(header[0]))) {
		return false
	}
	fields := trimRight(header[1:])
	for i, f := range fields {
		n, err := strconv.Atoi(strings.TrimSpace(f))
		first, _ := strconv.Atoi(strings.TrimSpace(fields[0]))
		if err != nil || first > 1 || n != first+i {
			return false
		}
	}
	return len(fields) > 0
}

// isNumber reports whether the second field of a first row is a value.
func isNumber(header []string, brazilian bool) bool {
	if len(header) < 2 {
		return false
	}
	v, err := parse(header[1], 1, brazilian)
	return err == nil && (!math.IsNaN(v) || strings.TrimSpace(header[1]) != "")
}

// trimRight leaves blank fields at the end away: rows may be ragged there.
func trimRight(fields []string) []string {
	for len(fields) > 0 && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	return fields
}
