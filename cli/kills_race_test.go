//go:build race

package cli

// The program that is killed is built without the detector: there is nothing
// here that it could see.
const (
	usualCrashes = 3
	restoreKills = 3
	fetchKills   = 3
	backupKills  = 2
)
