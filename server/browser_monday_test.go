//go:build browser

package server

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"olist/store"
)

// What a Monday may cost a planner: clicks, into fields too, and pages that are loaded.
const (
	mondayClicks = 15
	mondayPages  = 10
)

// walk counts what a person does on the way, and how long the machine lets them wait.
type walk struct {
	*tab
	clicks int
	pages  []string // as they are loaded, again after each form
	waited time.Duration
}

// goes clicks and waits until what that leads to is there.
func (w *walk) goes(selector, until string) {
	w.t.Helper()
	eval[bool](w.tab, `(window.left = true)`)
	from := time.Now()
	w.clicks++
	w.click(selector)
	w.wait(`document.readyState === "complete" && (` + until + `)`)
	w.waited += time.Since(from)
	if eval[bool](w.tab, `!window.left`) {
		w.pages = append(w.pages, eval[string](w.tab, `location.pathname`))
	}
}

// writes clicks into a field, where the page has not put the focus there, and types.
func (w *walk) writes(selector, words string) {
	w.t.Helper()
	if !eval[bool](w.tab, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, selector)) {
		w.goes(selector, "true")
	}
	w.press(words)
	w.wait(fmt.Sprintf(`document.querySelector(%q).value === %q`, selector, words))
}

// picks chooses in a list by the keyboard: a click of a person, since the browser's own
// window of choices is none of the page's.
func (w *walk) picks(selector, value string) {
	w.t.Helper()
	w.clicks++
	w.do(chromedp.Focus(chromedp.CSS(selector)))
	for range 20 {
		if eval[string](w.tab, fmt.Sprintf(`document.querySelector(%q).value`, selector)) == value {
			return
		}
		w.press(kb.ArrowDown)
	}
	w.t.Fatalf("%s has no %s", selector, value)
}

// TestBrowserMonday is the way of a planner on a Monday, once last week's sales came: what
// is to come, what changed, what needs somebody, the plan, and what to order.
func TestBrowserMonday(t *testing.T) {
	a := newApp(t, guarded)
	a.joined("lia", store.Planner, doorPassword)
	token := append(a.roles()["token"], "Content-Type", "text/csv")
	if resp, body := a.ask("POST", "/api/v1/imports?name=week.csv", "week,revenue\n2018-08-20,251200.50\n", token...); resp.StatusCode >= 400 {
		t.Fatal(body)
	}
	if resp, body := a.ask("POST", "/api/v1/imports/2/apply", "", token[:2]...); resp.StatusCode >= 400 {
		t.Fatal(body)
	}
	rule := store.NewStockRule()
	rule.OnHand = 100
	_, err := a.store.PutStock(t.Context(), "test", 0, []store.StockWord{{Segment: "total", Rule: &rule}})
	must(t, err)
	a.until("what came is forecast from", func() bool {
		_, page := a.ask("GET", "/changes", "", append(a.roles()["token"], "Accept", "text/html")...)
		return strings.Contains(page, "<table")
	})

	w := &walk{tab: newTab(t, a, setting{"light", 1440, 1000})}
	w.open("/login")
	w.promised(fmt.Sprintf(`fetch("/login", {method: "POST", body: new URLSearchParams({name: "lia", password: %q})}).then(a => a.ok)`, doorPassword))
	files := t.TempDir()
	w.call(func() error {
		_, err := chromedp.Call(w.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: files, BrowserContextID: chromedp.FromContext(w.ctx).BrowserContextID})
		return err
	})
	from := time.Now()
	w.charted("/")
	w.waited, w.pages = time.Since(from), []string{"/"}

	w.goes(`nav a[href^="/changes"]`, `location.pathname === "/changes" && document.querySelector("table")`)
	w.goes(`nav a[href="/needs"]`, `location.pathname === "/needs" && document.querySelector("details.fold summary")`)
	open := eval[int](w.tab, `document.querySelectorAll("td details.fold").length`)
	w.goes(`td details.fold summary`, `document.querySelector("td details.fold[open] input[name=word]")`)
	w.writes(`td details.fold[open] input[name=word]`, "the till was broken")
	w.goes(`td details.fold[open] button[value=closed]`, fmt.Sprintf(`document.querySelectorAll("td details.fold").length < %d`, open))
	w.says("the till was broken")

	w.goes(`nav a[href^="/plan"]`, `location.pathname === "/plan" && document.querySelector("a[href*='at=']")`)
	w.goes(`tbody a[href*="at="]`, `document.querySelector("#override #value")`)
	w.picks("#kind", "percent")
	w.writes("#value", "5")
	w.picks("#reason", "promotion")
	w.goes(`#override button[value=preview]`, `document.querySelector("#effect-title")`)
	w.goes(`#override button[value=save]`, `!document.querySelector("#override") && document.body.innerText.includes("+5.0%")`)
	w.goes(`form[action$="/plan/publish"] button`, `document.body.innerText.includes("Plan 1")`)

	w.goes(`nav a[href="/order"]`, `location.pathname === "/order" && document.querySelector("#order-title")`)
	w.goes(`a[href^="/order.csv"]`, "true")
	file := ""
	a.until("the list is a file", func() bool {
		all, _ := filepath.Glob(filepath.Join(files, "*.csv"))
		if len(all) > 0 {
			file = all[0]
		}
		return file != ""
	})
	list, err := os.ReadFile(file)
	must(t, err)
	if !strings.Contains(string(list), "total") || !strings.HasPrefix(filepath.Base(file), "order-") {
		t.Errorf("%s holds %s", file, list)
	}

	seen := slices.Compact(slices.Sorted(slices.Values(w.pages)))
	t.Logf("%d clicks, %d pages loaded of %d (%s), %.1f s of waiting for the machine", w.clicks, len(w.pages), len(seen), strings.Join(w.pages, " "), w.waited.Seconds())
	if w.clicks > mondayClicks || len(w.pages) > mondayPages {
		t.Errorf("%d clicks and %d pages, at most %d and %d", w.clicks, len(w.pages), mondayClicks, mondayPages)
	}
}
