package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"olist/message"
	"olist/store/fault"
)

// Holding is how much a database holds, in rows. A table that cannot be read
// counts as -1, one that is not there as 0.
type Holding struct {
	Weeks, Cells, Models, Imports, Notes, Scenarios, Events int64
}

// parts are the figures with what they count, those first whose loss is asked
// about.
func (h *Holding) parts() []struct {
	table, what string
	rows        *int64
} {
	return []struct {
		table, what string
		rows        *int64
	}{
		{"cells", "cells of sales", &h.Cells}, {"models", "models", &h.Models}, {"import_weeks", "weeks of imports", &h.Weeks},
		{"imports", "imports", &h.Imports}, {"events", "events", &h.Events}, {"notes", "notes", &h.Notes}, {"scenarios", "scenarios", &h.Scenarios},
	}
}

// String gives the figures as a sentence has them.
func (h Holding) String() string {
	var all []string
	for _, p := range h.parts() {
		if *p.rows < 0 {
			all = append(all, p.what+" that cannot be counted")
			continue
		}
		all = append(all, fmt.Sprintf("%d %s", *p.rows, p.what))
	}
	return strings.Join(all, ", ")
}

// holdingOf counts what the database at path holds, of any version and however
// damaged.
func holdingOf(ctx context.Context, path string) (h Holding) {
	db, err := sql.Open("sqlite3", dsn(path, "_query_only", "on"))
	if err != nil {
		return h
	}
	defer db.Close()
	for _, p := range h.parts() {
		err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+p.table+` NOT INDEXED`).Scan(p.rows)
		if err != nil && !strings.Contains(err.Error(), "no such table") {
			*p.rows = -1
		}
	}
	return h
}

// holding counts what a sound database holds.
func (t *tx) holding(ctx context.Context) (h Holding, err error) {
	for _, p := range h.parts() {
		if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+p.table).Scan(p.rows); err != nil {
			return h, err
		}
	}
	return h, nil
}

// hasSales reports whether the database at a place has weeks of sales.
func (p Place) hasSales(ctx context.Context) (bool, error) {
	if !IsPostgres(p.Name) {
		return exists(p.Name) && holdingOf(ctx, p.Name).Weeks != 0, nil
	}
	s, err := Open(ctx, p.Name, Options{Beside: p.Beside})
	if err != nil {
		return false, err
	}
	defer s.Close()
	h, err := given(ctx, s.inRead, func(t *tx) (Holding, error) { return t.holding(ctx) })
	return h.Weeks != 0, err
}

// isReadable tells whether anything can be counted: what is no database at all
// holds nothing that a restore could lose.
func (h Holding) isReadable() bool {
	for _, p := range h.parts() {
		if *p.rows >= 0 {
			return true
		}
	}
	return false
}

// refuseLoss returns CodeConflict where a restore would leave no sales or no
// models in a database that has some, or may have.
func refuseLoss(before, after Holding) error {
	if !before.isReadable() || (after.Cells > 0 || before.Cells == 0) && (after.Models > 0 || before.Models == 0) {
		return nil
	}
	return fault.New(fault.CodeConflict, message.RestoreLoses.With(after.String(), before.String()))
}
