package order

import (
	"strings"
	"testing"
	"time"

	"olist/shop"
	"olist/views/text"
	"olist/views/ui"
)

// TestStandingCountsWhatIsDue now and tells the rest apart, with what is known of costs.
func TestStandingCountsWhatIsDue(t *testing.T) {
	l := text.English.For(shop.Profile{Currency: "EUR", Country: "GB"})
	row := func(key string, quantity int64, days int, cost int64) Row {
		return Row{Segment: ui.Segment{Key: key}, Quantity: quantity, Late: days == 0, By: time.Date(2026, 11, 30+days, 0, 0, 0, 0, time.UTC), Cost: cost, HasCost: cost > 0}
	}
	for want, rows := range map[string][]Row{
		"2 orders are due now. Together they cost €30. 2 more follow, the last by: 9 Dec.": {row("a:1", 5, 0, 1000), row("a:2", 5, 0, 2000), row("a:3", 5, 9, 9000), row("a:4", 5, 3, 9000), row("a:5", 0, 9, 0)},
		"2 orders are due now. Together they cost €10, without 1 that has no cost.":        {row("a:1", 5, 0, 1000), row("a:2", 5, 0, 0), row("a:3", 0, 0, 0)},
		"1 order is due now. It costs €10.":                                                {row("a:1", 5, 0, 1000)},
		"1 order is due now.":                                                              {row("a:1", 5, 0, 0)},
		"Nothing has to be ordered now. 1 more follows, the last by: 3 Dec.":               {row("a:1", 5, 3, 700), row("a:2", 0, 0, 0)},
		"2 orders are due now. " + l.T(text.OrderCostsApart):                               {row("a:1", 5, 0, 1000), row("b:2", 5, 0, 1000)},
	} {
		if got := (View{Frame: ui.Frame{Text: l}, Cash: l, Rows: rows}).standing(); strings.ReplaceAll(got, "\u00a0", " ") != want {
			t.Errorf("it says %q, not %q", got, want)
		}
	}
	if got := (Row{By: time.Now()}).by(l); got != "–" {
		t.Errorf("nothing to order has the day %s", got)
	}
}
