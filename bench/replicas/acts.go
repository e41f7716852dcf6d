package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// act retrains, activates and imports through any program until there were enough acts
// and the faults are over, and measures how long the others take to follow. It gives the
// jobs, activations and imports that were acknowledged.
func (w *world) act(faults <-chan struct{}) (acknowledged []string, lasted []time.Duration) {
	for i := 0; ; i++ {
		if i >= *acts {
			select {
			case <-faults:
				return acknowledged, lasted
			default:
			}
		}
		r := w.replicas[rand.IntN(len(w.replicas))]
		var said string
		switch i % 4 {
		case 0:
			said = retrain(r)
			time.Sleep(time.Duration(rand.Int64N(int64(400 * time.Millisecond))))
		case 1:
			said = w.imports(r, i)
		default:
			id := w.someModel()
			if status, _ := post(r.url("/api/v1/models/"+id+"/activate"), `{}`); status != http.StatusOK {
				time.Sleep(50 * time.Millisecond)
				continue
			}
			said = id
			if took, ok := w.follows(id, time.Now()); ok {
				lasted = append(lasted, took)
			}
		}
		if said != "" {
			acknowledged = append(acknowledged, said)
		}
	}
}

// retrain gives the job, or nothing where it was not taken.
func retrain(r *replica) string {
	status, answer := post(r.url("/retrain"), fmt.Sprintf(`{"n_estimators":%d}`, 2+rand.IntN(20)))
	var said struct{ Job string }
	if status/100 != 2 || json.Unmarshal(answer, &said) != nil {
		return ""
	}
	return said.Job
}

// imports sends a file to one program and applies it by another one. It gives the import,
// or nothing where it was not applied.
func (w *world) imports(r *replica, i int) string {
	file := fmt.Sprintf("week,revenue\n2018-09-10,%d.50\n", 100_000+i)
	status, answer := send(r.url("/api/v1/imports?name=week.csv"), "text/csv", file)
	var sent struct{ Import struct{ Version int } }
	if status/100 != 2 || json.Unmarshal(answer, &sent) != nil || sent.Import.Version == 0 {
		w.refused("an import", status, answer)
		return ""
	}
	other := w.replicas[rand.IntN(len(w.replicas))]
	if status, answer = post(other.url(fmt.Sprintf("/api/v1/imports/%d/apply", sent.Import.Version)), `{"retrain":false}`); status/100 != 2 {
		w.refused("applying it", status, answer)
		return ""
	}
	return fmt.Sprintf("import %d", sent.Import.Version)
}

// refused looks whether a change was refused for a reason that there is: the program is
// gone, the database away, or others hold what is asked for.
func (w *world) refused(what string, status int, answer []byte) {
	if status != 0 && status != http.StatusServiceUnavailable && status != http.StatusConflict && status != http.StatusTooManyRequests {
		w.broken("%s: %d %.300s", what, status, answer)
	}
}

func (w *world) someModel() string {
	return value[string](w, `SELECT id FROM models WHERE id NOT IN (SELECT model_id FROM live) ORDER BY random() LIMIT 1`)
}

// follows waits until all programs that are up serve a model, unless another one is
// made live meanwhile or the server goes away.
func (w *world) follows(id string, begin time.Time) (took time.Duration, ok bool) {
	if !w.away.TryLock() {
		return 0, false
	}
	w.away.Unlock()
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
			if !w.away.TryLock() || status != http.StatusOK {
				return 0, false
			}
			w.away.Unlock()
			if value[string](w, `SELECT model_id FROM live`) != id {
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
