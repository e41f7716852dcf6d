package text

import (
	"slices"

	"golang.org/x/text/language"
)

// The languages that a browser's wishes are held against, by their tags.
var (
	matched = slices.Clone(Locales)
	matcher = language.NewMatcher(tags(matched))
)

func tags(locales []Locale) []language.Tag {
	var tags []language.Tag
	for _, l := range locales {
		tags = append(tags, l.tag)
	}
	return tags
}

// Match finds the language for a person: the chosen one (a code, or "") before
// the browser's wishes (an Accept-Language header). It never fails; the last
// resort is the first of Locales.
func Match(chosen, acceptLanguage string) Locale {
	for _, l := range Locales {
		if chosen == l.code {
			return l
		}
	}
	wishes, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return Locales[0]
	}
	_, index, confidence := matcher.Match(wishes...)
	if confidence == language.No {
		return Locales[0]
	}
	return matched[index]
}
