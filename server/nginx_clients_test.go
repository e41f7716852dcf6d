//go:build nginx

package server

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// trustingNginx believes the one address that the proxies ask from.
func trustingNginx(o *Options) {
	belowSales(o)
	o.TrustedProxies = Proxies{netip.MustParsePrefix("127.0.0.1/32")}
}

// caddy starts one before a, as it comes: it sets its headers by itself.
func caddy(t *testing.T, a *app) (secure string) {
	t.Helper()
	return caddyOf(t, "https://{\nreverse_proxy /sales/* "+strings.TrimPrefix(a.url, "http://")+"\n}\n")
}

// caddyOf starts one with a site, whose line of addresses gets the port and whose
// block the certificate.
func caddyOf(t *testing.T, site string) (secure string) {
	t.Helper()
	dir := proxyFolder(t)
	secure, _ = freeAddresses(t)
	_, port, err := net.SplitHostPort(secure)
	must(t, err)
	addresses, block, found := strings.Cut(site, "{")
	if !found {
		t.Fatalf("no site: %s", site)
	}
	conf := fmt.Sprintf(`{
	admin off
	auto_https off
	default_bind 127.0.0.1
	storage file_system %[1]s
}
%[2]s:%[3]s {
	tls %[1]s/cert.pem %[1]s/key.pem
%[4]s`, dir, strings.TrimSpace(addresses), port, block)
	path := filepath.Join(dir, "Caddyfile")
	must(t, os.WriteFile(path, []byte(conf), 0o644))
	cmd := asUser(t, another, "caddy", "run", "--config", path)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	startProxy(t, cmd, secure)
	return secure
}

// from is a client of an address of its own.
func from(addr string) *http.Client {
	local := &net.TCPAddr{IP: net.ParseIP(addr)}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, to string) (net.Conn, error) {
				return (&net.Dialer{LocalAddr: local}).DialContext(ctx, network, to)
			},
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// TestNginxAndCaddyTellClientsApart, over TLS and below a path: five wrong
// passwords of one client do not lock out another, whatever the first says of
// itself; and no link leads out of the path.
func TestNginxAndCaddyTellClientsApart(t *testing.T) {
	for name, start := range map[string]func(*testing.T, *app) string{
		"nginx": func(t *testing.T, a *app) string {
			_, secure := nginx(t, a, another, ways["with host"])
			return secure
		},
		"caddy": caddy,
	} {
		t.Run(name, func(t *testing.T) {
			a := newApp(t, trustingNginx)
			inner := *a
			inner.url = "https://" + start(t, a)
			try := func(client *http.Client, password string, header ...string) int {
				resp, _ := inner.askBy(client, "POST", "/sales/login", url.Values{"password": {password}}.Encode(),
					append(header, "Content-Type", "application/x-www-form-urlencoded", "Origin", "https://shared.example")...)
				return resp.StatusCode
			}
			wrong, right := from("127.0.0.2"), from("127.0.0.3")
			defer wrong.CloseIdleConnections()
			defer right.CloseIdleConnections()
			for i := range 7 {
				want := http.StatusUnauthorized
				if i >= 5 {
					want = http.StatusTooManyRequests
				}
				forged := fmt.Sprintf("198.51.100.%d", i)
				if got := try(wrong, "wrong", "X-Forwarded-For", forged, "X-Real-IP", forged); got != want {
					t.Errorf("attempt %d answers %d, want %d", i+1, got, want)
				}
			}
			if got := try(right, password); got != http.StatusSeeOther {
				t.Errorf("the other client: %d", got)
			}
			crawl(t, a, inner.url, from("127.0.0.4"), 40)
		})
	}
}
