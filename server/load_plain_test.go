//go:build !race

package server

const (
	swaps       = 1000
	retrainings = 50
)
