package text

import "strings"

// SameOccasion tells whether a written name means the event that is stored
// under another: in either language, without regard to case and accents.
func SameOccasion(written, stored string) bool {
	wanted := plainName(written)
	if wanted == plainName(stored) {
		return true
	}
	for _, l := range Locales {
		if wanted == plainName(l.Occasion(stored)) {
			return true
		}
	}
	return false
}

// plainName folds a name, its spaces and its apostrophes.
func plainName(name string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("’", "'", "´", "'", "`", "'").Replace(Folded(name))), " ")
}
