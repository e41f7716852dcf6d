package text

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"olist/message"
	"olist/shop"
)

// ofSplits are words of the sample for the parts of its sales. State with a capital is
// that of a job, and no part.
var ofSplits = regexp.MustCompile(`\b(?:[Cc]ategor(?:y|ies|ias?)|[Rr]egi(?:ons?|ão|ões)|[Ss]tates|[Ee]stados|state|estado)\b`)

// spokenElsewhere are texts with such words that are right in any shop: of roles and
// names that can be chosen, of the sample's published files, of a state that is no part.
var spokenElsewhere = regexp.MustCompile(`^shop\.go: (?:category|region|In one word)|^(?:elsewhere|categories|dashboard)\.go: (?:Categor|Region|State|%s by)|^dashboard\.go: No category` +
	`|^data\.go: (?:Items of products|Categories without|Orders that span)|^segments\.go: (?:States|Each tile)|^import_found\.go: (?:Categories|States|category|region|state)|^countries\.go|SELECT day|^(?:accuracy|frame|registry)\.go: (?:Tested|Model %s is|One that was)|^imports\.go: The file is`)

// splitsOwn are shops with names of their own, and one whose sales are split once.
var splitsOwn = []shop.Profile{{Category: "Department", Region: "Store"}, {Category: "Department"}}

// What a shop calls its parts is what pages call them: no text and no message speaks of
// categories and states to a shop that has none.
func TestOtherShopsHaveOtherParts(t *testing.T) {
	all := entries(t)
	for _, p := range splitsOwn {
		for _, l := range Locales {
			l = l.For(p)
			for _, where := range slices.Sorted(maps.Keys(all)) {
				said := l.T(Text{all[where][0], all[where][1]})
				if ofSplits.MatchString(said) && !spokenElsewhere.MatchString(where) {
					t.Errorf("%s: %s", where, said)
				}
			}
			for _, key := range message.Entries() {
				said := message.Example(key).In(l)
				if p.Region == "" {
					said = strings.ReplaceAll(strings.ReplaceAll(said, " region", ""), " região", "") // what others have
				}
				if ofSplits.MatchString(said) && key != "from_regions" && key != "value_state" && key != "no_earlier_state" && key != "series_by_status" {
					t.Errorf("%s: %s", key, said)
				}
			}
		}
	}
}

func TestMessagesNameTheParts(t *testing.T) {
	l := Portuguese.For(splitsOwn[0])
	for want, m := range map[string]message.Message{
		"“x” é um nome a mais para Store; pode haver 100":                   message.StateTooMany.With("x", 100),
		"coluna Umsatz: “x” é um nome a mais para Department; pode haver 5": message.InColumn.With("Umsatz", message.CategoryTooMany.With("x", 5)),
	} {
		if got := m.In(l); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := Portuguese.Say(message.WeekTwice.With()); got != "Esta semana, categoria e estado aparecem pela segunda vez." {
		t.Errorf("the sample says %q", got)
	}
	units := shop.Profile{Category: "Department", Currency: "EUR", Measure: shop.Units}
	euro := shop.Profile{Currency: "EUR", Measure: shop.Revenue}
	high := message.WeekHigh.With(1_234_500, message.Number{Value: 12, Decimals: 0})
	for want, got := range map[string]string{
		"R$ 12,345 is 12": high.String(), "EUR 12,345 is 12": high.Of(euro.Words()), "12,345 is 12": high.Of(units.Words()),
		"rows without Department are": message.RowsSumCategories.With(3).Of(units.Words()), "rows without a category are": message.RowsSumCategories.With(3).Of(shop.Olist().Words()),
	} {
		if !strings.HasPrefix(got, want) {
			t.Errorf("programs read %q, want %q", got, want)
		}
	}
}
