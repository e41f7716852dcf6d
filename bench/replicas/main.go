// Replicas measures several programs on one PostgreSQL behind nginx: models are
// retrained and made live and files imported under load, while one program after the
// other is killed, or the server is started anew, or stands still. It ends with what was
// broken, or with nothing.
//
//	.ci/postgres go run ./bench/replicas -binary ./olist [-acts 200] [-kills 100] [-rate 2000]
//	.ci/postgres go run ./bench/replicas -binary ./olist -kills 0 -restarts 20
//	.ci/postgres go run ./bench/replicas -binary ./olist -kills 0 -pause 60s
package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

var (
	binary   = flag.String("binary", "", "the program")
	acts     = flag.Int("acts", 200, "retrainings, imports and activations, at least")
	kills    = flag.Int("kills", 100, "kills of programs at random moments")
	restarts = flag.Int("restarts", 0, "restarts of the server at random moments")
	pause    = flag.Duration("pause", 0, "that the server stands still, once")
	rate     = flag.Int("rate", 2000, "requests a second through nginx")
	programs = flag.Int("replicas", 3, "programs")
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// world is all that runs.
type world struct {
	db       *sql.DB
	server   server
	replicas []*replica
	away     sync.Mutex // held while the server is, or has just been
	problems atomic.Int64
}

func (w *world) broken(format string, args ...any) {
	w.problems.Add(1)
	log.Printf("BROKEN: "+format, args...)
}

func main() {
	flag.Parse()
	log.SetFlags(log.Ltime)
	w := begin()
	defer w.end()
	ctx, stop := context.WithCancel(context.Background())
	var working sync.WaitGroup
	front := nginx(ctx, w.replicas)
	var load load
	working.Go(func() { load.run(ctx, w, front) })
	faults := make(chan struct{})
	working.Go(func() { defer close(faults); w.faults() })
	acknowledged, lasted := w.act(faults)
	stop()
	working.Wait()
	w.verify(acknowledged)
	slices.Sort(lasted)
	fmt.Printf("%d acts acknowledged, %d kills, %d restarts, a pause of %v\n", len(acknowledged), *kills, *restarts, *pause)
	load.report()
	if len(lasted) > 0 {
		fmt.Printf("from the answer to an activation until all replicas that were up served it: median %v, at most %v, of %d\n", lasted[len(lasted)/2].Round(time.Millisecond), lasted[len(lasted)-1].Round(time.Millisecond), len(lasted))
	}
	if n := w.problems.Load(); n > 0 {
		log.Fatalf("%d problems", n)
	}
	fmt.Println("nothing was broken")
}

// begin makes a database and starts the programs on it, all at once.
func begin() *world {
	address, err := url.Parse(os.Getenv("OLIST_TEST_POSTGRES"))
	check(err)
	if *binary == "" || address.Host == "" {
		log.Fatal("usage: .ci/postgres go run ./bench/replicas -binary ./olist")
	}
	admin, err := sql.Open("pgx", address.String())
	check(err)
	name := fmt.Sprintf("replicas_%d", time.Now().Unix())
	_, err = admin.Exec(`CREATE DATABASE ` + name)
	check(err)
	check(admin.Close())
	address.Path = "/" + name
	w := &world{}
	w.db, err = sql.Open("pgx", address.String())
	check(err)
	w.server = serverOf(w.db)
	var starting sync.WaitGroup
	for i := range *programs {
		dir, err := os.MkdirTemp("", "replica-")
		check(err)
		r := &replica{port: firstPort + i, dir: dir, db: address.String()}
		w.replicas = append(w.replicas, r)
		starting.Go(func() { log.Printf("port %d is ready after %v", r.port, r.start().Round(time.Millisecond)) })
	}
	starting.Wait()
	for _, r := range w.replicas {
		if status, body := post(r.url("/retrain"), `{"n_estimators":5}`); status >= 300 {
			log.Fatalf("a retraining is not taken: %d %s", status, body)
		}
	}
	for models := 0; models < 2; time.Sleep(50 * time.Millisecond) { // two, to go from one to the other
		models = w.count(`SELECT COUNT(*) FROM models`)
	}
	return w
}

// value is what a query gives, once the server answers.
func value[T any](w *world, query string, args ...any) (v T) {
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		err := w.db.QueryRowContext(ctx, query, args...).Scan(&v)
		cancel()
		if err == nil || time.Now().After(end) {
			check(err)
			return v
		}
	}
}

func (w *world) count(query string, args ...any) int { return value[int](w, query, args...) }

func (w *world) end() {
	for _, r := range w.replicas {
		r.kill()
		os.RemoveAll(r.dir)
	}
	w.db.Close()
}
