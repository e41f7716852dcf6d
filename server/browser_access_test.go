//go:build browser

package server

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"olist/views/text"
)

// By keyboard alone through the whole dashboard: everything that can be pressed
// is reached, in the order in which it stands, and can be seen to be reached.
func TestBrowserKeyboardPath(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		b.wait(`!document.querySelector("[hx-get^='/drives']")`) // what comes later has come
		eval[bool](b, `(window.reached = [], document.addEventListener("focusin", e => reached.push(e.target)), document.body.focus(), true)`)
		all := eval[int](b, `(window.wanted = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter(e => e.type !== "hidden" && !e.disabled && e.checkVisibility({visibilityProperty: true})), wanted.length)`)
		if all < 40 {
			b.t.Fatalf("only %d elements can be reached: the page is not there", all)
		}
		unseen := []string{}
		for range all + 10 { // what scrolls can be reached, too
			b.press(kb.Tab)
			if eval[bool](b, `document.activeElement === document.body`) {
				break // once around
			}
			if how := eval[string](b, `(e => { const s = getComputedStyle(e), r = e.getBoundingClientRect(); const seen = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || e.closest(".map") ; const inside = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth; return seen && inside ? "" : e.outerHTML.slice(0, 80) + " " + s.outline + " at " + Math.round(r.top) })(document.activeElement)`); how != "" {
				unseen = append(unseen, how)
			}
		}
		if missing := eval[[]string](b, `wanted.filter(e => !reached.includes(e)).map(e => e.outerHTML.slice(0, 80))`); len(missing) > 0 {
			b.t.Errorf("not reached: %s", strings.Join(missing, "\n"))
		}
		if len(unseen) > 0 {
			b.t.Errorf("the focus is not seen on: %s", strings.Join(unseen, "\n"))
		}
		if !eval[bool](b, `reached.every((e, i) => !i || reached[i-1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)`) {
			b.t.Error("the order of the focus is not that of the page")
		}
		b.open("/")
		b.press(kb.Tab, kb.Enter) // past the menu
		b.wait(`location.hash === "#main" && document.activeElement.id === "main"`)
	})
}

// What a screen reader reads, in its order, from the browser's own tree.
func TestBrowserScreenReaderOrder(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		tree, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		must(b.t, err)
		byID := map[accessibility.NodeID]*accessibility.Node{}
		for _, n := range tree.Nodes {
			byID[n.NodeID] = n
		}
		var read []string
		var walk func(n *accessibility.Node)
		walk = func(n *accessibility.Node) {
			role, name := axText(n.Role), axText(n.Name)
			if !n.Ignored && slices.Contains([]string{"link", "navigation", "main", "heading", "combobox", "spinbutton", "slider", "image", "img", "table", "contentinfo", "banner", "region"}, role) {
				read = append(read, role+" "+strings.ReplaceAll(name, "\u00a0", " "))
			}
			for _, id := range n.ChildIDs {
				if child := byID[id]; child != nil {
					walk(child)
				}
			}
		}
		walk(tree.Nodes[0])
		at := -1
		for _, want := range []string{
			"link Skip to the content", "banner", "navigation Pages", "main", "combobox Sales of", "slider Weeks ahead", "spinbutton Weeks ahead",
			"heading The first week after the data should bring " + short(text.English, b.foretold("total", 12).weeks[0].Cents), "heading Past and coming sales",
			"image All sales. Chart of weekly sales and forecast. Arrow keys", "region Key figures", "heading New here?", "heading Week by week, in R$", "table Forecast by week", "heading Where the change comes from", "heading Notes", "contentinfo",
		} {
			next := slices.IndexFunc(read[at+1:], func(s string) bool { return strings.HasPrefix(s, want) })
			if next < 0 {
				b.t.Fatalf("%q is not read after %q; all that is read:\n%s", want, read[max(at, 0)], strings.Join(read, "\n"))
			}
			at += 1 + next
		}
		for _, n := range tree.Nodes {
			if role := axText(n.Role); !n.Ignored && slices.Contains([]string{"link", "button", "combobox", "spinbutton", "slider", "textbox", "checkbox", "image"}, role) && axText(n.Name) == "" {
				b.t.Errorf("a %s has no name", role)
			}
		}
	})
}

