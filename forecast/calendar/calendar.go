// Package calendar has the holidays and retail events of a country as
// forecast.Events.
//
// It imports forecast, for that type, and week; training imports it. The engine
// does not: it takes events as data.
package calendar

import (
	"cmp"
	"slices"
	"time"

	"github.com/rickar/cal/v2/br"

	"olist/forecast"
	"olist/week"
)

// Brazil is the Brazilian public holidays and the retail events in the weeks
// from..to (inclusive), by week, then name. Their effects are estimated
// elsewhere.
func Brazil(from, to week.Week) []forecast.Event {
	var out []forecast.Event
	add := func(name, kind string, day time.Time) {
		if w := week.Of(day); !day.IsZero() && w >= from && w <= to {
			out = append(out, forecast.Event{Name: name, Week: w, Kind: kind})
		}
	}
	first, last := from.Monday().Year(), to.Monday().AddDate(0, 0, 6).Year()
	for year := first; year <= last; year++ {
		for _, h := range br.Holidays {
			_, observed := h.Calc(year)
			if h != br.Natal {
				add(h.Name, forecast.KindHoliday, observed)
			}
		}
		add("Valentine's Day", forecast.KindRetail, date(year, time.June, 12))
		add("Children's Day", forecast.KindRetail, date(year, time.October, 12))
		add("Christmas", forecast.KindRetail, date(year, time.December, 25))
		add("Mother's Day", forecast.KindRetail, nth(year, time.May, time.Sunday, 2))
		add("Father's Day", forecast.KindRetail, nth(year, time.August, time.Sunday, 2))
		add("Black Friday", forecast.KindRetail, nth(year, time.November, time.Thursday, 4).AddDate(0, 0, 1))
	}
	slices.SortFunc(out, func(a, b forecast.Event) int { return cmp.Or(cmp.Compare(a.Week, b.Week), cmp.Compare(a.Name, b.Name)) })
	return slices.Compact(out)
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// nth weekday of a month.
func nth(year int, month time.Month, day time.Weekday, n int) time.Time {
	first := date(year, month, 1)
	return first.AddDate(0, 0, (int(day)-int(first.Weekday())+7)%7+7*(n-1))
}
