// Replicas measures several programs on one PostgreSQL behind nginx: models are
// retrained and made live under load, while one program after the other is killed. It
// ends with what was broken, or with nothing.
//
//	.ci/postgres go run ./bench/replicas -binary ./olist [-acts 200] [-kills 100] [-rate 2000]
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

var (
	binary   = flag.String("binary", "", "the program")
	acts     = flag.Int("acts", 200, "retrainings and activations")
	kills    = flag.Int("kills", 100, "kills at random moments")
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
	replicas []*replica
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
	killed := 0
	done := make(chan struct{})
	working.Go(func() { killed = w.killer(ctx, done) })
	acknowledged, lasted := w.act(done)
	stop()
	working.Wait()
	w.verify(acknowledged)
	slices.Sort(lasted)
	fmt.Printf("%d acts acknowledged, %d kills, %d requests, %d of them failed at the proxy (%.3f%%)\n", len(acknowledged), killed, load.sent.Load(), load.failed.Load(), 100*float64(load.failed.Load())/float64(max(1, load.sent.Load())))
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
		check(w.db.QueryRow(`SELECT COUNT(*) FROM models`).Scan(&models))
	}
	return w
}

func (w *world) end() {
	for _, r := range w.replicas {
		r.kill()
		os.RemoveAll(r.dir)
	}
	w.db.Close()
}

// killer kills one program after the other and starts it again.
func (w *world) killer(ctx context.Context, done chan struct{}) (n int) {
	for n < *kills {
		select {
		case <-done:
			return n
		case <-ctx.Done():
			return n
		case <-time.After(time.Duration(rand.Int64N(int64(800 * time.Millisecond)))):
		}
		r := w.replicas[rand.IntN(len(w.replicas))]
		r.mu.Lock()
		r.kill()
		r.start()
		r.mu.Unlock()
		n++
	}
	return n
}

// act retrains and activates through any program, and measures how long the others take
// to follow. It gives the jobs and activations that were acknowledged.
func (w *world) act(done chan struct{}) (acknowledged []string, lasted []time.Duration) {
	defer close(done)
	for i := range *acts {
		r := w.replicas[rand.IntN(len(w.replicas))]
		if i%2 == 0 {
			if status, answer := post(r.url("/retrain"), fmt.Sprintf(`{"n_estimators":%d}`, 2+rand.IntN(20))); status == http.StatusOK || status == http.StatusAccepted {
				var said struct{ Job string }
				if json.Unmarshal(answer, &said) == nil && said.Job != "" {
					acknowledged = append(acknowledged, said.Job)
				}
			}
			time.Sleep(time.Duration(rand.Int64N(int64(400 * time.Millisecond))))
			continue
		}
		id := w.someModel()
		status, _ := post(r.url("/api/v1/models/"+id+"/activate"), `{}`)
		if status != http.StatusOK {
			continue
		}
		begin := time.Now()
		acknowledged = append(acknowledged, id)
		if took, ok := w.follows(id, begin); ok {
			lasted = append(lasted, took)
		}
	}
	return acknowledged, lasted
}

func (w *world) someModel() (id string) {
	check(w.db.QueryRow(`SELECT id FROM models WHERE id NOT IN (SELECT model_id FROM live) ORDER BY random() LIMIT 1`).Scan(&id))
	return id
}

// follows waits until all programs that are up serve a model, unless another one is
// made live meanwhile.
func (w *world) follows(id string, begin time.Time) (took time.Duration, ok bool) {
	for _, r := range w.replicas {
		if !r.mu.TryLock() {
			continue
		}
		r.mu.Unlock()
		for {
			status, body := get(r.url("/config"))
			if status == http.StatusOK && strings.Contains(string(body), `"`+id+`"`) {
				break
			}
			var live string
			check(w.db.QueryRow(`SELECT model_id FROM live`).Scan(&live))
			if live != id || status != http.StatusOK {
				return 0, false
			}
			if time.Since(begin) > 10*time.Second {
				w.broken("port %d does not follow to %s", r.port, id)
				return 0, false
			}
			time.Sleep(2 * time.Millisecond)
		}
	}
	return time.Since(begin), true
}
