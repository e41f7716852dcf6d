//go:build browser

package server

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"olist/store"
)

// A person retrains, sees the new forecast, and brings the old one back.
func TestBrowserRetrainAndRollBack(t *testing.T) { inAllSettings(t, retrainAndRollBack) }

func retrainAndRollBack(b *tab) {
	t, seed := b.t, map[string]string{"light": "7", "dark": "8"}[b.theme]+strconv.FormatInt(b.width, 10)
	before := b.forecastValues("total", 12)
	live := func() string { m, err := b.training.Live(); must(t, err); return m.Model.ID }
	first := live()
	models, err := b.store.Models(t.Context())
	must(t, err)

	b.allow("status of 422") // Chromium logs every refused request
	b.open("/admin")
	b.fill("learning_rate", "-1")
	b.fill("n_estimators", "37")
	b.click("#params button.primary")
	b.wait(`document.getElementById("learning_rate-error")`)
	if got := eval[string](b, `document.getElementById("n_estimators").value + " " + document.getElementById("learning_rate").value`); got != "37 -1" {
		t.Errorf("after the refusal the form holds %q", got)
	}
	if live() != first {
		t.Fatal("a refused form changed the model")
	}

	b.fill("learning_rate", "0.21")
	b.fill("random_state", seed)
	b.click("#params button.primary")
	b.wait(`document.querySelector("#job .banner.good")?.textContent.includes(` + fmt.Sprintf(`"#%d is live"`, len(models)+1) + `)`)
	if live() == first {
		t.Fatal("done is said, and the old model still answers")
	}
	_, config := b.ask("GET", "/config", "")
	for _, want := range []string{`"n_estimators":37`, `"learning_rate":0.21`, `"random_state":` + seed} {
		if !strings.Contains(config, want) {
			t.Errorf("/config says %s, not %s", config, want)
		}
	}
	after := b.forecastValues("total", 12)
	if sameCents(before, after) {
		t.Error("other parameters, the same forecast")
	}
	b.charted("/")
	if drawn := eval[[]float64](b, chartSeries+`("Forecast")`); !sameCents(drawn[1:], after) {
		t.Error("the page does not draw the new forecast")
	}

	b.open("/models")
	b.click(fmt.Sprintf("[id=%q] form button", first))
	b.wait(`location.pathname === "/models" && document.querySelector(".banner.good")`)
	if live() != first || !sameCents(b.forecastValues("total", 12), before) {
		t.Error("the old model does not bring the old forecast back to the cent")
	}
}

// smallText lists the words that stand on the page, or in its charts, in letters
// of less than 14 px.
func (b *tab) smallText() []string {
	b.t.Helper()
	return eval[[]string](b, `(() => {
		const small = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node; node = walk.nextNode();) {
			const e = node.parentElement;
			if (!node.data.trim() || !e.checkVisibility({visibilityProperty: true}) || e.closest(".visually-hidden, .skip, script, option, noscript")) continue;
			const scale = e.closest("svg") ? e.getScreenCTM().a : 1;
			const size = parseFloat(getComputedStyle(e).fontSize) * scale;
			if (size < 13.95) small.set((e.closest("[class]")?.getAttribute("class") ?? "") + " " + e.localName + " " + size.toFixed(1), node.data.trim().slice(0, 30));
		}
		for (const chart of document.querySelectorAll("forecast-chart")) for (const drawn of chart.chart?.getZr().storage.getDisplayList() ?? []) {
			const size = parseFloat(/([\d.]+)px/.exec(drawn.style?.font ?? "")?.[1]);
			if (drawn.style?.text && !drawn.ignore && !drawn.invisible && size < 13.95) small.set("chart " + size, drawn.style.text);
		}
		return [...small].map(([where, what]) => where + ": " + what);
	})()`)
}

// speaks chooses the language of the pages.
func (b *tab) speaks(language string) {
	b.t.Helper()
	b.language = language
	b.call(func() error {
		_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: languageCookie, Value: language, URL: b.url})
		return err
	})
}

// looksRight holds what rules every page against the one that is open, as it is
// and with everything opened.
func (b *tab) looksRight(page string) {
	b.t.Helper()
	if got := eval[string](b, `document.documentElement.lang`); got != b.language && !strings.HasPrefix(page, "/shared") {
		b.t.Errorf("%s: the page speaks %s, not %s", page, got, b.language)
	}
	if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
		b.t.Errorf("%s: the page is %d px wider than the screen", page, wide)
	}
	eval[bool](b, `(document.querySelectorAll("details").forEach(d => { d.open = true }), true)`)
	if small := b.smallText(); len(small) > 0 {
		b.t.Errorf("%s: text under 14 px: %s", page, strings.Join(small, "; "))
	}
	if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
		b.t.Errorf("%s: with everything open the page is %d px wider than the screen", page, wide)
	}
	for _, v := range b.violations() {
		b.t.Errorf("%s: %s", page, v)
	}
}

// Every page, wide and narrow, light in English and dark in Portuguese: no complaint of the browser, no
// violation that axe-core finds, nothing that sticks out of a phone.
func TestBrowserEveryPageForEverybody(t *testing.T) {
	t.Parallel() // what only reads, and the forms, which have shops of their own, go side by side
	a := newApp(t)
	plan, err := a.store.PutScenario(t.Context(), "test", "", "A promotion", []store.Change{{Segment: "state:SP", From: 2538, To: 2540, Percent: 20}})
	must(t, err)
	_, err = a.store.AddNote(t.Context(), "test", 2537, "Campaign moved")
	must(t, err)
	a.addSource("http://127.0.0.1:9/sales.csv")
	for _, s := range settings {
		t.Run(fmt.Sprintf("%s/%d", s.theme, s.width), func(t *testing.T) {
			t.Parallel()
			at := *a
			at.t = t
			b := lastingTab(t, &at, s, 10*time.Minute)
			b.speaks(map[string]string{"light": "en", "dark": "pt-BR"}[s.theme])
			b.allow("status of 404")
			for _, path := range []string{"/", "/?segment=state:RR&horizon=1", "/?segment=category:beleza_saude&from=state:SP", "/?segment=fashion", "/?goal=230k&per=week&horizon=52", "/?goal=nothing&horizon=99", "/?period=month", "/?period=quarter&goal=2900000&per=quarter", "/segments", "/segments?period=month&horizon=30", "/compare?segment=state:SP&segment=category:beleza_saude", "/?goal=2500000&past=4", "/scenarios", "/scenarios/" + plan.ID, "/scenarios/" + plan.ID + "?edit=0", "/scenarios?deleted=s9", "/nothing-here", "/budgets", "/budgets?year=2018&segment=state:SP", "/stockouts", "/order", "/order?segment=state:SP", "/drives?horizon=52&week=2018-11-20", "/accuracy", "/models", "/admin", "/data", "/data/imports", "/data/imports/1", "/sources", "/sources/f1", "/sources/new?kind=folder", "/sources/new?kind=query", "/models/compare", "/models?open=" + a.shipped, "/admin/search", "/admin/jobs", "/admin/jobs/j1", "/admin/policy", "/admin/audit", "/admin/tokens", "/watch", "/changes", "/needs", "/needs/replay?level=80&most=9", "/plan", "/plan?at=2018-09-03&segment=state:SP", "/plan/worth", "/digest", "/events", "/automation", "/backups", "/login"} {
				b.open(path)
				b.wait(`document.readyState === "complete" && (!document.querySelector("forecast-chart") || document.querySelector("forecast-chart canvas"))`)
				b.looksRight(path)
			}
		})
	}
}
