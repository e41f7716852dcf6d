//go:build unix

package scratch

import (
	"os"

	"golang.org/x/sys/unix"
)

// lockFile locks an open file until it is closed, or fails at once.
func lockFile(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }
