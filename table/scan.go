package table

import (
	"bytes"
	"errors"
	"io"

	"olist/message"
)

// scanner splits a file into rows of fields, without copying them. Quotes are
// those of RFC 4180.
type scanner struct {
	r       io.Reader
	comma   byte
	lineEnd byte
	limits  Limits

	buf        []byte
	start, end int // of what is read and not yet given out
	line       int // of the row given out last
	next       int // of the row that follows
	ended      error
	fields     [][]byte
	rows       int
	cells      int64
}

func newScanner(r io.Reader, l layout, limits Limits) *scanner {
	return &scanner{r: r, comma: l.comma, lineEnd: l.lineEnd, limits: limits, next: 1, buf: make([]byte, 256<<10)}
}

// read gives the next row that is not empty; its fields are good until the
// next call. At the end it gives io.EOF.
func (s *scanner) read() ([][]byte, error) {
	for {
		from := 0
		at := bytes.IndexByte(s.buf[s.start:s.end], s.lineEnd)
		for at < 0 {
			from = s.end - s.start
			if err := s.fill(); err != nil {
				if !errors.Is(err, io.EOF) {
					return nil, err
				}
				if at = s.end - s.start; at == 0 {
					return nil, io.EOF
				}
				break
			}
			if at = bytes.IndexByte(s.buf[s.start+from:s.end], s.lineEnd); at >= 0 {
				at += from
			}
		}
		s.line = s.next
		row := s.buf[s.start : s.start+at]
		if bytes.IndexByte(row, '"') >= 0 {
			return s.quotedRow()
		}
		s.start, s.next = min(s.start+at+1, s.end), s.next+1
		if s.lineEnd == '\n' && len(row) > 0 && row[len(row)-1] == '\r' {
			row = row[:len(row)-1]
		}
		if len(row) > 0 {
			return s.split(row)
		}
	}
}

// fill reads on behind what is there.
func (s *scanner) fill() error {
	if s.ended != nil {
		return s.ended
	}
	if s.start > 0 {
		s.end = copy(s.buf, s.buf[s.start:s.end])
		s.start = 0
	}
	if s.end > s.limits.Line {
		return Fail(s.next, message.RowTooLong.With(size(int64(s.limits.Line))))
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.ended = err
		}
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// split parts a row without quotes.
func (s *scanner) split(row []byte) ([][]byte, error) {
	s.fields = s.fields[:0]
	for {
		i := bytes.IndexByte(row, s.comma)
		if i < 0 {
			break
		}
		s.fields = append(s.fields, row[:i])
		row = row[i+1:]
	}
	s.fields = append(s.fields, row)
	return s.fields, s.count()
}

func (s *scanner) count() error {
	s.rows++
	s.cells += int64(len(s.fields))
	switch {
	case len(s.fields) > s.limits.Columns:
		return Fail(s.line, message.RowTooManyFields.With(len(s.fields), s.limits.Columns))
	case s.rows > s.limits.Rows:
		return Fail(s.line, message.FileTooManyRows.With(s.limits.Rows))
	case s.cells > s.limits.Cells:
		return Fail(s.line, message.FileTooManyFields.With(int(s.limits.Cells)))
	}
	return nil
}

// quotedRow parts a row with a quote in it, which may go on over lines.
func (s *scanner) quotedRow() ([][]byte, error) {
	length, err := s.quotedLength()
	if err != nil {
		return nil, err
	}
	row := s.buf[s.start : s.start+length]
	s.start = min(s.start+length+1, s.end)
	if s.lineEnd == '\n' && len(row) > 0 && row[len(row)-1] == '\r' {
		row = row[:len(row)-1]
	}
	s.fields = s.fields[:0]
	for {
		var field []byte
		var more bool
		if field, row, more, err = s.field(row); err != nil {
			return nil, err
		}
		s.fields = append(s.fields, field)
		if !more {
			return s.fields, s.count()
		}
	}
}

// quotedLength finds the end of a row by its quotes, reading on as needed.
func (s *scanner) quotedLength() (int, error) {
	quoted, fresh := false, true // at the start of a field
	for i := 0; ; i++ {
		if s.start+i == s.end {
			if err := s.fill(); errors.Is(err, io.EOF) {
				if quoted {
					return 0, Fail(s.line, message.QuoteNotClosed.With())
				}
				s.next++
				return i, nil
			} else if err != nil {
				return 0, err
			}
		}
		c := s.buf[s.start+i]
		switch {
		case c == '"' && (quoted || fresh):
			quoted, fresh = !quoted, true // a second one opens it again
		case c == s.lineEnd:
			s.next++
			if !quoted {
				return i, nil
			}
		default:
			fresh = c == s.comma && !quoted
		}
	}
}

// field takes the first field off a row; a quoted one is put together in place.
func (s *scanner) field(row []byte) (field, rest []byte, more bool, err error) {
	if len(row) == 0 || row[0] != '"' {
		field, rest, more = bytes.Cut(row, []byte{s.comma})
		if bytes.IndexByte(field, '"') >= 0 {
			err = Fail(s.line, message.QuoteInsideField.With())
		}
		return field, rest, more, err
	}
	field = row[:0]
	row = row[1:]
	for {
		i := bytes.IndexByte(row, '"')
		if i < 0 {
			return nil, nil, false, Fail(s.line, message.QuoteNotClosed.With())
		}
		field = append(field, row[:i]...)
		row = row[i+1:]
		switch {
		case len(row) == 0:
			return field, nil, false, nil
		case row[0] == s.comma:
			return field, row[1:], true, nil
		case row[0] != '"':
			return nil, nil, false, Fail(s.line, message.QuoteNotClosed.With())
		}
		field = append(field, '"')
		row = row[1:]
	}
}
