// Package table turns the bytes of somebody's file into a typed table: the one
// reader of tables for all of the program. It imports nothing of ours; whoever
// takes tables from people imports it.
//
// Open reads the whole file once and decides on all of its rows, never on the
// first: the encoding, what stands between the fields, where the header is, and
// for every column what it holds (numbers, dates, words), how its numbers and
// dates are written, and the part it plays (its Role). What it keeps is of
// constant size for a column, whatever the number of rows.
//
//	t, err := table.Open(ctx, file, table.Options{})   // *Error where the file is at fault
//	defer t.Close()
//	t.Columns[i].Name, .Kind, .Role, .Forms()          // what was understood
//	t.Preview                                          // the first rows, as words
//	t.SetRole(i, table.Units)                          // the guess is changed
//	if err := t.Settle(); err != nil { ... }           // what stays ambiguous: two readings and the flag
//	fmt.Println(t.Describe())                          // "tab-separated, numbers 1,234.5, dates month/day, one row a week"
//	err = t.Each(ctx, func(r *table.Row) error {       // a streaming pass over the typed rows
//		day, ok, err := r.Day(i)                   // of a date column
//		v, ok, err := r.Number(j)                  // of a number column; Plain gives it as exact text
//		name := r.Text(k)
//		return err
//	})
//
// A workbook (XLSX) is written, one sheet of it, as such text when it is opened,
// its cells by their types; what a zip archive holds is unpacked. Which sheet or
// file is meant is an error that lists them where several hold a table
// (Options.Sheet chooses).
//
// Each may be called again: a file that can seek is read again from its place,
// anything else is kept as it came (compressed, if it was) in memory up to a
// few MB and in a temporary file beyond.
//
// A faulty field is an error of the call that reads it, so that a caller can
// collect faults or stop at the first. Rows of nothing but blanks are passed
// over and counted (Table.Blank), and so are lines of totals (Table.Totals).
package table
