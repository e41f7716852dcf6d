// Package text is the one catalogue of what the pages say, in English and
// Brazilian Portuguese, and the way each language writes numbers, money and
// dates. An entry cannot be made without both languages.
package text

import (
	"fmt"
	"strings"
)

// Text is one entry of the catalogue. Verbs as in package fmt, the same ones
// in both languages.
type Text struct{ en, pt string }

// Plural is an entry that depends on a count, which it takes as %d.
type Plural struct{ one, many Text }

// Locale is a language that the pages speak. The zero value is not valid; use
// English, Portuguese or Match.
type Locale struct {
	code string // of the html lang attribute
	pt   bool
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

// T gives a text in this language, with its arguments filled in.
func (l Locale) T(t Text, args ...any) string {
	s := t.en
	if l.pt {
		s = t.pt
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// N gives the form of a text that fits the count n; that of one may leave the
// number out.
func (l Locale) N(p Plural, n int) string {
	if n == 1 && !strings.Contains(p.one.en, "%") {
		return l.T(p.one)
	}
	if n == 1 {
		return l.T(p.one, n)
	}
	return l.T(p.many, n)
}
