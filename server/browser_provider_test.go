//go:build browser

package server

import (
	"fmt"
	"testing"

	"olist/message"
	"olist/store"
	"olist/views/text"
)

// inByProvider goes as a person does from the log-in page to the provider, says there
// who it is, and comes back.
func (b *tab) inByProvider(s *signedIn, user, groups string) {
	b.t.Helper()
	s.server.logins = newAttempts() // what is tried is not how often
	b.open("/login?next=%2Fscenarios")
	b.click(`a[href^="/login/provider?"]`)
	b.wait(fmt.Sprintf(`location.origin === %q && document.querySelector("#ok")`, s.provider.Issuer))
	eval[bool](b, fmt.Sprintf(`(document.querySelector("[name=user]").value = %q, document.querySelector("[name=groups]").value = %q, true)`, user, groups))
	b.click("#ok")
	b.wait(fmt.Sprintf(`location.origin === %q && document.readyState === "complete"`, b.url))
}

// outOfBoth leaves here and, by the link that the page then has, at the provider.
func (b *tab) outOfBoth() {
	b.t.Helper()
	eval[bool](b, `(document.querySelector("form[action='/logout'] button").click(), true)`) // on a phone the menu is shut
	b.wait(`location.pathname + location.search === "/login?out=1" && document.querySelector("a[href='/login/provider/out']")`)
	b.looksRight("/login?out=1")
	b.click(`a[href="/login/provider/out"]`)
	b.wait(`location.pathname === "/login" && !location.search.includes("out") && document.querySelector("a[href^='/login/provider?']")`)
	b.open("/scenarios")
	b.wait(`location.pathname === "/login" && !document.querySelector("form[action='/logout']")`)
}

// A person logs in by the provider's page and out of both, and no step is stopped by the
// content security policy; whoever has no group is told what to do.
func TestBrowserLogsInByProvider(t *testing.T) {
	s := newSignedIn(t)
	s.provider.Start()
	for _, look := range settings {
		t.Run(fmt.Sprintf("%s/%d", look.theme, look.width), func(t *testing.T) {
			at := *s.app
			at.t = t
			b := newTab(t, &at, look)
			b.allow("request to another host: " + s.provider.Issuer + "/")
			b.allow(s.provider.Issuer + "/favicon.ico")
			b.allow("status of 403") // who is refused
			l := map[string]text.Locale{"light": text.English, "dark": text.Portuguese}[look.theme]
			b.speaks(l.Code())
			b.open("/login?next=%2Fscenarios")
			b.looksRight("/login")

			b.inByProvider(s, "ana", "staff")
			b.says(l.Say(message.NoRole.With()))
			b.looksRight("refused")
			if eval[bool](b, `!!document.querySelector("form[action='/logout']")`) {
				t.Error("whoever was refused is logged in")
			}

			b.inByProvider(s, "ana", "staff,sellers")
			b.wait(`location.pathname === "/scenarios" && document.querySelector("a[href='/admin/sessions']").textContent === "ana"`)
			b.wait(`document.querySelector("main form[action='/scenarios']")`) // what a planner may
			b.looksRight("/scenarios")
			if p, err := s.store.Person(t.Context(), "ana"); err != nil || p.Role != store.Planner {
				t.Errorf("the role is %s, %v", p.Role, err)
			}
			b.outOfBoth()
		})
	}
}
