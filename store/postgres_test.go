//go:build databases

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/store/fault"
)

// onServer opens a new database of the server that the environment names.
func onServer(t *testing.T) (*Store, *url.URL) {
	t.Helper()
	u, err := url.Parse(os.Getenv("OLIST_TEST_POSTGRES"))
	if err != nil || u.Host == "" {
		t.Fatal("OLIST_TEST_POSTGRES is no address of a server: .ci/postgres starts one", err)
	}
	admin, err := sql.Open("pgx", u.String())
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("olist_inside_%d_%d", os.Getpid(), time.Now().UnixNano())
	if _, err := admin.Exec(`CREATE DATABASE ` + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	u.Path = "/" + name
	return reach(t, u), u
}

func reach(t *testing.T, u *url.URL) *Store {
	t.Helper()
	s, err := Open(context.WithoutCancel(t.Context()), u.String(), Options{Beside: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestSchemasAreTheSame: migrations are written once, and make the same tables, columns,
// keys, references, indexes, checks, views and rules on both.
func TestSchemasAreTheSame(t *testing.T) {
	file, err := Open(t.Context(), filepath.Join(t.TempDir(), "olist.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	server, _ := onServer(t)
	ask := func(s *Store, query string) []string {
		found, err := texts(t.Context(), s.read, query)
		if err != nil {
			t.Fatal(err, query)
		}
		slices.Sort(found)
		return found
	}
	const ours = ` t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'goose_db_version'`
	for _, c := range []struct{ what, sqlite, postgres string }{
		{"columns", `
			SELECT t.name || '.' || c.name || ' ' || c.cid || ' ' || lower(c.type) || ' ' || (c."notnull" OR c.pk > 0) || ' ' || COALESCE(c.dflt_value, '') || ' ' || c.pk
			FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE` + ours, `
			SELECT c.table_name || '.' || c.column_name || ' ' || c.ordinal_position - 1 || ' ' || CASE c.data_type WHEN 'bytea' THEN 'blob' ELSE c.data_type END || ' ' ||
				CASE c.is_nullable WHEN 'NO' THEN 1 ELSE 0 END || ' ' || regexp_replace(COALESCE(c.column_default, ''), '::\w+', '') || ' ' || COALESCE(array_position(i.indkey::int2[], c.ordinal_position::int2) + 1, 0)
			FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
			LEFT JOIN pg_index i ON i.indrelid = quote_ident(c.table_name)::regclass AND i.indisprimary
			WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> 'goose_db_version'`},
		{"references", `
			SELECT t.name || ' ' || GROUP_CONCAT(f."from" || '>' || f."table" || '.' || f."to", ',') || ' ' || f.on_delete
			FROM sqlite_schema t JOIN (SELECT * FROM sqlite_schema) u ON u.name = t.name JOIN pragma_foreign_key_list(t.name) f WHERE` + ours + ` GROUP BY t.name, f.id, f.on_delete`, `
			SELECT conrelid::regclass || ' ' || (SELECT string_agg(a.attname || '>' || confrelid::regclass || '.' || b.attname, ',' ORDER BY k.at)
				FROM unnest(conkey, confkey) WITH ORDINALITY AS k (one, other, at) JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.one
				JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = k.other) || ' ' || CASE confdeltype WHEN 'c' THEN 'CASCADE' ELSE 'NO ACTION' END
			FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`},
		{"indexes of a name", `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`, `
			SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class r ON r.oid = i.indrelid
			WHERE c.relnamespace = 'public'::regnamespace AND r.relname <> 'goose_db_version' AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)`},
		{"unique columns", `
			SELECT t.name || ' ' || x.partial || ' ' || GROUP_CONCAT(c.name, ',') FROM sqlite_schema t JOIN pragma_index_list(t.name) x JOIN pragma_index_info(x.name) c
			WHERE` + ours + ` AND x."unique" AND x.origin <> 'pk' GROUP BY t.name, x.name, x.partial`, `
			SELECT r.relname || ' ' || CASE WHEN i.indpred IS NULL THEN 0 ELSE 1 END || ' ' || string_agg(a.attname, ',' ORDER BY k.at)
			FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, at)
			JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.attnum
			WHERE i.indisunique AND NOT i.indisprimary AND r.relnamespace = 'public'::regnamespace AND r.relname <> 'goose_db_version' GROUP BY r.relname, i.indexrelid, i.indpred`},
		{"views", `SELECT name FROM sqlite_schema WHERE type = 'view'`, `SELECT table_name::text FROM information_schema.views WHERE table_schema = 'public'`},
		{"rules", `SELECT tbl_name || ' ' || name FROM sqlite_schema WHERE type = 'trigger'`,
			`SELECT DISTINCT event_object_table || ' ' || trigger_name FROM information_schema.triggers WHERE trigger_schema = 'public'`},
		{"checks of a table", `
			SELECT t.name || ' ' || ((LENGTH(t.sql) - LENGTH(REPLACE(t.sql, 'CHECK (', ''))) / 7) FROM sqlite_schema t WHERE` + ours + ` AND t.sql LIKE '%CHECK (%'`, `
			SELECT conrelid::regclass || ' ' || COUNT(*) FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace GROUP BY conrelid`},
	} {
		one, other := ask(file, c.sqlite), ask(server, c.postgres)
		if diff := cmp.Diff(one, other); diff != "" || len(one) == 0 {
			t.Errorf("%s (- SQLite, + PostgreSQL), %d: %s", c.what, len(one), diff)
		}
	}
}

// cutting is a proxy before a server that ends every connection, in the middle, once it
// has passed so many bytes to it.
type cutting struct {
	ln     net.Listener
	left   atomic.Int64
	frozen sync.RWMutex // held for writing while nothing passes, and nothing ends
}

func cutBefore(t *testing.T, server string) *cutting {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutting{ln: ln}
	c.left.Store(1 << 40)
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			in, err := ln.Accept()
			if err != nil {
				return
			}
			go c.pass(in, server)
		}
	}()
	return c
}

func (c *cutting) pass(in net.Conn, server string) {
	defer in.Close()
	out, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer out.Close()
	go func() { io.Copy(thawed{in, c}, out); in.Close() }()
	slow := thawed{out, c}
	b := make([]byte, 4096)
	for {
		n, err := in.Read(b)
		if err != nil {
			return
		}
		left := c.left.Add(-int64(n))
		if left < 0 {
			slow.Write(b[:max(0, int64(n)+left)])
			return
		}
		if _, err := slow.Write(b[:n]); err != nil {
			return
		}
	}
}

// thawed is a connection that takes nothing while the proxy is frozen.
type thawed struct {
	net.Conn
	c *cutting
}

func (t thawed) Write(b []byte) (int, error) {
	t.c.frozen.RLock()
	defer t.c.frozen.RUnlock()
	return t.Conn.Write(b)
}

// A server that is there and does not answer is away, for those who wait for it and for
// who comes later; leases are not ended by who could not see them renewed; all goes on
// once it answers.
func TestAServerThatHangs(t *testing.T) {
	_, u := onServer(t)
	proxy := cutBefore(t, u.Host)
	behind := *u
	behind.Host = proxy.ln.Addr().String()
	s := reach(t, &behind)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	<-s.Changes(ctx) // it listens
	if !s.IsWithinReachFor(time.Hour) {
		t.Error("what never broke was out of reach")
	}
	proxy.frozen.Lock()
	for range 2 {
		begin, kept := time.Now(), 0
		if err := s.Setting(t.Context(), "hangs", &kept); !IsAway(err) {
			t.Errorf("a read: %v", err)
		}
		if err := s.PutSetting(t.Context(), "ana", "hangs", 1); !IsAway(err) || Trouble(err) == nil {
			t.Errorf("a change: %v", err)
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("they waited for %v", took)
		}
	}
	if s.IsWithinReachFor(0) {
		t.Error("the database is said to be within reach")
	}
	proxy.frozen.Unlock()
	var kept int
	err := s.PutSetting(t.Context(), "ana", "hangs", 2)
	for end := time.Now().Add(30 * time.Second); IsAway(err) && time.Now().Before(end); err = s.PutSetting(t.Context(), "ana", "hangs", 2) {
		time.Sleep(50 * time.Millisecond)
	}
	if err = errors.Join(err, s.Setting(t.Context(), "hangs", &kept)); err != nil || kept != 2 {
		t.Errorf("it does not go on: %d, %v", kept, err)
	}
	if !s.IsWithinReachFor(0) || s.IsWithinReachFor(time.Hour) {
		t.Error("it is not said that the database was out of reach till now")
	}
}

// A line that is cut at any byte of a change leaves it whole or not at all; what was
// acknowledged is there; and the store goes on by itself.
func TestALineThatIsCut(t *testing.T) {
	direct, u := onServer(t)
	proxy := cutBefore(t, u.Host)
	behind := *u
	behind.Host = proxy.ln.Addr().String()
	s := reach(t, &behind)
	acknowledged, said := 0, 0
	for n := int64(0); n < 3000; n += 61 {
		proxy.left.Store(n)
		said++
		err := s.PutSetting(t.Context(), "ana", "cut", said)
		proxy.left.Store(1 << 40)
		switch {
		case err == nil:
			acknowledged = said
		case !IsAway(err) && Trouble(err) == nil && fault.CodeOf(err) != fault.CodeUnavailable:
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
		var kept int
		if err := direct.Setting(t.Context(), "cut", &kept); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
			t.Fatal(err)
		}
		log, err := direct.AuditLog(t.Context(), 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if kept < acknowledged || kept > 0 && (len(log) == 0 || !strings.Contains(string(log[0].Detail), fmt.Sprint(kept))) {
			t.Fatalf("cut after %d bytes: %d is kept, %d was acknowledged, the log says %v", n, kept, acknowledged, log)
		}
	}
	if acknowledged == 0 {
		t.Error("no change went through")
	}
	if err := s.PutSetting(t.Context(), "ana", "cut", "whole"); err != nil {
		t.Errorf("the store does not go on: %v", err)
	}
}

// What contends is tried again inside, and never shown.
func TestContendingChangesAreTriedAgain(t *testing.T) {
	s, _ := onServer(t)
	tries := 0
	err := s.inTx(t.Context(), func(t *tx) error {
		tries++
		if tries < 3 {
			_, err := t.ExecContext(context.Background(), `DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$`)
			return err
		}
		return t.putSetting(context.Background(), "ana", "tried", tries)
	})
	var kept int
	if err := errors.Join(err, s.Setting(t.Context(), "tried", &kept)); err != nil || kept != 3 {
		t.Errorf("%d tries, %d kept: %v", tries, kept, err)
	}
}

// An update keeps what was there as a file of the schema of then, unless it was told not
// to; a new database has nothing to keep.
func TestAnUpdateOnTheServerKeepsWhatWasThere(t *testing.T) {
	for _, without := range []bool{false, true} {
		_, u := onServer(t)
		admin, err := sql.Open("pgx", u.String())
		if err != nil {
			t.Fatal(err)
		}
		defer admin.Close()
		known, err := knownVersions()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := admin.Exec(`DROP SCHEMA public CASCADE; CREATE SCHEMA public`); err != nil {
			t.Fatal(err)
		}
		provider, err := postgresMigrator(admin)
		if err != nil {
			t.Fatal(err)
		}
		older := known[:len(known)-4]
		for _, version := range older {
			if _, err := provider.ApplyVersion(t.Context(), version, true); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := admin.Exec(`INSERT INTO settings (key, value, actor, updated_at) VALUES ('before', '"it was"', 'ana', 1)`); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), u.String(), Options{Beside: t.TempDir(), WithoutCopy: without})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var value string
		if err := s.Setting(t.Context(), "before", &value); err != nil || value != "it was" {
			t.Fatalf("after the update: %q, %v", value, err)
		}
		if without {
			if s.KeptBefore() != "" {
				t.Error("a copy was made that nobody wanted")
			}
			continue
		}
		kept, err := sql.Open("sqlite3", "file:"+s.KeptBefore()+"?mode=ro")
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		had, err := appliedVersions(t.Context(), kept)
		if err != nil || !slices.Equal(had, older) {
			t.Errorf("the copy has the schema %v, %v", had, err)
		}
		if all, err := texts(t.Context(), kept, `SELECT value FROM settings WHERE key = 'before'`); err != nil || !slices.Equal(all, []string{`"it was"`}) {
			t.Errorf("the copy holds %v, %v", all, err)
		}
		if files, err := os.ReadDir(filepath.Dir(s.KeptBefore())); err != nil || len(files) != 1 {
			t.Errorf("beside the copy lies %v, %v", files, err)
		}
	}
}

// Who moves a whole database waits for others, however long they take: of programs that
// start at once on an empty one, one fills it and the others wait.
func TestAMoveWaits(t *testing.T) {
	s, u := onServer(t)
	q := u.Query()
	q.Set("lock_timeout", "50ms")
	u.RawQuery = q.Encode()
	hurried := reach(t, u)
	held, err := s.begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waits := make(chan error)
	if err := hurried.PutSetting(t.Context(), "ana", "hurried", 1); fault.CodeOf(err) != fault.CodeBusy && Trouble(err) == nil {
		t.Errorf("a change that waits too long: %v", err)
	}
	from := filepath.Join(t.TempDir(), "from.db")
	one, err := Open(t.Context(), from, Options{})
	if err = errors.Join(err, one.PutSetting(t.Context(), "ana", "moved", 1), one.Close()); err != nil {
		t.Fatal(err)
	}
	go func() {
		_, err := Move(t.Context(), Place{Name: from}, Place{u.String(), t.TempDir()})
		waits <- err
	}()
	select {
	case err := <-waits:
		t.Fatalf("it did not wait: %v", err)
	case <-time.After(500 * time.Millisecond):
	}
	held.Rollback()
	if err := <-waits; err != nil {
		t.Error(err)
	}
}

// Who writes in one program is told of in all others.
func TestChangesAreTold(t *testing.T) {
	s, u := onServer(t)
	other := reach(t, u)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ticks := other.Changes(ctx)
	for len(ticks) > 0 {
		<-ticks
	}
	time.Sleep(200 * time.Millisecond) // it listens
	for len(ticks) > 0 {
		<-ticks
	}
	before, err := other.Commits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutSetting(t.Context(), "ana", "told", 1); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ticks:
	case <-time.After(5 * time.Second):
		t.Fatal("nobody was told")
	}
	if after, err := other.Commits(t.Context()); err != nil || after == before {
		t.Errorf("the other program counts no commit: %d, %v", after, err)
	}
}
