//go:build !race

package server

const (
	swaps         = 1000
	loadPerSecond = 2000
	retrainings   = 50
)
