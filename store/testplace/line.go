package testplace

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"

	"olist/store"
)

// Line is what a store reaches its server over; it may be cut.
type Line struct {
	mu     sync.Mutex
	isCut  bool
	passed map[net.Conn]bool
}

// Behind has the database that belongs to path be reached over a line from now on. It
// must be one of a server.
func Behind(t testing.TB, path string) *Line {
	t.Helper()
	u, err := url.Parse(Name(t, path, &store.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{passed: map[net.Conn]bool{}}
	t.Cleanup(func() { ln.Close(); l.Cut() })
	go l.serve(ln, u.Host)
	u.Host = ln.Addr().String()
	mu.Lock()
	defer mu.Unlock()
	known[path] = u.String()
	return l
}

// Cut ends all connections, and those that are tried until it is mended.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.isCut = true
	for c := range l.passed {
		c.Close()
	}
}

// Mend lets connections pass again.
func (l *Line) Mend() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.isCut = false
}

func (l *Line) serve(ln net.Listener, server string) {
	for {
		in, err := ln.Accept()
		if err != nil {
			return
		}
		go l.pass(in, server)
	}
}

func (l *Line) pass(in net.Conn, server string) {
	defer in.Close()
	out, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer out.Close()
	if !l.add(in) {
		return
	}
	go func() { io.Copy(in, out); in.Close() }()
	io.Copy(out, in)
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.passed, in)
}

// add reports whether the line is whole.
func (l *Line) add(in net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.passed[in] = !l.isCut
	return !l.isCut
}
