package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"

	"olist/backup"
	"olist/store"
	"olist/store/testplace"
	"olist/training"
	"olist/training/backups"
	"olist/training/jobs"
)

func init() { hashCost = bcrypt.MinCost }

// app is the real application over a copy of the shipped database, its worker
// running, on a real port.
type app struct {
	t        *testing.T
	url      string
	store    *store.Store
	training *training.Service
	server   *Server
	shipped  string                  // id of the model that the shipped database holds
	refuse   *atomic.Pointer[string] // part of the paths whose connection is broken off; nil for none
	passed   *sync.Map               // "METHOD /route" of what was answered without an error
	fail     *atomic.Pointer[string] // "METHOD /route" that answers 500, as of the router; nil for none
	standIns bool                    // handlers are replaced by such as answer 204 to all
}

// path fills in the shipped model's id for {live}.
func (a *app) path(p string) string { return strings.ReplaceAll(p, "{live}", a.shipped) }

func newApp(t *testing.T, change ...func(*Options)) *app {
	t.Helper()
	return newAppOn(t, store.Options{}, change...)
}

func newAppOn(t *testing.T, database store.Options, change ...func(*Options)) *app {
	t.Helper()
	return newAppAt(t, shippedCopy(t), database, change...)
}

var (
	mostWindows     = fewWindows // 0: as many as usual
	mostCalibration = fewWeeks   // likewise
)

// asManyWindowsAsUsual has the apps of a test evaluate as the program does.
func asManyWindowsAsUsual(t *testing.T) {
	before := mostWindows
	mostWindows = 0
	t.Cleanup(func() { mostWindows = before })
}

// newIdleApp is newApp with its worker at rest: jobs stay queued.
func newIdleApp(t *testing.T) *app {
	t.Helper()
	return newIdleAppOf(t)
}

func newIdleAppOf(t *testing.T, change ...func(*Options)) *app {
	t.Helper()
	return idleAppAt(t, shippedCopy(t), store.Options{}, change...)
}

func shippedCopy(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "olist.db")
	shipped, err := os.ReadFile("../olist.db")
	must(t, err)
	must(t, os.WriteFile(path, shipped, 0o600))
	return path
}

// newAppAt is newApp over the database at path.
func newAppAt(t *testing.T, path string, database store.Options, change ...func(*Options)) *app {
	t.Helper()
	a := idleAppAt(t, path, database, change...)
	a.works()
	return a
}

// works has the worker of an application that rests work until the test ends.
func (a *app) works() {
	worked := make(chan error, 1)
	ctx, stop := context.WithCancel(context.Background())
	go func() { worked <- a.training.Run(ctx) }()
	a.t.Cleanup(func() { stop(); must(a.t, <-worked) }) // before what it works on is closed
}

func idleAppAt(t *testing.T, path string, database store.Options, change ...func(*Options)) *app {
	t.Helper()
	database.Mend = true // as the program does that serves
	st, err := testplace.Open(t, path, database)
	must(t, err)
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	tr, err := training.New(t.Context(), st, training.Options{Log: log, Version: "test", Owner: jobs.NewOwner(1), Clock: database.Clock, Windows: mostWindows, Calibration: mostCalibration,
		Lease:       6 * time.Second, // a database that another program restored is looked for in a third of it
		AnswerLasts: 5 * time.Minute, // whatever else the machine does, and however it was compiled
		Backups:     backups.Options{Places: []backup.Place{backup.Folder{Dir: filepath.Join(filepath.Dir(path), "backups"), Make: true}}}})
	must(t, err)
	opt := Options{Log: log, Version: "test", Clock: database.Clock}
	for _, c := range change {
		c(&opt)
	}
	srv := New(opt, st, tr)
	refuse, fail := &atomic.Pointer[string]{}, &atomic.Pointer[string]{}
	passed := &sync.Map{}
	srv.echo.Use(failing(fail, passed))
	srv.uidOf = func(_, _ netip.AddrPort) (int, error) { return os.Geteuid(), nil } // as Linux tells it, on every system
	web := httptest.NewUnstartedServer(breakingOff(refuse, srv.Handler(true)))
	web.Config.ConnContext = connContext
	web.Start()
	t.Cleanup(func() {
		srv.close()
		web.Close()
		must(t, st.Close())
	})
	a := &app{t: t, url: web.URL, store: st, training: tr, server: srv, refuse: refuse, fail: fail, passed: passed}
	if live, err := tr.Live(); err == nil { // a damaged database has none, nor one without sales
		a.shipped = live.Model.ID
	} else if len(st.Lost()) == 0 && !tr.Unsold() {
		t.Fatal(err)
	}
	return a
}

func failing(route *atomic.Pointer[string], passed *sync.Map) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			asked := c.Request().Method + " " + c.Path()
			if p := route.Load(); p != nil && *p == asked {
				return errors.New("a test fails it")
			}
			err := next(c)
			if err == nil && c.Response().Status < http.StatusBadRequest {
				passed.Store(asked, true)
			}
			return err
		}
	}
}

func breakingOff(part *atomic.Pointer[string], next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := part.Load(); p != nil && strings.Contains(r.URL.Path, *p) {
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
}

// until waits until done holds, looked at whenever the training has news and
// now and then. Only the test run's own time limit ends it in vain, so that a
// loaded machine is waited for.
func (a *app) until(what string, done func() bool) {
	a.t.Helper()
	news, stop := a.training.Jobs().Watch()
	defer stop()
	again := time.NewTicker(250 * time.Millisecond)
	defer again.Stop()
	var never <-chan time.Time
	if end, ok := a.t.Deadline(); ok {
		never = time.After(time.Until(end) - 10*time.Second)
	}
	for !done() {
		select {
		case <-news:
		case <-again.C:
		case <-never:
			a.t.Fatalf("not seen: %s", what)
		}
	}
}

// ask sends a request and gives the answer with its body.
func (a *app) ask(method, path, body string, header ...string) (*http.Response, string) {
	a.t.Helper()
	return a.askBy(http.DefaultClient, method, path, body, header...)
}

func (a *app) askBy(client *http.Client, method, path, body string, header ...string) (*http.Response, string) {
	a.t.Helper()
	req, err := http.NewRequestWithContext(a.t.Context(), method, a.url+a.path(path), strings.NewReader(body))
	must(a.t, err)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := client.Do(req)
	must(a.t, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	must(a.t, err)
	if err := fitsSpec(a.t.Context(), req, resp, raw); err != nil && !(a.standIns && resp.StatusCode == http.StatusNoContent) {
		a.t.Errorf("%s %s answers %d, which does not fit openapi.yaml: %v", method, path, resp.StatusCode, err)
	}
	return resp, string(raw)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// seal gives an encoded model whose settings were changed the length and the
// checksum that it then must have.
func seal(b []byte) []byte {
	const head = 10
	end := bytes.Index(b[head:], []byte("}GBT")) + 1 // there the trees begin
	binary.LittleEndian.PutUint32(b[6:], uint32(end))
	body := b[:len(b)-sha256.Size]
	sum := sha256.Sum256(body)
	return append(body, sum[:]...)
}
