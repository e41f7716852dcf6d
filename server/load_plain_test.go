//go:build !race

package server

// Most tests here need a model and its evaluation, whatever they are worth: on
// three origins and eight weeks they are there in a seventh of the time, and
// what is evaluated meanwhile leaves the processors to the pages.
const (
	fewWindows = 3
	fewWeeks   = 8

	usualSwaps  = 250
	retrainings = 15
	objectsEach = 1 // of so many tables or indexes one is damaged
)
