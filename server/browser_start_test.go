//go:build browser

package server

import (
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// From a file to a forecast of one's own by the buttons of three steps, and back to the
// sample; in every setting, without a fault of access or a page wider than the screen.
func TestBrowserStart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "schuhe.csv")
	must(t, os.WriteFile(file, []byte(german()), 0o600))
	inAllSettings(t, func(b *tab) {
		fits := func(where string) {
			b.t.Helper()
			if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
				b.t.Errorf("%s is %d px wider than the screen", where, wide)
			}
			if faults := b.violations(); len(faults) > 0 {
				b.t.Errorf("%s: %v", where, faults)
			}
		}
		b.allow("status of 503") // there is no forecast before the first model
		b.open("/start")
		fits("the first step")
		b.do(chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{file}))
		b.click(`form[action="/start"] button`)
		b.wait(`document.querySelector("#columns-title") !== null`)
		b.says("Bundesland")
		fits("the second step")
		b.click(`a[href$="/name"]`)
		b.wait(`document.querySelector("#currency")?.value === "EUR"`)
		fits("the third step")
		b.do(chromedp.SetValue(chromedp.CSS("#name"), "Schuhhaus"))
		b.click(`form[action$="/name"] button.primary`)
		b.wait(`location.pathname.startsWith("/admin/jobs/")`)
		fits("the training")
		b.wait(`(() => { const r = new XMLHttpRequest(); r.open("GET", "/predict?weeks=1", false); r.send(); return r.status === 200 && r.responseText.includes("2025-02-10") })()`)
		b.open("/")
		b.says("€")
		fits("the dashboard")
		b.open("/shop")
		b.wait(`document.querySelector("#name").value === "Schuhhaus"`)
		fits("the profile")
		eval[bool](b, `(() => { [...document.querySelectorAll("main li")].find((li) => li.innerText.includes("Olist")).querySelector("button").click(); return true })()`)
		b.wait(`new URLSearchParams(location.search).has("back")`)
		b.open("/?" + url.Values{"segment": {"total"}}.Encode())
		b.says("R$")
	})
}

// So it is with the other files that a shop may have: from the file to a forecast by
// clicks, without an error of the browser; the numbers are the same everywhere.
func TestBrowserStartFiles(t *testing.T) {
	a := newApp(t)
	for i, name := range slices.Sorted(maps.Keys(StartFiles)) {
		f := StartFiles[name]
		if f.Name == "schuhe.csv" {
			continue // in all settings above
		}
		t.Run(name, func(t *testing.T) {
			at := *a
			at.t = t
			b := newTab(t, &at, settings[i%len(settings)])
			b.allow("status of 503") // there is no forecast before the first model
			file := filepath.Join(t.TempDir(), f.Name)
			must(t, os.WriteFile(file, []byte(f.Content()), 0o600))
			b.open("/start")
			b.do(chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{file}))
			b.click(`form[action="/start"] button`)
			b.wait(`document.querySelector("#columns-title") !== null`)
			for _, role := range f.roles {
				b.do(chromedp.SetValue(chromedp.CSS(`select:has(option[value="`+role+`"])`), role))
				b.click(`form[action^="/start/"]:not([action$="/drop"]) button`)
				b.wait(`document.querySelector('option[value="` + role + `"]')?.hasAttribute("selected")`)
			}
			b.click(`a[href$="/name"]`)
			b.wait(`document.querySelector("#currency") !== null`)
			for field, values := range f.profile {
				b.do(chromedp.SetValue(chromedp.CSS("#"+field), values[0]))
			}
			b.click(`form[action$="/name"] button.primary`)
			b.wait(`location.pathname.startsWith("/admin/jobs/")`)
			at.waitFor(eval[string](b, `location.pathname.split("/").pop()`))
			b.open("/")
			b.says(f.says[0])
			at.wantSameNumbers()
		})
	}
}
