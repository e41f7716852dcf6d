//go:build !race

package cli

// How often the real program is killed.
const (
	usualCrashes = 50
	restoreKills = 16
	fetchKills   = 12
	backupKills  = 4
)