func axText(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var said string
	_ = json.Unmarshal(v.Value, &said) // what is no text has no words
	return said
}

// With less motion nothing moves; at twice the size, and in a window of 320 px,
// nothing is cut off.
func TestBrowserMotionAndZoom(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		if !eval[bool](b, `document.querySelector("forecast-chart").chart.getOption().animation`) {
			b.t.Fatal("the chart does not move for anybody: there is nothing to be reduced")
		}
		b.media("prefers-reduced-motion", "reduce")
		b.charted("/?horizon=8")
		if eval[bool](b, `document.querySelector("forecast-chart").chart.getOption().animation`) {
			b.t.Error("the chart moves although less motion is preferred")
		}
		if moving := eval[int](b, `[...document.querySelectorAll("*")].filter(e => { const s = getComputedStyle(e); return parseFloat(s.transitionDuration) > 0 || s.animationName !== "none" }).length`); moving > 0 {
			b.t.Errorf("%d elements move although less motion is preferred", moving)
		}
		for _, path := range []string{"/", "/segments", "/accuracy", "/admin", "/events"} {
			b.do(chromedp.EmulateViewport(max(b.width/2, 320), b.height/2, chromedp.EmulateScale(2)))
			b.open(path)
			b.wait(`document.readyState === "complete"`)
			if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
				b.t.Errorf("%s at 200%%: %d px stick out", path, wide)
			}
			cut := eval[[]string](b, `[...document.querySelectorAll("h1, h2, h3, p, dd, label, button, a.button")].filter(e => e.checkVisibility() && getComputedStyle(e).clipPath === "none" && !e.closest(".visually-hidden, .skip, .scroll, .top nav, svg") && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline" || e.getBoundingClientRect().right > innerWidth + 1)).map(e => e.outerHTML.slice(0, 100))`)
			if len(cut) > 0 {
				b.t.Errorf("%s at 200%%: cut off: %s", path, strings.Join(cut, "\n"))
			}
		}
	})
}

// Without JavaScript: the answer, the table, the choice by name, scenarios.
func TestBrowserWithoutScript(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.call(func() error {
			_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return err
		})
		at := func(want string) {
			b.t.Helper()
			now, err := chromedp.Run(b.ctx, chromedp.Location())
			must(b.t, err)
			if !strings.Contains(now, want) {
				b.t.Errorf("at %s, want %s", now, want)
			}
		}
		b.open("/?horizon=5")
		rows, err := chromedp.Run(b.ctx, chromedp.Nodes(chromedp.CSSAll(".targets tbody tr")))
		must(b.t, err)
		if len(rows) != 5 {
			b.t.Fatalf("%d rows without script, want 5", len(rows))
		}
		b.do(chromedp.SetValue(chromedp.CSS("#horizon"), "9"), chromedp.SetValue(chromedp.CSS("#segment"), "relogios e presentes"))
		b.click("#view button")
		b.do(chromedp.WaitVisible(chromedp.CSS(".targets tbody tr:nth-child(9)")))
		at("horizon=9")
		heading, err := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS(".answer .eyebrow")))
		must(b.t, err)
		if !strings.Contains(heading, "Watches and gifts") {
			b.t.Errorf("the name leads to %q", heading)
		}
		b.open("/segments")
		b.click(".segments th:nth-child(2) a")
		b.do(chromedp.WaitVisible(chromedp.CSS(`[aria-sort="ascending"] a[href*="sort=name"]`)))
		b.open("/scenarios")
		b.do(chromedp.SetValue(chromedp.CSS("#name"), fmt.Sprintf("By hand %s %d", b.theme, b.width)))
		b.click("main form button.primary")
		b.do(chromedp.WaitVisible(chromedp.CSS("#percent")), chromedp.SetValue(chromedp.CSS("#assumption-segment"), "todas as vendas"), chromedp.SetValue(chromedp.CSS("#percent"), "10"))
		b.click("#assumptions .actions .primary")
		b.do(chromedp.WaitVisible(chromedp.CSS("#assumptions .notes li")))
	})
}
