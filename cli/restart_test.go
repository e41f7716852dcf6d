//go:build !race

package cli

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"olist/store"
)

// TestARestartInTheMiddle stops the real program while a retraining runs, another
// waits, a page follows each, and a scheduled one falls due before it starts
// again: the first is said to have failed, the second is done and is the scheduled
// one, too, and both pages learn so where they connect again.
func TestARestartInTheMiddle(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{"stopped": syscall.SIGTERM, "killed": syscall.SIGKILL} {
		t.Run(name, func(t *testing.T) {
			w := newVictim(t)
			w.start()
			w.post("/api/v1/schedule", `{"mode":"weekly","weekday":1,"hour":6,"minute":30,"zone":"America/Sao_Paulo"}`)
			running := w.post("/retrain", `{"n_estimators":5000,"early_stopping_rounds":0}`)
			waiting := w.post("/retrain", `{"n_estimators":5,"note":"waits"}`)
			w.ends(running, "running")
			streams := []*bufio.Reader{w.follow(running), w.follow(waiting)}
			must(t, w.cmd.Process.Signal(signal))
			_ = w.cmd.Wait()
			for _, s := range streams {
				for { // what was under way ends with the program
					if _, err := s.ReadString('\n'); err != nil {
						break
					}
				}
			}
			due := w.passDue()
			w.start()
			if j := w.ends(running, "failed"); !strings.HasPrefix(j.Error.Key, "job_") || j.Model != "" {
				t.Errorf("what ran is %+v", j)
			}
			if page := w.untilDone(w.follow(running)); !strings.Contains(page, "tart it again") {
				t.Errorf("the page of what ran does not say what to do: %s", page)
			}
			page, done := w.untilDone(w.follow(waiting)), w.ends(waiting, "succeeded")
			if done.Model == "" || !strings.Contains(page, done.Model) {
				t.Errorf("the page of what waited does not name the model %q: %s", done.Model, page)
			}
			if _, log := w.get("/api/v1/jobs/" + waiting + "/log"); !strings.Contains(string(log), "made up for") {
				t.Errorf("what fell due meanwhile is not made up for: %s", log)
			}
			if again := w.due(); !again.After(due.Add(time.Hour)) {
				t.Errorf("the schedule is due at %v still", again)
			}
		})
	}
}

type restarted struct {
	State   string
	Model   string               `json:"model_id"`
	By      string               `json:"requested_by"`
	Request json.RawMessage      `json:"request"`
	Error   struct{ Key string } `json:"error_message"`
}

// post sends JSON and gives the job in the answer, if it names one.
func (w *victim) post(path, body string) (job string) {
	w.t.Helper()
	resp, err := http.Post(w.url+path, "application/json", strings.NewReader(body))
	must(w.t, err)
	defer resp.Body.Close()
	var a struct{ Job any }
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil || resp.StatusCode >= 400 {
		w.t.Fatalf("%s answers %s, %v", path, resp.Status, err)
	}
	job, _ = a.Job.(string)
	return job
}

// ends waits until a job is in a state.
func (w *victim) ends(id, state string) (j restarted) {
	w.t.Helper()
	for begin := time.Now(); time.Since(begin) < 5*time.Minute; time.Sleep(5 * time.Millisecond) {
		_, body := w.get("/api/v1/jobs/" + id)
		must(w.t, json.Unmarshal(body, &j))
		if j.State == state {
			return j
		}
	}
	w.t.Fatalf("the job %s is %+v, not %s", id, j, state)
	return j
}

// follow opens the stream of a job's page.
func (w *victim) follow(id string) *bufio.Reader {
	resp, err := http.Get(w.url + "/admin/jobs/" + id + "/events")
	must(w.t, err)
	w.t.Cleanup(func() { resp.Body.Close() })
	if resp.StatusCode != http.StatusOK {
		w.t.Fatalf("the stream answers %s", resp.Status)
	}
	return bufio.NewReader(resp.Body)
}

// untilDone reads a stream to its end, which an event tells.
func (w *victim) untilDone(s *bufio.Reader) string {
	w.t.Helper()
	all, err := io.ReadAll(s)
	must(w.t, err)
	if !strings.Contains(string(all), "event: done") {
		w.t.Fatalf("the stream ended without a word: %s", all)
	}
	return string(all)
}

// passDue lets a scheduled retraining fall due while the program is down.
func (w *victim) passDue() (due time.Time) {
	due = time.Now().Add(-2 * time.Hour)
	must(w.t, w.withStore(func(st *store.Store) error {
		var state map[string]any
		if err := st.Setting(w.t.Context(), "schedule", &state); err != nil {
			return err
		}
		state["due"] = due.UnixMilli()
		return st.PutSetting(w.t.Context(), "test", "schedule", state)
	}))
	return due
}

func (w *victim) due() (at time.Time) {
	must(w.t, w.withStore(func(st *store.Store) error {
		var state struct{ Due int64 }
		err := st.Setting(w.t.Context(), "schedule", &state)
		at = time.UnixMilli(state.Due)
		return err
	}))
	return at
}
