//go:build browser

package server

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"olist/views/text"
)

// A target: for all weeks, for every week, kept for the team, forgotten; and
// what is no target harms nothing.
func TestBrowserTargets(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		b.click(".more summary")
		b.do(chromedp.Focus(chromedp.CSS("#goal")))
		b.press("2.8M")
		b.says("Target: R$ 2.80M in the coming 12 weeks")
		f := b.foretold("total", 12)
		b.fill("goal", strconv.FormatInt(f.all.High/100, 10)) // which one of ten should exceed
		b.says("below it. Chance to reach it: 10%")
		b.fill("goal", "2.8M")
		eval[bool](b, `(() => { const s = document.getElementById("per"); s.value = "week"; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
		b.says("Target: R$ 2.80M a week")
		b.fill("goal", "much")
		b.says("The target should be an amount")
		b.wait(`document.querySelector("h1").textContent.includes("R$") && document.querySelectorAll(".targets tbody tr").length === 12`)
		b.fill("goal", "225 mil")
		reached := 0
		for _, w := range f.weeks {
			if w.Cents >= 225_000_00 {
				reached++
			}
		}
		b.says(fmt.Sprintf("The forecast reaches it in %d of 12 weeks.", reached))
		b.wait(`[...document.querySelectorAll(".targets tbody tr")].every(r => /%$/.test(r.cells[r.cells.length - 1].textContent))`)
		b.wait(`document.querySelector("forecast-chart").chart.getOption().series.some(s => s.markLine?.data?.some(l => l.yAxis === 225000))`)
		b.click(`form[action="/targets"] button`)
		b.says("The team's target, kept on this machine.")
		b.charted("/")
		b.says("Target: R$ 225k a week")
		b.click(`form[action="/targets"] button`)
		b.wait(`document.querySelector("h1") && !document.querySelector(".target")`)
	})
}

func TestBrowserNotes(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		long := strings.Repeat("x", 200)
		b.charted("/")
		b.do(chromedp.SetValue(chromedp.CSS("#note-week"), "2018-07-31"))
		b.fill("note-text", "Campaign moved "+long)
		b.click("#notes form.controls button")
		b.wait(`document.querySelector("#notes .notes li") && document.querySelector("forecast-chart canvas")`)
		if got := eval[[]float64](b, chartSeries+`("Note")`); len(got) != 1 {
			b.t.Errorf("the chart marks %d notes", len(got))
		}
		if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
			b.t.Errorf("a long word makes the page %d px wider than the screen", wide)
		}
		if csv := eval[string](b, `fetch(document.querySelector("a[download]").href).then(r => r.text()).then(t => { window.csv = t }), ""`); csv != "" {
			b.t.Error(csv)
		}
		b.wait(`window.csv?.includes("Campaign moved")`)
		b.click("#notes li button")
		b.says("The note is deleted.")
		b.click("#notes .undo button")
		b.wait(`document.querySelector("#notes .notes li") && !document.querySelector("#notes .undo")`)
		b.click("#notes li button") // for the next setting
		b.says("The note is deleted.")
	})
}

// A chart is taken along as pixels and as a drawing, a table as files and on the
// clipboard, the page on paper, and the view as a link.
func TestBrowserTakeItAlong(t *testing.T) { inAllSettings(t, takeItAlong) }

func takeItAlong(b *tab) {
	b.charted("/?segment=state:SP")
	eval[bool](b, `(() => { window.saved = {}; document.querySelector("forecast-chart").download = (href, name) => { saved[name] = href }; return true })()`)
	b.click("[data-act=png]")
	b.wait(`Object.entries(saved).some(([name, href]) => /^sao-paulo-sp-.*png$/.test(name) && href.startsWith("data:image/png;base64,"))`)
	svg := eval[string](b, `(() => { const keep = Blob; let text = ""; window.Blob = class extends keep { constructor(parts, o) { super(parts, o); text = parts[0] } }; document.querySelector("[data-act=svg]").click(); window.Blob = keep; return text })()`)
	for _, want := range []string{"<svg", "forecast starts", "São Paulo (SP).", "80% range", "/?segment=state:SP"} { // title, legend, source
		if !strings.Contains(svg, want) {
			b.t.Errorf("the SVG lacks %q", want)
		}
	}
	eval[bool](b, `(() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }; return true })()`)
	b.click("copy-table button")
	b.wait(`window.copied?.startsWith("Week\tDates\t") && copied.trim().split("\n").length === 14`) // a head, twelve weeks, their total
	b.says("Copied")
	eval[string](b, `Promise.all([...document.querySelectorAll("a[download]")].map(a => fetch(a.href).then(r => r.blob()))).then(all => { window.files = all.map(f => f.size) }), ""`)
	b.wait(`window.files?.length === 2 && files.every(size => size > 2000)`)

	for _, path := range []string{"/", "/?horizon=52", "/?horizon=26&goal=230k&per=week"} {
		b.charted(path)
		if sheets := b.sheets(); sheets != 1 {
			b.t.Errorf("%s prints on %d sheets, want 1", path, sheets)
		}
	}
}

// sheets is how many the page prints on.
func (b *tab) sheets() int {
	b.t.Helper()
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	must(b.t, err)
	return strings.Count(string(pdf), "/Type /Page\n")
}

// The language is the browser's until another is chosen; the view stays.
func TestBrowserLanguage(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/?segment=category:beleza_saude&horizon=3")
		eval[bool](b, `(() => { const s = document.querySelector("input[type=range]"); s.value = 5; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
		b.wait(`location.search.includes("horizon=5")`)
		b.click(`.preferences button[name=language]`)
		b.wait(`document.documentElement.lang === "pt-BR" && document.querySelectorAll(".targets tbody tr").length === 5 && document.querySelector("forecast-chart canvas")`)
		b.says("Beleza e saúde")
		b.says("deve trazer " + short(text.Portuguese, b.foretold("category:beleza_saude", 5).weeks[0].Cents))
		b.says("20–26 ago 2018")
		b.allow("status of 4")
		b.open("/scenarios/s99")
		b.says("Não existe o cenário")
		b.charted("/")
		b.says("Dia das Crianças")
		b.call(func() error {
			_, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{})
			return err
		})
		b.call(func() error {
			_, err := chromedp.Call(b.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "Chromium", AcceptLanguage: "pt-BR,pt"})
			return err
		})
		b.open("/")
		b.wait(`document.documentElement.lang === "pt-BR"`)
	})
}

