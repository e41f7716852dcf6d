//go:build !race

package server

const (
	swaps         = 60
	loadPerSecond = 2000
)
