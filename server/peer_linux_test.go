package server

import (
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"
)

// pairOf is a connection over loopback, as both ends have it.
func pairOf(t *testing.T, listen string, dial func(address string) net.Conn) (client, us net.Conn) {
	t.Helper()
	ln, err := net.Listen("tcp", listen)
	must(t, err)
	defer ln.Close()
	client = dial(ln.Addr().String())
	us, err = ln.Accept()
	must(t, err)
	t.Cleanup(func() { client.Close(); us.Close() })
	return client, us
}

func dialPlain(t *testing.T) func(string) net.Conn {
	return func(address string) net.Conn {
		t.Helper()
		c, err := net.Dial("tcp", address)
		must(t, err)
		return c
	}
}

// dialMapped speaks to an IPv4 address by a socket of IPv6, as Java's do.
func dialMapped(t *testing.T) func(string) net.Conn {
	return func(address string) net.Conn {
		t.Helper()
		to := netip.MustParseAddrPort(address)
		fd, err := syscall.Socket(syscall.AF_INET6, syscall.SOCK_STREAM, 0)
		must(t, err)
		must(t, syscall.Connect(fd, &syscall.SockaddrInet6{Port: int(to.Port()), Addr: to.Addr().As16()}))
		file := os.NewFile(uintptr(fd), "mapped")
		defer file.Close()
		c, err := net.FileConn(file)
		must(t, err)
		return c
	}
}

func uidOfPeer(t *testing.T, us net.Conn) (int, error) {
	t.Helper()
	return peerUID(netip.MustParseAddrPort(us.RemoteAddr().String()), netip.MustParseAddrPort(us.LocalAddr().String()))
}

// TestPeerUID: the kernel tells whose an open connection is, whatever kind of
// socket it has, and nobody's is one that its process has closed: the table
// then says root.
func TestPeerUID(t *testing.T) {
	for name, c := range map[string]struct {
		listen string
		dial   func(string) net.Conn
	}{
		"IPv4": {"127.0.0.1:0", dialPlain(t)}, "IPv6": {"[::1]:0", dialPlain(t)}, "IPv4 in IPv6": {"127.0.0.1:0", dialMapped(t)},
	} {
		client, us := pairOf(t, c.listen, c.dial)
		if uid, err := uidOfPeer(t, us); err != nil || uid != os.Geteuid() {
			t.Errorf("%s: uid %d, %v", name, uid, err)
		}
		must(t, client.Close())
		if uid, err := uidOfPeer(t, us); err == nil {
			t.Errorf("%s: a closed one is said to be %d's", name, uid)
		}
	}
}

// TestDeskAsLinuxTellsIt asks the system for real.
func TestDeskAsLinuxTellsIt(t *testing.T) {
	a := newIdleApp(t)
	a.server.uidOf = peerUID
	if got := a.talk(asReader, asAdmin, asAdmin); got[1] != 200 || got[2] != 200 {
		t.Errorf("statuses %v", got)
	}
}
