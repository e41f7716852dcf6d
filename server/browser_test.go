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
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// tab is a page of a real Chromium on the real application. Whatever a browser
// may complain about is collected, and fails the test that made it: console
// errors, exceptions, breaches of the content security policy, requests to
// other hosts.
type tab struct {
	language string // that was chosen
	*app
	setting
	ctx context.Context

	mu       sync.Mutex
	problems []string
	allowed  []string // parts of complaints that the test provokes
}

// setting is what a person looks at the pages with.
type setting struct {
	theme         string // light or dark
	width, height int64
}

// settings are the four in which every bullet is tried.
var settings = []setting{{"light", 1440, 1000}, {"dark", 1440, 1000}, {"light", 390, 844}, {"dark", 390, 844}}

// inAllSettings runs a test in all four, over one application.
func inAllSettings(t *testing.T, body func(b *tab)) {
	t.Helper()
	a := newApp(t)
	for _, s := range settings {
		t.Run(fmt.Sprintf("%s/%d", s.theme, s.width), func(t *testing.T) {
			at := *a
			at.t = t
			body(newTab(t, &at, s))
		})
	}
}

// chromium is the one browser of all tests; each tab has cookies of its own.
var chromium = sync.OnceValue(func() context.Context {
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("lang", "en-GB"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, quit := chromedp.NewContext(ctx)
	closeChromium = func() { quit(); stop() }
	if err := chromedp.Do(ctx); err != nil {
		panic(err)
	}
	return ctx
})

var closeChromium = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	closeChromium()
	os.Exit(code)
}

// newTab opens a tab that nobody has used before.
func newTab(t *testing.T, a *app, s setting) *tab {
	t.Helper()
	return lastingTab(t, a, s, 90*time.Second)
}

// lastingTab is newTab for so long, for many tests that follow one another.
func lastingTab(t *testing.T, a *app, s setting, lasts time.Duration) *tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(chromium(), chromedp.WithNewBrowserContext())
	ctx, cancel := context.WithTimeout(ctx, lasts)
	t.Cleanup(func() { cancel(); closeTab() })
	b := &tab{app: a, ctx: ctx, setting: s}
	b.do(chromedp.EmulateViewport(s.width, s.height))
	must(t, chromedp.Listen(ctx, b.listen))
	b.call(func() error { _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); return err })
	b.call(func() error { _, err := chromedp.Call(ctx, cdplog.Enable, cdp.Empty{}); return err })
	b.media()
	t.Cleanup(b.check)
	return b
}

// anew gives the tab to another test, as one that nobody has used: no cookies, no
// complaints. What the browser has loaded of the static files stays.
func (b *tab) anew(t *testing.T) {
	t.Helper()
	at := *b.app
	at.t = t
	b.app, b.allowed = &at, nil
	b.do(chromedp.Navigate("about:blank"))
	b.call(func() error {
		_, err := chromedp.Call(b.ctx, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: b.url, StorageTypes: "cookies,local_storage"})
		return err
	})
	t.Cleanup(b.check)
}

// media sets what the person prefers: the theme of the setting, and more, as
// pairs of a name and a value.
func (b *tab) media(more ...string) {
	b.t.Helper()
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: b.theme}}}
	for i := 0; i < len(more); i += 2 {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: more[i], Value: more[i+1]})
	}
	b.call(func() error { _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, params); return err })
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
	b.problems = nil // told
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

// wait returns once a JavaScript condition holds. Between two pages there is
// nothing to ask: that is no condition that fails, but one to be asked again.
func (b *tab) wait(js string) {
	b.t.Helper()
	ask := chromedp.Evaluate[bool]("(() => { try { return !!(" + js + ") } catch { return false } })()")
	for deadline := time.Now().Add(8 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if holds, err := chromedp.Run(b.ctx, ask); err == nil && holds {
			return
		}
	}
	b.t.Fatalf("still not true after 8 s: %s\nthe page says: %.3000s", js, eval[string](b, "document.querySelector('main')?.innerText ?? ''"))
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

// press types keys where the focus is.
func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.do(chromedp.KeyEvent(k))
	}
}

// charted goes to a page and waits until its chart is drawn.
func (b *tab) charted(path string) {
	b.t.Helper()
	b.open(path)
	b.wait(`document.querySelector("forecast-chart canvas")`)
}

// choose searches for a segment and takes the first that is found.
func (b *tab) choose(id, search string) {
	b.t.Helper()
	b.do(chromedp.Focus(chromedp.CSS("#" + id)))
	b.press(search)
	b.wait(fmt.Sprintf(`document.querySelector("#%s-box [aria-selected=true]")`, id))
	b.enter()
}

// enter presses the key as a person does: where the page takes it, no character
// follows.
func (b *tab) enter() {
	b.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{"rawKeyDown", "keyUp"} {
		b.call(func() error {
			_, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13})
			return err
		})
	}
}

// says tells whether the page shows a text.
func (b *tab) says(want string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`document.body.innerText.replaceAll("\u00a0", " ").includes(%q)`, want))
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
