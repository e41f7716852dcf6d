package server

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// originHost is a name or an address as browsers write them: letters of other
// alphabets come as xn--.
var originHost = regexp.MustCompile(`^([0-9A-Za-z_-]+(\.[0-9A-Za-z_-]+)*|[0-9A-Fa-f:.]+)$`)

func isPort(s string) bool {
	_, err := strconv.ParseUint(s, 10, 16)
	return s == "" || err == nil && s[0] != '0'
}

// CheckOrigin says why an origin cannot be that of a page, or is written as no
// browser writes it. None stands for all: whoever may read this desk may read
// its log.
func CheckOrigin(origin string) error {
	u, err := url.Parse(origin)
	switch {
	case strings.Contains(origin, "*"):
		return fmt.Errorf("%q would let pages of any site call the JSON routes, the log among them; name each origin", origin)
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || !originHost.MatchString(u.Hostname()) || !isPort(u.Port()):
		return fmt.Errorf("%q is not an origin like https://shop.example or http://localhost:5173", origin)
	}
	port := u.Port()
	if u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		port = ""
	}
	host := strings.ToLower(strings.TrimSuffix(u.Host, ":"+u.Port()))
	if port != "" {
		host += ":" + port
	}
	if written := u.Scheme + "://" + host; written != origin {
		return fmt.Errorf("browsers write this origin as %s, not %q", written, origin)
	}
	return nil
}
