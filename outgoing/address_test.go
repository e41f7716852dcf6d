package outgoing

import (
	"net/netip"
	"testing"
)

func TestInnerAddressesAreKnown(t *testing.T) {
	for _, text := range []string{
		"127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "0.1.2.3", "::", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
		"100.64.0.1", "100.100.100.200", "100.127.255.255", "169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fc00::1", "fd20:ce::254", "fec0::1",
		"168.63.129.16", "192.0.0.192", "192.0.0.1", "198.18.0.1", "224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.1", "ff02::1", "ff0e::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::10.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "64:ff9b:1::808:808",
		"2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "3fff::1",
		"2a00:1450::5efe:a00:1", "2a00:1450::200:5efe:a00:1", "100::1", "5f00::1",
	} {
		if a := netip.MustParseAddr(text); public(a) {
			t.Errorf("%s passes for an address of the internet", text)
		}
	}
	for _, text := range []string{"8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.0.1", "192.167.1.1", "11.0.0.1",
		"198.17.0.1", "198.20.0.1", "223.255.255.255", "168.63.129.17", "2606:4700::1111", "2a00:1450:4001::200e", "2001:4860:4860::8888",
		"::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"} {
		if a := netip.MustParseAddr(text); !public(a) {
			t.Errorf("%s is taken for an inner address", text)
		}
	}
}

func TestAllowedNetworks(t *testing.T) {
	allow, err := ParseNetworks([]string{"10.1.2.3/16", " 192.168.0.7 ", "fd00::/8", "::ffff:172.16.0.0/108", "::1"})
	if err != nil {
		t.Fatal(err)
	}
	wide := Rules{Wide: true, Allow: allow}
	for text, want := range map[string]bool{"10.1.255.255": true, "10.2.0.0": false, "192.168.0.7": true, "192.168.0.8": false, "fd00::1": true, "fe80::1": false,
		"172.16.9.9": true, "172.32.0.1": true, "172.15.0.1": true, "::ffff:10.1.0.1": true, "::ffff:10.2.0.1": false, "::1": true, "127.0.0.1": false, "8.8.8.8": true} {
		if err := wide.check(netip.MustParseAddr(text)); (err == nil) != want {
			t.Errorf("%s: %v", text, err)
		}
	}
	if err := (Rules{}).check(netip.MustParseAddr("127.0.0.1")); err != nil {
		t.Errorf("on the desk: %v", err)
	}
	for _, wrong := range []string{"", "x", "10.0.0.0/33", "10.0.0", "localhost", "10.0.0.0/8,", "fe80::1%eth0", "::ffff:0:0/90", "*"} {
		if p, err := ParseNetworks([]string{wrong}); err == nil {
			t.Errorf("%q is read as %v", wrong, p)
		}
	}
}
