//go:build !race

package training

// What is tested here is what becomes of a model and its evaluation, not what
// these are worth: engine and backtest have tests of their own.
const (
	raceDetector = false
	fewWindows   = 3
	fewWeeks     = 8
	realPairs    = 1000
)
