// Package text is the one catalogue of what the pages say, in English and
// Brazilian Portuguese, and the way each language writes numbers, money and
// dates. An entry cannot be made without both languages.
package text

import (
	"fmt"
	"strings"

	"golang.org/x/text/feature/plural"
)

// Text is one entry of the catalogue. Verbs as in package fmt, the same ones
// in both languages.
type Text struct{ en, pt string }

// Plural is an entry that depends on a count, which it takes as %d.
type Plural struct{ one, many Text }

// T gives a text in this language, with its arguments filled in.
func (l Locale) T(t Text, args ...any) string {
	if l.shop != nil && !l.shop.Sample {
		if other, ok := elsewhere[t]; ok {
			t = other
		}
	}
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
	return plural.Cardinal.MatchPlural(l.tag, n, 0, 0, 0, 0) == plural.One
}
