package text

import (
	"cmp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"olist/shop"
)

var states = map[string]string{
	"AC": "Acre", "AL": "Alagoas", "AM": "Amazonas", "AP": "Amapá", "BA": "Bahia", "CE": "Ceará", "DF": "Distrito Federal",
	"ES": "Espírito Santo", "GO": "Goiás", "MA": "Maranhão", "MG": "Minas Gerais", "MS": "Mato Grosso do Sul",
	"MT": "Mato Grosso", "PA": "Pará", "PB": "Paraíba", "PE": "Pernambuco", "PI": "Piauí", "PR": "Paraná",
	"RJ": "Rio de Janeiro", "RN": "Rio Grande do Norte", "RO": "Rondônia", "RR": "Roraima", "RS": "Rio Grande do Sul",
	"SC": "Santa Catarina", "SE": "Sergipe", "SP": "São Paulo", "TO": "Tocantins",
}

// State names a region: a Brazilian state by its code, São Paulo (SP), where the
// shop's regions are those, else as the data have it.
func (l Locale) State(code string) string {
	if name, ok := states[code]; ok && l.HasMap() {
		return name + " (" + code + ")"
	}
	if code == "none" { // only where no week at all has states
		return l.T(StateNotKnown)
	}
	return code
}

// HasMap tells whether the shop's regions are the states of Brazil.
func (l Locale) HasMap() bool {
	p := l.Shop()
	return p.Country == "BR" && (p.Region == shop.State || p.Sample)
}

// Category names a category: as people write it where the catalogue of the sample
// knows the slug, else by the English name that the data give or the slug itself;
// those of other shops as their data have them.
func (l Locale) Category(slug, english string) string {
	if !l.Shop().Sample {
		if slug == "none" {
			return l.T(NoCategory)
		}
		return cmp.Or(english, slug)
	}
	if known, ok := categories[slug]; ok {
		return l.T(known)
	}
	name := strings.ReplaceAll(l.pick(cmp.Or(english, slug), slug), "_", " ")
	if name == "" {
		return slug
	}
	return Capital(name)
}

// Capital writes a text with its first letter as a capital, whatever its
// alphabet.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if first == utf8.RuneError {
		return s
	}
	return string(unicode.ToTitle(first)) + s[size:]
}

// SortBy sorts n things by their names, as people look them up: without regard
// to case and accents. (Package collate would do the same for a megabyte.)
func SortBy(n int, name func(i int) string, swap func(i, j int)) {
	sort.Sort(byName{n, func(i int) string { return Folded(name(i)) }, swap})
}

type byName struct {
	n    int
	name func(i int) string
	swap func(i, j int)
}

func (b byName) Len() int           { return b.n }
func (b byName) Swap(i, j int)      { b.swap(i, j) }
func (b byName) Less(i, j int) bool { return b.name(i) < b.name(j) }

// Folded is a name in small letters without accents and edges, as it is
// searched for.
func Folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.TrimSpace(name)))
}

// Found tells whether every word that is searched for is in a folded text.
func Found(folded, search string) bool {
	words := strings.Fields(Folded(search))
	for _, word := range words {
		if !strings.Contains(folded, word) {
			return false
		}
	}
	return len(words) > 0
}
