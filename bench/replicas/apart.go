package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"
)

// apart runs two programs in network namespaces of their own, which needs root, and cuts
// the one off that works on a job for so long. The other one takes the job over; the
// first says that its data may be old, and when it is back it does not go on.
func apart(lasts time.Duration) *world {
	w := &world{}
	address := w.database()
	a, b := newSpace("a", 1), newSpace("b", 2)
	defer a.remove()
	defer b.remove()
	one, two := a.replica(address), b.replica(address)
	w.replicas = []*replica{one, two}
	defer w.end()
	one.start()
	job := search(a)
	for w.count(`SELECT COUNT(*) FROM jobs WHERE id = $1 AND state = 'running'`, job) == 0 {
		time.Sleep(50 * time.Millisecond)
	}
	two.start()
	log.Printf("the first works on job %s and is cut off for %v", job, lasts)
	a.cut()
	begin := time.Now()
	w.eventually("the other marks the job as lost", lasts, `SELECT COUNT(*) FROM jobs WHERE id = $1 AND state = 'failed'`, job)
	var again struct{ Job struct{ ID string } }
	if status, answer := b.ask("POST", fmt.Sprintf("/api/v1/jobs/%s/retry", job), ""); status/100 != 2 || json.Unmarshal(answer, &again) != nil {
		w.broken("the job is not taken up: %d %s", status, answer)
	}
	w.eventually("the other works on it", lasts, `SELECT COUNT(*) FROM jobs WHERE id = $1 AND state = 'running'`, again.Job.ID)
	if status, _ := a.ask("GET", "/readyz", ""); status != 503 {
		w.broken("who is cut off says %d to /readyz", status)
	}
	if status, page := a.ask("GET", "/", ""); status != 200 || !strings.Contains(string(page), "The database has not been reached for ") {
		w.broken("who is cut off does not say that what it shows may be old: %d", status)
	}
	if status, _ := a.ask("GET", "/predict", ""); status != 200 {
		w.broken("who is cut off does not predict: %d", status)
	}
	if status, _ := a.ask("POST", "/retrain", `{"n_estimators":2}`); status != 503 {
		w.broken("who is cut off takes a change: %d", status)
	}
	time.Sleep(time.Until(begin.Add(lasts)))
	a.join()
	back := time.Now()
	for {
		if status, _ := a.ask("GET", "/readyz", ""); status == 200 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	log.Printf("it is ready %v after the cable was put back", time.Since(back).Round(time.Millisecond))
	time.Sleep(5 * time.Second)
	if status, answer := b.ask("POST", fmt.Sprintf("/api/v1/jobs/%s/cancel", again.Job.ID), ""); status/100 != 2 {
		w.broken("what the other works on cannot be cancelled: %d %s", status, answer)
	}
	w.eventually("the other's job ends", 30*time.Second, `SELECT COUNT(*) FROM jobs WHERE id = $1 AND state = 'canceled'`, again.Job.ID)
	if n := w.count(`SELECT COUNT(*) FROM jobs WHERE id = $1 AND state = 'failed' AND finished_at < $2`, job, back.UnixMilli()); n != 1 {
		w.broken("the job that was lost was gone on with")
	}
	return w
}

// eventually looks whether a count becomes 1 within a time.
func (w *world) eventually(what string, within time.Duration, query string, args ...any) {
	begin := time.Now()
	for w.count(query, args...) != 1 {
		if time.Since(begin) > within {
			w.broken("%s: not within %v", what, within)
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	log.Printf("%s: after %v", what, time.Since(begin).Round(time.Millisecond))
}

// search has a program look for parameters for a long time.
func search(s *space) string {
	status, answer := s.ask("POST", "/api/v1/search", `{"trials":200,"minutes":10}`)
	var said struct{ Job struct{ ID string } }
	if status/100 != 2 || json.Unmarshal(answer, &said) != nil {
		log.Fatalf("no search: %d %s", status, answer)
	}
	return said.Job.ID
}

// space is a network namespace with a cable to this one.
type space struct {
	name, cable string
	here, there string // addresses of its ends
	port        int
}

func newSpace(name string, n int) *space {
	s := &space{"replica-" + name, "replica-" + name + "0", fmt.Sprintf("10.213.%d.1", n), fmt.Sprintf("10.213.%d.2", n), firstPort + n}
	for _, args := range []string{
		"netns add " + s.name,
		"link add " + s.cable + " type veth peer name eth0 netns " + s.name,
		"addr add " + s.here + "/24 dev " + s.cable,
		"link set " + s.cable + " up",
		"-n " + s.name + " addr add " + s.there + "/24 dev eth0",
		"-n " + s.name + " link set eth0 up",
		"-n " + s.name + " link set lo up",
	} {
		ip(args)
	}
	return s
}

func ip(args string) {
	if out, err := exec.Command("ip", strings.Fields(args)...).CombinedOutput(); err != nil {
		log.Fatalf("ip %s: %v %s", args, err, out)
	}
}

func (s *space) remove() { ip("netns del " + s.name) }
func (s *space) cut()    { ip("link set " + s.cable + " down") }
func (s *space) join()   { ip("link set " + s.cable + " up") }

// replica is a program in the space, which reaches the server over the cable.
func (s *space) replica(address string) *replica {
	u := parse(address)
	server := u.Host
	ln, err := net.Listen("tcp", s.here+":0")
	check(err)
	go func() {
		for {
			in, err := ln.Accept()
			check(err)
			go pass(in, server)
		}
	}()
	u.Host = ln.Addr().String()
	dir, err := os.MkdirTemp("", "replica-")
	check(err)
	return &replica{port: s.port, dir: dir, db: u.String(), space: s.name}
}

func pass(in net.Conn, server string) {
	defer in.Close()
	out, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer out.Close()
	go func() { io.Copy(out, in); out.Close() }()
	io.Copy(in, out)
}

// ask asks the space's program, from within.
func (s *space) ask(method, path, body string) (status int, answer []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	out, _ := exec.CommandContext(ctx, "ip", "netns", "exec", s.name, "curl", "-s", "-X", method, "-H", "Content-Type: application/json", "-d", body, "-w", "\n%{http_code}",
		fmt.Sprintf("http://127.0.0.1:%d%s", s.port, path)).Output()
	at := bytes.LastIndexByte(out, '\n')
	if at < 0 {
		return 0, nil
	}
	fmt.Sscan(string(out[at+1:]), &status)
	return status, out[:at]
}
