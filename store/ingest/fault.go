package ingest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"olist/message"
	"olist/store/fault"
)

// maxFaults is how many faults are told one by one.
const maxFaults = 20

// Fault is one thing wrong with a file. Line and Column count from 1; Column
// is a byte in the line; 0 stands for the file or line as a whole.
type Fault struct {
	File    string
	Line    int
	Column  int
	Message message.Message
	Choose  string // the option that decides between readings: decimal, dates, drivers, roles or sheet
}

// faultJSON is how a fault is written: the message in English, and its key and
// arguments for whoever words it.
type faultJSON struct {
	File    string                     `json:"file"`
	Line    int                        `json:"line"`
	Column  int                        `json:"column"`
	Message string                     `json:"message"`
	Key     string                     `json:"key,omitempty"`
	Args    map[string]json.RawMessage `json:"args,omitempty"`
	Choose  string                     `json:"choose,omitempty"`
}

// MarshalJSON writes the message as programs know it.
func (f Fault) MarshalJSON() ([]byte, error) { return json.Marshal(f.Of(message.Sample)) }

// Of is f as it is written for the programs of a shop.
func (f Fault) Of(s message.Shop) any {
	j := faultJSON{File: f.File, Line: f.Line, Column: f.Column, Message: f.Message.Of(s), Choose: f.Choose}
	if !f.Message.IsProse() {
		j.Key, j.Args = f.Message.Key, f.Message.Named()
	}
	return j
}

// UnmarshalJSON takes the English of an earlier version as it stands.
func (f *Fault) UnmarshalJSON(b []byte) error {
	var j faultJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*f = Fault{File: j.File, Line: j.Line, Column: j.Column, Message: message.Prose(j.Message), Choose: j.Choose}
	if j.Key == "" {
		return nil
	}
	return json.Unmarshal(b, &f.Message)
}

func (f Fault) String() string {
	switch {
	case f.Line == 0:
		return fmt.Sprintf("%s: %s", f.File, f.Message)
	case f.Column == 0:
		return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message)
}

// Faults is the error for files that cannot be read as they are.
type Faults struct {
	List []Fault // the first of them
	More int     // how many others there are
	// MayBeDrivers are columns of numbers that a person may say are known ahead.
	MayBeDrivers []string
	// Sheets are those of a workbook, or the files of an archive, among which a
	// person is to choose.
	Sheets []string
	// Choices are all columns with the roles that they may have, once known.
	Choices []ColumnChoice
}

func (e *Faults) Error() string {
	var b strings.Builder
	for _, f := range e.List {
		b.WriteString("\n  " + f.String())
	}
	if e.More > 0 {
		b.WriteString("\n  " + message.MoreFaults.With(e.More).String())
	}
	return b.String()
}

// Add notes one more.
func (e *Faults) Add(f Fault) {
	if len(e.List) < maxFaults {
		e.List = append(e.List, f)
	} else {
		e.More++
	}
}

// Choosable reports whether a person's choice may resolve one of them.
func (e *Faults) Choosable() bool {
	return slices.ContainsFunc(e.List, func(f Fault) bool { return f.Choose != "" })
}

// Err gives nil where there is no fault.
func (e *Faults) Err() error {
	if len(e.List) == 0 {
		return nil
	}
	return fault.Wrap(fault.CodeInvalid, e, message.FilesRefused.With())
}
