//go:build race

package training

// raceDetector is on: what would only say the same figures once more, ten times
// slower, is left to the tests without it.
const (
	raceDetector = true
	fewWindows   = 2
	fewWeeks     = 4
	realPairs    = 20
)
