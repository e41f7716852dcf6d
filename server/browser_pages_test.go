//go:build browser

package server

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"olist/store"
)

// chartSeries reads a series as the chart has drawn it.
const chartSeries = `(name => document.querySelector("forecast-chart").chart.getOption().series.find(s => s.name === name).data.map(d => d.value).filter(v => typeof v === "number"))`

func sameCents(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if cents(a[i]) != cents(b[i]) {
			return false
		}
	}
	return true
}

func TestBrowserDashboardDrawsAndRedraws(t *testing.T) {
	b := newTab(t, newApp(t), 1440, 1000, "")
	b.open("/")
	b.wait(`document.querySelector("forecast-chart canvas")`)
	drawn := eval[[]float64](b, chartSeries+`("Forecast")`)
	if want := b.forecastValues("total", 12); !sameCents(drawn[1:], want) { // the first point joins it to the history
		t.Fatalf("the chart draws %v, the API says %v", drawn[1:], want)
	}
	if painted := eval[int](b, `(() => { const c = document.querySelector("forecast-chart canvas"); const p = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; const seen = new Set(); for (let i = 0; i < p.length; i += 4) seen.add(p[i] << 16 | p[i+1] << 8 | p[i+2]); return seen.size })()`); painted < 20 {
		t.Errorf("the canvas holds %d colours: nothing is drawn", painted)
	}

	eval[bool](b, `(() => { window.same = document.querySelector("forecast-chart canvas"); const s = document.querySelector("input[type=range]"); s.value = 26; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	b.wait(`document.querySelectorAll(".targets tbody tr").length === 26`)
	b.wait(chartSeries + `("Forecast").length === 27`)
	if got := eval[string](b, `location.search`); !strings.Contains(got, "horizon=26") {
		t.Errorf("the address is %q", got)
	}
	if eval[string](b, `document.getElementById("horizon").value`) != "26" || !eval[bool](b, `window.same === document.querySelector("forecast-chart canvas")`) {
		t.Error("the number does not follow the slider, or the chart was torn down")
	}
	drawn = eval[[]float64](b, chartSeries+`("Forecast")`)
	if want := b.forecastValues("total", 26); !sameCents(drawn[1:], want) {
		t.Errorf("after the slider the chart draws %v, the API says %v", drawn[1:], want)
	}

	eval[bool](b, `(() => { const s = document.getElementById("segment"); s.value = "state:SP"; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	b.wait(`document.querySelector(".answer .eyebrow").textContent.includes("São Paulo")`)
	b.wait(chartSeries + `("Forecast").length === 27`)
	if drawn, want := eval[[]float64](b, chartSeries+`("Forecast")`), b.forecastValues("state:SP", 26); !sameCents(drawn[1:], want) {
		t.Errorf("for a state the chart draws %v, the API says %v", drawn[1:], want)
	}

	b.do(chromedp.NavigateBack())
	b.wait(`location.search.includes("segment=total") && document.querySelector(".answer .eyebrow").textContent.includes("All sales")`)
	b.wait(`document.querySelector("forecast-chart canvas")`)
}

func TestBrowserChartByKeyboard(t *testing.T) {
	b := newTab(t, newApp(t), 1440, 1000, "")
	b.open("/?horizon=4")
	b.wait(`document.querySelector("forecast-chart canvas")`)
	b.do(chromedp.Focus(chromedp.CSS(".canvas")), chromedp.KeyEvent(kb.ArrowLeft))
	b.wait(`/Forecast R\$\s[\d,]+/.test(document.querySelector("[data-spoken]").textContent)`)
	first := eval[string](b, `document.querySelector("[data-spoken]").textContent`)
	b.do(chromedp.KeyEvent(kb.ArrowLeft))
	b.wait(fmt.Sprintf(`document.querySelector("[data-spoken]").textContent !== %q`, first))
	span := `(z => z.endValue - z.startValue)(document.querySelector("forecast-chart").chart.getOption().dataZoom[0])`
	before := eval[int](b, span)
	b.do(chromedp.KeyEvent("+"))
	b.wait(fmt.Sprintf("%s < %d", span, before))
	b.do(chromedp.KeyEvent("0"))
	b.wait(fmt.Sprintf("%s > %d", span, before))
}

// A chart is taken along as pixels and as a drawing, a table on the clipboard,
// and the page on paper.
func TestBrowserTakeItAlong(t *testing.T) {
	b := newTab(t, newApp(t), 1440, 1000, "")
	b.open("/")
	b.wait(`document.querySelector("forecast-chart canvas")`)
	eval[bool](b, `(() => { window.saved = {}; document.querySelector("forecast-chart").download = (href, name) => { saved[name] = href }; return true })()`)
	b.click("[data-act=png]")
	b.click("[data-act=svg]")
	b.wait(`saved["forecast.png"] && saved["forecast.svg"]`)
	if got := eval[string](b, `saved["forecast.png"].slice(0, 22)`); got != "data:image/png;base64," {
		t.Errorf("the PNG begins %q", got)
	}
	svg := eval[string](b, `(() => { const made = URL.createObjectURL; let text = ""; const keep = Blob; window.Blob = class extends keep { constructor(parts, o) { super(parts, o); text = parts[0] } }; document.querySelector("[data-act=svg]").click(); window.Blob = keep; return text })()`)
	if !strings.HasPrefix(svg, "<svg") || !strings.Contains(svg, "forecast starts") {
		t.Errorf("the SVG is %.200s", svg)
	}
	eval[bool](b, `(() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }; return true })()`)
	b.click("copy-table button")
	b.wait(`window.copied?.startsWith("segment\tweek\t") && copied.trim().split("\n").length === 13`)

	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	must(t, err)
	if pages := strings.Count(string(pdf), "/Type /Page\n"); pages != 1 {
		t.Errorf("the page prints on %d sheets, want 1", pages)
	}
}

func TestBrowserRetrainAndRollBack(t *testing.T) {
	b := newTab(t, newApp(t), 1440, 1200, "")
	before := b.forecastValues("total", 12)
	live := func() string { m, err := b.training.Live(); must(t, err); return m.Model.ID }
	first := live()

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
	b.fill("random_state", "7")
	b.click("#params button.primary")
	b.wait(`document.querySelector("#job .banner.good")?.textContent.includes("#2 answers now")`)
	if live() == first {
		t.Fatal("done is said, and the old model still answers")
	}
	_, config := b.ask("GET", "/config", "")
	for _, want := range []string{`"n_estimators":37`, `"learning_rate":0.21`, `"random_state":7`} {
		if !strings.Contains(config, want) {
			t.Errorf("/config says %s, not %s", config, want)
		}
	}
	after := b.forecastValues("total", 12)
	if sameCents(before, after) {
		t.Error("other parameters, the same forecast")
	}
	b.open("/")
	b.wait(`document.querySelector("forecast-chart canvas")`)
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

func TestBrowserWithoutScript(t *testing.T) {
	b := newTab(t, newApp(t), 390, 844, "")
	b.call(func() error {
		_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	b.open("/?horizon=5")
	rows, err := chromedp.Run(b.ctx, chromedp.Nodes(chromedp.CSSAll(".targets tbody tr")))
	must(t, err)
	if len(rows) != 5 {
		t.Fatalf("%d rows without script, want 5", len(rows))
	}
	b.do(chromedp.SetValue(chromedp.CSS("#horizon"), "9"))
	b.click("#view button")
	b.do(chromedp.WaitVisible(chromedp.CSS(".targets tbody tr:nth-child(9)")))
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	must(t, err)
	if !strings.Contains(at, "horizon=9") {
		t.Errorf("the form leads to %s", at)
	}
}

// A person who is new puts the tour away, lays an assumption over the forecast,
// and another one opens the link to it.
func TestBrowserFromTourToSharedScenario(t *testing.T) {
	b := newTab(t, newApp(t), 390, 844, "")
	b.open("/")
	b.click(".tour button")
	b.wait(`document.querySelector("forecast-chart canvas") && !document.querySelector(".tour")`)
	b.click(`a[href="/scenarios"]`)
	b.wait(`document.getElementById("name")`)
	b.fill("name", "Stop of two weeks")
	b.click("main form button.primary")
	b.wait(`document.querySelector("h1")?.textContent.includes("Stop of two weeks")`)
	link := eval[string](b, `location.pathname`)
	b.wait(`document.querySelector("forecast-chart canvas")`)
	eval[bool](b, `(() => { document.getElementById("to").selectedIndex = 1; return true })()`)
	b.fill("percent", "-100")
	b.click("#assumptions button.primary")
	b.wait(`document.querySelector(".notes li") && document.querySelector("#scenario .lead").textContent.includes("−R$")`)

	other := newTab(t, b.app, 1440, 900, "dark")
	other.open(link + "?horizon=3")
	other.wait(`document.querySelector("forecast-chart canvas")`)
	if got := eval[[]float64](other, chartSeries+`("With the assumptions")`); len(got) != 4 || got[1] != 0 || got[2] != 0 || got[3] == 0 {
		t.Errorf("the shared link draws %v", got)
	}
	if !eval[bool](other, `document.querySelector("main").innerText.includes("They are not a forecast")`) {
		t.Error("assumptions are not marked as such")
	}
}

// Every page, wide and narrow, light in English and dark in Portuguese: no complaint of the browser, no
// violation that axe-core finds, nothing that sticks out of a phone.
func TestBrowserEveryPageForEverybody(t *testing.T) {
	a := newApp(t)
	plan, err := a.store.PutScenario(t.Context(), "test", "", "A promotion", []store.Change{{Segment: "state:SP", From: 2538, To: 2540, Percent: 20}})
	must(t, err)
	_, err = a.store.AddNote(t.Context(), "test", 2537, "Campaign moved")
	must(t, err)
	for _, size := range [][2]int64{{1440, 900}, {390, 844}} {
		for _, theme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%d/%s", size[0], theme), func(t *testing.T) {
				at := *a
				at.t = t
				b := newTab(t, &at, size[0], size[1], theme)
				language := map[string]string{"light": "en", "dark": "pt-BR"}[theme]
				b.call(func() error {
					_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: languageCookie, Value: language, URL: b.url})
					return err
				})
				for _, path := range []string{"/", "/?segment=state:RR&horizon=1", "/segments", "/compare?segment=state:SP&segment=category:beleza_saude", "/?goal=2500000&past=4", "/scenarios", "/scenarios/" + plan.ID, "/accuracy", "/models", "/admin", "/data", "/data/imports", "/data/imports/1", "/models/compare", "/models?open=" + a.shipped, "/admin/search", "/admin/jobs", "/admin/jobs/j1", "/admin/policy", "/admin/audit", "/admin/tokens", "/watch", "/events", "/automation", "/login"} {
					b.open(path)
					b.wait(`document.readyState === "complete" && (!document.querySelector("forecast-chart") || document.querySelector("forecast-chart canvas"))`)
					if got := eval[string](b, `document.documentElement.lang`); got != language {
						t.Errorf("%s: the page speaks %s, not %s", path, got, language)
					}
					if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
						t.Errorf("%s: the page is %d px wider than the screen", path, wide)
					}
					eval[bool](b, `(document.querySelectorAll("details").forEach(d => { d.open = true }), true)`)
					for _, v := range b.violations() {
						t.Errorf("%s: %s", path, v)
					}
				}
			})
		}
	}
}
