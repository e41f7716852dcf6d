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
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
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

const firstPort = 18090

// replica is a program that may be killed and started again.
type replica struct {
	port int
	dir  string
	db   string

	mu  sync.Mutex // held while it is down
	cmd *exec.Cmd
}

func (r *replica) url(path string) string { return fmt.Sprintf("http://127.0.0.1:%d%s", r.port, path) }

// start starts the program and gives how long it took to be ready.
func (r *replica) start() time.Duration {
	begin := time.Now()
	out, err := os.OpenFile(filepath.Join(r.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	check(err)
	r.cmd = exec.Command(*binary, "serve", "--addr", fmt.Sprintf("127.0.0.1:%d", r.port), "--data-dir", r.dir)
	r.cmd.Env = append(os.Environ(), "OLIST_DB="+r.db)
	r.cmd.Stdout, r.cmd.Stderr = out, out
	check(r.cmd.Start())
	out.Close()
	for {
		if status, _ := get(r.url("/readyz")); status == http.StatusOK {
			return time.Since(begin)
		}
		if time.Since(begin) > time.Minute {
			log.Fatalf("the program on port %d does not become ready; see %s", r.port, filepath.Join(r.dir, "log"))
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (r *replica) kill() {
	check(r.cmd.Process.Kill())
	_ = r.cmd.Wait()
}

var client = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 200}}

func get(address string) (status int, body []byte) {
	answer, err := client.Get(address)
	if err != nil {
		return 0, nil
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil
	}
	return answer.StatusCode, body
}

func post(address, body string) (status int, answer []byte) {
	got, err := client.Post(address, "application/json", strings.NewReader(body))
	if err != nil {
		return 0, nil
	}
	defer got.Body.Close()
	answer, err = io.ReadAll(got.Body)
	if err != nil {
		return 0, nil
	}
	return got.StatusCode, answer
}

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

// nginx passes requests on to the programs, those that read to another one where one
// does not answer.
func nginx(ctx context.Context, all []*replica) (front string) {
	dir, err := os.MkdirTemp("", "front-")
	check(err)
	var servers strings.Builder
	for _, r := range all {
		fmt.Fprintf(&servers, "server 127.0.0.1:%d max_fails=1 fail_timeout=1s;\n", r.port)
	}
	port := firstPort - 1
	check(os.WriteFile(filepath.Join(dir, "nginx.conf"), fmt.Appendf(nil, `
daemon off; pid %[1]s/pid; error_log %[1]s/error.log; worker_processes 1;
events { worker_connections 2048; }
http { access_log off; client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
upstream all { %[2]s keepalive 64; }
server { listen 127.0.0.1:%[3]d; location / { proxy_pass http://all; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; proxy_next_upstream error timeout; } } }
`, dir, servers.String(), port), 0o600))
	check(os.Chmod(dir, 0o755))
	cmd := exec.CommandContext(ctx, "nginx", "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
	cmd.Stderr = os.Stderr
	check(cmd.Start())
	go func() { _ = cmd.Wait(); os.RemoveAll(dir) }()
	front = fmt.Sprintf("http://127.0.0.1:%d", port)
	for {
		if status, _ := get(front + "/healthz"); status == http.StatusOK {
			return front
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// load asks at a rate, and looks whether each answer is whole and of one version.
type load struct {
	sent, failed atomic.Int64
}

func (l *load) run(ctx context.Context, w *world, front string) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	slots := make(chan struct{}, 200)
	paths := []string{"/predict", "/predict?weeks=4", "/config", "/api/v1/forecast", "/predict"}
	for i := 0; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for range *rate / 100 {
			select {
			case slots <- struct{}{}:
			default:
				continue // the machine does not keep up: what is sent is counted
			}
			i++
			go func(path string) {
				defer func() { <-slots }()
				l.ask(ctx, w, front+path)
			}(paths[i%len(paths)])
		}
	}
}

func (l *load) ask(ctx context.Context, w *world, address string) {
	status, body := get(address)
	if ctx.Err() != nil {
		return
	}
	l.sent.Add(1)
	switch {
	case status == http.StatusOK && !json.Valid(body):
		w.broken("%s: half an answer: %.200s", address, body)
	case status == 0 || status == http.StatusBadGateway || status == http.StatusGatewayTimeout:
		l.failed.Add(1) // of a connection that was cut under way
	case status != http.StatusOK:
		w.broken("%s: %d %.200s", address, status, body)
	}
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

// verify looks for what was acknowledged and is lost, jobs without an end, and more than
// one live model.
func (w *world) verify(acknowledged []string) {
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		var open int
		check(w.db.QueryRow(`SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')`).Scan(&open))
		if open == 0 {
			break
		}
		if time.Now().After(end) {
			w.broken("%d jobs do not end", open)
			break
		}
	}
	for _, id := range acknowledged {
		var there int
		check(w.db.QueryRow(`SELECT (SELECT COUNT(*) FROM jobs WHERE id = $1) + (SELECT COUNT(*) FROM activations WHERE model_id = $1)`, id).Scan(&there))
		if there == 0 {
			w.broken("%s was acknowledged, and is lost", id)
		}
	}
	for what, query := range map[string]string{
		"live models":                  `SELECT COUNT(*) - 1 FROM live`,
		"jobs that began twice":        `SELECT COUNT(*) FROM (SELECT job_id FROM job_log WHERE text LIKE '%job_started%' GROUP BY job_id HAVING COUNT(*) > 1) AS twice`,
		"models of jobs that have two": `SELECT COUNT(*) FROM (SELECT model_id FROM jobs WHERE model_id <> '' GROUP BY model_id HAVING COUNT(*) > 1) AS twice`,
		"activations out of order":     `SELECT COUNT(*) FROM activations a JOIN activations b ON b.seq = a.seq + 1 WHERE b.previous <> a.model_id`,
	} {
		var n int
		check(w.db.QueryRow(query).Scan(&n))
		if n != 0 {
			w.broken("%d %s too many", n, what)
		}
	}
	var live string
	check(w.db.QueryRow(`SELECT model_id FROM live`).Scan(&live))
	for _, r := range w.replicas {
		for end := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			if _, body := get(r.url("/config")); strings.Contains(string(body), `"`+live+`"`) {
				break
			}
			if time.Now().After(end) {
				w.broken("port %d serves another model than %s", r.port, live)
				break
			}
		}
	}
	var ended, failed int
	check(w.db.QueryRow(`SELECT COUNT(*), SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) FROM jobs`).Scan(&ended, &failed))
	fmt.Printf("%d jobs came to an end, %d of them marked as failed since their program was killed\n", ended, failed)
}
