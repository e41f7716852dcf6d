//go:build browser

package server

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"olist/views/text"
	"olist/views/ui"
)

// foretold is what the JSON API says of a segment, whatever model ships: the
// coming weeks, their sum, and what the complete weeks brought, by Monday.
type foretold struct {
	weeks []ui.Range
	first string // Monday
	all   ui.Range
	past  map[string]int64
}

func (b *tab) foretold(segment string, horizon int) (f foretold) {
	b.t.Helper()
	type point struct {
		Week     string
		Forecast float64
		Bands    []struct{ Lower, Upper float64 }
	}
	var ahead struct{ Forecast, Total []point }
	var before struct {
		Weeks []struct {
			Week     string
			Revenue  float64
			Complete bool
		}
	}
	q := "segment=" + url.QueryEscape(segment)
	b.decode("/api/v1/forecast?level=80&horizon="+strconv.Itoa(horizon)+"&"+q, &ahead)
	b.decode("/api/v1/series?"+q, &before)
	amount := func(p point) ui.Range {
		return ui.Range{Cents: cents(p.Forecast), Low: cents(p.Bands[0].Lower), High: cents(p.Bands[0].Upper)}
	}
	f = foretold{first: ahead.Forecast[0].Week, all: amount(ahead.Total[0]), past: map[string]int64{}}
	for _, p := range ahead.Forecast {
		f.weeks = append(f.weeks, amount(p))
	}
	for _, w := range before.Weeks {
		if w.Complete {
			f.past[w.Week] = cents(w.Revenue)
		}
	}
	return f
}

func (a *app) decode(path string, into any) {
	a.t.Helper()
	_, body := a.ask("GET", path, "")
	must(a.t, json.Unmarshal([]byte(body), into))
}

// before sums what came in as many weeks as are coming, so many weeks earlier.
func (f foretold) before(weeks int) (sum int64) {
	first, _ := time.Parse(time.DateOnly, f.first)
	for i := range f.weeks {
		sum += f.past[first.AddDate(0, 0, 7*(i-weeks)).Format(time.DateOnly)]
	}
	return sum
}

// short writes an amount as the pages do, but with spaces as one types them.
func short(l text.Locale, cents int64) string { return typed(l.MoneyShort(cents)) }

func typed(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
