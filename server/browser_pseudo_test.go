//go:build browser

package server

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"olist/views/text"
)

// The pages hold a language that is a third longer than English: none scrolls
// sideways, no control's words are cut off.
func TestBrowserPseudoLanguage(t *testing.T) {
	speakPseudo(t)
	a := formsApp(t)
	for _, s := range []setting{{"light", 390, 844}, {"light", 1440, 900}} {
		t.Run(fmt.Sprint(s.width), func(t *testing.T) {
			at := *a
			at.t = t
			b := newTab(t, &at, s)
			b.allow("status of 4")
			b.call(func() error {
				_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: languageCookie, Value: text.Pseudo.Code(), URL: b.url})
				return err
			})
			for _, path := range append(everyPage(t, a), more...) {
				if strings.Contains(path, ".") || strings.HasPrefix(path, "/admin/jobs/") && strings.HasSuffix(path, "/events") {
					continue
				}
				b.open(path)
				b.wait(`document.readyState === "complete"`)
				if got := eval[string](b, `document.documentElement.lang`); got != text.Pseudo.Code() && path != "/shared" { // which speaks the link's language, or the browser's
					t.Fatalf("%s speaks %s", path, got)
				}
				eval[bool](b, `(document.querySelectorAll("details").forEach(d => { d.open = true }), true)`)
				if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
					t.Errorf("%s is %d px wider than the screen: %s", path, wide, eval[string](b, `[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll")).slice(0, 3).map(e => e.outerHTML.slice(0, 200)).join(" | ")`))
				}
				for _, cut := range eval[[]string](b, `[...document.querySelectorAll("button, a.button, label, legend, th, h1, h2, h3, summary")].filter(e =>
					e.checkVisibility() && !e.closest(".visually-hidden, .skip, svg") && getComputedStyle(e.closest("thead") || e).clipPath === "none" && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline" && getComputedStyle(e).clipPath === "none").map(e => e.outerHTML.slice(0, 160))`) {
					t.Errorf("%s: cut off: %s", path, cut)
				}
			}
		})
	}
}
