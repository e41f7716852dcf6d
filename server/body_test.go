package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
)

// counted counts what is read of a body.
type counted struct {
	io.Reader
	read int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	return n, err
}

func (c *counted) Close() error { return nil }

// serve hands a request to the application without a socket, so that the test
// sees how much of the body is read.
func (a *app) serve(method, path, contentType string, body io.ReadCloser) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(a.t.Context(), method, "http://localhost"+strings.NewReplacer(":id", "none", "*", "app.css").Replace(path), nil)
	r.Body, r.ContentLength = body, -1
	r.Header.Set("Content-Type", contentType)
	w := httptest.NewRecorder()
	a.server.echo.ServeHTTP(w, r)
	return w
}

// TestEveryRouteBoundsItsBody walks the router's own table: every route states
// a bound and reads no more, whatever the body says that it is; nothing of it
// reaches the disk beside the stated uploads.
func TestEveryRouteBoundsItsBody(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	a := newIdleApp(t)
	const sent, fileBound = 4 << 20, 1 << 20
	bodies := map[string]string{
		"application/x-www-form-urlencoded": "theme=" + strings.Repeat("d", sent),
		"multipart/form-data; boundary=b":   "--b\r\nContent-Disposition: form-data; name=\"theme\"; filename=\"x\"\r\n\r\n" + strings.Repeat("d", sent) + "\r\n--b--\r\n",
		"application/json":                  `{"note":"` + strings.Repeat("d", sent) + `"}`,
		"application/octet-stream":          strings.Repeat("d", sent),
	}
	for _, r := range a.server.echo.Routes() {
		key := r.Method + " " + r.Path
		bound, stated := a.server.bodies[key]
		switch {
		case !stated:
			t.Errorf("%s states no bound of its body", key)
		case bound > filesMost || bound != noBody && r.Method == http.MethodGet:
			t.Errorf("%s takes %d bytes", key, bound)
		case bound > fileBound:
			bound = fileBound
			a.server.bodies[key] = bound
		}
		for kind, content := range bodies {
			body := &counted{Reader: strings.NewReader(content)}
			w := a.serve(r.Method, r.Path, kind, body)
			if body.read > bound+1 { // the byte that tells
				t.Errorf("%s reads %d bytes of %s, the bound is %d", key, body.read, kind, bound)
			}
			if bound == maxBody && w.Code != http.StatusRequestEntityTooLarge {
				t.Errorf("%s with too much of %s: status %d: %.200s", key, kind, w.Code, w.Body)
			}
		}
	}
	for _, r := range [][2]string{{"POST", "/nowhere"}, {"PUT", "/preferences"}, {"BREW", "/"}} {
		body := &counted{Reader: strings.NewReader("x")}
		if w := a.serve(r[0], r[1], "text/plain", body); body.read > 0 || w.Code < 400 {
			t.Errorf("%v reads %d bytes and answers %d", r, body.read, w.Code)
		}
	}
	if spilt, err := os.ReadDir(temp); err != nil || len(spilt) > 0 {
		t.Errorf("in the folder for temporary files: %v, %v", spilt, err)
	}
}

// TestDeclaredLengthIsRefusedUnread: a body that says that it is too large is
// refused before a byte of it is read, uploads included.
func TestDeclaredLengthIsRefusedUnread(t *testing.T) {
	a := newIdleApp(t)
	for key, bound := range a.server.bodies {
		method, path, _ := strings.Cut(key, " ")
		if bound == noBody {
			continue
		}
		body := &counted{Reader: strings.NewReader("x")}
		r := httptest.NewRequestWithContext(t.Context(), method, "http://localhost"+strings.ReplaceAll(path, ":id", "none"), nil)
		r.Body, r.ContentLength = body, bound+1
		w := httptest.NewRecorder()
		a.server.echo.ServeHTTP(w, r)
		if w.Code != http.StatusRequestEntityTooLarge || body.read > 0 {
			t.Errorf("%s: status %d, %d bytes read", key, w.Code, body.read)
		}
	}
}

// TestHalfAFormChangesNothing: what broke off or cannot be parsed is refused,
// and not taken for a form with empty fields.
func TestHalfAFormChangesNothing(t *testing.T) {
	a := newIdleApp(t)
	form := url.Values{"segment": {"total"}, "goal": {"1000000"}, "horizon": {"12"}, "back": {"/"}}.Encode()
	if resp, body := a.press("/targets", form); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d: %.300s", resp.StatusCode, body)
	}
	before := mustAudit(a)
	const kind = "application/x-www-form-urlencoded"
	broken := io.MultiReader(strings.NewReader("segment=total&horizon=12&go"), errReader{io.ErrUnexpectedEOF})
	if w := a.serve("POST", "/targets", kind, io.NopCloser(broken)); w.Code != http.StatusBadRequest {
		t.Errorf("half a form answers %d", w.Code)
	}
	if w := a.serve("POST", "/targets", kind, io.NopCloser(strings.NewReader("segment=total&goal=%zz&horizon=12"))); w.Code != http.StatusBadRequest {
		t.Errorf("a form that is none answers %d", w.Code)
	}
	slow := io.MultiReader(strings.NewReader("segment=total"), errReader{os.ErrDeadlineExceeded})
	if w := a.serve("POST", "/targets", kind, io.NopCloser(slow)); w.Code != http.StatusRequestTimeout {
		t.Errorf("a dawdler is answered %d", w.Code)
	}
	if after := mustAudit(a); after != before {
		t.Errorf("%d acts were logged", after-before)
	}
}

type errReader struct{ error }

func (e errReader) Read([]byte) (int, error) { return 0, e.error }

// mustAudit counts the acts in the log.
func mustAudit(a *app) int {
	a.t.Helper()
	log, err := a.store.AuditLog(a.t.Context(), 0, 1000)
	must(a.t, err)
	return len(log)
}
