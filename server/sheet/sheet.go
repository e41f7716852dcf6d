// Package sheet is a table that a person takes along, and the ways to write it:
// CSV, tab-separated text for the clipboard, and a workbook. It imports the
// engine's guard of cells and weeks; server alone imports it, and says what
// stands in the cells.
package sheet

import (
	"math"
	"strconv"
	"time"

	"olist/forecast"
	"olist/week"
)

// Table is heads in the person's language and rows of cells below them.
type Table struct {
	Heads []string
	Rows  [][]Cell
}

// Add adds a row; cells that are missing at its end are empty.
func (t *Table) Add(cells ...Cell) {
	for len(cells) < len(t.Heads) {
		cells = append(cells, Cell{})
	}
	t.Rows = append(t.Rows, cells)
}

// Cell is a text, a number, money or a date. The zero value is an empty one.
type Cell struct {
	text  string
	money int64 // cents
	day   time.Time
	kind  byte // t, n (number), r (ratio), m or d; 0 is empty
}

// Text is a cell of words, never a formula.
func Text(s string) Cell { return Cell{kind: 't', text: s} }

// Int is a cell of a whole number.
func Int(n int) Cell { return Cell{kind: 'n', text: strconv.Itoa(n)} }

// Money is a cell of cents, written in whole units with two decimals.
func Money(cents int64) Cell { return Cell{kind: 'm', money: cents} }

// Date is a cell of a week's Monday.
func Date(w week.Week) Cell { return Day(w.First()) }

// Day is a cell of a day.
func Day(t time.Time) Cell { return Cell{kind: 'd', day: t} }

// Ratio keeps four digits of a share; what is not known is empty.
func Ratio(v float64) Cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Cell{}
	}
	return Cell{kind: 'r', text: strconv.FormatFloat(v, 'f', 4, 64)}
}

// Figure keeps a figure of a report as the API writes it; an undefined one is
// empty.
func Figure(f forecast.Figure) Cell {
	if f.Cell() == "" {
		return Cell{}
	}
	return Cell{kind: 'n', text: f.Cell()}
}

// decimal writes cents in units with a point.
func decimal(cents int64) string { return strconv.FormatFloat(float64(cents)/100, 'f', 2, 64) }
