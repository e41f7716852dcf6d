package outgoing

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// counted is a server on an address of this machine that counts connections.
func counted(t *testing.T, addr string, h http.HandlerFunc) (address string, connections *atomic.Int64) {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", addr+":0")
	must(t, err)
	connections = new(atomic.Int64)
	web := &httptest.Server{Listener: ln, Config: &http.Server{Handler: h, ConnState: func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}}}
	web.Start()
	t.Cleanup(web.Close)
	return web.URL, connections
}

func get(t *testing.T, c *http.Client, address string) error {
	t.Helper()
	t.Cleanup(c.CloseIdleConnections)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	must(t, err)
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func refused(t *testing.T, err error) {
	t.Helper()
	if _, ok := errors.AsType[*RefusedError](err); !ok {
		t.Errorf("not refused: %v", err)
	}
}

// Bound wide, this machine is not called, by whatever name, and nothing is
// sent; on the desk it is.
func TestThisMachineIsNotCalled(t *testing.T) {
	web, connections := counted(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) {})
	_, port, _ := strings.Cut(strings.TrimPrefix(web, "http://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"} {
		refused(t, get(t, Rules{Wide: true}.Client(), "http://"+host+":"+port))
	}
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
	must(t, get(t, Rules{}.Client(), web))
	must(t, get(t, Rules{Wide: true, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}.Client(), web))
}

// What speaks no HTTP is dialled by the same rules.
func TestOtherConnectionsKeepTheRules(t *testing.T) {
	web, connections := counted(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) {})
	at := strings.TrimPrefix(web, "http://")
	_, err := Rules{Wide: true}.Dial(t.Context(), "tcp", at)
	refused(t, err)
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
	conn, err := Rules{}.Dial(t.Context(), "tcp", at)
	must(t, err)
	must(t, conn.Close())
}

// A redirect leads no further than the first address could.
func TestRedirectsAreDialledByTheRules(t *testing.T) {
	inside, connections := counted(t, "127.0.0.2", func(http.ResponseWriter, *http.Request) {})
	outside, _ := counted(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside, http.StatusFound) })
	allow := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} // it stands for an address of the internet
	refused(t, get(t, Rules{Wide: true, Allow: allow}.Client(), outside))
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

// A name that gives a harmless address first and an inner one later is looked
// at each time that it is dialled.
func TestARebindingNameIsDialledByTheRules(t *testing.T) {
	inside, connections := counted(t, "127.0.0.2", func(http.ResponseWriter, *http.Request) {})
	_, port, _ := strings.Cut(strings.TrimPrefix(inside, "http://"), ":")
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:"+port)
	must(t, err)
	outside := &httptest.Server{Listener: ln, Config: &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})}}
	outside.Start()
	t.Cleanup(outside.Close)
	names := resolver(t, [4]byte{127, 0, 0, 1}, [4]byte{127, 0, 0, 2})
	client := Rules{Wide: true, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}.client(names)
	must(t, get(t, client, "http://rebind.example:"+port))
	client.CloseIdleConnections()
	refused(t, get(t, client, "http://rebind.example:"+port))
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

// An inner proxy is the administrator's to allow, and an inner address is not
// asked of it.
func TestAProxyIsDialledByTheRules(t *testing.T) {
	var asked atomic.Int64
	proxy, _ := counted(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	at, err := url.Parse(proxy)
	must(t, err)
	through := func(r Rules) *http.Client {
		c := r.Client()
		inner := c.Transport.(*http.Transport)
		inner.Proxy = func(req *http.Request) (*url.URL, error) { return r.through(at, req) }
		return c
	}
	refused(t, get(t, through(Rules{Wide: true}), "http://hooks.example/"))
	allowed := Rules{Wide: true, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	must(t, get(t, through(allowed), "http://hooks.example/"))
	refused(t, get(t, through(allowed), "http://169.254.169.254/latest/meta-data/"))
	refused(t, get(t, through(allowed), "http://[::ffff:10.0.0.1]/"))
	if n := asked.Load(); n != 1 {
		t.Errorf("the proxy was asked %d times", n)
	}
}

// resolver looks names up at a server that gives the addresses in turn, then
// the last for ever.
func resolver(t *testing.T, addresses ...[4]byte) *net.Resolver {
	t.Helper()
	conn, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	must(t, err)
	done := make(chan struct{})
	t.Cleanup(func() { conn.Close(); <-done })
	go func() {
		defer close(done)
		buf, asked := make([]byte, 1500), 0
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil {
				continue
			}
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}, Body: &dnsmessage.AResource{A: addresses[min(asked, len(addresses)-1)]}}}
				asked++
			}
			if out, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		d := net.Dialer{Timeout: 10 * time.Second}
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
