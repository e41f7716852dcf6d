package text

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"olist/message"
)

// same are the entries that are their arguments alone.
var same = map[string]bool{"column_named": true, "in_column": true, "name_quoted": true, "names": true, "said_after": true}

var leftOver = regexp.MustCompile(`[{}|]|%[a-z!]|<nil>|NaN`)

// TestEveryMessage makes every message in every language: a sentence of its
// own, in other words than the others', with nothing of its making left over.
func TestEveryMessage(t *testing.T) {
	for _, key := range message.Entries() {
		m := message.Example(key)
		said := map[string]string{}
		for _, l := range append([]Locale{Pseudo}, Locales...) {
			s := l.Say(m)
			if leftOver.MatchString(s) || !strings.HasSuffix(s, ".") || strings.TrimSpace(s) != s {
				t.Errorf("%s in %s: %q", key, l.Code(), s)
			}
			if first := []rune(s)[0]; unicode.IsLower(first) {
				t.Errorf("%s in %s does not begin as a sentence: %q", key, l.Code(), s)
			}
			if before, twice := said[s]; twice && !same[key] {
				t.Errorf("%s is the same in %s and %s: %q", key, before, l.Code(), s)
			}
			said[s] = l.Code()
		}
		if plain := m.String(); leftOver.MatchString(plain) {
			t.Errorf("%s in the log: %q", key, plain)
		}
	}
}
