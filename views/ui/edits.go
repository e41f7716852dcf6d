package ui

import (
	"strconv"
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
type Paste struct {
	Text, Problem string
	Seen          string // the revision that it was pasted over; "" for the page's
	Now           string // the page that shows what is there, where others were faster
}

func (p Paste) revision(page int64) string {
	if p.Seen != "" {
		return p.Seen
	}
	return strconv.FormatInt(page, 10)
}

// Overtaken is where what is there now can be seen, where others were faster than who
// typed: the page itself, beside the one with what was typed.
type Overtaken struct{ Page string }

// There says what stands now where something else was typed.
func (o Overtaken) There(l text.Locale, typed, now string) string {
	if o.Page == "" || typed == now {
		return ""
	}
	if now == "" {
		now = "–"
	}
	return l.T(text.SeenThere, now)
}
