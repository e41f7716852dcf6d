package server

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"olist/training/automation"
	"olist/views/text"
	"olist/week"
)

const (
	promotedFirst = week.Week(2400)
	promotedWeeks = 90 // with sales
	promotedAhead = 6  // known ahead of them
	promotedDay   = .1 // logarithm of what a promotion day does
)

// promotedShop is a shop that sells a tenth more for each promotion day of a
// week, in two categories and states, before a model learnt that.
func promotedShop(t *testing.T) *app { return shopPromoted(t, false) }

// shopPromoted is promotedShop; where own is set, each category has promotion days
// of its own.
func shopPromoted(t *testing.T, own bool) *app {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	var file strings.Builder
	file.WriteString("week,category,state,revenue,promo_days\n")
	for w := range promotedWeeks + promotedAhead {
		days := r.IntN(6)
		if w >= promotedWeeks {
			fmt.Fprintf(&file, "%s,,,,%d\n", promotedFirst+week.Week(w), days)
			continue
		}
		for i, category := range []string{"tea", "coffee"} {
			if own {
				days = r.IntN(6)
			}
			for j, state := range []string{"SP", "RJ"} {
				sold := float64(20_000+9000*i+4000*j) * math.Exp(promotedDay*float64(days)+.15*r.NormFloat64())
				fmt.Fprintf(&file, "%s,%s,%s,%.2f,%d\n", promotedFirst+week.Week(w), category, state, sold, days)
			}
		}
	}
	return appWith(t, file.String(), "promo_days")
}

// learn trains a model that serves, whatever it scores.
func (a *app) learn() {
	a.t.Helper()
	must(a.t, a.store.PutSetting(a.t.Context(), "test", "promotion", automation.Policy{Mode: automation.PromoteAlways}))
	a.retrain(`{"n_estimators":10}`)
}

// TestWhatADriverDoesIsShown with its band, in both languages and to programs;
// before a model learnt it, the page says how it comes to count.
func TestWhatADriverDoesIsShown(t *testing.T) {
	a := promotedShop(t)
	wantIn(t, a.page("/drives"), "was trained without it, so it moves no forecast.", `<a href="/admin">Retrain to use it</a>`)
	if _, body := a.ask("GET", "/api/v1/drivers", ""); !strings.Contains(body, `"learnt":null`) {
		t.Error(body)
	}
	a.learn()
	var answer struct{ Drivers []knownDriver }
	_, body := a.ask("GET", "/api/v1/drivers", "")
	must(t, json.Unmarshal([]byte(body), &answer))
	if len(answer.Drivers) != 1 || answer.Drivers[0].Learnt == nil {
		t.Fatal(body)
	}
	of := answer.Drivers[0].Learnt
	day := math.Exp(promotedDay)
	if b := of.Unit.Bands[1]; math.Abs(of.Unit.Factor-day) > .02 || b.Level != 95 || b.Lower > day || b.Upper < day || of.Weeks != promotedWeeks || of.From != 0 || of.To != 5 {
		t.Errorf("learnt %+v, a day %+v, want %.3f", of, of.Unit, day)
	}
	ratio := func(l text.Locale, f float64) string { return l.Change(f - 1) }
	_, portuguese := a.do("GET", "/drives", nil, "Accept-Language", "pt-BR")
	for language, page := range map[string]string{"en": a.page("/drives"), "pt": portuguese} {
		l := text.Match("", language)
		wantIn(t, page, l.T(text.LearntUnit, ratio(l, of.Unit.Factor), ratio(l, of.Unit.Bands[0].Lower), ratio(l, of.Unit.Bands[0].Upper)), l.N(text.Weeks, promotedWeeks))
	}
}

// TestWhatADriverDoesToAPartIsShown where the part has values of its own.
func TestWhatADriverDoesToAPartIsShown(t *testing.T) {
	a := shopPromoted(t, true)
	a.learn()
	wantIn(t, a.page("/drives?segment=category:tea"), "One more: +", "from the parts that have values of their own, from 0 to 5: what it does to one while the others stay.")
	if page := a.page("/drives"); strings.Contains(page, "values of their own") {
		t.Error("all sales are said to be a part")
	}
	_, portuguese := a.do("GET", "/drives?segment=category:tea", nil, "Accept-Language", "pt-BR")
	wantIn(t, portuguese, "nas partes que têm valores próprios")
	if _, body := a.ask("GET", "/api/v1/drivers?segment=category:tea", ""); !strings.Contains(body, `"own":true`) {
		t.Error(body)
	}
}
