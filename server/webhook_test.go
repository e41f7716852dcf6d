package server

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// TestMessagesArriveAsTheFileSays: a real receiver gets what a failed backup, a
// failed source and a test send, signed, and as openapi.yaml describes it.
func TestMessagesArriveAsTheFileSays(t *testing.T) {
	a := newIdleApp(t)
	doc := loadSpec(t)
	key, got := "", map[string]string{}
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mac := hmac.New(sha256.New, []byte(key))
		fmt.Fprintf(mac, "%s.%s", r.Header.Get("X-Olist-Timestamp"), body)
		if want := "sha256=" + hex.EncodeToString(mac.Sum(nil)); r.Header.Get("X-Olist-Signature") != want {
			t.Errorf("%s is signed %s, want %s", body, r.Header.Get("X-Olist-Signature"), want)
		}
		event := r.Header.Get("X-Olist-Event")
		got[event] = string(body)
		hook := doc.Webhooks[event]
		if hook == nil {
			t.Errorf("the file has no %s", event)
			return
		}
		for _, p := range hook.Post.Parameters {
			if !p.Value.Required || r.Header.Get(p.Value.Name) == "" {
				t.Errorf("%s comes without %s", event, p.Value.Name)
			}
		}
		var value any
		err := json.Unmarshal(body, &value)
		if err == nil {
			err = hook.Post.RequestBody.Value.Content.Get("application/json").Schema.Value.VisitJSON(value, openapi3.EnableJSONSchema2020())
		}
		if err != nil {
			t.Errorf("%s does not fit the file: %v", body, err)
		}
	}))
	t.Cleanup(receiver.Close)
	_, answer := a.ask("POST", "/api/v1/webhook", fmt.Sprintf(`{"url":%q}`, receiver.URL))
	var made struct{ Secret string }
	must(t, json.Unmarshal([]byte(answer), &made))
	key = made.Secret

	a.ask("POST", "/api/v1/webhook/test", "")
	must(t, os.WriteFile(filepath.Join(filepath.Dir(a.store.Path()), "backups"), nil, 0o600)) // where the folder should be
	a.backUp()
	a.ask("POST", "/api/v1/sources", `{"name":"till","place":{"kind":"url","url":"http://127.0.0.1:1/sales.csv"}}`)
	a.ask("POST", "/api/v1/sources/f1/fetch", "")
	_, err := a.training.Jobs().Next(t.Context())
	must(t, err)
	must(t, a.training.Automation().DeliverDue(t.Context()))
	wantIn(t, got["test"], `"event":"test"`)
	wantIn(t, got["job.failed"], `"kind":"backup"`, "cannot be used. May the program read and write it?")
	wantIn(t, got["source.failed"], `"source":"f1"`, `"state":"failed"`)
	wantIn(t, a.page("/automation"), "<code>job.failed</code>", "delivered")
}

// TestEveryEventIsDescribed: in the file, on the page, and nowhere one that is
// not sent.
func TestEveryEventIsDescribed(t *testing.T) {
	var sent []string
	for _, path := range []string{"../training/automation/webhook.go", "../training/sources/fetch.go"} {
		raw, err := os.ReadFile(path)
		must(t, err)
		for _, m := range regexp.MustCompile(`(?m)^\tEvent\w+ += "([a-z.]+)"$`).FindAllStringSubmatch(string(raw), -1) {
			sent = append(sent, m[1])
		}
	}
	page := newIdleApp(t).page("/automation")
	_, page, _ = strings.Cut(page, `id="webhook-how-title"`)
	var shown []string
	for _, m := range regexp.MustCompile(`<th scope="row"><code>([a-z.]+)</code>`).FindAllStringSubmatch(page, -1) {
		shown = append(shown, m[1])
	}
	var described []string
	for event, item := range loadSpec(t).Webhooks {
		described = append(described, event)
		if e := item.Post.RequestBody.Value.Content.Get("application/json").Example; e == nil {
			t.Errorf("%s has no example", event)
		}
	}
	raw, err := os.ReadFile("../docs/webhooks.md")
	must(t, err)
	var documented []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z.]+)` \\|").FindAllStringSubmatch(string(raw), -1) {
		if m[1] != "event" { // the table's head
			documented = append(documented, m[1])
		}
	}
	slices.Sort(sent)
	for where, found := range map[string][]string{"page": shown, "openapi.yaml": described, "docs/webhooks.md": documented} {
		if slices.Sort(found); !slices.Equal(found, sent) || len(sent) < 7 {
			t.Errorf("%s has %v, sent are %v", where, found, sent)
		}
	}
}
