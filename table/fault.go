package table

import (
	"fmt"
	"strings"
)

// Error is a fault of the file. Line counts from 1, with the header; 0 stands
// for the file as a whole. Column is the column's name, empty where the fault
// is none of a column. Format and Args make the message, so that it can be
// worded in another language.
type Error struct {
	Line   int
	Column string
	Format string
	Args   []any
	Choose string // the option that decides between two readings, decimal or dates; empty for other faults
}

// Message is the fault without its place, in English.
func (e *Error) Message() string { return fmt.Sprintf(e.Format, e.Args...) }

func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return e.Message()
	case e.Column == "":
		return fmt.Sprintf("line %d: %s", e.Line, e.Message())
	}
	return fmt.Sprintf("line %d, column %s: %s", e.Line, e.Column, e.Message())
}

// Fail makes a fault of a line.
func Fail(line int, format string, args ...any) *Error {
	return &Error{Line: line, Format: format, Args: args}
}

func failIn(line int, column string, format string, args ...any) *Error {
	return &Error{Line: line, Column: column, Format: format, Args: args}
}

func (e *Error) choosable(option string) *Error {
	e.Choose = option
	return e
}

// longest is how much of a field a message shows.
const longest = 60

// brief shortens a field for a message.
func brief(s string) string {
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "..."
}
