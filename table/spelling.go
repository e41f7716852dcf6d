package table

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Spelling gives what spellings of one name have in common: its letters and
// digits without case and accents. Marks between digits stay, as 1-11 and 11-1
// are two names. A name without letters and digits is its own.
func Spelling(name string) string {
	var b strings.Builder
	digit, mark := false, false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.IsDigit(r):
			if digit && mark {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			digit, mark = true, false
		case unicode.IsLetter(r):
			b.WriteRune(unicode.ToLower(r))
			digit, mark = false, false
		case !unicode.Is(unicode.Mn, r):
			mark = true
		}
	}
	if b.Len() == 0 {
		return name
	}
	return b.String()
}
