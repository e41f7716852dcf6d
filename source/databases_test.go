//go:build databases

package source

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// nobody runs a database server: none wants to be root's.
func nobody(t *testing.T) (id *syscall.Credential, dir string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "olist-db-")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	if os.Getuid() != 0 {
		return nil, dir
	}
	u, err := user.Lookup("nobody")
	must(t, err)
	uid, err := strconv.Atoi(u.Uid)
	must(t, err)
	gid, err := strconv.Atoi(u.Gid)
	must(t, err)
	must(t, os.Chown(dir, uid, gid))
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, dir
}

func freePort(t *testing.T) string {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	defer ln.Close()
	_, port, err := net.SplitHostPort(ln.Addr().String())
	must(t, err)
	return port
}

func command(id *syscall.Credential, dir, name string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	out := &bytes.Buffer{}
	c := exec.Command(name, args...)
	c.Dir, c.Stdout, c.Stderr = dir, out, out
	c.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C")
	c.SysProcAttr = &syscall.SysProcAttr{Credential: id}
	return c, out
}

// begin starts a server and waits until ready says that it answers.
func begin(t *testing.T, c *exec.Cmd, out *bytes.Buffer, ready func(context.Context) error) {
	t.Helper()
	must(t, c.Start())
	t.Cleanup(func() { _ = c.Process.Signal(syscall.SIGQUIT); _ = c.Process.Kill(); _ = c.Wait() })
	deadline := time.Now().Add(time.Minute)
	for {
		err := ready(t.Context())
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s does not answer: %v\n%s", c.Path, err, out)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// server is a database that was started for the test.
type server struct {
	driver, dsn string
	admin       *sql.DB
	slow        string // a query that takes minutes
}

func startPostgres(t *testing.T) server {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if len(found) == 0 {
		t.Fatal("PostgreSQL is not installed: apt-get install postgresql")
	}
	bin := filepath.Dir(found[len(found)-1])
	id, dir := nobody(t)
	data, port := filepath.Join(dir, "data"), freePort(t)
	password := filepath.Join(dir, "password")
	must(t, os.WriteFile(password, []byte("hidden-word"), 0o644))
	init, out := command(id, dir, filepath.Join(bin, "initdb"), "-D", data, "-U", "shop", "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "--no-sync")
	if err := init.Run(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	dsn := fmt.Sprintf("postgres://shop:hidden-word@127.0.0.1:%s/postgres?sslmode=disable", port)
	admin, err := postgres.open(secret.Of(dsn))
	must(t, err)
	t.Cleanup(func() { admin.Close() })
	c, out := command(id, dir, filepath.Join(bin, "postgres"), "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="+dir, "-F")
	begin(t, c, out, admin.PingContext)
	return server{DriverPostgres, dsn, admin, "SELECT pg_sleep(300) IS NULL AS a"}
}

func startMariaDB(t *testing.T) server {
	t.Helper()
	id, dir := nobody(t)
	data, port := filepath.Join(dir, "data"), freePort(t)
	install, out := command(id, dir, "mariadb-install-db", "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--skip-test-db")
	if err := install.Run(); err != nil {
		t.Fatalf("mariadb-install-db (apt-get install mariadb-server): %v\n%s", err, out)
	}
	c, out := command(id, dir, "/usr/sbin/mariadbd", "--no-defaults", "--datadir="+data, "--bind-address=127.0.0.1", "--port="+port,
		"--socket="+filepath.Join(dir, "s"), "--pid-file="+filepath.Join(dir, "pid"), "--skip-name-resolve", "--innodb-buffer-pool-size=16M")
	root, err := sql.Open("mysql", "root@tcp(127.0.0.1:"+port+")/mysql")
	must(t, err)
	t.Cleanup(func() { root.Close() })
	begin(t, c, out, root.PingContext)
	for _, s := range []string{"CREATE DATABASE sales CHARACTER SET utf8mb4", "CREATE USER shop@'127.0.0.1' IDENTIFIED BY 'hidden-word'", "GRANT ALL ON sales.* TO shop@'127.0.0.1'"} {
		_, err := root.Exec(s)
		must(t, err)
	}
	dsn := "shop:hidden-word@tcp(127.0.0.1:" + port + ")/sales"
	admin, err := sql.Open("mysql", dsn)
	must(t, err)
	t.Cleanup(func() { admin.Close() })
	return server{DriverMySQL, dsn + "?multiStatements=true&parseTime=true", admin, "SELECT SLEEP(300) AS a"}
}

func (s server) ask(t *testing.T, query string, limit time.Duration) (string, error) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	f := &Fetcher{Time: limit, Zone: zone, Env: func(v string) string {
		if v == "OLIST_SOURCE_WAREHOUSE_DSN" {
			return s.dsn
		}
		return ""
	}}
	found, err := f.Fetch(t.Context(), Spec{Kind: KindQuery, Driver: s.driver, Connection: "warehouse", Query: query}, Memory{}, t.TempDir())
	if err != nil {
		return "", err
	}
	return content(t, found), nil
}

// The same questions to the real servers: exact numbers, days, NULL, letters of
// all kinds; nothing is written, nothing runs on, nothing secret is told.
func TestRealDatabases(t *testing.T) {
	for _, s := range []server{startPostgres(t), startMariaDB(t)} {
		t.Run(s.driver, func(t *testing.T) {
			for _, statement := range []string{
				"CREATE TABLE sold (day DATE, category VARCHAR(40), amount NUMERIC(18,4), units BIGINT, price DOUBLE PRECISION, at TIMESTAMP NULL)",
				"INSERT INTO sold VALUES ('2024-03-30', 'Schuhe, „rot“', 12345678901234.5600, 9007199254740993, 0.1, '2024-03-30 23:30:00'), ('2024-03-31', NULL, -0.0500, 0, NULL, NULL)",
			} {
				_, err := s.admin.Exec(statement)
				must(t, err)
			}
			got, err := s.ask(t, "SELECT day, category, amount, units, price, at FROM sold ORDER BY day", time.Minute)
			must(t, err)
			want := "day,category,amount,units,price,at\n2024-03-30,\"Schuhe, „rot“\",12345678901234.5600,9007199254740993,0.1,2024-03-30 23:30:00\n2024-03-31,,-0.0500,0,,\n"
			if got != want {
				t.Errorf("it gives\n%s instead of\n%s", got, want)
			}
			for query, want := range map[string]string{
				"SELECT nothing FROM sold":                 "nothing",
				"SELECT 1 AS a; DELETE FROM sold":          message.SourceQueryFailed.With("").String()[:20],
				"WITH x AS (SELECT 1) DELETE FROM sold":    "",
				"SELECT day FROM sold WHERE amount > 1e15": message.SourceNoRows.With().String(),
				"SELECT day, day FROM sold":                message.SourceColumns.With().String(),
				s.slow:                                     "",
			} {
				limit := time.Minute
				if query == s.slow {
					limit = time.Second
				}
				_, err := s.ask(t, query, limit)
				if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hidden-word") {
					t.Errorf("%s: %v", query, err)
				}
			}
			var n int
			must(t, s.admin.QueryRow("SELECT COUNT(*) FROM sold").Scan(&n))
			if n != 2 {
				t.Errorf("%d rows are left", n)
			}
			wrong := s
			wrong.dsn = strings.Replace(s.dsn, "hidden-word", "hidden-wrong", 1)
			_, err = wrong.ask(t, "SELECT day FROM sold", time.Minute)
			if fault.CodeOf(err) != fault.CodeUnavailable || strings.Contains(err.Error(), "hidden-wrong") {
				t.Errorf("a wrong password: %v", err)
			}
		})
	}
}

// Moments with a zone of their own become days of the shop's.
func TestPostgresMomentsAreTheShops(t *testing.T) {
	s := startPostgres(t)
	got, err := s.ask(t, "SELECT TIMESTAMPTZ '2024-03-31 22:30:00Z' AS at, 1 AS a", time.Minute)
	must(t, err)
	if got != "at,a\n2024-04-01 00:30:00,1\n" {
		t.Error(got)
	}
}
