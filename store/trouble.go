package store

import (
	"errors"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"olist/store/fault"
)

// Trouble gives the trouble of the machine behind an error: CodeDiskFull where
// nothing more can be written, CodeBusy where another process holds the
// database. It is nil for every other error.
func Trouble(err error) *fault.Error {
	var db sqlite3.Error
	var system syscall.Errno
	found := errors.As(err, &db)
	switch {
	case found && db.Code == sqlite3.ErrFull,
		found && isDiskFull(db.SystemErrno),
		errors.As(err, &system) && isDiskFull(system):
		return fault.Wrap(fault.CodeDiskFull, err, "The disk is full: nothing was changed. Make room and try again.")
	case found && (db.Code == sqlite3.ErrBusy || db.Code == sqlite3.ErrLocked):
		return fault.Wrap(fault.CodeBusy, err, "The database is held by another program: nothing was changed. Try again in a moment.")
	}
	if corrupt(err) {
		return fault.Wrap(fault.CodeUnavailable, err, "A part of the database is damaged and cannot be read. What is whole works. Run olist doctor, then olist restore with a backup.")
	}
	return nil
}
