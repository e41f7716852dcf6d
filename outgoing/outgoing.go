// Package outgoing makes the requests that the program sends to others, by one
// rule: where strangers can reach the program, an address that somebody typed
// into a page leads to no machine behind it, unless the administrator named
// that network. It imports nothing of ours; what sends requests imports it.
//
// Root certificates travel in the binary and serve where the system has none,
// as in an image without files.
package outgoing

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	_ "golang.org/x/crypto/x509roots/fallback"
)

// Rules say which addresses may be dialled. The zero value lets all be: on a
// desk of one's own, and for addresses that stand in the environment or in a
// file, which are the administrator's word.
type Rules struct {
	Wide  bool           // bound to an address that others can reach
	Allow []netip.Prefix // networks that may be dialled all the same
}

// RefusedError says that the rules let an address not be dialled.
type RefusedError struct{ Addr netip.Addr }

func (e *RefusedError) Error() string {
	return fmt.Sprintf("%v is an address of this machine or its network, and the program is bound to one that others can reach: name it by --outgoing-allow where it is meant", e.Addr)
}

// check returns a RefusedError for an address that may not be dialled.
func (r Rules) check(a netip.Addr) error {
	if !r.Wide || public(a) || within(r.Allow, plain(a)) {
		return nil
	}
	return &RefusedError{a}
}

// Client gives an HTTP client that keeps the rules for each connection, by the
// address that is dialled after every name was looked up: a redirect, or a name
// that changes its address, leads no further. A proxy named by HTTP_PROXY or
// HTTPS_PROXY is dialled by the same rules, so that an inner one must be
// allowed; what it then reaches is for the proxy to judge, bar addresses that
// are refused here by their looks.
func (r Rules) Client() *http.Client { return r.client(net.DefaultResolver) }

func (r Rules) client(names *net.Resolver) *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = r.dialer(names).DialContext
	t.Proxy = r.proxy
	return &http.Client{Transport: t}
}

func (r Rules) dialer(names *net.Resolver) *net.Dialer {
	return &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second, Resolver: names,
		ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil {
				return fmt.Errorf("outgoing: %w", err)
			}
			return r.check(to.Addr())
		}}
}

// proxy is the one of the environment, for what may be asked of it.
func (r Rules) proxy(req *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(req)
	if u == nil || err != nil {
		return u, err
	}
	return r.through(u, req)
}

// through gives the proxy, unless the request names an address that may not be
// asked of it.
func (r Rules) through(proxy *url.URL, req *http.Request) (*url.URL, error) {
	if a, err := netip.ParseAddr(req.URL.Hostname()); err == nil {
		return proxy, r.check(a)
	}
	return proxy, nil
}
