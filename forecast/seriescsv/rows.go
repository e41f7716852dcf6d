package seriescsv

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// rows are the lines of a file after its header.
type rows struct {
	csv    *csv.Reader
	count  int
	values int
	told   func(rows int) // or nil
}

// next gives a row, which lasts until the next call, and its line; io.EOF
// after the last.
func (r *rows) next() (row []string, line int, err error) {
	row, err = r.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, 0, io.EOF
	}
	if err != nil {
		return nil, 0, explain(err)
	}
	if r.count++; r.told != nil && r.count%1024 == 0 {
		r.told(r.count)
	}
	line, _ = r.csv.FieldPos(0)
	return row, line, nil
}

// hold counts values against MaxValues.
func (r *rows) hold(n, line int) error {
	if r.values += n; r.values > MaxValues {
		return fail(line, "the file holds more than %d values; split it", MaxValues)
	}
	return nil
}

// mostNames is how many columns a message lists.
const mostNames = 12

// names lists the columns for a message.
func names(header []string) string {
	if len(header) > mostNames {
		return strings.Join(header[:mostNames], ", ") + ", ..."
	}
	return strings.Join(header, ", ")
}
