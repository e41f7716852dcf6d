package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"olist/static"
)

// TestMetricsAreByRoute: requests and their time are counted by the pattern of
// the route, with their status, never by the address that was asked.
func TestMetricsAreByRoute(t *testing.T) {
	var mu sync.Mutex
	now := time.Now()
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); now = now.Add(time.Second); return now }
	a := newIdleAppOf(t, func(o *Options) { o.Clock = clock })
	for _, path := range []string{"/api/v1/models/{live}", "/api/v1/models/none", "/admin/jobs/j404", static.URL("app.css"), "/nowhere/at/all"} {
		a.ask("GET", path, "")
	}
	_, page := a.ask("GET", "/metrics", "")
	wantIn(t, page,
		`olist_http_requests_total{method="GET",route="/api/v1/models/:id",status="200"} 1`,
		`olist_http_requests_total{method="GET",route="/api/v1/models/:id",status="404"} 1`,
		`olist_http_requests_total{method="GET",route="/admin/jobs/:id",status="404"} 1`,
		`olist_http_requests_total{method="GET",route="/static/*",status="200"} 1`,
		`olist_http_requests_total{method="GET",route="none",status="404"} 1`,
		`olist_http_request_seconds_count{route="/api/v1/models/:id"} 2`)
	for _, raw := range []string{a.shipped, "j404", "/static/app", "nowhere"} {
		if strings.Contains(page, raw) {
			t.Errorf("the metrics hold %q, which somebody asked for", raw)
		}
	}
	sum := regexp.MustCompile(`olist_http_request_seconds_sum\{route="/static/\*"\} (\S+)`).FindStringSubmatch(page)
	if seconds, err := strconv.ParseFloat(sum[1], 64); err != nil || seconds < 1 {
		t.Errorf("a request of at least a second took %s", sum[1])
	}
}

