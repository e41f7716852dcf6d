//go:build browser

package server

import "testing"

// TestBrowserByMonth: the switch at the chart changes chart and table alone; what was
// chosen stays where the horizon moves, and another span shows its own stretch.
func TestBrowserByMonth(t *testing.T) { inAllSettings(t, byMonth) }

func byMonth(b *tab) {
	b.charted("/")
	option := `document.querySelector("forecast-chart").chart.getOption()`
	b.click(`#results nav.tabs a[href*="period=month"]`)
	b.wait(`location.search.includes("period=month") && ` + option + `.xAxis[0].data.at(-1) === "2018-11"`)
	b.wait(option + `.dataZoom[0].endValue === ` + option + `.xAxis[0].data.length - 1 && ` + option + `.dataZoom[0].startValue > 0`)
	b.wait(`document.querySelector("#results nav.tabs [aria-current]").textContent.trim() !== "" && document.querySelectorAll("table.targets tbody tr").length === 4`)
	eval[bool](b, `(() => { const h = document.querySelector("#horizon"); h.value = 26; h.dispatchEvent(new Event("input", { bubbles: true })); return true })()`)
	b.wait(`location.search.includes("horizon=26") && location.search.includes("period=month") && ` + option + `.xAxis[0].data.at(-1) === "2019-02"`)
	b.click(`#results nav.tabs a:not([href*="period="])`)
	b.wait(`!location.search.includes("period=") && ` + option + `.xAxis[0].data.length > 100`)
}
