package server

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// What a proxy says of who asked counts only from a proxy that is trusted: from
// anybody else the same headers change nothing.

// Proxies are the networks of the proxies that are trusted.
type Proxies []netip.Prefix

func (p Proxies) trust(addr netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(addr) })
}

// peer is the other end of the connection, or the zero address where it has none.
func peer(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return addrOf(host)
}

// addrOf reads an address as proxies write it: IPv6 in brackets or not, with a
// port or without. The zero address where it is none.
func addrOf(s string) netip.Addr {
	s = strings.TrimSpace(s)
	if withPort, err := netip.ParseAddrPort(s); err == nil {
		return withPort.Addr().Unmap().WithZone("")
	}
	addr, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return addr.Unmap().WithZone("")
}

// client is who asked: the last address before the trusted proxies. Where
// X-Forwarded-For and Forwarded (RFC 7239) tell of different clients, the proxy
// has set one and passed on the other as it came: neither counts, and the
// proxy's own address stands for all of its clients.
func (p Proxies) client(r *http.Request) netip.Addr {
	from := peer(r)
	if !p.trust(from) {
		return from
	}
	said := p.last(from, listed(r.Header, "X-Forwarded-For"))
	if forwarded := r.Header.Values("Forwarded"); len(forwarded) > 0 {
		also := p.last(from, forwardedPairs(forwarded, "for"))
		if len(r.Header.Values("X-Forwarded-For")) > 0 && also != said {
			return from
		}
		said = also
	}
	return said
}

// last goes back through a chain of addresses, from the proxy that asked us, to
// the first that is not trusted. What it cannot read ends it.
func (p Proxies) last(from netip.Addr, chain []string) netip.Addr {
	for _, s := range slices.Backward(chain) {
		addr := addrOf(s)
		if !addr.IsValid() {
			return from
		}
		if from = addr; !p.trust(addr) {
			return addr
		}
	}
	return from
}

// saysSecure reports whether a trusted proxy says that the browser speaks TLS.
func (p Proxies) saysSecure(r *http.Request) bool {
	if !p.trust(peer(r)) {
		return false
	}
	said := append(listed(r.Header, "X-Forwarded-Proto"), forwardedPairs(r.Header.Values("Forwarded"), "proto")...)
	return len(said) > 0 && !slices.ContainsFunc(said, func(s string) bool { return !strings.EqualFold(s, "https") })
}

// hosts are the hosts that a request was sent to: its own and, from a trusted
// proxy, the one that the proxy was asked for.
func (p Proxies) hosts(r *http.Request) []string {
	if !p.trust(peer(r)) {
		return []string{r.Host}
	}
	return slices.Concat([]string{r.Host}, listed(r.Header, "X-Forwarded-Host"), forwardedPairs(r.Header.Values("Forwarded"), "host"))
}

// listed are the values of a header that proxies add to, first to last.
func listed(h http.Header, name string) (all []string) {
	for _, line := range h.Values(name) {
		for v := range strings.SplitSeq(line, ",") {
			all = append(all, strings.TrimSpace(v))
		}
	}
	return all
}

// forwardedPairs are the values of one parameter of the elements of Forwarded,
// first to last; an element without it tells nothing, "".
func forwardedPairs(lines []string, name string) (all []string) {
	for _, line := range lines {
		for element := range splitQuoted(line, ',') {
			value := ""
			for pair := range splitQuoted(element, ';') {
				if key, v, ok := strings.Cut(pair, "="); ok && strings.EqualFold(strings.TrimSpace(key), name) {
					value = unquoted(strings.TrimSpace(v))
				}
			}
			if value != "" || name == "for" {
				all = append(all, value)
			}
		}
	}
	return all
}

// splitQuoted cuts at a separator outside of quoted strings.
func splitQuoted(s string, by byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		start, quoted := 0, false
		for i := 0; i < len(s); i++ {
			switch {
			case quoted && s[i] == '\\':
				i++
			case s[i] == '"':
				quoted = !quoted
			case s[i] == by && !quoted:
				if !yield(s[start:i]) {
					return
				}
				start = i + 1
			}
		}
		yield(s[start:])
	}
}

func unquoted(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	return strings.ReplaceAll(s[1:len(s)-1], `\`, "")
}
