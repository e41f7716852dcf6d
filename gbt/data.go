package gbt

import (
	"context"
	"fmt"
	"math"
	"sync"
)

// Matrix holds Rows x Cols feature values, row by row. NaN is a missing value.
type Matrix struct {
	Data []float32
	Rows int
	Cols int
}

// Row returns row i, sharing memory with m.
func (m Matrix) Row(i int) []float32 { return m.Data[i*m.Cols : (i+1)*m.Cols] }

// Dataset is a training or validation set.
type Dataset struct {
	X      Matrix
	Y      []float32 // X.Rows labels
	Weight []float32 // X.Rows weights of at least 0, or nil for ones
}

// DataError says what is wrong with the data and where.
type DataError struct {
	Part   string // "x", "y", "weight"
	Row    int    // -1: not one row
	Col    int    // -1: not one column
	Reason string
}

func (e *DataError) Error() string {
	where := e.Part
	if e.Row >= 0 {
		where += fmt.Sprintf(", row %d", e.Row)
	}
	if e.Col >= 0 {
		where += fmt.Sprintf(", column %d", e.Col)
	}
	return where + ": " + e.Reason
}

// check refuses shapes that do not fit and numbers that cannot be learnt from.
func (d Dataset) check(obj objective) error {
	if err := d.X.check(); err != nil {
		return err
	}
	if d.X.Rows == 0 {
		return &DataError{"x", -1, -1, "has no rows"}
	}
	if d.X.Rows > math.MaxInt32/2 {
		return &DataError{"x", -1, -1, "has more rows than a trainer can number"}
	}
	if len(d.Y) != d.X.Rows {
		return &DataError{"y", -1, -1, fmt.Sprintf("has %d labels for %d rows", len(d.Y), d.X.Rows)}
	}
	if d.Weight != nil && len(d.Weight) != d.X.Rows {
		return &DataError{"weight", -1, -1, fmt.Sprintf("has %d weights for %d rows", len(d.Weight), d.X.Rows)}
	}
	for i, y := range d.Y {
		if !finite(y) {
			return &DataError{"y", i, -1, fmt.Sprintf("is %v, must be a finite number", y)}
		}
		if reason := obj.refuses(y); reason != "" {
			return &DataError{"y", i, -1, fmt.Sprintf("is %v, %s", y, reason)}
		}
	}
	return d.checkWeights()
}

func (d Dataset) checkWeights() error {
	if d.Weight == nil {
		return nil
	}
	var sum float64
	for i, w := range d.Weight {
		if !finite(w) || w < 0 {
			return &DataError{"weight", i, -1, fmt.Sprintf("is %v, must be a finite number of at least 0", w)}
		}
		sum += float64(w)
	}
	if sum == 0 {
		return &DataError{"weight", -1, -1, "sums to 0"}
	}
	return nil
}

// missing tells the columns with missing values, and refuses infinities. It
// returns ctx's error when cancelled.
func (m Matrix) missing(ctx context.Context, threads int) ([]bool, error) {
	const size = 1 << 14
	blocks := (m.Rows + size - 1) / size
	found := make([]bool, m.Cols)
	var mu sync.Mutex
	infinite := len(m.Data)
	parallel(threads, blocks, func(_, block int) {
		if ctx.Err() != nil {
			return
		}
		own := make([]bool, m.Cols)
		first := m.scan(block*size, min(m.Rows, (block+1)*size), own)
		mu.Lock()
		defer mu.Unlock()
		infinite = min(infinite, first)
		for f, missing := range own {
			found[f] = found[f] || missing
		}
	})
	if infinite < len(m.Data) {
		return nil, &DataError{"x", infinite / m.Cols, infinite % m.Cols, "is infinite"}
	}
	return found, ctx.Err()
}

// scan marks the columns with missing values in rows [low, high) and returns
// the place of the first infinity, or the end of the data.
func (m Matrix) scan(low, high int, missing []bool) int {
	for i := low; i < high; i++ {
		for f, v := range m.Row(i) {
			if v-v == 0 { // true for numbers alone: one test a value
				continue
			}
			if v == v {
				return i*m.Cols + f
			}
			missing[f] = true
		}
	}
	return len(m.Data)
}

func (m Matrix) check() error {
	if m.Rows < 0 || m.Cols < 1 || len(m.Data) != m.Rows*m.Cols {
		return &DataError{"x", -1, -1, fmt.Sprintf("has %d values for %d rows x %d columns", len(m.Data), m.Rows, m.Cols)}
	}
	return nil
}
