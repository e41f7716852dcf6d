package text

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Below gives a message of the layers below the pages in this language, as a
// sentence. They speak English to logs, the command line and the API; some of
// it is stored before anybody reads it. So a message is known again by the
// format that it was made with (the keys of below); one that is not known stays
// as it is. What was filled in may be a message itself.
func (l Locale) Below(message string) string {
	return sentence(l.below(message))
}

// BelowWords is Below for a few words that are no sentence.
func (l Locale) BelowWords(words string) string { return l.below(words) }

func (l Locale) below(message string) string {
	for _, p := range patterns() {
		found := p.match.FindStringSubmatch(message)
		if found == nil {
			continue
		}
		said := l.T(p.text)
		for _, arg := range found[1:] {
			said = strings.Replace(said, "%s", l.below(arg), 1)
		}
		return said
	}
	if decimal.MatchString(message) {
		return l.Marks(message)
	}
	return message
}

var decimal = regexp.MustCompile(`^-?[0-9]+\.[0-9]+%?$`)

// sentence begins with a capital letter and has an end.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = Capital(s)
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

type pattern struct {
	format string
	match  *regexp.Regexp
	text   Text // with %s for every verb, in the order of the format
}

var verbs = regexp.MustCompile(`%[-+#0-9.\[\]]*[a-z]`)

// patterns are the known formats, the more particular ones first.
var patterns = sync.OnceValue(func() []pattern {
	known := below
	all := make([]pattern, 0, len(known))
	for format, t := range known {
		parts := verbs.Split(format, -1)
		for i, part := range parts {
			parts[i] = regexp.QuoteMeta(part)
		}
		all = append(all, pattern{format, regexp.MustCompile(`(?s)^` + strings.Join(parts, `(.+?)`) + `$`), t})
	}
	slices.SortFunc(all, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(len(verbs.ReplaceAllString(b.format, "")), len(verbs.ReplaceAllString(a.format, ""))), cmp.Compare(a.format, b.format))
	})
	return all
})
