package store

import (
	"errors"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"olist/message"
	"olist/store/fault"
)

// Passes reports whether err tells of a trouble that may be over soon, so that it is
// worth trying again: others hold the database, the disk is full, or the server is away.
func Passes(err error) bool {
	t := Trouble(err)
	return t != nil && (t.Code == fault.CodeBusy || t.Code == fault.CodeDiskFull || IsAway(err))
}

// Trouble gives the trouble of the machine behind an error: CodeDiskFull where
// nothing more can be written, CodeBusy where another process holds the
// database, CodeUnavailable where that is damaged or away. It is nil for every other
// error.
func Trouble(err error) *fault.Error {
	var db sqlite3.Error
	var system syscall.Errno
	found := errors.As(err, &db)
	switch {
	case found && db.Code == sqlite3.ErrFull,
		found && isDiskFull(db.SystemErrno),
		errors.As(err, &system) && isDiskFull(system):
		return fault.Wrap(fault.CodeDiskFull, err, message.DiskFull.With())
	case found && (db.Code == sqlite3.ErrBusy || db.Code == sqlite3.ErrLocked), waited(err):
		return fault.Wrap(fault.CodeBusy, err, message.DatabaseHeld.With())
	}
	if IsAway(err) {
		return fault.Wrap(fault.CodeUnavailable, err, message.DatabaseAway.With())
	}
	if corrupt(err) {
		return fault.Wrap(fault.CodeUnavailable, err, message.DatabaseDamaged.With())
	}
	return nil
}
