package source

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// Drivers of a query.
const (
	DriverPostgres = "postgres"
	DriverMySQL    = "mysql" // MariaDB, too
	DriverSQLite   = "sqlite"
)

// Drivers lists them.
func Drivers() []string { return []string{DriverPostgres, DriverMySQL, DriverSQLite} }

// Variables names what holds the address of a connection: the variable itself,
// and the one that names a file with it.
func Variables(connection string) (address, file string) {
	name := "OLIST_SOURCE_" + strings.ToUpper(connection)
	return name + "_DSN", name + "_FILE"
}

// Known reports whether the process has the address of a connection.
func (f *Fetcher) Known(connection string) bool {
	a, err := f.address(connection)
	return err == nil && !a.Empty()
}

// address reads the address of a connection, which is stored and shown nowhere.
func (f *Fetcher) address(connection string) (secret.Text, error) {
	variable, fileVariable := Variables(connection)
	if dsn := strings.TrimSpace(f.env(variable)); dsn != "" {
		return secret.Of(dsn), nil
	}
	unset := message.SourceConnectionUnset.With(variable, fileVariable)
	name := f.env(fileVariable)
	if name == "" {
		return secret.Text{}, fault.New(fault.CodeUnavailable, unset)
	}
	held, err := secret.FromFile(name)
	if err != nil {
		return secret.Text{}, fault.Wrap(fault.CodeUnavailable, err, unset)
	}
	return held, nil
}

// dialect is what differs between databases.
type dialect struct {
	open func(dsn secret.Text) (*sql.DB, error)
	// limit bounds the time of a statement of the connection, which no other uses.
	limit func(ctx context.Context, c *sql.Conn, most time.Duration) error
	// says gives the database's own words where they can hold nothing of its rows,
	// else its code.
	says func(error) (words string, ok bool)
}

var dialects = map[string]dialect{DriverPostgres: postgres, DriverMySQL: mysqlDialect, DriverSQLite: sqlite}

// fetchQuery writes the result of a query to dir as a table in one form: CSV in
// UTF-8 with commas and a header, NULL an empty field, numbers exact with a
// point, dates as 2018-08-13, moments as 2018-08-13 09:30:00 in the shop's zone.
func (f *Fetcher) fetchQuery(ctx context.Context, s Spec, m Memory, dir string) (Found, error) {
	dsn, err := f.address(s.Connection)
	if err != nil {
		return Found{}, err
	}
	d := dialects[s.Driver]
	db, err := d.open(dsn)
	if err != nil {
		return Found{}, fault.New(fault.CodeUnavailable, message.SourceConnectionBad.With()) // the cause may hold the password
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return Found{}, fault.Wrap(fault.CodeUnavailable, err, message.SourceDatabase.With())
	}
	defer conn.Close()
	limit := f.Time
	if limit == 0 {
		limit = MaxTime
	}
	if err := d.limit(ctx, conn, limit); err != nil {
		return Found{}, fault.Wrap(fault.CodeUnavailable, err, message.SourceDatabase.With())
	}
	path := filepath.Join(dir, "fetched.csv")
	sum, err := f.runQuery(ctx, conn, s.Query, path)
	if err != nil {
		if _, said := errors.AsType[*fault.Error](err); said {
			return Found{}, err
		}
		if words, ok := d.says(err); ok {
			return Found{}, fault.Wrap(fault.CodeInvalid, err, message.SourceQueryFailed.With(words))
		}
		return Found{}, fault.Wrap(fault.CodeUnavailable, err, message.SourceDatabase.With())
	}
	if sum == m.Hash {
		return Found{Why: message.SourceUnchanged.With(), Memory: m}, nil
	}
	m.Hash = sum
	return Found{Path: path, Name: strings.ToLower(s.Connection), Hash: sum, Memory: m}, nil
}

// runQuery runs one statement in a transaction that may only read, and gives the
// sha256 of what it wrote.
func (f *Fetcher) runQuery(ctx context.Context, conn *sql.Conn, query, path string) (string, error) {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	buffered := bufio.NewWriter(io.MultiWriter(file, h))
	if err := f.writeRows(rows, csv.NewWriter(buffered)); err != nil {
		return "", err
	}
	if err := buffered.Flush(); err != nil {
		return "", err
	}
	return hexOf(h), file.Close()
}

// writeRows writes header and rows, and refuses what is over a limit: part of a
// result would pass for the whole.
func (f *Fetcher) writeRows(rows *sql.Rows, w *csv.Writer) error {
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, name := range names {
		if name == "" || name == "?column?" || known[name] || len(name) > 200 {
			return fault.New(fault.CodeInvalid, message.SourceColumns.With())
		}
		known[name] = true
	}
	if err := w.Write(names); err != nil {
		return err
	}
	values, into, fields := make([]any, len(names)), make([]any, len(names)), make([]string, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	n, size := 0, 0
	for rows.Next() {
		if n++; n > MaxRows {
			return fault.New(fault.CodeTooLarge, message.SourceRowsMany.With(MaxRows))
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range values {
			text, ok := f.field(v, types[i].DatabaseTypeName())
			if !ok {
				return fault.New(fault.CodeInvalid, message.SourceBinary.With(message.Quoted(names[i])))
			}
			fields[i] = text
			size += len(text) + 1
		}
		if size > MaxBytes {
			return tooLarge(errTooLarge)
		}
		if err := w.Write(fields); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.CodeInvalid, message.SourceNoRows.With())
	}
	w.Flush()
	return w.Error()
}

// field writes one value of a column of the database's type; ok is false for
// bytes that are no text.
func (f *Fetcher) field(v any, kind string) (text string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, utf8.ValidString(v)
	case []byte:
		return string(v), utf8.Valid(v)
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case float32:
		return strconv.FormatFloat(float64(v), 'f', -1, 32), true
	case bool:
		return strconv.FormatBool(v), true
	case time.Time:
		return f.moment(v, strings.ToUpper(kind)), true
	}
	return fmt.Sprint(v), true
}

// moment writes a day, or a time of the wall clock: the shop's, where the column
// has moments with a zone.
func (f *Fetcher) moment(t time.Time, kind string) string {
	switch {
	case kind == "DATE":
		return t.Format(time.DateOnly)
	case kind == "TIMESTAMPTZ" && f.Zone != nil:
		t = t.In(f.Zone)
	}
	return t.Format(time.DateTime)
}
