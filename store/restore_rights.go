package store

import (
	"context"
	"slices"
)

// rights are what a token or a person that is known here may do: as it was before a
// restore, whatever the backup says. A backup is a file, which others may have altered;
// and who became an administrator since it was made still is one.
var rights = []struct {
	table, key string
	needs      string // a column, without which the database is of before there were such
	columns    []right
}{
	{"tokens", "hash", "tokens.hash", []right{
		{"scope", `'admin'`, `$1`},
		{"ends_at", `0`, `$1`},
		{"revoked_at", `0`, `CASE WHEN revoked_at > $1 THEN revoked_at ELSE $1 END`}, // revoked in either
	}},
	{"people", "name", "people.role", []right{{"role", `''`, `$1`}}},
	{"shares", "hash", "shares.hash", []right{
		{"ends_at", `0`, `CASE WHEN ends_at < $1 THEN ends_at ELSE $1 END`},
		{"revoked_at", `0`, `CASE WHEN revoked_at > $1 THEN revoked_at ELSE $1 END`},
	}},
}

// right is a column that holds one.
type right struct {
	column  string
	lacking string // what it comes to in a database of before the column
	settled string // what it becomes, where it was $1 before
}

// of reads it from a database that has these columns.
func (r right) of(have []string, table string) string {
	if slices.Contains(have, table+"."+r.column) {
		return r.column
	}
	return r.lacking
}

// held are the values of the columns of each that is known, by table and key.
type held map[string]map[string][]any

// heldRights are those of a database of any version.
func heldRights(ctx context.Context, t *tx) (held, error) {
	have, err := t.side().allColumns(ctx)
	if err != nil {
		return nil, err
	}
	all := held{}
	for _, r := range rights {
		if !slices.Contains(have, r.needs) {
			continue
		}
		query := `SELECT ` + r.key
		for _, c := range r.columns {
			query += `, ` + c.of(have, r.table)
		}
		if all[r.table], err = heldIn(ctx, t, query+` FROM `+r.table, len(r.columns)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func heldIn(ctx context.Context, t *tx, query string, columns int) (map[string][]any, error) {
	found := map[string][]any{}
	rows, err := collect(ctx, t, func(row scanner) ([]any, error) {
		values := make([]any, columns+1)
		into := make([]any, columns+1)
		for i := range values {
			into[i] = &values[i]
		}
		return values, row.Scan(into...)
	}, query)
	for _, values := range rows {
		found[textOf(values[0])] = values[1:]
	}
	return found, err
}

func textOf(v any) string {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	s, _ := v.(string)
	return s
}

// settleRights gives what is known its rights of before. What is not known is no
// concern of it: it is off (closeDoors).
func settleRights(ctx context.Context, t *tx, before held) error {
	for _, r := range rights {
		for key, values := range before[r.table] {
			for i, c := range r.columns {
				if _, err := t.ExecContext(ctx, `UPDATE `+r.table+` SET `+c.column+` = `+c.settled+` WHERE `+r.key+` = $2`, values[i], key); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
