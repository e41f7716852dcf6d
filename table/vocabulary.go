package table

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// vocabulary are the fields of a column whose name says that they are of a
// closed list.
type vocabulary struct {
	fields map[string]*word
}

// word is one of them, where it stands first, and in how many rows it does.
type word struct {
	text string
	line int
	rows int
}

// What is kept of a column: the words of a closed list are few and short.
const (
	mostWords   = 64
	longestWord = 40
)

func (v *vocabulary) see(b []byte, line int) {
	if w := v.fields[string(b)]; w != nil {
		w.rows++
	} else if len(b) <= longestWord && len(v.fields) < mostWords {
		v.fields[string(b)] = &word{string(b), line, 1}
	}
}

// of gives the words that are in a list of folded ones, those of most rows
// first, and in how many rows any of them is.
func (v *vocabulary) of(list map[string]int) (words []word, rows int) {
	by := map[string]int{}
	for _, field := range slices.Sorted(maps.Keys(v.fields)) {
		w, folded := *v.fields[field], Fold(field)
		if list[folded] == 0 {
			continue
		}
		rows += w.rows
		if at, ok := by[folded]; ok {
			words[at].rows += w.rows
			continue
		}
		by[folded] = len(words)
		words = append(words, w)
	}
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(b.rows, a.rows) })
	return words, rows
}

// namedOne reports whether one of the words of a column's name is in a list, or
// ends with one, as Bestellstatus does.
func namedOne(name string, endings []string) bool {
	for _, w := range strings.Fields(Fold(name)) {
		if slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(w, end) }) {
			return true
		}
	}
	return false
}

// vocabularyFor is what a column of the name needs.
func vocabularyFor(name string) *vocabulary {
	if namedOne(name, statusNames) || namedOne(name, currencyNames) {
		return &vocabulary{map[string]*word{}}
	}
	return nil
}
