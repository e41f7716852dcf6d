package table

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Spelling gives what spellings of one name have in common: all of it without
// case, accents, width and spaces, for which _ may stand between letters.
// Other marks tell names apart, as a/b is not a,b; and so does what stands
// between digits, as 1 11 is not 11 1.
func Spelling(name string) string {
	runes := []rune(norm.NFKD.String(Clean(name)))
	var b strings.Builder
	before := ' ' // the last that was written
	space := false
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r), r == '_' && inside(runes, i):
			space = true
			continue
		case space && unicode.IsDigit(before) && unicode.IsDigit(r):
			b.WriteByte(' ')
		}
		before, space = unicode.ToLower(r), false
		b.WriteRune(before)
	}
	return b.String()
}

// inside reports whether letters or digits stand before and behind.
func inside(runes []rune, i int) bool {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) }
	return i > 0 && i < len(runes)-1 && word(runes[i-1]) && word(runes[i+1])
}
