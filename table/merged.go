package table

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"olist/table/workbook"
)

// mostHeader is how many rows a header of merged cells may have.
const mostHeader = 4

// unmerge writes the lines of a sheet again as its merged cells mean them:
// words and dates stand in each row of theirs, numbers once; and a header of
// several rows is one.
func (t *Table) unmerge(merged []workbook.Range) error {
	merged = slices.DeleteFunc(merged, func(r workbook.Range) bool { return r.LastRow == r.Row && r.LastColumn == r.Column })
	if len(merged) == 0 {
		return nil
	}
	slices.SortFunc(merged, func(a, b workbook.Range) int { return cmp.Or(a.Row-b.Row, a.Column-b.Column) })
	r, err := t.source.plain()
	if err != nil {
		return err
	}
	s := &spool{limits: t.source.limits}
	u := &unmerging{rows: newScanner(r, t.layout, t.source.limits), merged: merged, titled: t.layout.titled, out: bufio.NewWriterSize(s, 64<<10), next: 1}
	if err := u.run(); err != nil {
		s.drop()
		return err
	}
	t.put(s)
	return nil
}

// unmerging goes through the lines once.
type unmerging struct {
	rows   *scanner
	merged []workbook.Range // by their first rows
	open   []filling        // that reach down to the present row
	titled bool
	header []int // first and last row of the header, once found
	heads  [][]string
	out    *bufio.Writer
	next   int
}

// filling is a merged range with what stands in it.
type filling struct {
	workbook.Range
	text []byte
}

func (u *unmerging) run() error {
	for {
		fields, err := u.rows.read()
		if errors.Is(err, io.EOF) {
			return errors.Join(u.endHeader(), u.out.Flush())
		}
		if err != nil {
			return err
		}
		if err := u.row(fields, u.rows.line); err != nil {
			return err
		}
	}
}

func (u *unmerging) row(fields [][]byte, line int) error {
	u.open = slices.DeleteFunc(u.open, func(f filling) bool { return f.LastRow < line })
	begins := 0
	for begins < len(u.merged) && u.merged[begins].Row <= line {
		begins++
	}
	starting := u.merged[:begins]
	u.merged = u.merged[begins:]
	if u.header == nil && (!u.titled || filled(fields) > 1) {
		u.header = []int{line, line}
		for _, m := range starting {
			if m.Row == line && m.LastRow < line+mostHeader && m.Column < len(fields) && isHead(fields[m.Column]) {
				u.header[1] = max(u.header[1], m.LastRow)
			}
		}
	}
	if u.header != nil && line <= u.header[1] {
		u.head(fields, line, starting)
		return nil
	}
	if err := u.endHeader(); err != nil {
		return err
	}
	for _, m := range starting {
		if m.Row == line && m.LastRow > line && m.Column < len(fields) && isHead(fields[m.Column]) {
			u.open = append(u.open, filling{m, bytes.Clone(fields[m.Column])})
		}
	}
	for _, f := range u.open {
		for len(fields) <= f.Column {
			fields = append(fields, nil)
		}
		fields[f.Column] = f.text
	}
	return u.write(fields, line)
}

// isHead reports whether a field is a word or a date, and no number to be added
// up.
func isHead(b []byte) bool {
	b = trim(b)
	if _, ok := dateOf(b); ok {
		return len(b) > 0
	}
	_, ok := shapeOf(b)
	return len(b) > 0 && !ok
}

// head keeps a row of the header, its cells that reach to the right in each
// column of theirs.
func (u *unmerging) head(fields [][]byte, line int, starting []workbook.Range) {
	names := copyRow(fields)
	if u.header[1] > u.header[0] {
		for _, m := range starting {
			if m.Row != line || m.Column >= len(names) {
				continue
			}
			for c := m.Column + 1; c <= m.LastColumn && c < maxHeads; c++ {
				for len(names) <= c {
					names = append(names, "")
				}
				names[c] = names[m.Column]
			}
		}
	}
	u.heads = append(u.heads, names)
}

// maxHeads bounds the columns that a header fills.
const maxHeads = 1 << 14

// endHeader writes the header's rows as one, in the last of its lines.
func (u *unmerging) endHeader() error {
	if u.heads == nil {
		return nil
	}
	var fields [][]byte
	for _, names := range u.heads {
		for c, name := range names {
			for len(fields) <= c {
				fields = append(fields, nil)
			}
			if name != "" && !strings.EqualFold(name, string(fields[c])) {
				fields[c] = bytes.TrimSpace(append(append(fields[c], ' '), name...))
			}
		}
	}
	u.heads = nil
	return u.write(fields, u.header[1])
}

func (u *unmerging) write(fields [][]byte, line int) error {
	for ; u.next < line; u.next++ {
		u.out.WriteByte('\n')
	}
	for i, f := range fields {
		if i > 0 {
			u.out.WriteByte('\t')
		}
		if err := writeField(u.out, f); err != nil {
			return err
		}
	}
	u.next++
	return u.out.WriteByte('\n')
}
