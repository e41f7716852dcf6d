package text_test

import (
	"testing"

	"olist/forecast/calendar"
	"olist/views/text"
	"olist/week"
)

// Every country that has a calendar has a name; and what many of them share, and
// every retail event, is worded in Portuguese, too.
func TestCalendarsAreWorded(t *testing.T) {
	from, err := week.Parse("2023-01-02")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]map[string]bool{}
	for _, code := range calendar.Countries() {
		if name := text.English.Country(code); name == code || text.Portuguese.Country(code) == code {
			t.Errorf("%s has no name", code)
		}
		for _, e := range calendar.For(code, from, from+week.PerYear) {
			key := e.Kind + " " + e.Name
			if seen[key] == nil {
				seen[key] = map[string]bool{}
			}
			seen[key][code] = true
			if worded := text.Worded(e.Name); !worded && (e.Kind == "retail" || len(seen[key]) > 4) {
				t.Errorf("%s (%s, %s) is not worded", e.Name, e.Kind, code)
			}
		}
	}
	if got := text.Portuguese.Occasion("Good Friday"); got != "Sexta-feira Santa" {
		t.Errorf("Good Friday is %q in Portuguese", got)
	}
	if got := text.English.Occasion("Tag der Deutschen Einheit"); got != "German Unity Day" {
		t.Errorf("Tag der Deutschen Einheit is %q in English", got)
	}
}
