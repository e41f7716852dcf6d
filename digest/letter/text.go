package letter

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Text is the letter without any form.
func (l Letter) Text() string {
	var b strings.Builder
	line := func(words ...string) { b.WriteString(strings.Join(words, "") + "\n") }
	line(l.Shop)
	line(l.Heading)
	if l.Late != "" {
		line("\n! ", l.Late)
	}
	if len(l.Lead) > 0 {
		line()
	}
	for _, words := range l.Lead {
		line(words)
	}
	for _, p := range l.Parts {
		line("\n", p.Title)
		line(strings.Repeat("-", utf8.RuneCountInString(p.Title)))
		if len(p.Rows) == 0 {
			line(p.None)
		}
		for _, r := range p.Rows {
			line("* ", p.said(r))
			if r.Note != "" {
				line("  ", r.Note)
			}
			if r.URL != "" {
				line("  ", r.URL)
			}
		}
	}
	if l.Picture.Alt != "" {
		line("\n", l.Picture.Alt)
	}
	line("\n", l.Open.Label, ": ", l.Open.URL)
	line("\n-- ")
	line(l.Foot)
	if l.Stop.URL != "" {
		line(l.Stop.Label, ": ", l.Stop.URL)
	}
	return plain.Replace(b.String())
}

// said is a row in one line: its name, and each figure with its head.
func (p Part) said(r Row) string {
	var figures []string
	for i, f := range r.Figures {
		if i+1 < len(p.Heads) && p.Heads[i+1] != "" {
			f = p.Heads[i+1] + " " + f
		}
		figures = append(figures, f)
	}
	return strings.Join(slices.DeleteFunc([]string{r.Name, strings.Join(figures, "; ")}, func(s string) bool { return s == "" }), ": ")
}

// plain takes out spaces at which lines do not break, which old programs show as signs.
var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ")
