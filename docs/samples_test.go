package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// interpreters run a sample that is in a file; the file's name is appended.
var interpreters = map[string][]string{"python": {"python3"}, "js": {"node"}, "go": {"go", "run"}, "bash": {"bash"}}

// TestSamplesVerifyARealMessage: the samples of the page of webhooks, one a
// language, take a message that the program sent, and neither another body nor
// another key, nor one that is sent again later.
func TestSamplesVerifyARealMessage(t *testing.T) {
	needTools(t)
	m := sendTest(t)
	for _, p := range readPages(t) {
		for _, b := range p.blocks {
			if b.rest() == "sample" {
				t.Run(b.language(), func(t *testing.T) { b.verifies(t, m) })
			}
		}
	}
}

// message is what a receiver got, and the key that it was given before.
type message struct {
	key, stamp, signature string
	body                  []byte
}

func (b block) verifies(t *testing.T, m message) {
	how, known := interpreters[b.language()]
	if !known {
		t.Fatalf("how is %s run?", b.language())
	}
	if _, err := exec.LookPath(how[0]); err != nil {
		t.Skipf("there is no %s", how[0])
	}
	path := filepath.Join(t.TempDir(), "sample."+b.language())
	must(t, os.WriteFile(path, []byte(b.text), 0o600))
	old := m
	old.stamp = strconv.FormatInt(time.Now().Add(-time.Hour).Unix(), 10)
	old.signature = sign(old)
	for name, c := range map[string]struct {
		message
		ours bool
	}{
		"as it came":        {m, true},
		"another body":      {message{m.key, m.stamp, m.signature, append(bytes.Clone(m.body), ' ')}, false},
		"another key":       {message{m.key + "x", m.stamp, m.signature, m.body}, false},
		"another signature": {message{m.key, m.stamp, "sha256=", m.body}, false},
		"an hour ago":       {old, false},
	} {
		cmd := exec.CommandContext(t.Context(), how[0], append(append([]string{}, how[1:]...), path, c.key, c.stamp, c.signature)...)
		cmd.Stdin = bytes.NewReader(c.body)
		if out, err := cmd.CombinedOutput(); (err == nil) != c.ours {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// sign is the one sample that is trusted to sign, once it has verified.
func sign(m message) string {
	cmd := exec.Command("openssl", "dgst", "-sha256", "-hmac", m.key, "-r")
	cmd.Stdin = strings.NewReader(m.stamp + "." + string(m.body))
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	sum, _, _ := strings.Cut(string(out), " ")
	return "sha256=" + sum
}

// sendTest has the real program send a test message to a real receiver.
func sendTest(t *testing.T) (m message) {
	t.Helper()
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.stamp, m.signature = r.Header.Get("X-Olist-Timestamp"), r.Header.Get("X-Olist-Signature")
		m.body, _ = io.ReadAll(r.Body)
	}))
	t.Cleanup(receiver.Close)
	url := serve(t)
	var made struct{ Secret string }
	must(t, json.Unmarshal(send(t, url+"/api/v1/webhook", fmt.Sprintf(`{"url":%q}`, receiver.URL)), &made))
	if outcome := send(t, url+"/api/v1/webhook/test", ""); !bytes.Contains(outcome, []byte(`"delivered"`)) {
		t.Fatalf("the test message is not delivered: %s", outcome)
	}
	m.key = made.Secret
	return m
}

func send(t *testing.T, url, body string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "POST", url, strings.NewReader(body))
	must(t, err)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	must(t, err)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d: %s", url, resp.StatusCode, raw)
	}
	return raw
}

// serve starts the real program in an empty folder, and gives its address.
func serve(t *testing.T, flags ...string) string {
	t.Helper()
	at := "127.0.0.1:" + ports{}.of("0")
	binary, home := program(t), t.TempDir()
	cmd := exec.CommandContext(t.Context(), binary, append([]string{"serve", "--addr", at, "--data-dir", home}, flags...)...)
	cmd.Env = plain()
	var log bytes.Buffer
	cmd.Stderr = &log
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	for range 600 {
		if exec.CommandContext(t.Context(), binary, "healthcheck", "--addr", at).Run() == nil {
			return "http://" + at
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("it does not serve:\n%s", log.String())
	return ""
}
