package dashboard

import (
	"slices"
	"time"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// NotesMost is how many notes one page shows.
const NotesMost = 50

// NoteMost is how many letters a note has at most.
const NoteMost = 280

// NoteForm is a new note as the person filled it in, and what is wrong with it.
type NoteForm struct{ Week, Text, Problem string }

// noteWeek is the day that a new note is about, unless another is chosen.
func (d View) noteWeek() string {
	if d.NoteForm.Week != "" {
		return d.NoteForm.Week
	}
	if len(d.Targets) > 0 {
		return d.Targets[0].Week.String()
	}
	return ""
}

// noteFrom and noteTo bound the days that notes are about: those of the data,
// and as far ahead as can be forecast.
func (d View) noteFrom() string {
	if len(d.Past) == 0 {
		return ""
	}
	return d.Past[0].Week.String()
}

func (d View) noteTo() string {
	if len(d.Targets) == 0 {
		return ""
	}
	return (d.Targets[0].Week + week.Week(d.Longest-1)).Last().Format(time.DateOnly)
}

// noteBy says who wrote a note.
func noteBy(l text.Locale, name string) string {
	if l.Here(name) {
		return l.T(text.NoteByHere)
	}
	return l.T(text.NoteBy, name)
}

// notesShown are the notes of the part that was asked for, by week; the first
// part holds the latest weeks.
func (d View) notesShown() ([]Note, ui.Pages) {
	latest := slices.Clone(d.Notes)
	slices.Reverse(latest)
	notes, part := ui.Part(d.Here()+"#notes", "notes", latest, NotesMost)
	slices.Reverse(notes)
	return notes, part
}
