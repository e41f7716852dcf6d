package text

import "golang.org/x/text/language"

var matcher = language.NewMatcher([]language.Tag{language.English, language.BrazilianPortuguese})

// Match finds the language for a person: the chosen one (a code, or "") before
// the browser's wishes (an Accept-Language header). It never fails; the last
// resort is English.
func Match(chosen, acceptLanguage string) Locale {
	for _, l := range Locales {
		if chosen == l.code {
			return l
		}
	}
	wishes, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return English
	}
	_, index, confidence := matcher.Match(wishes...)
	if confidence == language.No {
		return English
	}
	return Locales[index]
}
