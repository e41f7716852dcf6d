package text

import (
	"regexp"
	"strings"

	"olist/message"
)

// Say words what a layer below the pages said, as a sentence of its own.
func (l Locale) Say(m message.Message) string {
	return sentence(m.In(l))
}

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

// SayWords is Say for words that are no sentence: the end of one, a cell.
func (l Locale) SayWords(m message.Message) string {
	return m.In(l)
}

// Quote puts what a person or a file wrote in the language's quotation marks.
func (l Locale) Quote(words string) string { return "“" + words + "”" }

// Pseudo is a language that no person reads: every text is longer and accented.
// A page in it shows whatever was not taken from the catalogue, and whether the
// layout holds where a language is wordier than English.
var Pseudo = func(l Locale) Locale {
	l.code, l.pseudo = "en-XA", true
	return l
}(English)

var (
	accents = strings.NewReplacer("a", "á", "e", "é", "i", "í", "o", "ó", "u", "ú", "n", "ñ", "c", "ç", "y", "ý",
		"A", "Á", "E", "É", "I", "Í", "O", "Ó", "U", "Ú", "N", "Ñ", "C", "Ç", "s", "š", "S", "Š", "z", "ž", "d", "ð", "t", "ŧ", "r", "ř", "l", "ł", "h", "ħ", "D", "Đ", "T", "Ŧ", "R", "Ř", "L", "Ł", "H", "Ħ", "B", "Ɓ", "b", "ƀ", "g", "ğ", "k", "ķ", "w", "ŵ")
	filled = regexp.MustCompile(`%[-+#0-9.\[\]]*[a-zA-Z%]|\{[a-z_]+\|?|[|}]`)
)

// dress accents a text but for the places of its arguments, and makes it a
// third longer.
func dress(en string) string {
	var b strings.Builder
	at := 0
	for _, place := range filled.FindAllStringIndex(en, -1) {
		b.WriteString(accents.Replace(en[at:place[0]]))
		b.WriteString(en[place[0]:place[1]])
		at = place[1]
	}
	b.WriteString(accents.Replace(en[at:]))
	return "[" + b.String() + padding(len(en)/3) + "]"
}

// padding is so many dots, in words of six: what is longer has more words.
func padding(dots int) string {
	var words []string
	for ; dots > 0; dots -= 6 {
		words = append(words, strings.Repeat("·", min(dots, 6)))
	}
	return strings.Join(words, " ")
}
