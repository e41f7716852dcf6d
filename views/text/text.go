// Package text is the one catalogue of what the pages say, in English and
// Brazilian Portuguese, and the way each language writes numbers, money and
// dates. An entry cannot be made without both languages.
package text

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Text is one entry of the catalogue. Verbs as in package fmt, the same ones
// in both languages.
type Text struct{ en, pt string }

// Plural is an entry that depends on a count, which it takes as %d.
type Plural struct{ one, many Text }

// Locale is a language that the pages speak. The zero value is not valid; use
// English, Portuguese or Match. Locales are compared by their Code.
type Locale struct {
	code   string // of the html lang attribute
	pt     bool
	pseudo bool           // every text longer and accented, see Pseudo
	zone   *time.Location // in which times are written; nil is UTC
}

// In is the language with times written as the clocks of zone show them.
func (l Locale) In(zone *time.Location) Locale {
	l.zone = zone
	return l
}

// The languages there are.
var (
	English    = Locale{code: "en"}
	Portuguese = Locale{code: "pt-BR", pt: true}
)

// Locales lists every language, the default first.
var Locales = []Locale{English, Portuguese}

// Code is the BCP 47 tag, for the lang attribute.
func (l Locale) Code() string { return l.code }

// Short is what the language is called on a small button.
func (l Locale) Short() string {
	if l.pt {
		return "PT"
	}
	return "EN"
}

// Name is what the language calls itself.
func (l Locale) Name() string {
	if l.pt {
		return "Português"
	}
	return "English"
}

// Choose picks the wording in this language.
func (l Locale) Choose(en, pt string) string {
	switch {
	case l.pseudo:
		return dress(en)
	case l.pt:
		return pt
	}
	return en
}

// T gives a text in this language, with its arguments filled in.
func (l Locale) T(t Text, args ...any) string {
	s := l.Choose(t.en, t.pt)
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// N gives the form of a text that fits the count n; that of one may leave the
// number out.
func (l Locale) N(p Plural, n int) string {
	t := p.many
	if l.Singular(n) {
		t = p.one
	}
	if !strings.Contains(t.en, "%") {
		return l.T(t)
	}
	return l.T(t, n)
}

// Singular reports whether a count takes the singular (CLDR plural rules).
func (l Locale) Singular(n int) bool {
	if n < 0 {
		n = -n
	}
	return plural.Cardinal.MatchPlural(l.tag(), n, 0, 0, 0, 0) == plural.One
}

func (l Locale) tag() language.Tag {
	if l.pt {
		return language.BrazilianPortuguese
	}
	return language.English
}
