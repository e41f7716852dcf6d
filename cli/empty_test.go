package cli

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"olist/store"
)

// said is what a program writes, read while it writes.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

var addressSaid = regexp.MustCompile(`msg=serving url=(http://[0-9.:]+)`)

// asksEmpty follows an empty start from its first line to its pages.
func asksEmpty(t *testing.T, log *said, ended <-chan error) {
	t.Helper()
	url := ""
	for limit := time.After(time.Minute); url == ""; {
		if m := addressSaid.FindStringSubmatch(log.String()); m != nil {
			url = m[1]
			break
		}
		select {
		case err := <-ended:
			t.Fatalf("it ended: %v\n%s", err, log)
		case <-limit:
			t.Fatalf("it did not start: %s", log)
		case <-time.After(10 * time.Millisecond):
		}
	}
	for path, want := range map[string]string{"/": "Start with your own sales</h1>", "/healthz": `"ok"`, "/readyz": `"key":"no_sales"`} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+path, nil)
		must(t, err)
		req.Header.Set("Accept", "text/html")
		resp, err := http.DefaultClient.Do(req)
		must(t, err)
		body, err := io.ReadAll(resp.Body)
		must(t, err)
		resp.Body.Close()
		if !strings.Contains(string(body), want) {
			t.Errorf("%s answers %d: %.300s", path, resp.StatusCode, body)
		}
	}
	if code, _, errOut := run(t, "", "healthcheck", "--addr", strings.TrimPrefix(url, "http://")); code != exitOK {
		t.Errorf("a monitor would start it again: %d %s", code, errOut)
	}
}

// serve --empty leaves the sample out of a new folder, and leaves a folder that
// has a database as it is.
func TestServeEmpty(t *testing.T) {
	dir := t.TempDir()
	sample, err := os.ReadFile("../olist.db.gz")
	must(t, err)
	log, ended := &said{}, make(chan error, 1)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		code := Run(ctx, []string{"serve", "--empty", "--data-dir", dir, "--addr", "127.0.0.1:0"}, Env{Out: io.Discard, Err: log, Shipped: sample})
		if ended <- nil; code != exitOK {
			t.Errorf("it ends with %d", code)
		}
	}()
	asksEmpty(t, log, ended)
	stop()
	<-ended
	st, err := store.Open(t.Context(), store.PathIn(dir), store.Options{})
	must(t, err)
	defer st.Close()
	p, err := st.Shop(t.Context())
	must(t, err)
	if p.Sample || p.Currency == "BRL" || p.Source != "" {
		t.Errorf("the shop is %+v", p)
	}
}

// The program built without the sample holds nothing of it and starts empty.
func TestBuiltWithoutTheSample(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "olist")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "nosample", "-o", binary, "olist").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	sample, err := os.ReadFile("../olist.db.gz")
	must(t, err)
	built, err := os.ReadFile(binary)
	must(t, err)
	if bytes.Contains(built, sample[len(sample)/2:len(sample)/2+64]) || bytes.Contains(built, sample[:100]) {
		t.Error("the program holds the sample")
	}
	log, ended := &said{}, make(chan error, 1)
	cmd := exec.CommandContext(t.Context(), binary, "serve", "--data-dir", t.TempDir(), "--addr", "127.0.0.1:0")
	cmd.Stderr = log
	must(t, cmd.Start())
	go func() { ended <- cmd.Wait() }()
	asksEmpty(t, log, ended)
	must(t, cmd.Process.Signal(os.Interrupt))
	if err := <-ended; err != nil {
		t.Errorf("stopped, it says %v: %s", err, log)
	}
}
