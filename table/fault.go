package table

import (
	"strings"

	"olist/message"
)

// Error is a fault of the file. Line counts from 1, with the header; 0 stands
// for the file as a whole.
type Error struct {
	Line    int
	Column  string // its name, empty where it has none
	Number  int    // of the column, from 1; 0 where the fault is none of a column
	Message message.Message
	Choose  string   // the option that decides between readings: decimal, dates or sheet; empty for other faults
	Options []string // what it may be, for sheet
}

// Error is the fault with its place, in English.
func (e *Error) Error() string { return e.Said().String() }

// Said is the fault with its place.
func (e *Error) Said() message.Message {
	line := int64(e.Line)
	switch {
	case e.Line == 0:
		return e.Message
	case e.Column != "":
		return message.AtColumn.With(line, e.Column, e.Message)
	case e.Number > 0:
		return message.AtColumnNumber.With(line, int64(e.Number), e.Message)
	}
	return message.AtLine.With(line, e.Message)
}

// InColumn is the fault with its column, without its line.
func (e *Error) InColumn() message.Message {
	switch {
	case e.Column != "":
		return message.InColumn.With(e.Column, e.Message)
	case e.Number > 0:
		return message.InColumnNumber.With(int64(e.Number), e.Message)
	}
	return e.Message
}

// Fail makes a fault of a line.
func Fail(line int, m message.Message) *Error { return &Error{Line: line, Message: m} }

func (e *Error) choosable(option string) *Error {
	e.Choose = option
	return e
}

// of says what may be chosen.
func (e *Error) of(options []string) *Error {
	e.Options = options
	return e
}

// in makes the fault one of a column.
func (e *Error) in(c *Column) *Error {
	e.Column, e.Number = c.Name, c.Index+1
	return e
}

// inColumn does so where err is a fault.
func inColumn(err error, c *Column) error {
	if e, ok := err.(*Error); ok {
		return e.in(c)
	}
	return err
}

// longest is how much of a field a message shows.
const longest = 60

// brief shortens a field for a message.
func brief(s string) message.Quoted {
	if len(s) <= longest {
		return message.Quoted(s)
	}
	return message.Quoted(strings.ToValidUTF8(s[:longest], "") + "...")
}
