//go:build browser

package server

import (
	"fmt"
	"testing"
)

// A person who plans promotion days sees what the model learnt of them, lays more
// of them over the forecast, and finds the learnt effect and its range there.
func TestBrowserLearntWhatIf(t *testing.T) {
	a := promotedShop(t)
	a.learn()
	for _, s := range settings {
		t.Run(fmt.Sprintf("%s/%d", s.theme, s.width), func(t *testing.T) {
			at := *a
			at.t = t
			learntWhatIf(newTab(t, &at, s))
		})
	}
}

func learntWhatIf(b *tab) {
	b.charted("/drives")
	b.says("One more: +")
	b.says("90 weeks, with values from 0 to 5.")
	b.open("/scenarios")
	b.wait(`document.getElementById("name")`)
	b.fill("name", fmt.Sprintf("Days %s %d", b.theme, b.width))
	b.click(`form[action="/scenarios"] button.primary`)
	b.wait(`document.querySelector("#assumption-segment-box") && document.querySelector("forecast-chart canvas")`)
	const seen = `document.getElementById("value").checkVisibility()`
	if eval[bool](b, seen) {
		b.t.Error("what is known ahead is asked before it is chosen")
	}
	eval[bool](b, `(() => { const s = document.getElementById("kind"); s.value = "driver"; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	b.wait(seen + ` && !document.getElementById("percent").checkVisibility()`)
	eval[bool](b, `(() => { document.getElementById("how").value = "set"; return true })()`)
	eval[bool](b, `(() => { const s = document.getElementById("to"); s.selectedIndex = 1; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
	b.fill("value", "5")
	b.click("#assumptions .actions .primary")
	b.says("promo_days = 5, so sales +")
	b.says("learnt effect")
	b.says("likely between +")
	b.wait(`document.querySelector("forecast-chart canvas")`)
	if got := eval[[]float64](b, chartSeries+`("With the assumptions")`); len(got) == 0 {
		b.t.Errorf("the chart draws %v", got)
	}
	for _, v := range b.violations() {
		b.t.Error(v)
	}
	if n := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); n > 0 {
		b.t.Errorf("the page is %d px too wide", n)
	}
	b.click(`#assumptions li a.button`)
	b.wait(`document.getElementById("value")?.value === "5" && document.getElementById("how").value === "set" && document.getElementById("value").checkVisibility()`)
}
