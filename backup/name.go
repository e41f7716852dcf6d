// Package backup holds what backups are, apart from the database that they are
// of: their names, the places that they lie in, a passphrase's seal, and how long
// each is kept. training/backups makes them and cli restores them.
//
// A backup's name says all that is known of it, so that a place alone, without the
// database, is enough to find and to verify one.
package backup

import (
	"fmt"
	"regexp"
	"time"
)

// Copy is a backup as a place lists it.
type Copy struct {
	Name   string
	Owner  string    // the database that it is of
	At     time.Time // whole seconds, UTC
	Rows   string    // the beginning of the hash of all its rows
	Sealed bool      // by a passphrase
	Size   int64     // bytes
}

const (
	stampForm  = "20060102T150405Z"
	rowsDigits = 16
	stem       = "olist-" // of every name
)

// named matches a backup's name; what does not is no backup of ours.
var named = regexp.MustCompile(`^olist-([a-z2-7]{8})-(\d{8}T\d{6}Z)-([0-9a-f]{16})\.db(\.age)?$`)

// New names a backup by its database, its time, the hash of its rows, and whether it
// is sealed.
func New(owner string, at time.Time, rows string, sealed bool) Copy {
	c := Copy{Owner: owner, At: at.UTC().Truncate(time.Second), Rows: rows[:rowsDigits], Sealed: sealed}
	c.Name = fmt.Sprintf("%s%s-%s-%s.db", stem, owner, c.At.Format(stampForm), c.Rows)
	if sealed {
		c.Name += ".age"
	}
	return c
}

// Parse reads a backup's name; ok is false for what is none.
func Parse(name string, size int64) (c Copy, ok bool) {
	m := named.FindStringSubmatch(name)
	if m == nil {
		return c, false
	}
	at, err := time.Parse(stampForm, m[2])
	return Copy{Name: name, Owner: m[1], At: at, Rows: m[3], Sealed: m[4] != "", Size: size}, err == nil
}

// Holds reports whether rows is the hash of the rows that the backup was made of.
func (c Copy) Holds(rows string) bool { return len(rows) >= rowsDigits && rows[:rowsDigits] == c.Rows }
