//go:build browser

package server

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"olist/views/text"
)

// chartSeries reads a series as the chart has drawn it.
const chartSeries = `(name => document.querySelector("forecast-chart").chart.getOption().series.find(s => s.name === name).data.map(d => d.value).filter(v => typeof v === "number"))`

// inSight is how many weeks the chart shows, and the first of them.
const (
	inSight   = `(z => z.endValue - z.startValue)(document.querySelector("forecast-chart").chart.getOption().dataZoom[0])`
	fromSight = `document.querySelector("forecast-chart").chart.getOption().dataZoom[0].startValue`
)

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

// drawsForecast holds the drawn forecast against the API's.
func (b *tab) drawsForecast(segment string, horizon int) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`%s("Forecast").length === %d`, chartSeries, horizon+1))
	drawn := eval[[]float64](b, chartSeries+`("Forecast")`)
	if want := b.forecastValues(segment, horizon); !sameCents(drawn[1:], want) { // the first point joins it to the history
		b.t.Errorf("for %s the chart draws %v, the API says %v", segment, drawn[1:], want)
	}
}

func TestBrowserDashboardDrawsAndRedraws(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		b.drawsForecast("total", 12)
		if painted := eval[int](b, `(() => { const c = document.querySelector("forecast-chart canvas"); const p = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; const seen = new Set(); for (let i = 0; i < p.length; i += 4) seen.add(p[i] << 16 | p[i+1] << 8 | p[i+2]); return seen.size })()`); painted < 20 {
			b.t.Errorf("the canvas holds %d colours: nothing is drawn", painted)
		}

		eval[bool](b, `(() => { window.same = document.querySelector("forecast-chart canvas"); const s = document.querySelector("input[type=range]"); s.value = 26; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
		b.wait(`document.querySelectorAll(".targets tbody tr").length === 26`)
		b.drawsForecast("total", 26)
		if got := eval[string](b, `location.search`); !strings.Contains(got, "horizon=26") {
			b.t.Errorf("the address is %q", got)
		}
		if eval[string](b, `document.getElementById("horizon").value`) != "26" || !eval[bool](b, `window.same === document.querySelector("forecast-chart canvas")`) {
			b.t.Error("the number does not follow the slider, or the chart was torn down")
		}

		b.choose("segment", "sao paulo")
		b.wait(`document.querySelector(".answer .eyebrow").textContent.includes("São Paulo")`)
		b.drawsForecast("state:SP", 26)

		b.do(chromedp.NavigateBack()) // one step, whatever the slider did
		b.wait(`location.search.includes("segment=total") && document.querySelector(".answer .eyebrow").textContent.includes("All sales")`)
		b.wait(`document.querySelector("forecast-chart canvas") && document.getElementById("segment").value === "All sales"`)
	})
}

func TestBrowserChartByKeyboard(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/?horizon=4")
		b.do(chromedp.Focus(chromedp.CSS(".canvas")))
		b.press(kb.ArrowLeft)
		b.wait(`/Forecast R\$\s[\d,]+/.test(document.querySelector("[data-spoken]").textContent)`)
		first := eval[string](b, `document.querySelector("[data-spoken]").textContent`)
		b.press(kb.ArrowLeft)
		b.wait(fmt.Sprintf(`document.querySelector("[data-spoken]").textContent !== %q`, first))
		before := eval[int](b, inSight)
		b.press("+")
		b.wait(fmt.Sprintf("%s < %d", inSight, before))
		from, span := eval[int](b, fromSight), eval[int](b, inSight)
		b.do(chromedp.KeyEvent(kb.ArrowLeft, chromedp.KeyModifiers(chromedp.ModifierShift)))
		b.wait(fmt.Sprintf("%s < %d && %s === %d", fromSight, from, inSight, span))
		b.press("-")
		b.wait(fmt.Sprintf("%s > %d", inSight, span))
		b.press("0")
		b.wait(fmt.Sprintf("%s > %d && %s === 0", inSight, before, fromSight))
	})
}

// middle is the middle of the plot, in sight.
func (b *tab) middle() (x, y float64) {
	b.t.Helper()
	at := eval[[]float64](b, `(() => { const c = document.querySelector(".canvas"); c.scrollIntoView({block: "center"}); const r = c.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 3] })()`)
	return at[0], at[1]
}

func TestBrowserChartByMouse(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		x, y := b.middle()
		wheel := func(by float64, modifiers int64) {
			b.call(func() error {
				_, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: "mouseWheel", X: x, Y: y, DeltaX: 1, DeltaY: by, Modifiers: modifiers})
				return err
			})
		}
		at, span := eval[float64](b, "scrollY"), eval[int](b, inSight)
		wheel(200, 0)
		b.wait(fmt.Sprintf("scrollY > %v", at))
		if now := eval[int](b, inSight); now != span {
			b.t.Errorf("the plain wheel zooms: %d weeks, before %d", now, span)
		}
		x, y = b.middle()
		wheel(-240, 2) // with Ctrl
		b.wait(fmt.Sprintf("%s < %d", inSight, span))
		from := eval[int](b, fromSight)
		b.do(chromedp.MouseEvent("mousePressed", x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)),
			chromedp.MouseEvent("mouseMoved", x+60, y, chromedp.ButtonLeft), chromedp.MouseEvent("mouseMoved", x+120, y, chromedp.ButtonLeft),
			chromedp.MouseEvent("mouseReleased", x+120, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
		b.wait(fmt.Sprintf("%s < %d", fromSight, from))
		b.click("[data-act=right]")
		b.click("[data-act=out]")
		b.click("[data-act=all]")
		b.wait(fromSight + " === 0")
		b.do(chromedp.MouseEvent("mouseMoved", x, y))
		b.wait(`(t => t && t.getZr().storage.getDisplayList().some(e => /R\$/.test(e.style?.text ?? "") && !/^R\$ \d+k?$/.test(e.style.text)))(document.querySelector("forecast-chart").chart)`) // the summary under the cursor
	})
}

func TestBrowserChartByTouch(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.do(chromedp.EmulateViewport(b.width, b.height, chromedp.EmulateTouch))
		b.charted("/")
		x, y := b.middle()
		span := eval[int](b, inSight)
		touch := func(kind string, points ...input.TouchPoint) {
			b.t.Helper()
			params := input.DispatchTouchEventParams{Type: input.DispatchTouchEventType(kind), TouchPoints: []*input.TouchPoint{}}
			for i, p := range points {
				p.ID = new(float64(i))
				params.TouchPoints = append(params.TouchPoints, &p)
			}
			b.call(func() error { _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, params); return err })
		}
		at := func(dx, dy float64) input.TouchPoint { return input.TouchPoint{X: x + dx, Y: y + dy} }
		touch("touchStart", at(-20, 0), at(20, 0))
		for apart := 30.0; apart <= 110; apart += 10 {
			touch("touchMove", at(-apart, 0), at(apart, 0))
		}
		touch("touchEnd")
		b.wait(fmt.Sprintf("%s < %d", inSight, span))
		if scale := eval[float64](b, `visualViewport.scale`); math.Abs(scale-1) > .01 {
			b.t.Errorf("the pinch zooms the page too, %.2f times", scale)
		}
		from := eval[int](b, fromSight)
		swipe := func(dx, dy float64) {
			b.t.Helper()
			touch("touchStart", at(0, 0))
			for part := .1; part <= 1; part += .1 {
				touch("touchMove", at(part*dx, part*dy))
			}
			touch("touchEnd")
		}
		swipe(float64(b.width)/3, 0)
		b.wait(fmt.Sprintf("%s < %d", fromSight, from))
		time.Sleep(300 * time.Millisecond) // the chart follows the finger with a delay
		from, down := eval[int](b, fromSight), eval[float64](b, "scrollY")
		swipe(0, -150) // up and down is the page's
		b.wait(fmt.Sprintf("scrollY > %v", down+50))
		if now := eval[int](b, fromSight); now != from {
			b.t.Errorf("scrolling the page pans the chart from week %d to %d", from, now)
		}
	})
}

// What a chart must show, and say to those who do not see it.
func TestBrowserChartIsAnnotated(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/?goal=230k&per=week")
		drawn := eval[string](b, `(() => { const c = document.querySelector("forecast-chart").chart; return c.getZr().storage.getDisplayList().map(e => e.style?.text ?? "").join("|") })()`)
		for _, want := range []string{"forecast starts", "Black Friday", "target"} {
			if !strings.Contains(drawn, want) {
				b.t.Errorf("the chart does not write %q: %s", want, drawn)
			}
		}
		if n := len(eval[[]float64](b, chartSeries+`("Incomplete week")`)); n < 3 {
			b.t.Errorf("%d incomplete weeks are marked", n)
		}
		if !eval[bool](b, `document.querySelector("forecast-chart").chart.getOption().series[0].areaStyle.color.colorStops.length === 2`) {
			b.t.Error("the history has no gradient")
		}
		words := eval[string](b, `document.getElementById(document.querySelector(".canvas").getAttribute("aria-describedby")).textContent.replaceAll("\u00a0", " ")`)
		next := b.foretold("total", 12).weeks[0]
		for _, want := range []string{"20–26 Nov 2017", "Black Friday", "80% range " + short(text.English, next.Low) + " to " + short(text.English, next.High), "incomplete", "Children's Day", "a week on average"} {
			if !strings.Contains(words, want) {
				b.t.Errorf("the chart in words lacks %q: %s", want, words)
			}
		}
		if eval[bool](b, `document.querySelector("forecast-chart").chart.getOption().series.some(s => s.name === "Forecast then")`) {
			b.t.Error("past forecasts are there before anybody asked")
		}
		b.click(".more summary")
		eval[bool](b, `(() => { const s = document.getElementById("past"); s.value = "4"; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
		b.wait(`document.querySelector("forecast-chart").chart.getOption().series.some(s => s.name === "Forecast then")`)
		if n := len(eval[[]float64](b, chartSeries+`("Forecast then")`)); n < 20 {
			b.t.Errorf("%d past forecasts are laid over", n)
		}
	})
}

