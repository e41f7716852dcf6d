package main

import (
	"database/sql"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// faults does what was asked for: programs are killed one at a time, the server is
// started anew, or stands still.
func (w *world) faults() {
	for range *kills {
		time.Sleep(time.Duration(rand.Int64N(int64(800 * time.Millisecond))))
		r := w.replicas[rand.IntN(len(w.replicas))]
		r.mu.Lock()
		r.kill()
		r.start()
		r.mu.Unlock()
	}
	for range *restarts {
		time.Sleep(time.Duration(rand.Int64N(int64(4 * time.Second))))
		w.away.Lock()
		w.server.restart()
		w.recovers()
		w.away.Unlock()
	}
	if *pause > 0 {
		time.Sleep(5 * time.Second)
		w.away.Lock()
		w.server.signal(syscall.SIGSTOP)
		time.Sleep(*pause)
		w.server.signal(syscall.SIGCONT)
		w.recovers()
		w.away.Unlock()
	}
}

// recovers measures how long changes are refused after the server is there again.
func (w *world) recovers() {
	begin := time.Now()
	model := value[string](w, `SELECT model_id FROM live`)
	for _, r := range w.replicas {
		for {
			status, body := post(r.url("/api/v1/models/"+model+"/remark"), `{"remark":"the server is back"}`)
			if status/100 == 2 {
				break
			}
			if time.Since(begin) > time.Minute {
				w.broken("port %d takes no changes: %d %.200s", r.port, status, body)
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	log.Printf("all programs take changes %v after the server was there again", time.Since(begin).Round(time.Millisecond))
}

// server is the PostgreSQL that the programs work on, run from a folder.
type server struct{ bin, data string }

func serverOf(db *sql.DB) (s server) {
	check(db.QueryRow(`SHOW data_directory`).Scan(&s.data))
	bins, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	check(err)
	s.bin = bins[len(bins)-1]
	return s
}

func (s server) restart() {
	stat, err := os.Stat(s.data)
	check(err)
	cmd := exec.Command(filepath.Join(s.bin, "pg_ctl"), "-D", s.data, "-l", filepath.Join(filepath.Dir(s.data), "log"), "-m", "fast", "-w", "restart")
	cmd.Dir = "/"
	if owner := stat.Sys().(*syscall.Stat_t); os.Getuid() == 0 { // which the server refuses to run as
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: owner.Uid, Gid: owner.Gid}}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		log.Fatalf("%v: %s", err, out)
	}
}

// signal sends all processes of the server a signal.
func (s server) signal(sig syscall.Signal) {
	pid, err := os.ReadFile(filepath.Join(s.data, "postmaster.pid"))
	check(err)
	main, _, _ := strings.Cut(string(pid), "\n")
	out, _ := exec.Command("ps", "-o", "pid=", "--ppid", main).Output()
	for _, one := range append(strings.Fields(string(out)), main) {
		n, err := strconv.Atoi(one)
		check(err)
		if err := syscall.Kill(n, sig); err != nil && err != syscall.ESRCH {
			check(fmt.Errorf("signal %d: %w", n, err))
		}
	}
}
