package server

import (
	"context"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"

	"olist/secret"
)

// Without a password, and bound to loopback only, the person at the desk
// administers: who runs the program, with a browser or a script on the same
// machine. A loopback address alone does not show that, since a proxy has one,
// too. So the desk is a connection whose other end belongs to the user who runs
// the program, in a request that no proxy has touched. Where the system does
// not tell whose the connection is, a link that the start prints opens the desk.

// connection is one TCP connection and, once somebody has asked, whose it is:
// a proxy keeps its connections, whoever it forwards.
type connection struct {
	client, us net.Addr
	once       sync.Once
	own        bool
}

type connectionKey struct{}

// uidOf gives the user who has the other end of a connection.
type uidOf func(client, us netip.AddrPort) (int, error)

// connContext notes the connection for all of its requests.
func connContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, &connection{client: c.RemoteAddr(), us: c.LocalAddr()})
}

// isOwn reports whether the other end is a loopback one of the user who runs
// the program.
func (c *connection) isOwn(uid uidOf) bool {
	c.once.Do(func() {
		client, err := netip.ParseAddrPort(c.client.String())
		if err != nil || !client.Addr().IsLoopback() {
			return
		}
		us, err := netip.ParseAddrPort(c.us.String())
		if err != nil {
			return
		}
		owner, err := uid(client, us)
		c.own = err == nil && owner == os.Geteuid()
	})
	return c.own
}

// deskExists reports whether there is a desk that administers without a
// password: bound to loopback only, no password set, and no proxy stated.
func (s *Server) deskExists() bool { return !s.isWide() && s.opt.AdminPassword.Empty() }

// isDesk reports whether a request comes from there. One that shows who asks, in
// whatever way, is of them and not of the desk.
func (s *Server) isDesk(r *http.Request) bool {
	if !s.deskExists() || s.isForwarded(r) || len(r.Header.Values("Authorization")) > 0 {
		return false
	}
	c, ok := r.Context().Value(connectionKey{}).(*connection)
	return ok && c.isOwn(s.uidOf)
}

// isForwarded reports whether a request may have been passed on by a proxy: it shows
// so, or it comes from the address of one that is trusted, which adds no header
// perhaps. Such a one is never of this machine.
func (s *Server) isForwarded(r *http.Request) bool {
	return isForwarded(r) || s.opt.TrustedProxies.trust(peer(r))
}

// isForwarded reports whether a request shows that a proxy passed it on: by a
// header that proxies set, or by HTTP/1.0, which no browser has spoken for
// decades and nginx speaks unless told otherwise.
func isForwarded(r *http.Request) bool {
	if !r.ProtoAtLeast(1, 1) {
		return true
	}
	return saysForwarded(r)
}

// saysForwarded is what isForwarded finds in the headers.
func saysForwarded(r *http.Request) bool {
	for name := range r.Header {
		switch {
		case strings.HasPrefix(name, "X-Forwarded"), name == "Forwarded", name == "Via", name == "X-Real-Ip",
			name == "X-Client-Ip", name == "True-Client-Ip", name == "Cf-Connecting-Ip", name == "X-Original-Forwarded-For":
			return true
		}
	}
	return false
}

// deskKey is in the link that the start prints. It works once, so that the link
// is worth nothing in a history, a bookmark or an old log; the next one is
// printed when it has been used.
type deskKey struct {
	mu    sync.Mutex
	value secret.Text
}

// renew makes the next key.
func (k *deskKey) renew() secret.Text {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.value = secret.New("")
	return k.value
}

// take uses the key up, if it is the right one.
func (k *deskKey) take(given secret.Text) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.value.Empty() || subtle.ConstantTimeCompare([]byte(k.value.Reveal()), []byte(given.Reveal())) != 1 {
		return false
	}
	k.value = secret.Text{}
	return true
}

// printDeskLink says how the desk is opened where the system does not tell whose
// a connection is.
func (s *Server) printDeskLink() {
	s.log.Info("administering is open to the user who runs this; another user of this machine, or a system that does not tell whose a connection is, opens this link, which works once",
		"link", "http://"+s.address+"/login?key="+s.deskKey.renew().Reveal())
}
