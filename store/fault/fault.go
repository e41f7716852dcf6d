// Package fault is the one kind of error that crosses rooms: a code for
// programs, a message for people, the cause for the log.
package fault

import (
	"errors"
	"fmt"

	"olist/message"
)

// Code names a class of failure. One place (package server) maps codes to
// HTTP statuses.
type Code string

const (
	CodeInvalid      Code = "invalid"      // the request is understood and wrong; Field names where
	CodeMalformed    Code = "malformed"    // the request could not be read at all
	CodeNotFound     Code = "not_found"    // no such thing
	CodeConflict     Code = "conflict"     // the state of things forbids it now
	CodeUnauthorized Code = "unauthorized" // who are you
	CodeForbidden    Code = "forbidden"    // not for you
	CodeTooLarge     Code = "too_large"    // over a stated limit
	CodeRateLimited  Code = "rate_limited" // later
	CodeUnavailable  Code = "unavailable"  // not ready yet
	CodeTimeout      Code = "timeout"      // the request took too long to arrive
	CodeDiskFull     Code = "disk_full"    // nothing more can be written
	CodeBusy         Code = "busy"         // others hold what this needs; soon again
	CodeInternal     Code = "internal"     // everything unknown
)

// Error is an application error. Message tells a person what to do next and
// never holds internals; Cause is for the log alone.
type Error struct {
	Code    Code
	Field   string // the input at fault, or ""
	Message message.Message
	Cause   error
}

func (e *Error) Error() string {
	switch {
	case e.Field != "" && e.Cause != nil:
		return fmt.Sprintf("%s: %s: %v", e.Field, e.Message, e.Cause)
	case e.Field != "":
		return e.Field + ": " + e.Message.String()
	case e.Cause != nil:
		return fmt.Sprintf("%s: %v", e.Message, e.Cause)
	}
	return e.Message.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes an error of a code with a message for people.
func New(code Code, said message.Message) *Error {
	return &Error{Code: code, Message: said}
}

// Invalid says which field is wrong and what it should be.
func Invalid(field string, said message.Message) *Error {
	return &Error{Code: CodeInvalid, Field: field, Message: said}
}

// Wrap keeps the cause behind a message for people.
func Wrap(code Code, cause error, said message.Message) *Error {
	return &Error{Code: code, Message: said, Cause: cause}
}

// CodeOf gives the code of the first *Error in err's chain, CodeInternal where
// there is none, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
