//go:build browser

package server

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"olist/secret"
	"olist/store"
	"olist/views/text"
)

// The pages of who may do what, and of what leaves the house, in every state:
// empty, with rows, with what is wrong, and with what is shown once. On a phone,
// where such pages break first.
func TestBrowserAccessPages(t *testing.T) {
	for i, s := range settings {
		// Each language in both themes and both widths, without a run for all of it.
		language := text.Codes()[(i/2+i)%len(text.Codes())]
		t.Run(fmt.Sprintf("%s/%d/%s", s.theme, s.width, language), func(t *testing.T) {
			a := newApp(t, guarded)
			b := lastingTab(t, a, s, 5*time.Minute)
			b.speaks(language)
			b.allow("status of 4") // Chromium logs every refused request
			b.open("/login")
			b.looksRight("log in")
			b.fill("password", "wrong")
			b.click("main form button")
			b.wait(`document.querySelector("#password-error")`)
			b.looksRight("log in: wrong")
			b.fill("password", password)
			b.click("main form button")
			b.wait(`location.pathname === "/"`)
			for _, page := range []string{"/admin/people", "/admin/tokens", "/shares?page=forecast&segment=state:SP&horizon=7", "/backups", "/admin/sessions"} {
				b.open(page)
				b.looksRight(page + ": empty")
			}
			b.sends("/admin/people", map[string]string{"name": "Ana Maria"}, `document.querySelector("#name-error")`)
			b.sends("/admin/people", map[string]string{"name": "ana.souza"}, `document.querySelector("code.secret")`)
			joins := eval[string](b, `document.querySelector("code.secret").textContent.replace(/^https?:..[^/]*/, "")`)
			b.sends("/admin/tokens", map[string]string{"name": " ", "until": "2020-01-01"}, `document.querySelector("#name-error")`)
			b.sends("/admin/tokens", map[string]string{"name": "nightly export of everything to the warehouse"}, `document.querySelector("code.secret")`)
			b.sends("/shares", map[string]string{"origins": "intranet", "until": ""}, `document.querySelector("#until-error, #origins-error")`)
			b.sends("/shares", map[string]string{"origins": "https://intranet.example\nhttps://a-rather-long-name-of-a-site.intranet.example:8443"}, `document.querySelector("code.secret")`)
			b.open("/backups")
			b.fill("days", "many")
			b.click(`form[action="/backups"] button.primary`)
			b.wait(`document.querySelector("#days-error")`)
			b.looksRight("/backups: what is wrong")
			a.joined("joao.pereira.da.silva.e.souza", store.Analyst, chosen)
			off := a.joined("off", store.Viewer, chosen)
			a.sessionOf(a.joined("kim", store.Admin, chosen))
			_, err := a.store.SwitchPerson(t.Context(), "test", off.Name, true, store.Ways{Spare: true})
			must(t, err)
			_, err = a.store.AddToken(t.Context(), "test", store.NewToken{Name: "till", Scope: store.ScopeImport, EndsAt: time.Now().Add(time.Hour)}, secret.New(""))
			must(t, err)
			_, err = a.store.RevokeToken(t.Context(), "test", "t1")
			must(t, err)
			gone, _ := a.shares(`{"page":"accuracy","until":"{soon}"}`, a.roles()["token"]...)
			_, err = a.store.RevokeShare(t.Context(), "test", gone.ID)
			must(t, err)
			a.backUp()
			for _, page := range []string{"/admin/people", "/admin/tokens", "/shares", "/backups", a.formPage("/backups?place=folder&name={backup}"), "/admin/sessions"} {
				b.open(page)
				b.looksRight(page + ": with rows")
			}
			b.keyboard("/shares")
			b.open(joins)
			b.looksRight("join")
			b.fill("password", "short")
			b.click("main form button")
			b.wait(`document.querySelector("#password-error, .banner.bad")`)
			b.looksRight("join: short")
			b.open("/join?key=none")
			b.looksRight("join: over")
			_, link := a.shares(`{"horizon":30,"segment":"state:SP","until":"{soon}"}`, a.roles()["token"]...)
			_, accuracy := a.shares(`{"page":"accuracy","until":"{soon}"}`, a.roles()["token"]...)
			for _, page := range []string{link, accuracy, link + "x"} {
				b.open(page)
				b.wait(`document.readyState === "complete" && (!document.querySelector("forecast-chart") || document.querySelector("forecast-chart canvas"))`)
				b.looksRight(page[:12])
			}
		})
	}
}

// sends fills a page's first form and presses its button, until what is wrong, or
// what was made, stands there, and looks at it.
func (b *tab) sends(page string, fields map[string]string, until string) {
	b.t.Helper()
	b.open(page)
	for id, value := range fields {
		b.fill(id, value)
	}
	b.click("main form.settings button.primary")
	b.wait(until)
	b.looksRight(page + ": " + until)
}

// keyboard goes through a page by the key alone: all that can be used is reached,
// in its order, and is seen to be reached.
func (b *tab) keyboard(page string) {
	b.t.Helper()
	b.open(page)
	eval[bool](b, `(window.reached = [], document.addEventListener("focusin", e => reached.push(e.target)), document.body.focus(), window.wanted = [...document.querySelectorAll("main :is(a[href], button, input, select, textarea)")].filter(e => e.type !== "hidden" && !e.disabled && e.checkVisibility({visibilityProperty: true})), true)`)
	for range 80 {
		b.press(kb.Tab)
		if eval[bool](b, `document.activeElement === document.body`) {
			break
		}
		if !eval[bool](b, `(e => { const s = getComputedStyle(e); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || e.type === "date" })(document.activeElement)`) {
			b.t.Errorf("%s: the focus is not seen on %s", page, eval[string](b, `document.activeElement.outerHTML.slice(0, 100)`))
		}
	}
	if missing := eval[[]string](b, `wanted.filter(e => !reached.includes(e)).map(e => e.outerHTML.slice(0, 100))`); len(missing) > 0 {
		b.t.Errorf("%s: not reached: %s", page, strings.Join(missing, "\n"))
	}
}
