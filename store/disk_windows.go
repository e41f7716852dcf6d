package store

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// isDiskFull reports whether the system had no room.
func isDiskFull(errno syscall.Errno) bool {
	return errno == windows.ERROR_DISK_FULL || errno == windows.ERROR_HANDLE_DISK_FULL
}

// freeBytes gives how much a user may still write in the folder's file system.
func freeBytes(dir string) (uint64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return free, err
}
