//go:build browser

package server

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a page of a real Chromium on the real application. Whatever a browser
// may complain about is collected, and fails the test that made it: console
// errors, exceptions, breaches of the content security policy, requests to
// other hosts.
type tab struct {
	*app
	ctx context.Context

	mu       sync.Mutex
	problems []string
	allowed  []string // parts of complaints that the test provokes
}

// newTab opens a tab of its own browser; width and height are those of the
// screen, theme is light, dark or "".
func newTab(t *testing.T, a *app, width, height int64, theme string) *tab {
	t.Helper()
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("lang", "en-GB"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, closeTab := chromedp.NewContext(ctx)
	ctx, cancel := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(func() { cancel(); closeTab(); stop() })
	b := &tab{app: a, ctx: ctx}
	b.do(chromedp.EmulateViewport(width, height))
	must(t, chromedp.Listen(ctx, b.listen))
	b.call(func() error { _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); return err })
	b.call(func() error { _, err := chromedp.Call(ctx, cdplog.Enable, cdp.Empty{}); return err })
	if theme != "" {
		b.call(func() error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
			return err
		})
	}
	t.Cleanup(b.check)
	return b
}

func (b *tab) listen(event any) {
	problem := ""
	switch e := event.(type) {
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			problem = fmt.Sprintf("log %s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			for _, arg := range e.Args {
				problem += fmt.Sprintf("console %s: %s %s ", e.Type, arg.Value, arg.Description)
			}
		}
	case *runtime.EventExceptionThrown:
		problem = "exception: " + e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			problem += " " + e.ExceptionDetails.Exception.Description
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || (u.Scheme != "data" && u.Scheme != "blob" && "http://"+u.Host != b.url) {
			problem = "request to another host: " + e.Request.URL
		}
	}
	if problem != "" {
		b.mu.Lock()
		b.problems = append(b.problems, problem)
		b.mu.Unlock()
	}
}

// allow lets the test provoke complaints that hold a text.
func (b *tab) allow(part string) { b.allowed = append(b.allowed, part) }

func (b *tab) check() {
	b.mu.Lock()
	defer b.mu.Unlock()
next:
	for _, p := range b.problems {
		for _, part := range b.allowed {
			if strings.Contains(p, part) {
				continue next
			}
		}
		b.t.Errorf("the browser complains: %s", p)
	}
}

func (b *tab) call(f func() error) { b.t.Helper(); must(b.t, f()) }

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	must(b.t, chromedp.Do(b.ctx, steps...))
}

// open goes to a path of the application.
func (b *tab) open(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.url + path)) }

// eval gives the value of a JavaScript expression.
func eval[T any](b *tab, js string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait returns once a JavaScript condition holds.
func (b *tab) wait(js string) {
	b.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if eval[bool](b, "!!("+js+")") {
			return
		}
	}
	b.t.Fatalf("still not true after 20 s: %s\nthe page says: %.1500s", js, eval[string](b, "document.body.innerText"))
}

// fill writes into a field as a person would.
func (b *tab) fill(id, value string) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf(`(() => { const e = document.getElementById(%q); e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true})); return true })()`, id, value))
}

// click presses the first element that a selector finds.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// violations runs axe-core over the page.
func (b *tab) violations() []string {
	b.t.Helper()
	file, err := os.Open("testdata/vendor/axe.min.js.gz")
	must(b.t, err)
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	must(b.t, err)
	source, err := io.ReadAll(unpacked)
	must(b.t, err)
	eval[bool](b, string(source)+"; true")
	raw, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then(r => JSON.stringify(r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html + " " + n.failureSummary))))`, chromedp.EvalAwaitPromise))
	must(b.t, err)
	var found []string
	must(b.t, json.Unmarshal([]byte(raw), &found))
	return found
}
