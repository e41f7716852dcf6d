package table

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean gives a name as it is kept: in Unicode's composed form, without
// invisible characters, spaces of every kind as plain ones, single and none at
// the ends.
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	if !utf8.ValidString(s) {
		return s
	}
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && !unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.Join(strings.FieldsFunc(visible, func(r rune) bool { return r == ' ' }), " "))
}

// isPlain reports whether a name is clean at a glance, as nearly all are.
func isPlain(s string) bool {
	space := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] == ' ' && space {
			return false
		}
		space = s[i] == ' '
	}
	return !space || s == ""
}
