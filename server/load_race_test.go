//go:build race

package server

// The race detector makes everything some ten times slower.
const (
	swaps       = 100
	retrainings = 10
)
