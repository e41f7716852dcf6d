//go:build race

package training

// raceDetector is on: what would only say the same figures once more, ten times
// slower, is done smaller or left to the run without it.
const raceDetector = true
