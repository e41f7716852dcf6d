//go:build browser

package server

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"olist/views/text"
)

// The answer comes first: what, how sure, against what, why, and how good lately.
func TestBrowserOverviewAnswersFirst(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		answer := typed(eval[string](b, `document.querySelector(".answer").innerText`))
		f, en := b.foretold("total", 12), text.English
		next := f.weeks[0]
		for _, want := range []string{
			"should bring " + short(en, next.Cents), "Likely between " + short(en, next.Low) + " and " + short(en, next.High) + ".",
			en.Percent(math.Abs(float64(next.Cents)/float64(f.before(1))-1), 1), "than the last week", "a year before: ", "What moves it", "The data end on 19 Aug 2018",
		} {
			if !strings.Contains(answer, want) {
				b.t.Errorf("the answer lacks %q; it is %s", want, answer)
			}
		}
		b.wait(`document.querySelector("#causes span")`) // comes with what drives the forecast
		// The causes of the week that the headline speaks of: their sum is its forecast.
		if causes := typed(eval[string](b, `document.getElementById("causes").innerText`)); !strings.Contains(causes, "Recent level R$ ") || !strings.Contains(causes, "Seasonality ") || strings.Contains(causes, "São Paulo") {
			b.t.Errorf("the first week is explained by %s", causes)
		}
		b.says("Coming events Children's Day (8–14 Oct 2018)")
		b.says("of the last 12 weeks")
		figures := typed(eval[string](b, `document.querySelector(".figures").innerText`))
		for _, want := range []string{short(en, f.all.Cents), short(en, f.all.Low) + " to " + short(en, f.all.High), en.Change(float64(f.all.Cents)/float64(f.before(12)) - 1), en.Change(float64(f.all.Cents)/float64(f.before(52)) - 1)} {
			if !strings.Contains(figures, want) {
				b.t.Errorf("the figures lack %q: %s", want, figures)
			}
		}
		order := eval[[]float64](b, `["h1", "forecast-chart", ".figures", ".tour", ".targets"].map(s => document.querySelector(s).getBoundingClientRect().top)`)
		for i := 1; i < len(order); i++ {
			if order[i] <= order[i-1] {
				b.t.Errorf("answer, chart, figures, tour and table stand at %v", order)
			}
		}
		if order[0] > float64(b.height)/2 {
			b.t.Errorf("the answer begins %v px down a screen of %d", order[0], b.height)
		}
	})
}

// The chart is on the first screen of a desk, and one screen down at most on a
// phone.
func TestBrowserChartIsInSight(t *testing.T) {
	a := newApp(t)
	for _, s := range []setting{{"light", 1440, 900}, {"dark", 390, 844}} {
		for _, path := range []string{"/", "/?horizon=1", "/?horizon=52&goal=230k&per=week", "/?segment=category:beleza_saude&from=state:SP"} {
			at := *a
			at.t = t
			b := newTab(t, &at, s)
			b.charted(path)
			b.wait(`document.querySelector("#causes span")`) // which moves what is below it
			where := eval[[]float64](b, `(r => [r.top, r.bottom])(document.querySelector(".canvas").getBoundingClientRect())`)
			most := float64(s.height)
			if s.width < 500 {
				most *= 2
				if where[0] > float64(s.height) {
					t.Errorf("%s at %d px: the chart begins %v px down", path, s.width, where[0])
				}
			}
			if where[1] > most {
				t.Errorf("%s at %d px: the chart reaches from %v to %v px", path, s.width, where[0], where[1])
			}
			t.Logf("%s at %d px: the chart reaches from %.0f to %.0f", path, s.width, where[0], where[1])
		}
	}
}

// A segment is found by typing, in either language and without accents, and by
// the keyboard alone.
func TestBrowserSegmentChoice(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		options := `[...document.querySelectorAll("#segment-box [role=option]")].map(o => o.firstChild.textContent)`
		b.do(chromedp.Focus(chromedp.CSS("#segment")))
		b.press("relógios")
		b.wait(options + `.join() === "Watches and gifts"`)
		if got := eval[string](b, `document.querySelector("#segment-box .also").textContent`); got != "Relógios e presentes" {
			b.t.Errorf("the other language's name is %q", got)
		}
		b.press(kb.Escape)
		b.wait(`document.getElementById("segment-box").hidden && document.getElementById("segment").value === "All sales"`)
		eval[bool](b, `(document.getElementById("segment").select(), true)`)
		b.press("fashion", kb.ArrowDown, kb.ArrowDown, kb.ArrowUp)
		b.wait(`document.getElementById("segment").getAttribute("aria-activedescendant") === "segment-box-1" && document.getElementById("segment-box-1").getAttribute("aria-selected") === "true"`)
		b.enter()
		b.wait(`location.search.includes("segment=category%3Afashion_roupa_infanto_juvenil") && document.querySelector("h1").textContent.includes("R$")`)
		if !eval[bool](b, `document.activeElement.id === "segment"`) {
			b.t.Error("the focus is lost")
		}
		b.click("#segment")
		b.wait(options + `.length === 102`)
		b.press("nothing of the kind")
		b.wait(options + `.join() === "No segment is called that."`)
		b.press(kb.Tab)
		b.wait(`document.getElementById("segment").value === "Fashion: children's clothing"`)
	})
}

