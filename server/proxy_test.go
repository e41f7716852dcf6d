package server

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"testing"
)

// trusting believes the tests' own connections.
func trusting(o *Options) {
	o.TrustedProxies = Proxies{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("2001:db8:a::/48")}
}

// TestClientBehindProxies: the last address before the proxies that are
// trusted, whatever came from before them.
func TestClientBehindProxies(t *testing.T) {
	var o Options
	trusting(&o)
	const proxy, far = "192.0.2.1:7", "203.0.113.5"
	for name, c := range map[string]struct {
		from   string
		header http.Header
		want   string
	}{
		"no header":                 {proxy, nil, "192.0.2.1"},
		"one proxy":                 {proxy, http.Header{"X-Forwarded-For": {far}}, far},
		"two proxies":               {proxy, http.Header{"X-Forwarded-For": {far + ", 192.0.2.9"}}, far},
		"two lines":                 {proxy, http.Header{"X-Forwarded-For": {far, "192.0.2.9"}}, far},
		"forged before it":          {proxy, http.Header{"X-Forwarded-For": {"198.51.100.1, " + far}}, far},
		"forged and trusted":        {proxy, http.Header{"X-Forwarded-For": {"192.0.2.77, " + far}}, far},
		"only proxies":              {proxy, http.Header{"X-Forwarded-For": {"192.0.2.8, 192.0.2.9"}}, "192.0.2.8"},
		"not an address":            {proxy, http.Header{"X-Forwarded-For": {far + ", unknown"}}, "192.0.2.1"},
		"with a port":               {proxy, http.Header{"X-Forwarded-For": {far + ":4711"}}, far},
		"IPv6":                      {proxy, http.Header{"X-Forwarded-For": {"2001:db8::1"}}, "2001:db8::1"},
		"IPv6 in brackets":          {proxy, http.Header{"X-Forwarded-For": {"[2001:db8::1]:80"}}, "2001:db8::1"},
		"IPv4 in IPv6":              {proxy, http.Header{"X-Forwarded-For": {"::ffff:" + far}}, far},
		"a proxy by IPv6":           {"[2001:db8:a::1]:9", http.Header{"X-Forwarded-For": {far}}, far},
		"not trusted":               {"203.0.113.9:7", http.Header{"X-Forwarded-For": {far}, "Forwarded": {"for=" + far}}, "203.0.113.9"},
		"Forwarded":                 {proxy, http.Header{"Forwarded": {`for=` + far + `;proto=https;by=192.0.2.1`}}, far},
		"Forwarded by two":          {proxy, http.Header{"Forwarded": {`For="[2001:db8::1]:47", for=192.0.2.3`}}, "2001:db8::1"},
		"Forwarded, hidden":         {proxy, http.Header{"Forwarded": {`for=` + far + `, for=_gateway`}}, "192.0.2.1"},
		"Forwarded without for":     {proxy, http.Header{"Forwarded": {`for=` + far + `, proto=https`}}, "192.0.2.1"},
		"Forwarded, a quoted comma": {proxy, http.Header{"Forwarded": {`for="` + far + `";ext="a,for=198.51.100.1;\"x"`}}, far},
		"both say the same":         {proxy, http.Header{"X-Forwarded-For": {far}, "Forwarded": {"for=" + far}}, far},
		"one is passed on":          {proxy, http.Header{"X-Forwarded-For": {far}, "Forwarded": {"for=198.51.100.1"}}, "192.0.2.1"},
		"the other is passed on":    {proxy, http.Header{"X-Forwarded-For": {"198.51.100.1"}, "Forwarded": {"for=" + far}}, "192.0.2.1"},
	} {
		r := &http.Request{RemoteAddr: c.from, Header: c.header}
		if got := o.TrustedProxies.client(r).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestStrangersHeadersChangeNothing, whatever they are: for who is not trusted
// the answer is that without them.
func TestStrangersHeadersChangeNothing(t *testing.T) {
	public, err := url.Parse("https://sales.example.com")
	must(t, err)
	s := &Server{opt: Options{PublicURLs: []*url.URL{public}}}
	trusting(&s.opt)
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	for range 2000 {
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		r.RemoteAddr = "203.0.113.9:7"
		for range 1 + random.IntN(4) {
			value := ""
			for range random.IntN(6) {
				value += pick("for=", "proto=https", "host=sales.example.com", "192.0.2.1", "127.0.0.1", "[::1]", ",", ";", `"`, `\`, "=", " ", "https", "sales.example.com")
			}
			r.Header.Add(pick("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Real-Ip"), value)
		}
		if from := s.opt.TrustedProxies.client(r).String(); from != "203.0.113.9" || s.isSecure(r) || s.publicURL(r) != nil {
			t.Fatalf("%v: from %s, secure %v, public %v", r.Header, from, s.isSecure(r), s.publicURL(r))
		}
		r.RemoteAddr = "192.0.2.1:7" // and from a proxy that is trusted nothing breaks it
		s.opt.TrustedProxies.client(r)
		s.isSecure(r)
		s.publicURL(r)
	}
}

func TestAProxySaysWhatTheBrowserSpeaks(t *testing.T) {
	var o Options
	trusting(&o)
	for name, c := range map[string]struct {
		header http.Header
		secure bool
		hosts  []string
	}{
		"nothing":        {nil, false, []string{"app"}},
		"TLS":            {http.Header{"X-Forwarded-Proto": {"HTTPS"}, "X-Forwarded-Host": {"a.example"}}, true, []string{"app", "a.example"}},
		"plain":          {http.Header{"X-Forwarded-Proto": {"http"}}, false, []string{"app"}},
		"partly":         {http.Header{"X-Forwarded-Proto": {"https, http"}}, false, []string{"app"}},
		"they disagree":  {http.Header{"X-Forwarded-Proto": {"http"}, "Forwarded": {"proto=https"}}, false, []string{"app"}},
		"by Forwarded":   {http.Header{"Forwarded": {`proto=https;host="a.example:8443"`}}, true, []string{"app", "a.example:8443"}},
		"of a first one": {http.Header{"Forwarded": {`for=1.2.3.4;proto=https;host=a.example, for=192.0.2.3`}}, true, []string{"app", "a.example"}},
	} {
		r := &http.Request{RemoteAddr: "192.0.2.1:7", Header: c.header, Host: "app"}
		if got := o.TrustedProxies.saysSecure(r); got != c.secure {
			t.Errorf("%s: secure %v", name, got)
		}
		if got := o.TrustedProxies.hosts(r); !slices.Equal(got, c.hosts) {
			t.Errorf("%s: hosts %v", name, got)
		}
	}
}

// TestALimitIsAClients: of one network of IPv6 as of one address of IPv4.
func TestALimitIsAClients(t *testing.T) {
	for addr, want := range map[string]string{"203.0.113.5": "203.0.113.5", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "::1": "::/64", "": ""} {
		if got := limited(addr); got != want {
			t.Errorf("%s: %s", addr, got)
		}
	}
	if a, b := limited("2001:db8:1:2::1"), limited("2001:db8:1:3::1"); a == b {
		t.Error("two networks are one client")
	}
}
