//go:build race

package server

// The race detector makes everything some ten times slower, and a race shows in
// any of the tables as in the next.
const (
	fewWindows = 2
	fewWeeks   = 4

	usualSwaps  = 50
	retrainings = 4
	objectsEach = 6
)
