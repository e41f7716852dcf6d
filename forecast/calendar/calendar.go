// Package calendar has the holidays and retail events of a country as
// forecast.Events.
//
// It imports forecast, for that type, and week; training imports it. The engine
// does not: it takes events as data.
//
// A public holiday counts on the day that is free from work: where it falls on a
// weekend and the law moves it (the United Kingdom, the United States, Japan ...),
// on the substitute, as it is that one that changes a week; else on the day
// itself. A retail event counts on its own day. Regional holidays are left out:
// whoever needs them adds them as events of their own.
package calendar

import (
	"cmp"
	"slices"
	"time"

	"olist/forecast"
	"olist/week"
)

// For is the public holidays and the retail events of a country (ISO 3166
// alpha-2, in capitals) in the weeks from..to (inclusive), by week, then name:
// none for a country that Countries does not list. Weeks begin on the day that
// from does.
func For(country string, from, to week.Week) []forecast.Event {
	rules := slices.Concat(holidays[country], retail[country])
	var out []forecast.Event
	// A substitute may lie in the year before or after its holiday.
	for year := from.First().Year() - 1; year <= to.Last().Year()+1; year++ {
		for _, r := range rules {
			day := r.observed(year)
			if day.IsZero() {
				continue
			}
			if w := weekOf(day, from); w >= from && w <= to {
				out = append(out, forecast.Event{Name: r.name, Week: w, Kind: r.kind})
			}
		}
	}
	slices.SortFunc(out, func(a, b forecast.Event) int {
		return cmp.Or(cmp.Compare(a.Week, b.Week), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind))
	})
	return slices.CompactFunc(out, func(a, b forecast.Event) bool { return a.Week == b.Week && a.Name == b.Name })
}

// Countries are the countries that For knows, as ISO 3166 alpha-2, sorted.
func Countries() []string {
	codes := make([]string, 0, len(holidays))
	for code := range holidays {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// weekOf is the week that a day lies in, among weeks like base. It alone maps
// days to weeks.
func weekOf(day time.Time, base week.Week) week.Week {
	return base.Containing(day)
}