// Colours follow the theme, the person's own colours, and paper.
func TestBrowserChartColours(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.charted("/")
		colours := func() []string {
			return eval[[]string](b, `(o => [o.series.find(s => s.name === "Forecast").lineStyle.color, o.series.find(s => s.name === "80% range").areaStyle.color, o.series[0].lineStyle.color])(document.querySelector("forecast-chart").chart.getOption())`)
		}
		themed := colours()
		b.media("forced-colors", "active")
		b.wait(fmt.Sprintf(`document.querySelector("forecast-chart").chart.getOption().series[0].lineStyle.color !== %q`, themed[2]))
		forced := colours()
		if forced[0] == forced[1] || forced[0] == forced[2] || forced[1] == forced[2] {
			b.t.Errorf("with forced colours forecast, range and history look the same: %v", forced)
		}
		b.media()
		b.wait(fmt.Sprintf(`document.querySelector("forecast-chart").chart.getOption().series[0].lineStyle.color === %q`, themed[2]))
		dash := eval[[]string](b, `document.querySelector("forecast-chart").chart.getOption().series.filter(s => ["Sales", "Forecast"].includes(s.name)).map(s => s.lineStyle.type)`)
		if dash[0] == dash[1] {
			b.t.Error("without colour, forecast and history are the same line")
		}
	})
}
