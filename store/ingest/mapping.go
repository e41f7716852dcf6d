package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"strings"
	"time"

	"olist/message"
	"olist/store/fault"
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

// Mapping is what o decides about the file, for the next one with its header.
func (p *WeeklyReport) Mapping(o Options) Mapping {
	var names []string
	for _, c := range p.Form.Choices {
		names = append(names, c.Key)
	}
	return MappingOf(p.Form.Header, names, o)
}

// Options are those that the mapping stands for.
func (m Mapping) Options() Options {
	return Options{Roles: m.Roles, Decimal: m.Decimal, Dates: m.Dates, WeekDates: m.WeekDates, WeekStart: m.WeekStart, Missing: m.Missing, Unsold: m.Unsold}
}

// Say takes a role as a person says it, COLUMN=ROLE. Returns CodeInvalid where
// it is not that.
func (o *Options) Say(role string) error {
	i := strings.LastIndexByte(role, '=')
	if i < 1 {
		return fault.Invalid("role", message.RoleSaid.With(role))
	}
	if o.Roles == nil {
		o.Roles = map[string]string{}
	}
	o.Roles[role[:i]] = role[i+1:]
	return nil
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
