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
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// listener is a webhook's real receiver: it holds each message against its signature and
// openapi.yaml.
type listener struct {
	t   *testing.T
	doc *openapi3.T
	url string

	mu  sync.Mutex
	key string
	got map[string][]string // bodies by event
}

func listen(t *testing.T) *listener {
	l := &listener{t: t, doc: loadSpec(t), got: map[string][]string{}}
	web := httptest.NewServer(http.HandlerFunc(l.take))
	t.Cleanup(web.Close)
	l.url = web.URL
	return l
}

func (l *listener) take(_ http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	event := r.Header.Get("X-Olist-Event")
	l.mu.Lock()
	defer l.mu.Unlock()
	l.got[event] = append(l.got[event], string(body))
	mac := hmac.New(sha256.New, []byte(l.key))
	fmt.Fprintf(mac, "%s.%s", r.Header.Get("X-Olist-Timestamp"), body)
	if want := "sha256=" + hex.EncodeToString(mac.Sum(nil)); err != nil || r.Header.Get("X-Olist-Signature") != want {
		l.t.Errorf("%s is signed %s, want %s, %v", body, r.Header.Get("X-Olist-Signature"), want, err)
	}
	hook := l.doc.Webhooks[event]
	if hook == nil {
		l.t.Errorf("the file has no %s", event)
		return
	}
	for _, p := range hook.Post.Parameters {
		if !p.Value.Required || r.Header.Get(p.Value.Name) == "" {
			l.t.Errorf("%s comes without %s", event, p.Value.Name)
		}
	}
	var value any
	if err = json.Unmarshal(body, &value); err == nil {
		err = hook.Post.RequestBody.Value.Content.Get("application/json").Schema.Value.VisitJSON(value, openapi3.EnableJSONSchema2020())
	}
	if err != nil {
		l.t.Errorf("%s does not fit the file: %v", body, err)
	}
}

func (l *listener) heard(event string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.got[event], "\n")
}

// listens has the application's messages go to l.
func (a *app) listens(l *listener) {
	a.t.Helper()
	_, answer := a.ask("POST", "/api/v1/webhook", fmt.Sprintf(`{"url":%q}`, l.url))
	var made struct{ Secret string }
	must(a.t, json.Unmarshal([]byte(answer), &made))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.key = made.Secret
}

// TestMessagesArriveAsTheFileSays: of every event that the file describes, a real receiver gets
// what the running program sends by itself, signed, and as the file has it.
func TestMessagesArriveAsTheFileSays(t *testing.T) {
	a, l := newIdleApp(t), listen(t)
	a.listens(l)
	says := map[string][]string{
		"test":            nil,
		"model.activated": a.otherModelServes(),
		"watch.alarm":     a.wasFarOff(),
		"source.failed":   a.fetches("http://127.0.0.1:1/sales.csv", `"state":"failed"`),
		"source.held":     a.fetches(serves(t, "week,category,state,revenue\n2018-09-10,books_of_elsewhere,SP,230000.00\n"), `"state":"held"`, "1 name is new", `"why_messages":[{"key":"hold_names"`),
		"source.applied":  a.fetches(serves(t, "week,category,state,revenue\n2018-09-17,beleza_saude,SP,230000.00\n"), `"state":"applied"`, `"import":`),
		"job.failed":      a.backupFails(),
	}
	a.ask("POST", "/api/v1/webhook/test", "")
	a.works()
	says["need.opened"] = a.misses()
	for event := range l.doc.Webhooks {
		if _, made := says[event]; !made {
			t.Errorf("nothing here makes a %s", event)
			continue
		}
		a.until(event+" is received", func() bool { return l.heard(event) != "" && !a.owes() })
		wantIn(t, l.heard(event), append(says[event], fmt.Sprintf(`"event":%q`, event))...)
	}
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
