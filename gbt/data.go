package gbt

import (
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

// missing tells the columns with missing values, and refuses infinities.
func (m Matrix) missing(threads int) ([]bool, error) {
	const size = 1 << 14
	found := make([]bool, m.Cols)
	infinite := len(m.Data)
	var mu sync.Mutex
	chunks(threads, m.Rows, size, func(_, low, high int) {
		// x-x is 0 for numbers alone: one test a value.
		for i := low * m.Cols; i < high*m.Cols; i++ {
			v := m.Data[i]
			if v-v == 0 {
				continue
			}
			mu.Lock()
			if v == v {
				infinite = min(infinite, i)
			} else {
				found[i%m.Cols] = true
			}
			mu.Unlock()
		}
	})
	if infinite < len(m.Data) {
		return nil, &DataError{"x", infinite / m.Cols, infinite % m.Cols, "is infinite"}
	}
	return found, nil
}

func (m Matrix) check() error {
	if m.Rows < 0 || m.Cols < 1 || len(m.Data) != m.Rows*m.Cols {
		return &DataError{"x", -1, -1, fmt.Sprintf("has %d values for %d rows x %d columns", len(m.Data), m.Rows, m.Cols)}
	}
	return nil
}
