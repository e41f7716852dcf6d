package cli

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"olist/store"
)

// crashes is how many times the program is killed; CI and bench/crash.sh ask for
// more.
func crashes(t *testing.T) int {
	text := os.Getenv("OLIST_CRASHES")
	if text == "" {
		return usualCrashes
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// TestKilledAtAnyMoment runs the real binary and kills it (SIGKILL) at random
// moments of retrainings, activations and imports. After every restart: the
// database is sound, one model is live, what was acknowledged is there, no job
// is left running, and the forecast is bit for bit that of the state before or
// after what was under way.
func TestKilledAtAnyMoment(t *testing.T) {
	w := newVictim(t)
	r := rand.New(rand.NewPCG(1, 2))
	var slowest time.Duration
	kinds := map[string]int{}
	n := crashes(t)
	for range n {
		took := w.start()
		slowest = max(slowest, took)
		w.check()
		kind, act := w.action(r)
		kinds[kind]++
		act()
		time.Sleep(time.Duration(r.Int64N(int64(450 * time.Millisecond))))
		w.kill()
		w.examine()
	}
	w.start()
	w.check()
	w.kill()
	t.Logf("%d kills %v; slowest restart to readiness %v; models %d", n, kinds, slowest.Round(time.Millisecond), len(w.seen))
}

// program is the real binary, built once for all who kill it.
var program = sync.OnceValues(func() (string, error) {
	path := filepath.Join(programs, "olist")
	if out, err := exec.Command("go", "build", "-o", path, "olist").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
})

// programs is the folder of what tests build, until the last has ended.
var programs string

func TestMain(m *testing.M) {
	var err error
	if programs, err = os.MkdirTemp("", "olist-test-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(programs)
	os.Exit(code)
}

// victim is the binary under test and what is known of its state.
type victim struct {
	t              *testing.T
	binary, db     string
	url            string
	cmd, importing *exec.Cmd
	seen           map[string]string // forecast by version (model and data)
	allowed        map[string]bool   // models that may be live after the next start
	jobs           []string          // acknowledged
	imports        int
	job            string // the last retraining asked, until it is examined
}

func newVictim(t *testing.T) *victim {
	t.Helper()
	binary, err := program()
	must(t, err)
	w := &victim{t: t, binary: binary, db: filepath.Join(t.TempDir(), "olist.db"), seen: map[string]string{}}
	shipped, err := os.ReadFile("../olist.db")
	must(t, err)
	must(t, os.WriteFile(w.db, shipped, 0o600))
	t.Cleanup(w.kill)
	return w
}

func (w *victim) start() time.Duration { return w.startTo("/readyz") }

// startTo starts the program and waits until it answers path.
func (w *victim) startTo(path string) time.Duration {
	w.t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(w.t.Context(), "tcp", "127.0.0.1:0")
	must(w.t, err)
	addr := ln.Addr().String()
	must(w.t, ln.Close())
	w.url = "http://" + addr
	w.cmd = exec.Command(w.binary, "serve", "--db", w.db, "--addr", addr, "--log-level", "warn")
	begin := time.Now()
	must(w.t, w.cmd.Start())
	w.until(path)
	return time.Since(begin)
}

// until waits until the program answers path.
func (w *victim) until(path string) {
	w.t.Helper()
	begin := time.Now()
	for time.Since(begin) < 5*time.Minute { // a loaded machine is waited for
		resp, err := http.Get(w.url + path)
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	w.t.Fatal("it does not answer", path)
}

func (w *victim) kill() {
	for _, c := range []*exec.Cmd{w.cmd, w.importing} {
		if c != nil && c.ProcessState == nil {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}
	w.importing = nil
}

// check asks the restarted program what it answers.
func (w *victim) check() {
	w.t.Helper()
	resp, body := w.get("/predict?weeks=52")
	version := strings.TrimSuffix(strings.Trim(resp.Header.Get("ETag"), `"`), "-evaluated")
	var p struct {
		Model    string
		Forecast json.RawMessage
	}
	must(w.t, json.Unmarshal(body, &p))
	if before, ok := w.seen[version]; ok && before != string(p.Forecast) {
		w.t.Fatalf("version %s answered differently before", version)
	}
	w.seen[version] = string(p.Forecast)
	if len(w.allowed) > 0 && !w.allowed[p.Model] {
		w.t.Fatalf("model %s serves; it should be one of %v", p.Model, w.allowed)
	}
	w.allowed = map[string]bool{p.Model: true}
}

// action starts one of the things that must survive a kill.
func (w *victim) action(r *rand.Rand) (kind string, act func()) {
	switch r.IntN(4) {
	case 0:
		return "activation", func() { w.activate(r) }
	case 1:
		return "import", func() { w.importWeek(r) }
	}
	return "retraining", func() { w.retrain(r) }
}

func (w *victim) retrain(r *rand.Rand) {
	body := fmt.Sprintf(`{"n_estimators":%d,"random_state":%d}`, 1+r.IntN(60), r.IntN(1000))
	resp, err := http.Post(w.url+"/retrain", "application/json", strings.NewReader(body))
	must(w.t, err)
	defer resp.Body.Close()
	var a struct{ Job string }
	must(w.t, json.NewDecoder(resp.Body).Decode(&a))
	w.jobs = append(w.jobs, a.Job)
	w.job = a.Job // its model may serve, once examine has found it
}

func (w *victim) activate(r *rand.Rand) {
	_, body := w.get("/api/v1/models")
	var list struct{ Models []struct{ ID string } }
	must(w.t, json.Unmarshal(body, &list))
	id := list.Models[r.IntN(len(list.Models))].ID
	w.allowed[id] = true
	answered, route := make(chan bool, 1), w.url+"/api/v1/models/"+id+"/activate"
	go func() {
		resp, err := http.Post(route, "application/json", strings.NewReader("{}"))
		if err == nil {
			resp.Body.Close()
		}
		answered <- err == nil && resp.StatusCode == http.StatusOK
	}()
	select {
	case ok := <-answered:
		if ok {
			w.allowed = map[string]bool{id: true} // acknowledged: it must stay
		}
	case <-time.After(time.Duration(r.IntN(40)) * time.Millisecond):
	}
}

// importWeek changes an incomplete week by the command line, while the
// server runs.
func (w *victim) importWeek(r *rand.Rand) {
	file := filepath.Join(filepath.Dir(w.db), "week.csv")
	must(w.t, os.WriteFile(file, fmt.Appendf(nil, "week,revenue\n2018-08-27,%d.00\n", 1000+r.IntN(100000)), 0o600))
	w.importing = exec.Command(w.binary, "import", file, "--db", w.db)
	must(w.t, w.importing.Start())
	w.imports++
}

func (w *victim) get(path string) (*http.Response, []byte) {
	w.t.Helper()
	resp, err := http.Get(w.url + path)
	must(w.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(w.t, err)
	if resp.StatusCode != http.StatusOK {
		w.t.Fatalf("%s answers %d: %s", path, resp.StatusCode, body)
	}
	return resp, body
}

// examine opens the dead program's database.
func (w *victim) examine() {
	w.t.Helper()
	raw, err := sql.Open("sqlite3", "file:"+w.db)
	must(w.t, err)
	defer raw.Close()
	var integrity string
	must(w.t, raw.QueryRow(`PRAGMA integrity_check`).Scan(&integrity))
	var live int
	must(w.t, raw.QueryRow(`SELECT COUNT(*) FROM live l JOIN models m ON m.id = l.model_id`).Scan(&live))
	if integrity != "ok" || live != 1 {
		w.t.Fatalf("integrity %s, %d live models", integrity, live)
	}
	st, err := store.Open(context.Background(), w.db, store.Options{})
	must(w.t, err)
	defer st.Close()
	for _, id := range w.jobs {
		if _, err := st.Job(w.t.Context(), id); err != nil {
			w.t.Fatalf("an acknowledged job is lost: %v", err)
		}
	}
	if w.job != "" {
		j, err := st.Job(w.t.Context(), w.job)
		must(w.t, err)
		w.allowed[j.ModelID] = true // "" where it was not finished
		w.job = ""
	}
	models, err := st.Models(w.t.Context())
	must(w.t, err)
	for _, m := range models[:min(3, len(models))] {
		if _, _, err := st.Payload(w.t.Context(), m.ID); err != nil {
			w.t.Fatalf("a model is damaged: %v", err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
