package ingest

import (
	"encoding/json"

	"olist/message"
)

// Messages are what a report says beside its figures.
type Messages []message.Message

func (s Messages) words() []string {
	var all []string
	for _, m := range s {
		all = append(all, m.String())
	}
	return all
}

// english is the same for programs that do not word it themselves.
type english struct {
	Notes    []string `json:"notes"`
	Warnings []string `json:"warnings"`
}

// MarshalJSON writes notes and warnings in English beside their messages.
func (p WeeklyReport) MarshalJSON() ([]byte, error) {
	type plain WeeklyReport
	return json.Marshal(struct {
		plain
		english
	}{plain(p), english{p.Notes.words(), p.Warnings.words()}})
}

// UnmarshalJSON takes the notes and warnings of an earlier version, which had
// them in English alone, as they stand.
func (p *WeeklyReport) UnmarshalJSON(b []byte) error {
	type plain WeeklyReport
	var before english
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		return err
	}
	if err := json.Unmarshal(b, &before); err != nil {
		return err
	}
	p.Notes, p.Warnings = p.Notes.or(before.Notes), p.Warnings.or(before.Warnings)
	return nil
}

// or gives the words of an earlier version where there are no messages.
func (s Messages) or(words []string) Messages {
	if s != nil {
		return s
	}
	for _, w := range words {
		s = append(s, message.Prose(w))
	}
	return s
}

// Warned are the warnings of the report.
func (p *WeeklyReport) Warned() Messages { return p.Warnings }

// Warned is empty: the states of orders are known, and counted.
func (p *OrderReport) Warned() Messages { return nil }