// All segments: sorted, searched, on the map, picked and compared.
func TestBrowserSegments(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.open("/segments")
		first := `document.querySelector(".segments tbody th a").textContent`
		column := `[...document.querySelectorAll(".segments tbody tr")].map(r => parseFloat(r.cells[4].textContent.replace("−", "-"))).filter(v => !isNaN(v))`
		if rows := eval[int](b, `[...document.querySelectorAll(".segments tbody tr")].filter(r => r.querySelector(".spark .past").getAttribute("points") && r.cells.length === 7).length`); rows != 101 {
			b.t.Errorf("%d segments have a sparkline and all figures", rows)
		}
		b.click(`.segments th:nth-child(5) a`)
		b.wait(`document.querySelector(".segments th:nth-child(5)").getAttribute("aria-sort") === "descending"`)
		if sorted := eval[bool](b, `(v => v.every((x, i) => !i || x <= v[i-1]))(`+column+`)`); !sorted {
			b.t.Error("the growth is not sorted")
		}
		b.click(`.segments th:nth-child(2) a`)
		b.wait(first + ` === "Acre (AC)"`)
		tiles := eval[int](b, `document.querySelectorAll(".map a").length`)
		if tiles != 27 {
			b.t.Errorf("%d states are on the map", tiles)
		}
		b.click(`input[value="state:AC"]`)
		b.do(chromedp.Focus(chromedp.CSS("#q")))
		b.press("moveis")
		b.wait(first + `.includes("Furniture") && document.querySelectorAll(".segments tbody tr").length === 6`)
		b.says("Also chosen to compare: Acre (AC)")
		b.click(`input[value="category:moveis_sala"]`)
		b.click(`form[action="/compare"] .actions button`)
		b.wait(`location.pathname === "/compare" && document.querySelector("forecast-chart canvas")`)
		names := eval[string](b, `document.querySelector("forecast-chart").chart.getOption().series.map(s => s.name).join("; ")`)
		if !strings.Contains(names, "Acre (AC)") || !strings.Contains(names, "Furniture: living room, forecast") {
			b.t.Errorf("the chart compares %s", names)
		}
		b.choose("segment-2", "goias")
		b.choose("segment-3", "total")
		b.wait(`document.querySelector("forecast-chart").chart.getOption().series.length === 8`)
	})
}

