package server

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"olist/server/identity"
	"olist/store"
	"olist/store/fault"
)

// Others may vouch for who asks: an OpenID provider, once for a session, or a proxy
// before the program, with every request. What they say of groups becomes a role.

// Vouching is how it is set up. At most one of Provider and Header is.
type Vouching struct {
	Provider *identity.Settings
	Name     string        // of the provider, on the button that leads there
	Lasts    time.Duration // of a session, without its word; SessionsByProvider where it is 0

	Header  string // in which a trusted proxy names who asks
	Groups  string // in which it lists their groups, by commas; "" where it does not
	Roles   map[string]store.Role
	Default store.Role // of whom no group has one; "" lets them not in
}

// isSet reports whether anybody vouches.
func (v Vouching) isSet() bool { return v.Provider != nil || v.Header != "" }

// role is what the groups come to: the one that goes farthest. "" where groups say
// nothing of roles: then the one that an administrator gave stays.
func (v Vouching) role(groups []string) (store.Role, error) {
	if len(v.Roles) == 0 {
		return "", nil
	}
	best := v.Default
	for _, g := range groups {
		if r := v.Roles[g]; slices.Index(store.Roles, r) > slices.Index(store.Roles, best) {
			best = r
		}
	}
	if best == "" {
		return "", errNoRole
	}
	return best, nil
}

// byHeader is whom a trusted proxy names; false where it names nobody. From anybody
// else the header changes nothing. One that is there twice was passed on by the proxy
// beside its own, and names nobody. Who has no role, or is off, is named and refused.
func (s *Server) byHeader(r *http.Request) (principal, bool, error) {
	if s.opt.Vouching.Header == "" || !s.opt.TrustedProxies.trust(peer(r)) {
		return nobody, false, nil
	}
	named := r.Header.Values(s.opt.Vouching.Header)
	if len(named) != 1 || strings.TrimSpace(named[0]) == "" || unfilled(named[0]) {
		return nobody, false, nil
	}
	var groups []string
	if s.opt.Vouching.Groups != "" {
		groups = listed(r.Header, s.opt.Vouching.Groups)
	}
	role, err := s.opt.Vouching.role(groups)
	if err != nil {
		return principal{Name: nobody.Name, refused: err}, true, nil
	}
	name := store.PersonName(named[0])
	p, err := s.store.Admit(r.Context(), store.Vouched{Issuer: store.ByProxy, Subject: name, Names: []string{name}, Role: role, Default: s.opt.Vouching.Default})
	if err != nil {
		if fault.CodeOf(err) == fault.CodeForbidden {
			return principal{Name: nobody.Name, refused: err}, true, nil
		}
		return nobody, false, err
	}
	return principal{Name: p.Name, Person: p.Name, May: grantsOfRole[p.Role], CSRF: s.sealOf("csrf " + p.Name), vouched: true, asked: s.opt.Clock()}, true, nil
}

// unfilled tells a placeholder that the proxy had nothing to put in for: older Caddys
// (2.6) send {http.reverse_proxy.header.Remote-User} where the portal names nobody.
func unfilled(value string) bool {
	value = strings.TrimSpace(value)
	return strings.HasPrefix(value, "{") && strings.HasSuffix(value, "}")
}
