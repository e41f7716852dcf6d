// Package testplace gives tests of the store the database that they run on: files
// of SQLite, or databases of a PostgreSQL server where OLIST_TEST_POSTGRES is the
// address of one on which databases may be made. Only tests import it.
package testplace

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"olist/store"
)

// Variable names the server.
const Variable = "OLIST_TEST_POSTGRES"

// OnPostgres reports whether the tests run on PostgreSQL.
func OnPostgres() bool { return os.Getenv(Variable) != "" }

// OnFile has a test run on a file wherever the others do: it is of what only a file
// has, such as pages, copies beside, and programs of before.
func OnFile(t testing.TB) {
	mu.Lock()
	defer mu.Unlock()
	onFile[t.Name()] = true
}

func isOnFile(t testing.TB) bool {
	mu.Lock()
	defer mu.Unlock()
	for name := t.Name(); ; {
		if onFile[name] {
			return true
		}
		cut := strings.LastIndex(name, "/")
		if cut < 0 {
			return !OnPostgres()
		}
		name = name[:cut]
	}
}

// At is the place of the database that belongs to path.
func At(t testing.TB, path string) store.Place {
	t.Helper()
	var o store.Options
	return store.Place{Name: Name(t, path, &o), Beside: filepath.Dir(path)}
}

var (
	mu     sync.Mutex
	known  = map[string]string{} // address by path
	made   int
	onFile = map[string]bool{}   // by the test's name
	like   = map[string]string{} // databases that others are copies of, by what they hold
)

// template names a database that holds what the file at path does, nothing where
// there is none.
func template(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(content))
	if like[sum] != "" {
		return like[sum], nil
	}
	name := fmt.Sprintf("olist_template_%d_%d", os.Getpid(), len(like))
	if err := admin(`CREATE DATABASE ` + name); err != nil {
		return "", err
	}
	to := store.Place{Name: address(name), Beside: os.TempDir()}
	if len(content) > 0 {
		_, err = store.Move(context.Background(), store.Place{Name: path}, to)
	} else {
		var st *store.Store
		if st, err = store.Open(context.Background(), to.Name, store.Options{Beside: to.Beside}); err == nil {
			err = st.Close()
		}
	}
	like[sum] = name
	return name, err
}

// Main runs the tests of a package, and drops what they made templates of.
func Main(m *testing.M) {
	code := m.Run()
	for _, name := range like {
		if err := admin(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// Open opens the database that belongs to path, a new one at first. The store
// is left to the caller to close.
func Open(t testing.TB, path string, o store.Options) (*store.Store, error) {
	t.Helper()
	return store.Open(context.WithoutCancel(t.Context()), Name(t, path, &o), o)
}

// Name is how store.Open finds the database that belongs to path: path itself, or
// an address.
func Name(t testing.TB, path string, o *store.Options) string {
	t.Helper()
	if isOnFile(t) {
		return path
	}
	o.Beside = filepath.Dir(path)
	mu.Lock()
	defer mu.Unlock()
	if known[path] == "" {
		from, err := template(path)
		if err != nil {
			t.Fatal(err)
		}
		made++
		name := fmt.Sprintf("olist_%d_%d", os.Getpid(), made)
		if err := admin(`CREATE DATABASE ` + name + ` TEMPLATE ` + from); err != nil {
			t.Fatal(err)
		}
		known[path] = address(name)
		t.Cleanup(func() {
			if err := admin(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			delete(known, path)
		})
	}
	return known[path]
}

// Connect connects to a store's database for statements of the test's own.
func Connect(s *store.Store) (*sql.DB, error) {
	if at := s.Place(); store.IsPostgres(at.Name) {
		return sql.Open("pgx", at.Name)
	}
	return sql.Open("sqlite3", s.Path()+"?_busy_timeout=5000")
}

// Hold takes the write lock of a store's database as another program does, until
// release is called or the test ends.
func Hold(t testing.TB, s *store.Store) (release func()) {
	t.Helper()
	at, lock := s.Place(), `SELECT pg_advisory_xact_lock(`+strconv.Itoa(store.WriteLock)+`)`
	driver, name := "pgx", at.Name
	if !store.IsPostgres(at.Name) {
		driver, name, lock = "sqlite3", "file:"+s.Path()+"?_txlock=immediate&_busy_timeout=20000", `SELECT 1`
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	held, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := held.Exec(lock); err != nil {
		t.Fatal(err)
	}
	return func() { _ = held.Rollback() }
}

func address(name string) string {
	u, err := url.Parse(os.Getenv(Variable))
	if err != nil {
		panic(err)
	}
	u.Path = "/" + name
	return u.String()
}

func admin(statement string) error {
	db, err := sql.Open("pgx", os.Getenv(Variable))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}
