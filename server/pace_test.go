package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// drip gives so many bytes a read, each of which takes a second.
type drip struct {
	now   *time.Time
	bytes int
}

func (d drip) Read(b []byte) (int, error) {
	*d.now = d.now.Add(time.Second)
	return min(d.bytes, len(b)), nil
}

// TestPaceOfABody: one that is slower than the pace ends soon after the grace,
// one that keeps it after the time for all of it, however endless.
func TestPaceOfABody(t *testing.T) {
	for bytes, want := range map[int]time.Duration{
		0: 30 * time.Second, 1: 31 * time.Second, 2 << 10: 61 * time.Second, // twice the grace: half of the pace
		4 << 10: 10 * time.Minute, 32 << 10: 10 * time.Minute,
	} {
		begin := time.Unix(1_600_000_000, 0)
		now := begin
		p := uploadPace
		p.now = func() time.Time { return now }
		_, err := io.Copy(io.Discard, p.of(httptest.NewRecorder(), io.NopCloser(drip{&now, bytes})))
		if took := now.Sub(begin); !errors.Is(err, os.ErrDeadlineExceeded) || took > want || took < want-2*time.Second {
			t.Errorf("%d bytes a second end after %v with %v, want %v", bytes, took, err, want)
		}
	}
}

// TestSlowUploadsGiveTheirRoomBack: rubbish in chunks that stalls, drips or
// never ends is answered by 408, on every route that takes files, and others can
// send.
func TestSlowUploadsGiveTheirRoomBack(t *testing.T) {
	a := newIdleApp(t)
	a.server.pace = pace{grace: 50 * time.Millisecond, rate: 1 << 20, lasts: 200 * time.Millisecond, now: time.Now}
	for _, path := range []string{"/api/v1/imports", "/api/v1/models"} {
		for name, send := range map[string]func(io.Writer) error{
			"stalls": func(io.Writer) error { return io.EOF },
			"drips":  func(w io.Writer) error { _, err := io.WriteString(w, "1\r\nx\r\n"); return err },
			"never ends": func(w io.Writer) error {
				_, err := io.WriteString(w, "40\r\n"+strings.Repeat("x", 0x40)+"\r\n")
				return err
			},
		} {
			if status := a.chunked(path, send); status != http.StatusRequestTimeout {
				t.Errorf("%s: what %s answers %d", path, name, status)
			}
		}
	}
	if n := len(a.server.receiving); n > 0 {
		t.Errorf("%d hold their room", n)
	}
	if left := a.uploads(); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// chunked posts a body without a length, as send goes on until it fails, and
// gives the status of the answer.
func (a *app) chunked(path string, send func(io.Writer) error) int {
	a.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	must(a.t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nrubbish,\r\n", path)
	must(a.t, err)
	go func() {
		for send(conn) == nil {
			// until it is closed
		}
	}()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	must(a.t, err)
	defer resp.Body.Close()
	return resp.StatusCode
}
