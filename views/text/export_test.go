package text

// Worded tells whether an occasion's name is in the catalogue.
func Worded(occasion string) bool {
	_, ok := occasions[occasion]
	return ok
}
