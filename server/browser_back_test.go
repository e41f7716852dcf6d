//go:build browser

package server

import (
	"fmt"
	"testing"

	"olist/store"
)

// agrees waits until address, title, answer and field tell of the same segment.
func (b *tab) agrees(key, name string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`(new URL(location).searchParams.get("segment") ?? "total") === %q && document.title.startsWith(%q + ",") &&
		document.querySelector(".answer .eyebrow").textContent.includes(%[2]q) && document.getElementById("segment").value === %[2]q &&
		document.querySelector("#segment-box")`, key, name))
}

// Back leads to the page before, and to its address, its title and its choice:
// after slow choices and after quick ones.
func TestBrowserBackAfterChoices(t *testing.T) {
	b := newTab(t, newApp(t), settings[0])
	b.charted("/")
	b.agrees("total", "All sales")
	b.takes("category:relogios_presentes")
	b.agrees("category:relogios_presentes", "Watches and gifts")
	b.takes("state:AC")
	b.agrees("state:AC", "Acre (AC)")
	b.back()
	b.agrees("category:relogios_presentes", "Watches and gifts")
	b.back()
	b.agrees("total", "All sales")
	b.forward()
	b.agrees("category:relogios_presentes", "Watches and gifts")

	// The second choice comes before the first one is asked for: one page is seen, one place is kept.
	before := eval[int](b, `history.length`)
	b.takes("state:SP state:AC")
	b.agrees("state:AC", "Acre (AC)")
	if after := eval[int](b, `history.length`); after > before+1 {
		b.t.Errorf("two choices before an answer make %d places in the history", after-before)
	}
	b.back()
	b.agrees("category:relogios_presentes", "Watches and gifts")
}

// takes chooses segments from the list, one right after the other.
func (b *tab) takes(keys string) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf(`(() => { const c = document.querySelector("segment-choice");
		for (const key of %q.split(" ")) c.choose(c.options.find(o => o.key === key));
		return true })()`, keys))
}

func (b *tab) back() { b.t.Helper(); eval[bool](b, `(history.back(), true)`) }

func (b *tab) forward() { b.t.Helper(); eval[bool](b, `(history.forward(), true)`) }

// left is what a form tells of a try that was wrong: messages, marked fields,
// and fields described by what is not there.
const left = `[...document.querySelectorAll("main form .error, main form .banner.bad, main form [aria-invalid=true], #goal-error")].map(e => e.outerHTML)
	.concat([...document.querySelectorAll("#goal[aria-describedby]")].filter(e => !document.getElementById(e.getAttribute("aria-describedby"))).map(e => e.outerHTML))`

// clean fails where something of a wrong try is left.
func (b *tab) clean(form string) {
	b.t.Helper()
	b.wait(left + `.length === 0`)
	if got := eval[[]string](b, left); len(got) > 0 {
		b.t.Errorf("%s: after a right try there is still %q", form, got)
	}
}

// wrong waits until a form tells what is wrong, at a field.
func (b *tab) wrong() {
	b.t.Helper()
	b.wait(`document.querySelector("main [aria-invalid=true]") && document.querySelector("main .error, main .banner.bad")`)
}

// A success clears what an earlier try said: in the forms that stay on the
// page, and in those that lead to a new one.
func TestBrowserSuccessClearsWhatWasWrong(t *testing.T) {
	b := newTab(t, newApp(t), settings[0])
	b.allow("status of 4")

	b.open("/admin")
	b.fill("learning_rate", "-1")
	b.click("#params button.primary")
	b.says("Nothing was started")
	b.wrong()
	b.fill("learning_rate", "0.21")
	b.fill("random_state", "77")
	b.click("#params button.primary")
	b.wait(`!document.getElementById("job").textContent.includes("-1") && document.querySelector("#job [hx-sse\\:connect], #job .banner")`)
	b.clean("training")

	// A target that is wrong from the address on, and one that becomes wrong by writing.
	b.charted("/?goal=much")
	b.wrong()
	b.fill("goal", "2.8M")
	b.says("Target: R$ 2.80M")
	b.clean("target")
	b.fill("goal", "much")
	b.wrong()
	b.fill("goal", "2.8M")
	b.says("Target: R$ 2.80M")
	b.clean("target, written")
}

// The forms that post plainly: each is sent wrong as it is in the page, then right.
func TestBrowserPlainFormsClear(t *testing.T) {
	b := newTab(t, newApp(t), settings[0])
	b.allow("status of 4")
	plan, err := b.store.PutScenario(t.Context(), "test", "", "Autumn", []store.Change{{Segment: "state:SP", From: 2538, To: 2540, Percent: 20}})
	must(t, err)
	outer := t
	for _, f := range []struct{ path, form, field, wrong, right string }{
		{"/scenarios", "/scenarios", "name", " ", "Winter"},
		{"/scenarios/" + plan.ID, "/scenarios/" + plan.ID + "/rename", "name", " ", "Spring"},
		{"/scenarios/" + plan.ID, "/scenarios/" + plan.ID + "/add", "percent", "much", "5"},
		{"/", "/notes", "text", " ", "a fair"},
		{"/events", "/events", "week", "", "2018-11-23"},
		{"/admin/tokens", "/admin/tokens", "name", " ", "till"},
		{"/automation", "/automation/schedule", "zone", "Nowhere/At all", "America/Sao_Paulo"},
		{"/automation", "/automation/webhook", "url", "nowhere", ""},
	} {
		t.Run(f.form, func(t *testing.T) {
			b.t = t
			defer func(whole *testing.T) { b.t = whole }(outer)
			b.open(f.path)
			send := func(value string) {
				b.wait(fmt.Sprintf(`document.querySelector('form[action=%q] [name=%q]')`, f.form, f.field))
				eval[bool](b, fmt.Sprintf(`(() => { const f = document.querySelector('form[action=%q]'); f.noValidate = true; window.old = true;
					for (const e of f.elements) if (e.required && e.type === "text" && !e.value) e.value = "a fair";
					f.elements.namedItem(%q).value = %q; setTimeout(() => f.requestSubmit()); return true })()`, f.form, f.field, value))
				b.wait(`!window.old && document.readyState === "complete"`)
			}
			send(f.wrong)
			b.wait(`document.querySelector("main [role=alert], main .error, main .banner.bad")`)
			send(f.right)
			b.clean(f.form)
		})
	}
}
