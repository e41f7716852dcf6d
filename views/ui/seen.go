package ui

// Seen is what a form was filled from, for the server to compare with what is there
// when the form is sent.
type Seen struct {
	Mark      string
	Overtaken bool // others have changed it since; the mark is that of what is there now
}
