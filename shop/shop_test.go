package shop

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"olist/store/fault"
)

func TestValidate(t *testing.T) {
	good := New()
	good.Name = "Schuhe"
	for field, changes := range map[string][]func(*Profile){
		"": {func(*Profile) {}, func(p *Profile) { p.Name = "\U0001F469\u200d\U0001F467 L\u00e4den" }, func(p *Profile) { p.Name = "\u0645\u0631\u062d\u0628\u0627" }, func(p *Profile) { p.Name = "<b>" }},
		"name": {func(p *Profile) { p.Name = "" }, func(p *Profile) { p.Name = "\u200b\ufeff" }, func(p *Profile) { p.Name = "a\u202eb" },
			func(p *Profile) { p.Name = "a\u2028b" }, func(p *Profile) { p.Name = "a\x00b" }, func(p *Profile) { p.Name = strings.Repeat("x", maxName+1) }},
		"currency":  {func(p *Profile) { p.Currency = "XQZ" }},
		"country":   {func(p *Profile) { p.Country = "EUR" }, func(p *Profile) { p.Country = "EU" }},
		"time_zone": {func(p *Profile) { p.TimeZone = "Local" }, func(p *Profile) { p.TimeZone = "localtime" }, func(p *Profile) { p.TimeZone = "../../etc/passwd" }},
		"region":    {func(p *Profile) { p.Region = p.Category }, func(p *Profile) { p.Category, p.Region = "Store", "store" }},
		"measure":   {func(p *Profile) { p.Measure = "orders" }},
		"source":    {func(p *Profile) { p.Source = "a\nb" }},
	} {
		for i, change := range changes {
			p := good
			change(&p)
			err := p.Validate()
			var f *fault.Error
			if field == "" && err != nil || field != "" && (!errors.As(err, &f) || f.Field != field) {
				t.Errorf("%q, %d: %v", field, i, err)
			}
		}
	}
}

// A country has one code: its holidays are found by it.
func TestTidy(t *testing.T) {
	for written, want := range map[string]string{"uk": "GB", " de ": "DE", "EUR": "EUR", "": "", "xx": "XX"} {
		if got := (Profile{Country: written}).Tidy().Country; got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}

// A profile comes back from JSON as it was, and what is not said is as in New.
func TestKept(t *testing.T) {
	for _, p := range []Profile{Olist(), New(), {Name: "x", Currency: "JPY", Start: 2, Measure: Units, TimeZone: "Asia/Tokyo"}} {
		kept, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Parse(kept); err != nil || again != p {
			t.Errorf("%+v comes back as %+v, %v", p, again, err)
		}
	}
	if p, err := Parse([]byte(`{"name":"x"}`)); err != nil || p.Measure != Revenue || p.TimeZone != "UTC" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := Parse([]byte(`{"week_start":"tuesday"}`)); err == nil {
		t.Error("weeks begin on a Tuesday")
	}
}

func TestAmounts(t *testing.T) {
	for code, want := range map[string]int{"JPY": 0, "KRW": 0, "EUR": 2, "KWD": 2, "": 2} {
		if got := (Profile{Currency: code}).Decimals(); got != want {
			t.Errorf("%s has %d decimals, want %d", code, got, want)
		}
	}
}

// Every zone that a country is given exists, and every country has a currency.
func TestCountries(t *testing.T) {
	for country, zone := range zones {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
		if CurrencyOf(country) == "" {
			t.Errorf("%s has no currency", country)
		}
	}
	if CurrencyOf("DE") != "EUR" || CurrencyOf("US") != "USD" || CurrencyOf("BR") != "BRL" || ZoneOf("??") != "UTC" {
		t.Error("a country has another's currency")
	}
}