// TestWhatIsCompressed: pages on their way, files beforehand and once, streams
// never.
func TestWhatIsCompressed(t *testing.T) {
	a := newIdleApp(t)
	for name, c := range map[string]struct {
		path, accept string
		want         bool
	}{
		"a page": {"/", "text/html", true}, "a file": {static.URL("app.css"), "", true}, "a stream": {"/", "text/event-stream", false},
		"a large answer": {"/accuracy.csv", "", true}, "a short answer": {"/healthz", "", false},
	} {
		resp, body := a.ask("GET", c.path, "", "Accept-Encoding", "gzip", "Accept", c.accept)
		if got := resp.Header.Get("Content-Encoding"); (got == "gzip") != c.want {
			t.Errorf("%s: Content-Encoding %q", name, got)
		}
		if c.want {
			unpacked, err := gzip.NewReader(strings.NewReader(body))
			must(t, err)
			plain, err := io.ReadAll(unpacked)
			must(t, err)
			if bytes.HasPrefix(plain, []byte{0x1f, 0x8b}) {
				t.Errorf("%s is compressed twice", name)
			}
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	job := a.unending()
	req := httptest.NewRequestWithContext(ctx, "GET", "http://localhost/admin/jobs/"+job+"/events", nil)
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("Authorization", a.roles()["token"][1])
	w := &deadlines{ResponseRecorder: httptest.NewRecorder(), wrote: stop}
	a.server.echo.ServeHTTP(w, req)
	if got := w.Header().Get("Content-Encoding"); got != "" || !strings.Contains(w.Body.String(), "data:") {
		t.Errorf("a stream: Content-Encoding %q, %.100q", got, w.Body)
	}
}

// deadlines notes what a handler sets.
type deadlines struct {
	*httptest.ResponseRecorder
	read, write []time.Time
	wrote       func()
}

func (d *deadlines) SetReadDeadline(at time.Time) error  { d.read = append(d.read, at); return nil }
func (d *deadlines) SetWriteDeadline(at time.Time) error { d.write = append(d.write, at); return nil }

func (d *deadlines) Write(b []byte) (int, error) {
	if d.wrote != nil && bytes.Contains(b, []byte("\n\n")) {
		defer d.wrote()
	}
	return d.ResponseRecorder.Write(b)
}

// TestABodyHasItsDeadline, which ends with the body: what is read from then on
// only tells whether the client is still there.
func TestABodyHasItsDeadline(t *testing.T) {
	begin := time.Now()
	w := &deadlines{ResponseRecorder: httptest.NewRecorder()}
	r := httptest.NewRequest("POST", "/notes", strings.NewReader("text=x"))
	must(t, receiveWhole(echo.New().NewContext(r, w)))
	if len(w.read) != 2 || w.read[0].Before(begin.Add(bodyLasts)) || w.read[0].After(time.Now().Add(bodyLasts)) || !w.read[1].IsZero() {
		t.Errorf("a form is read until %v", w.read)
	}

	w = &deadlines{ResponseRecorder: httptest.NewRecorder()}
	now := begin
	p := pace{grace: time.Second, rate: 10, lasts: time.Minute, now: func() time.Time { return now }}
	body := p.of(w, io.NopCloser(strings.NewReader(strings.Repeat("x", 30))))
	for range 3 {
		_, err := body.Read(make([]byte, 10))
		must(t, err)
	}
	if _, err := body.Read(make([]byte, 10)); err != io.EOF {
		t.Fatal(err)
	}
	want := []time.Time{begin.Add(time.Second), begin.Add(2 * time.Second), begin.Add(3 * time.Second), begin.Add(4 * time.Second), {}}
	for i := range want {
		if len(w.read) != len(want) || !w.read[i].Equal(want[i]) {
			t.Fatalf("an upload is read until %v, want %v", w.read, want)
		}
	}
	if len(w.write) != 1 || !w.write[0].Equal(begin.Add(61*time.Second)) {
		t.Errorf("it is answered until %v", w.write)
	}
	now = begin.Add(4 * time.Second) // just then
	if _, err := body.Read(make([]byte, 1)); err != os.ErrDeadlineExceeded {
		t.Errorf("behind its pace it ends with %v", err)
	}
}

// TestAFormUpToItsBound is taken; one byte more is told how much may come.
func TestAFormUpToItsBound(t *testing.T) {
	a := newIdleApp(t)
	form := "back=%2F&theme=dark&more="
	form += strings.Repeat("x", maxBody-len(form))
	if resp, body := a.press("/preferences", form); resp.StatusCode >= 400 {
		t.Errorf("status %d: %.200s", resp.StatusCode, body)
	}
	if resp, body := a.press("/preferences", form+"x"); resp.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(body, "64") {
		t.Errorf("status %d: %.600s", resp.StatusCode, body)
	}
}

// TestAFormMayComeInParts, as a program may send it: its fields and its token are
// read as those of any other.
func TestAFormMayComeInParts(t *testing.T) {
	a := newIdleAppOf(t, guarded)
	session := a.roles()["session"]
	part := func(name, value string) string {
		return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	form := part("csrf", session[3]) + part("week", "2018-08-13") + part("text", "sent in parts") + "--b--\r\n"
	resp, body := a.do("POST", "/notes", strings.NewReader(form), append(session[:2:2], "Content-Type", "multipart/form-data; boundary=b")...)
	notes, err := a.store.Notes(t.Context())
	must(t, err)
	if resp.StatusCode != http.StatusSeeOther || len(notes) == 0 || notes[len(notes)-1].Text != "sent in parts" {
		t.Errorf("status %d, %v: %.200s", resp.StatusCode, notes, body)
	}
}

// TestNothingIsReadWhereNothingIsTaken, not even by a handler that would.
func TestNothingIsReadWhereNothingIsTaken(t *testing.T) {
	a := newIdleApp(t)
	a.server.echo.GET("/reads", func(c echo.Context) error {
		_, err := io.Copy(c.Response(), c.Request().Body)
		return err
	})
	body := &counted{Reader: strings.NewReader("x")}
	if w := a.serve("GET", "/reads", "text/plain", body); body.read > 0 || w.Body.Len() > 0 {
		t.Errorf("%d bytes are read, %q is answered", body.read, w.Body)
	}
}

// TestBeforeAForeignPagePosts: a stated origin may send JSON and a token.
func TestBeforeAForeignPagePosts(t *testing.T) {
	const origin = "http://shop.example"
	a := newIdleAppOf(t, func(o *Options) { o.CORSOrigins = []string{origin} })
	resp, _ := a.ask("OPTIONS", "/api/v1/retrain", "", "Origin", origin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
	methods, headers := resp.Header.Get("Access-Control-Allow-Methods"), resp.Header.Get("Access-Control-Allow-Headers")
	if methods != "GET,POST,PUT,DELETE" || headers != "Content-Type,Authorization" || resp.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("allowed are %q with %q", methods, headers)
	}
}

// TestOriginsAsBrowsersWriteThem, ports included.
func TestOriginsAsBrowsersWriteThem(t *testing.T) {
	for origin, says := range map[string]string{
		"https://shop.example": "", "http://localhost:5173": "", "http://[::1]:8080": "", "https://shop.example:80": "", "http://shop.example:443": "",
		"http://shop.example:80": "as http://shop.example,", "https://shop.example:443": "as https://shop.example,", "http://shop.example:0": "is not an origin",
		"http://shop.example:08": "is not an origin", "http://SHOP.example": "as http://shop.example,", "*": "name each origin", "ws://shop.example": "is not an origin",
		"http://shop_.example!": "is not an origin", "http://shop.example/": "as http://shop.example,",
	} {
		if err := CheckOrigin(origin); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", origin, err, says)
		}
	}
}

// TestAPanicIsLogged with its place: nobody else learns of it.
func TestAPanicIsLogged(t *testing.T) {
	var log bytes.Buffer
	a := newIdleAppOf(t, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	a.server.echo.GET("/api/v1/panics", func(echo.Context) error { panic("the cause") })
	a.ask("GET", "/api/v1/panics", "")
	wantIn(t, log.String(), "msg=panic", "the cause", "path=/api/v1/panics", "chain_test.go")
}

// TestLocalHosts are no zones of others.
func TestLocalHosts(t *testing.T) {
	for host, want := range map[string]bool{"[::1]:80": true, "[::1%eth0]:80": false, "::1%lo": false, "localhost.": false} {
		if got := isLocalHost(host); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
}