// Down from all sales to a category, to a state, and back; the numbers agree.
func TestBrowserDrillsDown(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		sum := `[...document.querySelectorAll(".split tbody td.strong")].reduce((s, c) => s + Number(c.textContent.replaceAll(",", "")), 0)`
		total := `Number(document.querySelector(".split tfoot td").textContent.replaceAll(",", ""))`
		cell := `(name => Number([...document.querySelectorAll(".split tbody tr")].find(r => r.cells[0].textContent.trim() === name).cells[1].textContent.replaceAll(",", "")))`
		b.charted("/")
		b.click(`.list a[href*="category%3Aautomotivo"]`)
		b.wait(`document.querySelector(".split tfoot td") && document.readyState === "complete"`)
		if off := eval[float64](b, sum+" - "+total); off > 30 || off < -30 { // each row is rounded
			b.t.Errorf("the states come to R$ %v more than the category", off)
		}
		down := eval[float64](b, cell+`("São Paulo (SP)")`)
		b.click(`.split a[href*="state%3ASP"]`)
		b.wait(`document.querySelector("h1") && location.search.includes("state%3ASP") && document.querySelector(".split tfoot td") && document.readyState === "complete"`)
		if off := eval[float64](b, sum+" - "+total); off > 75 || off < -75 {
			b.t.Errorf("the categories come to R$ %v more than the state", off)
		}
		if up := eval[float64](b, cell+`("Automotive")`); up != down {
			b.t.Errorf("the category in the state is R$ %v from here, R$ %v from there", up, down)
		}
		if got := eval[string](b, `[...document.querySelectorAll(".trail li")].map(l => l.textContent).join(" > ")`); got != "All sales > Automotive > São Paulo (SP), all categories" {
			b.t.Errorf("the way back is %q", got)
		}
		eval[bool](b, `(() => { const s = document.querySelector("input[type=range]"); s.value = 9; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
		b.wait(`location.search.includes("horizon=9") && document.querySelector(".trail li:nth-child(2)").textContent === "Automotive"`)
		b.click(`.trail li:nth-child(2) a`)
		b.wait(`document.querySelector("h1") && location.search.includes("automotivo")`)
		b.click(`.trail li:nth-child(1) a`)
		b.wait(`document.querySelector(".answer .eyebrow").textContent.includes("All sales")`)
	})
}

// A person who is new reads the tour, puts it away, lays assumptions over the
// forecast, and another one opens the link to it.
func TestBrowserFromTourToSharedScenario(t *testing.T) { inAllSettings(t, tourToSharedScenario) }

func tourToSharedScenario(b *tab) {
	name := fmt.Sprintf("Plan %s %d", b.theme, b.width)
	b.charted("/?horizon=5")
	b.says("Three things to know")
	b.click(".tour button")
	b.wait(`document.querySelector("forecast-chart canvas") && !document.querySelector(".tour") && location.search === "?horizon=5"`)
	b.click(`a[href^="/plan"]`)
	b.wait(`location.pathname === "/plan" && document.readyState === "complete"`)
	b.click(`a[href="/scenarios"]`)
	b.wait(`document.getElementById("name")`)
	b.fill("name", name)
	b.click("main form button.primary")
	b.wait(`document.querySelector("h1")?.textContent.includes(` + fmt.Sprintf("%q", name) + `)`)
	link := eval[string](b, `location.pathname`)
	b.wait(`document.querySelector("forecast-chart canvas") && document.querySelector("#assumption-segment-box")`)

	pick := func(id string, week int) {
		eval[bool](b, fmt.Sprintf(`(() => { const s = document.getElementById(%q); s.selectedIndex = %d; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`, id, week))
	}
	kind := func(value string) {
		eval[bool](b, fmt.Sprintf(`(() => { document.getElementById("kind").value = %q; return true })()`, value))
	}
	pick("from", 13) // the week of Black Friday; the last week follows
	b.fill("percent", "10")
	b.click("#assumptions .actions .primary")
	b.says("19–25 Nov 2018: +10.0%")
	if got := eval[string](b, `document.getElementById("horizon").value`); got != "14" {
		b.t.Errorf("%s weeks are shown: the assumption is out of sight", got)
	}
	b.wait(`document.querySelector("#assumption-segment-box")`)
	pick("to", 1)
	pick("from", 0)
	pick("to", 1)
	kind("stop")
	b.click("#assumptions .actions .primary")
	b.says("20 Aug – 2 Sep 2018: a stop")
	b.wait(`document.querySelector("#assumption-segment-box")`)
	b.choose("assumption-segment", "automotivo")
	pick("from", 4)
	kind("price")
	b.fill("elasticity", "-2")
	b.fill("price", "10")
	b.click("#assumptions .actions .primary")
	b.says("price +10.0% at elasticity −2.0, so sales −9.1%")

	b.click(`#assumptions li:nth-child(3) button[name=assumption]`)
	b.wait(`document.querySelectorAll("#assumptions li").length === 2`)
	b.click(`#assumptions form[action$="/undo"] button`)
	b.wait(`document.querySelectorAll("#assumptions li").length === 3`)
	b.click(`#assumptions li:nth-child(1) a.button`)
	b.wait(`document.querySelector("#percent")?.value === "10"`)
	b.fill("percent", "12")
	b.click("#assumptions .actions .primary")
	b.says("+12.0%")
	b.wait(`document.querySelector("forecast-chart canvas")`)
	eval[bool](b, `(() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }; return true })()`)
	b.click("copy-link button")
	b.wait(`window.copied?.includes("/scenarios/")`)
	shared := strings.TrimPrefix(eval[string](b, `window.copied`), b.url)

	other := newTab(b.t, b.app, b.setting)
	other.charted(shared)
	if got := eval[[]float64](other, chartSeries+`("With the assumptions")`); len(got) != 15 || got[1] != 0 || got[2] != 0 || got[3] == 0 {
		b.t.Errorf("the shared link draws %v", got)
	}
	other.says("They are not a forecast")
	other.says("Total")

	b.open(link)
	b.click("details.card summary")
	b.click(`form[action$="/delete"] button`)
	b.says("The scenario is deleted.")
	b.click(`.undo button`)
	b.wait(`document.querySelector("h1")?.textContent.includes(` + fmt.Sprintf("%q", name) + `)`)
}
