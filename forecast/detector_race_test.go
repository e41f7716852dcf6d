//go:build race

package forecast

// raceDetector is on: what would only say the same of more series, ten times
// slower, is tried on fewer. Every figure is held against the truth without it.
const raceDetector = true
