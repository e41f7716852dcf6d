package main

import (
	"fmt"
	"strings"
	"time"
)

// verify looks for what was acknowledged and is lost, jobs without an end, and more than
// one live model.
func (w *world) verify(acknowledged []string) {
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		open := w.count(`SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')`)
		if open == 0 {
			break
		}
		if time.Now().After(end) {
			w.broken("%d jobs do not end", open)
			break
		}
	}
	for _, id := range acknowledged {
		there := w.count(`SELECT (SELECT COUNT(*) FROM jobs WHERE id = $1) + (SELECT COUNT(*) FROM activations WHERE model_id = $1) + (SELECT COUNT(*) FROM imports WHERE 'import ' || version = $1 AND applied_at > 0)`, id)
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
		if n := w.count(query); n != 0 {
			w.broken("%d %s too many", n, what)
		}
	}
	live := value[string](w, `SELECT model_id FROM live`)
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
	ended, failed := w.count(`SELECT COUNT(*) FROM jobs`), w.count(`SELECT COUNT(*) FROM jobs WHERE state = 'failed'`)
	if failed > *kills {
		w.broken("%d jobs failed, of %d programs killed: %s", failed, *kills, value[string](w, `SELECT MAX(error) FROM jobs WHERE state = 'failed'`))
	}
	fmt.Printf("%d jobs came to an end, %d of them marked as failed\n", ended, failed)
}
