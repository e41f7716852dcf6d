//go:build unix

package store

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// isDiskFull reports whether the system had no room, or the user no more quota.
func isDiskFull(errno syscall.Errno) bool { return errno == unix.ENOSPC || errno == unix.EDQUOT }

// freeBytes gives how much a user may still write in the folder's file system.
func freeBytes(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}
