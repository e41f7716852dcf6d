package cli

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// forget lets go of the memory that content takes, which is a part of the
// program's file and never written: whoever reads it again has it read from
// there. Without it, a sample that is copied once would be resident for good.
func forget(content []byte) {
	page := uintptr(os.Getpagesize())
	start := uintptr(unsafe.Pointer(unsafe.SliceData(content)))
	from, to := (page-start%page)%page, uintptr(len(content))
	if to -= min(to, (start+to)%page); from < to {
		_ = unix.Madvise(content[from:to], unix.MADV_DONTNEED) // it only costs memory
	}
}
