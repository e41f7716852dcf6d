package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// lineError is that of a transaction whose line to the server was cut.
type lineError struct{ cause error }

func (e *lineError) Error() string { return "the line to the database was cut: " + e.cause.Error() }

// Unwrap gives the cause.
func (e *lineError) Unwrap() error { return e.cause }

func (postgres) marked(err error) error {
	if err != nil && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)) {
		return &lineError{err}
	}
	return err
}

// IsAway reports whether err tells that the server of the database cannot be reached, or
// goes away.
func IsAway(err error) bool {
	var refused *pgconn.ConnectError
	var cut *lineError
	var lost *net.OpError
	var said *pgconn.PgError
	switch {
	case errors.As(err, &refused), errors.As(err, &cut), errors.Is(err, pgconn.ErrConnClosed), pgconn.SafeToRetry(err):
		return true
	case errors.As(err, &said): // class 08: connection; 57P: it stops or starts
		return strings.HasPrefix(said.Code, "08") || strings.HasPrefix(said.Code, "57P") || said.Code == "53300"
	}
	return errors.As(err, &lost)
}

// isSilence reports whether err tells that the server did not answer in time.
func isSilence(err error) bool {
	var slow net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &slow) && slow.Timeout()
}

// waited reports whether err tells that a statement was ended since it took, or waited
// for others, too long.
func waited(err error) bool {
	said, is := errors.AsType[*pgconn.PgError](err)
	return is && (said.Code == "55P03" || said.Code == "57014")
}

// contends reports whether the server gave a transaction up for the sake of others,
// so that it may be tried again.
func contends(err error) bool {
	said, is := errors.AsType[*pgconn.PgError](err)
	return is && (said.Code == "40001" || said.Code == "40P01")
}
