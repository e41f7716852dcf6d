package forecast

import (
	"math"
	"strconv"
)

// Figure is a measured number. NaN, "not measurable here", is null in JSON; six
// significant digits are written.
type Figure float64

// MarshalJSON writes null for NaN and infinities.
func (f Figure) MarshalJSON() ([]byte, error) {
	v := float64(f)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, v, 'g', 6, 64), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Figure) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*f = Figure(math.NaN())
		return nil
	}
	v, err := strconv.ParseFloat(string(b), 64)
	*f = Figure(v)
	return err
}

// Cell is the figure as in JSON, "" where JSON has null.
func (f Figure) Cell() string {
	b, _ := f.MarshalJSON() // it cannot fail
	if string(b) == "null" {
		return ""
	}
	return string(b)
}

var nan = math.NaN()
