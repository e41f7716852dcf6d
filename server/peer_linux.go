package server

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"net/netip"
	"os"
	"strconv"
	"strings"
)

// overflowUID is what the kernel shows for a user who has no number in this
// user namespace: it may be anybody.
const overflowUID = 65534

const established = "01"

// peerUID gives the user whose process holds the other end of a connection
// from client to us, as the kernel's table of sockets tells it. It fails where
// the table cannot be read or does not say.
func peerUID(client, us netip.AddrPort) (int, error) {
	client, us = unmapped(client), unmapped(us)
	err := error(nil)
	for range 2 { // while other sockets come and go, one reading may miss a row
		for _, table := range []string{"/proc/self/net/tcp", "/proc/self/net/tcp6"} {
			wide := strings.HasSuffix(table, "6")
			if client.Addr().Is6() && !wide {
				continue
			}
			uid, found, readErr := uidInTable(table, procAddr(client, wide)+" "+procAddr(us, wide))
			if found {
				return uid, readErr
			}
			if readErr != nil {
				err = readErr
			}
		}
	}
	if err == nil {
		err = fmt.Errorf("server: no open socket from %s to %s", client, us)
	}
	return -1, err
}

// uidInTable finds the row of the socket with these ends. A socket that its
// process has closed is said to be root's (no inode): that is nobody's.
func uidInTable(path, ends string) (uid int, found bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return -1, false, err
	}
	defer f.Close()
	rows := bufio.NewScanner(f)
	for rows.Scan() {
		if !strings.Contains(rows.Text(), ends) {
			continue
		}
		// sl local remote state queues timer retransmits uid timeout inode
		v := strings.Fields(rows.Text())
		if len(v) < 10 || v[1]+" "+v[2] != ends {
			continue
		}
		uid, err := strconv.Atoi(v[7])
		if err != nil || v[3] != established || v[9] == "0" || uid == overflowUID {
			return -1, true, fmt.Errorf("server: the table of sockets does not say whose %s is", ends)
		}
		return uid, true, nil
	}
	return -1, false, rows.Err()
}

func unmapped(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap().WithZone(""), a.Port())
}

// procAddr writes an address as the tables do: words of four bytes in the
// machine's order. In the wide table an IPv4 address is a mapped one.
func procAddr(a netip.AddrPort, wide bool) string {
	full := a.Addr().As16()
	raw := full[:]
	if !wide {
		raw = full[12:]
	}
	var b strings.Builder
	for ; len(raw) > 0; raw = raw[4:] {
		fmt.Fprintf(&b, "%08X", binary.NativeEndian.Uint32(raw))
	}
	fmt.Fprintf(&b, ":%04X", a.Port())
	return b.String()
}
