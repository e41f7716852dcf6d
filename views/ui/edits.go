package ui

import (
	"time"

	"olist/views/text"
)

// Edit is what was saved at once; without an ID nothing was changed.
type Edit struct {
	ID     string
	Count  int // of what it changed
	Undone bool
	By     string
	At     time.Time
}

// Edits are the latest changes of what a page keeps.
type Edits struct {
	Saved  *Edit // the change that was just made or taken back
	Latest []Edit
}

// EditWords are how a page speaks of its changes.
type EditWords struct {
	Saved, Undone, Changed text.Plural
	Same                   text.Text // nothing was changed
}

func (w EditWords) of(l text.Locale, e Edit) string {
	switch {
	case e.ID == "":
		return l.T(w.Same)
	case e.Undone:
		return l.N(w.Undone, e.Count)
	}
	return l.N(w.Saved, e.Count)
}

// Paste is what was pasted, and what is wrong with it.
type Paste struct{ Text, Problem string }
