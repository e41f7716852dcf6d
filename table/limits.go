package table

import (
	"fmt"
	"time"
)

// Limits bound what one file may cost. A file beyond one of them is refused,
// by name and number, as soon as that is known. Zero means the default's.
type Limits struct {
	Bytes   int64         // of the file as it comes, compressed or not
	Plain   int64         // of the file decompressed
	Line    int           // bytes in a row
	Columns int           // in a row
	Rows    int           // with the header
	Cells   int64         // fields of all rows
	Time    time.Duration // for all that Open does, and for one Each
	Ratio   int64         // times that gzip data may grow, looked at beyond the first MB
}

// DefaultLimits let through 10 million rows of some columns, and whatever gzip
// can hold of them: it grows at most 1032 times.
func DefaultLimits() Limits {
	return Limits{Bytes: 4 << 30, Plain: 8 << 30, Line: 4 << 20, Columns: 20_000, Rows: 50_000_000, Cells: 1_000_000_000, Time: 15 * time.Minute, Ratio: 1100}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	setDefault(&l.Bytes, d.Bytes)
	setDefault(&l.Plain, d.Plain)
	setDefault(&l.Line, d.Line)
	setDefault(&l.Columns, d.Columns)
	setDefault(&l.Rows, d.Rows)
	setDefault(&l.Cells, d.Cells)
	setDefault(&l.Time, d.Time)
	setDefault(&l.Ratio, d.Ratio)
	return l
}

func setDefault[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

// size writes bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
