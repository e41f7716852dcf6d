//go:build browser

package server

import "testing"

// Below a path of a shared host, scripts, charts, choices, forms and the history
// work as at its top: no request leads out of it.
func TestBrowserBelowAPath(t *testing.T) {
	a := newApp(t, belowSales)
	at := *a
	at.url = before(t, a, true)
	b := newTab(t, &at, settings[0])
	b.charted("/sales/")
	b.takes("state:AC")
	b.agrees("state:AC", "Acre (AC)")
	b.back()
	b.agrees("total", "All sales")
	eval[bool](b, `(document.querySelector("form.preferences button[name=theme]").click(), true)`)
	b.wait(`document.documentElement.dataset.theme && location.pathname === "/sales/"`)
}
