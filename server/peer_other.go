//go:build !linux

package server

import (
	"errors"
	"net/netip"
)

// peerUID is known on Linux only.
func peerUID(_, _ netip.AddrPort) (int, error) {
	return -1, errors.ErrUnsupported
}
