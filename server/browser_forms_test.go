//go:build browser

package server

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// told is what a page says of a try that was wrong.
const told = `document.querySelectorAll("main p[role=alert], main .error, main form .banner.bad, main [aria-invalid=true]").length`

// TestBrowserEveryFormClears: each form of each page is sent wrong, tells it, is
// sent right, and then nothing is left of what was told.
func TestBrowserEveryFormClears(t *testing.T) {
	t.Parallel()
	tabs := map[string]*tab{}
	for _, f := range tried {
		door := f.door
		if tabs[door] != nil {
			continue
		}
		a := func() *app { return behind(door, t) }
		if door == "" {
			a = func() *app { return formsApp(t) }
		}
		tabs[door] = lastingTab(t, a(), settings[0], 10*time.Minute)
	}
	for _, f := range tried {
		t.Run(strings.ReplaceAll(f.key, "/", "."), func(t *testing.T) {
			tabs[f.door].anew(t)
			tabs[f.door].tries(f)
		})
	}
}

func (b *tab) tries(f triedForm) {
	b.t.Helper()
	b.allow("status of 4")
	b.allow("status of 5")
	page := b.path(b.formPage(f.page))
	f.form = b.formPage(f.form)
	method, rest, _ := strings.Cut(f.key, " ")
	path, _, _ := strings.Cut(rest, " ")
	route := method + " " + path
	if f.key == "POST /logout" {
		b.open("/login")
		b.promised(fmt.Sprintf(`fetch("/login", {method: "POST", body: new URLSearchParams({password: %q})}).then(a => a.ok)`, doorPassword))
	}
	if f.door == "person" {
		b.open("/login")
		b.promised(fmt.Sprintf(`fetch("/login", {method: "POST", body: new URLSearchParams({name: "lia", password: %q})}).then(a => a.ok)`, doorPassword))
	}
	b.open(page)
	b.wait(fmt.Sprintf(`document.readyState === "complete" && document.querySelector(%q)`, f.form))
	if n := eval[int](b, told); n > 0 {
		b.t.Fatalf("before any try the page tells of %d", n)
	}
	if f.broken || len(f.wrong) == 0 {
		b.fail.Store(&route)
		defer b.fail.Store(nil)
	}
	stays := eval[bool](b, fmt.Sprintf(`!!document.querySelector(%q).closest("[hx-get], [hx-post]")`, f.form))
	b.send(f, f.wrong)
	b.wait(`document.readyState === "complete" && ` + told + ` > 0`)

	b.fail.Store(nil)
	if there := eval[bool](b, fmt.Sprintf(`!!document.querySelector(%q)`, f.form)); !there && stays {
		b.t.Fatal("what was refused took the place of the form")
	} else if !there { // the whole page told it: back to the form
		b.open(page)
	}
	b.passed.Delete(route)
	b.send(f, f.right)
	clean := `!window.unanswered && document.readyState === "complete" && document.querySelector("main h1, main h2") && ` + told + ` === 0`
	b.wait(clean)
	b.until(route+" is answered", func() bool { _, ok := b.passed.Load(route); return ok })
	b.wait(clean)
}

// send fills in a form as it stands and presses its button. What was on the
// page is marked until an answer has taken its place.
func (b *tab) send(f triedForm, values map[string]string) {
	b.t.Helper()
	filled := map[string]string{}
	for name, value := range values {
		switch value {
		case "{key}":
			value = b.server.deskKey.renew().Reveal()
		case "{model}": // a file of one that is not here
			model := "/api/v1/models/" + b.formPage("{spare}")
			_, value = b.ask("GET", model+"/download", "")
			b.ask("POST", model+"/delete", "")
		}
		if name == "files" {
			value = base64.StdEncoding.EncodeToString([]byte(value))
		}
		filled[name] = value
	}
	given, err := json.Marshal(filled)
	must(b.t, err)
	eval[bool](b, fmt.Sprintf(`((given, button) => {
		const form = document.querySelector(%q);
		for (const [name, value] of Object.entries(given)) {
			const field = form.querySelector("[name=" + name + "]");
			if (field.type !== "file") { field.value = value; continue }
			const files = new DataTransfer();
			files.items.add(new File([Uint8Array.from(atob(value), (c) => c.charCodeAt(0))], "file"));
			field.files = files.files;
		}
		window.unanswered = true;
		document.addEventListener("htmx:finally:request", () => { window.unanswered = false; });
		form.noValidate = true;
		setTimeout(() => form.requestSubmit ? form.requestSubmit(button ? form.querySelector(button) : null) : form.click());
		return true;
	})(%s, %q)`, f.form, given, f.button))
}

// promised waits for what JavaScript promises to be true.
func (b *tab) promised(js string) {
	b.t.Helper()
	if kept, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](js, chromedp.EvalAwaitPromise)); err != nil || !kept {
		b.t.Fatalf("%s: %t %v", js, kept, err)
	}
}
