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
