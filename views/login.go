package views

// Login is the page that asks for the password.
type Login struct {
	Frame
	Next    string // local path to go to afterwards
	Problem string // why the last attempt failed, in words
}