// Nothing there, a wrong address, a wrong form, a server that is away: each says
// what to do.
func TestBrowserStates(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.allow("status of 4")
		b.allow("ERR_")
		b.allow("Failed to")
		b.open("/compare")
		b.says("Choose some segments first")
		b.open("/segments?q=nothing+of+the+kind")
		b.says("No segment is called that")
		b.charted("/?horizon=99")
		b.says("Weeks ahead go from 1 to 52; this shows 52.")
		b.open("/?segment=fashion")
		b.says("may be one of these")
		b.click(`.answer .list a`)
		b.wait(`document.querySelector("forecast-chart canvas")`)
		b.fill("horizon", "99")
		eval[bool](b, `(() => { document.getElementById("horizon").dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
		b.wait(`document.querySelectorAll(".targets tbody tr").length === 52`)

		eval[bool](b, `(scrollTo(0, 900), true)`)
		defer b.refuse.Store(nil)
		b.refuse.Store(new("/"))
		b.fill("horizon", "7")
		b.wait(`(e => !e.hidden && e.getBoundingClientRect().top >= 0)(document.getElementById("offline"))`)
		eval[bool](b, `document.dispatchEvent(new Event("htmx:after:request"))`) // a late answer to an earlier question
		time.Sleep(200 * time.Millisecond)
		b.wait(`!document.getElementById("offline").hidden`)
		b.refuse.Store(nil)
		b.wait(`document.getElementById("offline").hidden && document.querySelectorAll(".targets tbody tr").length === 7`)

		b.refuse.Store(new("/echarts")) // the drawing library cannot be loaded
		b.call(func() error {
			_, err := chromedp.Call(b.ctx, page.Reload, page.ReloadParams{IgnoreCache: new(true)})
			return err
		})
		b.says("The chart could not be loaded")
	})
}

// Each figure is explained where it stands, and where the data come from on a
// page of its own.
func TestBrowserHelp(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		if n := eval[int](b, `document.querySelectorAll(".figure").length - document.querySelectorAll(".figure .help").length`); n != 0 {
			b.t.Errorf("%d figures have no explanation", n)
		}
		b.click(".figure:last-of-type .help summary")
		b.says("It should be 80 of 100.")
		b.click(".figure:first-of-type .help summary")
		b.says("good and bad weeks partly cancel out")
		b.wait(`document.querySelectorAll(".help[open]").length === 1`)
		b.press("\x1b")
		b.wait(`!document.querySelector(".help[open]") && document.activeElement.closest(".help")`)
		b.open("/data")
		for _, want := range []string{"CC BY-NC-SA 4.0", "Kaggle", "Olist"} {
			b.says(want)
		}
	})
}

// A note that is written while the server is away stays, with word of it, and
// goes out when the server is back.
func TestBrowserNoteOutlivesTheServer(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.allow("ERR_")
		b.allow("Failed to")
		b.charted("/?horizon=5")
		defer b.refuse.Store(nil)
		b.refuse.Store(new("/"))
		b.fill("note-text", "Stock was short")
		b.wait(`document.querySelector("[data-count]").textContent === "15 / 280"`)
		b.click("#notes form button:not(.quiet)")
		b.wait(`!document.getElementById("offline").hidden && document.getElementById("note-text").value === "Stock was short"`)
		b.refuse.Store(nil)
		b.wait(`document.getElementById("offline").hidden && document.querySelector("#results").getAttribute("aria-busy") !== "true"`)
		time.Sleep(500 * time.Millisecond) // for what is asked once more
		if got := eval[string](b, `document.getElementById("note-text").value`); got != "Stock was short" {
			b.t.Errorf("when the server is back, the note is %q", got)
		}
		b.fill("note-text", strings.Repeat("x", 281))
		if valid := eval[bool](b, `document.getElementById("note-text").checkValidity()`); valid {
			b.t.Error("a note of 281 letters may be sent")
		}
		b.fill("note-text", "Stock was short, 2")
		b.click("#notes form button:not(.quiet)")
		b.wait(`[...document.querySelectorAll(".notes p")].some(p => p.textContent.includes("Stock was short, 2"))`)
	})
}

// Four segments can be ticked, no fifth, and ticks stay with their segments.
func TestBrowserTicks(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.open("/segments")
		for _, key := range []string{"state:SP", "state:RJ", "state:MG", "category:pcs"} {
			b.click(`input[value="` + key + `"]`)
		}
		b.wait(`!document.querySelector("[data-full]").hidden && document.querySelector('input[value="state:BA"]').disabled`)
		b.click(`input[value="state:RJ"]`)
		b.wait(`document.querySelector("[data-full]").hidden && !document.querySelector('input[value="state:BA"]').disabled`)
		b.do(chromedp.Focus(chromedp.CSS("#q")))
		b.press("moveis")
		b.wait(`document.querySelectorAll(".segments tbody tr").length === 6`)
		if ticked := eval[int](b, `document.querySelectorAll(".segments input:checked").length`); ticked != 0 {
			b.t.Errorf("%d rows are ticked by nobody", ticked)
		}
	})
}
