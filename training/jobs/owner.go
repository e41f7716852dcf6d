package jobs

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// NewOwner names this process in leases: host, process id and start time.
func NewOwner(started int64) string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%s/%d/%d", host, os.Getpid(), started)
}

// ownerIsGone reports whether owner was a process of this host that is no more,
// so that its lease need not run out. me is this process.
func ownerIsGone(owner, me string) bool {
	if owner == me {
		return false
	}
	o, m := strings.Split(owner, "/"), strings.Split(me, "/")
	if len(o) != 3 || len(m) != 3 || o[0] != m[0] {
		return false
	}
	if o[1] == m[1] {
		return true // our own process id, used before
	}
	pid, err := strconv.Atoi(o[1])
	if err != nil {
		return false
	}
	process, err := os.FindProcess(pid)
	return err != nil || errors.Is(process.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
