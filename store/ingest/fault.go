package ingest

import (
	"fmt"
	"slices"
	"strings"

	"olist/store/fault"
)

// maxFaults is how many faults are told one by one.
const maxFaults = 20

// Fault is one thing wrong with a file. Line and Column count from 1; Column
// is a byte in the line; 0 stands for the file or line as a whole.
type Fault struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Choose  string `json:"choose,omitempty"` // the option that decides between two readings: decimal or dates
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
}

func (e *Faults) Error() string {
	var b strings.Builder
	for _, f := range e.List {
		b.WriteString("\n  " + f.String())
	}
	if e.More > 0 {
		fmt.Fprintf(&b, "\n  and %d more", e.More)
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

// Choosable reports whether a person's choice may mend one of them.
func (e *Faults) Choosable() bool {
	return slices.ContainsFunc(e.List, func(f Fault) bool { return f.Choose != "" })
}

// Err gives nil where there is no fault.
func (e *Faults) Err() error {
	if len(e.List) == 0 {
		return nil
	}
	return fault.Wrap(fault.CodeInvalid, e, "the files cannot be imported and nothing was changed; mend these places and import again")
}
