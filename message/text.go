package message

import (
	"slices"
	"strings"
)

// part is a stretch of a wording: plain text, or the place of an argument.
type part struct {
	text      string
	name      string
	one, many string // what a count chooses between, with # for its number
}

// parse cuts a wording into its parts. A brace that is not closed stays text.
func parse(t string) []part {
	var parts []part
	for t != "" {
		before, rest, found := strings.Cut(t, "{")
		if before != "" {
			parts = append(parts, part{text: before})
		}
		if !found {
			break
		}
		inside, after, closed := strings.Cut(rest, "}")
		if !closed {
			parts = append(parts, part{text: "{" + rest})
			break
		}
		forms := strings.Split(inside, "|")
		p := part{name: forms[0]}
		if len(forms) == 3 {
			p.one, p.many = forms[1], forms[2]
		}
		parts = append(parts, p)
		t = after
	}
	return parts
}

// placeholders are the names in a wording, each once, in order.
func placeholders(t string) []string {
	var names []string
	for _, p := range parse(t) {
		if p.name != "" && !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return names
}

// fill words the argument at p.
func (p part) fill(l Language, arg any) string {
	said := word(l, arg)
	if p.many == "" {
		return said
	}
	form := p.many
	if n, ok := arg.(int); ok && l.Singular(n) {
		form = p.one
	}
	return strings.ReplaceAll(form, "#", said)
}
