package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"time"

	"olist/message"
	"olist/table"
)

// Mapping is what a person chose of a file, for the next one with the same
// header.
type Mapping struct {
	Header    string            `json:"header"`            // Fingerprint of it
	Columns   []string          `json:"columns,omitempty"` // the names in the header, for people
	Roles     map[string]string `json:"roles"`             // as Options.Roles
	Decimal   string            `json:"decimal,omitempty"`
	Dates     string            `json:"dates,omitempty"`
	WeekDates string            `json:"week_dates,omitempty"`
	WeekStart string            `json:"week_start,omitempty"`
	Missing   string            `json:"missing,omitempty"`
	Unsold    string            `json:"unsold,omitempty"`
	By        string            `json:"by,omitempty"` // who chose
	At        time.Time         `json:"at,omitzero"`  // and when
}

// MappingOf is what o decides about a file with the header; its time and person
// are the caller's.
func MappingOf(header string, columns []string, o Options) Mapping {
	return Mapping{Header: header, Columns: columns, Roles: maps.Clone(o.Roles), Decimal: o.Decimal, Dates: o.Dates,
		WeekDates: o.WeekDates, WeekStart: o.WeekStart, Missing: o.Missing, Unsold: o.Unsold}
}

// Fingerprint names a header: the sha256 of its columns' names, in order, as
// Fold makes them alike. It says nothing of the rows.
func Fingerprint(columns []string) string {
	h := sha256.New()
	for _, name := range columns {
		h.Write([]byte(table.Fold(name)))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// recall takes what was chosen for an earlier file of the same header, where
// nothing is chosen for this one.
func (r *weeklyReader) recall(t *sheet, o Options) Options {
	r.header = Fingerprint(t.titles())
	if o.Remembered == nil || len(o.Roles) > 0 {
		return o
	}
	m := o.Remembered(r.header)
	if m == nil {
		return o
	}
	r.mapping, o.Roles = m, m.Roles
	for _, choice := range []struct {
		to   *string
		from string
	}{{&o.Decimal, m.Decimal}, {&o.Dates, m.Dates}, {&o.WeekDates, m.WeekDates}, {&o.WeekStart, m.WeekStart}, {&o.Missing, m.Missing}, {&o.Unsold, m.Unsold}} {
		if *choice.to == "" {
			*choice.to = choice.from
		}
	}
	t.Choose(o.table())
	return o
}

// noteRecalled says so.
func (r *weeklyReader) noteRecalled() {
	if r.mapping != nil {
		r.report.note(message.ColumnsRecalled.With(message.Day(r.mapping.At.UTC().Format(time.DateOnly))))
	}
}
