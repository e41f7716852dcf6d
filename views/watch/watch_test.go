package watch

import (
	"math"
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/viewtest"
)

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"watch":       Page(sampleWatch(l)),
		"watch, none": Page(View{Frame: viewtest.Frame(l), Until: viewtest.Week("2018-08-13")}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func sampleWatch(l text.Locale) View {
	return View{Frame: viewtest.Frame(l), Until: viewtest.Week("2018-08-13"), Scored: 2, Error: .12, Promised: .1, Tracking: -3, Level: 1.5, Mix: .02,
		Limits: Limits{Tracking: 4, Level: 3, Mix: .1}, Alarms: []string{"tracking", "bands"},
		Steps: []Step{{Step: 1, N: 2, Error: .12, Promised: .1, Inside80: .5, Inside95: 1}},
		Weeks: []Week{{Week: viewtest.Week("2018-08-13"), Forecast: 100, Lower: 80, Upper: 120, Actual: 130}, {Week: viewtest.Week("2018-08-06"), Forecast: 100, Lower: 80, Upper: 120, Actual: 110, Inside: true}}}
}

// A promise that is being measured anew is not one of nothing.
func TestPromiseBeingMeasured(t *testing.T) {
	w := View{Frame: viewtest.Frame(text.English)}
	for v, want := range map[float64]string{0: "the backtest is being measured now", .111: "the backtest promised 11.1%"} {
		if got := w.promised(v); got != want {
			t.Errorf("%g: %q", v, got)
		}
	}
}

// No percentage of nothing.
func TestNothingSoldIsSaidInWords(t *testing.T) {
	nan := math.NaN()
	w := View{Frame: viewtest.Frame(text.English), Scored: 1, Error: nan, Steps: []Step{{Step: 1, N: 1, Error: nan}}}
	viewtest.NoPercentage(t, "watch", Page(w))
}
