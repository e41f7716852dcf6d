package outgoing

import (
	"fmt"
	"net/netip"
	"strings"
)

// inner are the addresses that lead to this machine or its neighbours, or
// nowhere that a stranger should send us: IANA's registries of special-purpose
// addresses, and the clouds' own.
var inner = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32",                                             // Azure's metadata, on a public address
	"2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48", // protocol assignments (Teredo among them), documentation, AS112
)

// global holds every IPv6 address that is routed at all.
var global = netip.MustParsePrefix("2000::/3")

// carriers are IPv6 addresses that carry an IPv4 address, and the byte at which
// it begins: what is behind the carrier is what is reached.
var carriers = []struct {
	netip.Prefix
	at int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12}, // NAT64
	{netip.MustParsePrefix("2002::/16"), 2},     // 6to4
}

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		out[i] = netip.MustParsePrefix(t)
	}
	return out
}

// public reports whether an address leads out to the internet.
func public(a netip.Addr) bool {
	a = plain(a)
	for _, c := range carriers {
		if c.Contains(a) {
			b := a.As16()
			return public(netip.AddrFrom4([4]byte(b[c.at : c.at+4])))
		}
	}
	if a.Is6() && (!global.Contains(a) || isatap(a)) {
		return false
	}
	return a.IsValid() && !within(inner, a)
}

// isatap reports whether an interface's identifier carries an IPv4 address
// (RFC 5214): such a network is somebody's inner one.
func isatap(a netip.Addr) bool {
	b := a.As16()
	return b[8]&^2 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}

// plain is an address without zone, an IPv4 address as such.
func plain(a netip.Addr) netip.Addr { return a.WithZone("").Unmap() }

func within(all []netip.Prefix, a netip.Addr) bool {
	for _, p := range all {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// ParseNetworks reads networks as flags name them: 10.1.0.0/16, or one address.
// The error says which is none.
func ParseNetworks(texts []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, t := range texts {
		p, err := netip.ParsePrefix(strings.TrimSpace(t))
		if err != nil {
			a, addrErr := netip.ParseAddr(strings.TrimSpace(t))
			if addrErr != nil || a.Zone() != "" {
				return nil, fmt.Errorf("%q is not a network like 10.1.0.0/16 or an address like 10.1.2.3", t)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if p.Addr().Is4In6() {
			if p.Bits() < 96 {
				return nil, fmt.Errorf("%q is wider than all of IPv4; write it as an IPv4 network like 10.1.0.0/16", t)
			}
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}
