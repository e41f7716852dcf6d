// Command beside measures one program on SQLite and on PostgreSQL beside each other, in
// turns, since a machine is not as quick at all times: requests a second of /predict, the
// slowest answers of pages, and how long it takes to be ready on a database that is
// there. It fails where a bar is missed.
//
//	go build -o /tmp/olist . && .ci/postgres go run ./bench/beside -binary /tmp/olist
package main

import (
	"cmp"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"olist/bench/running"
)

// The bars.
const (
	leastOf   = .9                     // of SQLite's requests a second
	laterMost = 10 * time.Millisecond  // that a page's p99 comes later
	readyMost = 100 * time.Millisecond // that the program is ready later
)

func main() {
	binary := flag.String("binary", "", "the program; without it one is built")
	var o options
	flag.IntVar(&o.rounds, "rounds", 7, "turns of each, of which the median counts")
	flag.IntVar(&o.asks, "asks", 100, "requests of each page in a turn")
	flag.IntVar(&o.clients, "clients", 16, "connections that ask for /predict at once")
	flag.DurationVar(&o.load, "load", 4*time.Second, "how long they ask in a turn")
	flag.IntVar(&o.starts, "starts", 15, "starts of each")
	flag.Parse()
	missed, err := run(*binary, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "beside:", err)
		os.Exit(1)
	}
	if missed > 0 {
		os.Exit(2)
	}
}

type options struct {
	rounds, asks, clients, starts int
	load                          time.Duration
}

// side is one of the two databases, and the program that runs on it.
type side struct {
	*running.Process
	name, data string
	variables  []string
}

func (s *side) start(binary string) (err error) {
	s.Process, err = running.StartUntil("/readyz", binary, s.data, s.variables...)
	return err
}

// sides are SQLite's and PostgreSQL's, with the same in them.
type sides [2]*side

func run(binary string, o options) (missed int, err error) {
	dir, err := os.MkdirTemp("", "olist-beside-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	if binary == "" {
		if binary, err = running.Build(dir); err != nil {
			return 0, err
		}
	}
	both, drop, err := fill(binary, dir)
	if err != nil {
		return 0, err
	}
	defer drop()
	for _, measure := range []func(string, sides, options) (int, error){measureStarts, measureRunning} {
		n, err := measure(binary, both, o)
		if err != nil {
			return missed, err
		}
		missed += n
	}
	return missed, nil
}

// fill makes the sample shop with plans on SQLite, and copies it to a new database on
// the server, which drop takes away.
func fill(binary, dir string) (both sides, drop func(), err error) {
	server := os.Getenv("OLIST_TEST_POSTGRES")
	at, err := url.Parse(server)
	if err != nil || at.Host == "" {
		return both, nil, errors.New("OLIST_TEST_POSTGRES names no server; .ci/postgres runs one")
	}
	at.Path = fmt.Sprintf("/beside_%d", time.Now().UnixNano())
	one := &side{name: "SQLite", data: filepath.Join(dir, "sqlite")}
	other := &side{name: "PostgreSQL", data: filepath.Join(dir, "scratch"), variables: []string{"OLIST_DB=" + at.String()}}
	if err := one.start(binary); err != nil {
		return both, nil, err
	}
	err = plan(one.URL)
	one.Stop()
	if err != nil {
		return both, nil, err
	}
	if err := do(server, `CREATE DATABASE `+at.Path[1:]); err != nil {
		return both, nil, err
	}
	drop = func() { _ = do(server, `DROP DATABASE `+at.Path[1:]+` WITH (FORCE)`) }
	said, err := exec.Command(binary, "move", "--from", "sqlite:"+filepath.Join(one.data, "olist.db"), "--to", at.String()).CombinedOutput()
	if err != nil {
		drop()
		return both, nil, fmt.Errorf("move: %w\n%s", err, said)
	}
	return sides{one, other}, drop, nil
}

func do(server, statement string) error {
	db, err := sql.Open("pgx", server)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

// verdict prints a figure and its bar, and gives 1 where it is missed.
func verdict(what string, isMet bool) (missed int) {
	if !isMet {
		what, missed = what+": MISSED", 1
	}
	fmt.Println(what)
	return missed
}

// quantile gives that of a part, sorting all.
func quantile[T cmp.Ordered](all []T, part float64) T {
	slices.Sort(all)
	return all[int(part*float64(len(all)-1))]
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }
