package source

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"olist/store/fault"
)

// askSQLite runs a query on a database of the statements given.
func askSQLite(t *testing.T, within time.Duration, query string, statements ...string) (string, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "sales#1?.db")
	db, err := sql.Open("sqlite3", "file:"+strings.NewReplacer("#", "%23", "?", "%3f").Replace(name))
	must(t, err)
	defer db.Close()
	for _, s := range statements {
		_, err := db.Exec(s)
		must(t, err)
	}
	link := filepath.Join(t.TempDir(), "sales.db")
	must(t, os.Symlink(name, link))
	f := &Fetcher{Env: func(v string) string {
		if v == "OLIST_SOURCE_SHOP_DSN" {
			return link
		}
		return ""
	}, Time: within}
	found, err := f.Fetch(t.Context(), Spec{Kind: KindQuery, Driver: DriverSQLite, Connection: "shop", Query: query}, Memory{}, t.TempDir())
	if err != nil {
		return "", err
	}
	again, err := f.Fetch(t.Context(), Spec{Kind: KindQuery, Driver: DriverSQLite, Connection: "shop", Query: query}, found.Memory, t.TempDir())
	must(t, err)
	if again.Path != "" {
		t.Error("the same result counts as new")
	}
	return content(t, found), nil
}

func TestAQueryBecomesATable(t *testing.T) {
	got, err := askSQLite(t, time.Minute, "SELECT day AS week, category, revenue, units, at FROM s ORDER BY day",
		"CREATE TABLE s (day DATE, category TEXT, revenue NUMERIC, units INTEGER, at DATETIME)",
		`INSERT INTO s VALUES ('2024-01-01', 'shoes, "red"', 1234567.89, 3, '2024-01-01 09:30:00'), ('2024-01-08', NULL, 0.1, 9007199254740993, NULL)`)
	must(t, err)
	want := "week,category,revenue,units,at\n2024-01-01,\"shoes, \"\"red\"\"\",1234567.89,3,2024-01-01 09:30:00\n2024-01-08,,0.1,9007199254740993,\n"
	if got != want {
		t.Errorf("it gives\n%s instead of\n%s", got, want)
	}
}

func TestAQueryOnlyReads(t *testing.T) {
	other := filepath.Join(t.TempDir(), "other.db")
	for query, want := range map[string]fault.Code{
		"WITH x AS (SELECT 1) DELETE FROM s":           fault.CodeInvalid,
		"SELECT nothing FROM s":                        fault.CodeInvalid,
		"SELECT a FROM s WHERE a > 5":                  fault.CodeInvalid, // no row
		"SELECT a, a FROM s":                           fault.CodeInvalid, // which of them?
		"SELECT hex(zeroblob(4000000)) AS b":           fault.CodeInvalid, // what would take the program's memory
		"SELECT x'ff00' AS b":                          fault.CodeInvalid,
		"SELECT a FROM s; ATTACH '" + other + "' AS o": fault.CodeInvalid,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT SUM(i) AS a FROM n":     fault.CodeTimeout,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 1000001) SELECT i FROM n": fault.CodeTooLarge,
	} {
		within := time.Minute
		if want == fault.CodeTimeout {
			within = time.Second
		}
		got, err := askSQLite(t, within, query, "CREATE TABLE s (a INTEGER)", "INSERT INTO s VALUES (1)")
		if fault.CodeOf(err) != want {
			t.Errorf("%s: %q, %v", query, got, err)
		}
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("a query made a file")
	}
}

// The address of a database comes from the environment or from a file, and is
// told to nobody.
func TestTheAddressOfADatabase(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dsn")
	must(t, os.WriteFile(file, []byte("postgres://u:pass%zz@h/db\n"), 0o600))
	env := map[string]string{"OLIST_SOURCE_A_FILE": file, "OLIST_SOURCE_B_FILE": file + "x"}
	f := &Fetcher{Env: func(name string) string { return env[name] }}
	if !f.Known("a") || f.Known("b") || f.Known("c") {
		t.Error("which addresses are known")
	}
	for connection, want := range map[string]string{"a": "cannot be understood", "b": "OLIST_SOURCE_B_FILE", "c": "OLIST_SOURCE_C_DSN"} {
		for _, driver := range Drivers()[:2] {
			_, err := f.Fetch(t.Context(), Spec{Kind: KindQuery, Driver: driver, Connection: connection, Query: "SELECT 1 AS a"}, Memory{}, t.TempDir())
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "pass") {
				t.Errorf("%s, %s: %v", connection, driver, err)
			}
		}
	}
}
