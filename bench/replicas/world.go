package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

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

// database makes one, and gives its address.
func (w *world) database() string {
	address := parse(os.Getenv("OLIST_TEST_POSTGRES"))
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
	w.db, err = sql.Open("pgx", address.String())
	check(err)
	w.server = serverOf(w.db)
	return address.String()
}

func parse(address string) *url.URL {
	u, err := url.Parse(address)
	check(err)
	return u
}

// begin makes a database and starts the programs on it, all at once.
func begin() *world {
	w := &world{}
	address := w.database()
	var starting sync.WaitGroup
	for i := range *programs {
		dir, err := os.MkdirTemp("", "replica-")
		check(err)
		r := &replica{port: firstPort + i, dir: dir, db: address}
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
