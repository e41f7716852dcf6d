package store

import (
	"context"
	"slices"
)

// door is a way in.
type door struct {
	table  string
	needs  string // a column, without which the database is of before there were such
	where  string // of the open ones
	closed string // the column that says since when one is not; databases of before it have none that are
	is     string // which one it is, and what it opens
	later  right  // a column that says more of that; not where all is said
}

// doors are the ways in that a restore leaves open: those that were open before.
var doors = []door{
	{"tokens", "tokens.revoked_at", "revoked_at = 0", "off_at", `hash`, right{}},
	{"people", "people.hash", "hash <> ''", "off_at", `name || ' ' || role || ' ' || hash`, right{}},
	{"people", "people.subject", "subject <> ''", "off_at", `'by ' || issuer || ' ' || subject || ' ' || name || ' ' || role`, right{}},
	{"shares", "shares.hash", "TRUE", "revoked_at", `hash || ' ' || page || ' ' || segment || ' ' || horizon || ' ' || ends_at || ' ' || origins`, right{column: "period", lacking: `'week'`}}, // a new link is soon made
}

// opens is what tells it from others, in a database that has these columns.
func (d door) opens(have []string) string {
	if d.later.column == "" {
		return d.is
	}
	return d.is + ` || ' ' || ` + d.later.of(have, d.table)
}

// openDoors are those of a database of any version, by their table.
func openDoors(ctx context.Context, t *tx) (map[string][]string, error) {
	have, err := t.side().allColumns(ctx)
	if err != nil {
		return nil, err
	}
	open := map[string][]string{}
	for _, d := range doors {
		if !slices.Contains(have, d.needs) {
			continue
		}
		query := `SELECT ` + d.opens(have) + ` FROM ` + d.table + ` WHERE ` + d.where
		if slices.Contains(have, d.table+"."+d.closed) {
			query += ` AND ` + d.closed + ` = 0`
		}
		found, err := texts(ctx, t, query)
		if err != nil {
			return nil, err
		}
		open[d.table] = append(open[d.table], found...)
	}
	if slices.Contains(have, "settings.value") { // not a way in, but decided here and not by a backup
		open[readingKey], err = texts(ctx, t, `SELECT value FROM settings WHERE key = '`+readingKey+`'`)
	}
	return open, err
}

// closeDoors turns off those that were not open before, and counts them.
func closeDoors(ctx context.Context, t *tx, before map[string][]string) (map[string]int, error) {
	now, err := openDoors(ctx, t)
	if err != nil {
		return nil, err
	}
	have, err := t.side().allColumns(ctx)
	if err != nil {
		return nil, err
	}
	closed := map[string]int{}
	for _, d := range doors {
		for _, one := range now[d.table] {
			if slices.Contains(before[d.table], one) {
				continue
			}
			done, err := t.ExecContext(ctx, `UPDATE `+d.table+` SET `+d.closed+` = $1 WHERE `+d.closed+` = 0 AND `+d.opens(have)+` = $2`, toMillis(t.now), one)
			if err != nil {
				return nil, err
			}
			n, err := done.RowsAffected() // somebody may have had two ways in
			if err != nil {
				return nil, err
			}
			closed[d.table] += int(n)
		}
	}
	_, err = t.ExecContext(ctx, `UPDATE people SET link_hash = '', link_ends_at = 0`)
	return closed, err
}
