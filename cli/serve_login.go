package cli

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"olist/secret"
	"olist/server"
	"olist/server/identity"
	"olist/store"
)

// loginFlags are those of the other ways to log in: by an OpenID provider, or by a
// proxy that names who asks.
type loginFlags struct {
	Issuer, ClientID, Name, RoleClaim string
	Secret                            secret.Text
	Session                           string // how long one lasts
	Scopes                            []string
	NoPasswords                       bool

	Header, GroupsHeader string

	GroupRoles  []string
	DefaultRole string
}

const oidcSecretVariable = "OLIST_OIDC_CLIENT_SECRET"

func (l *loginFlags) addFlags(f *pflag.FlagSet) {
	stringTwin(f, &l.Issuer, "oidc-issuer", "OLIST_OIDC_ISSUER", "", "`URL` of an OpenID provider that people log in by, as https://id.example.com/realms/firm; needs --public-url")
	stringTwin(f, &l.ClientID, "oidc-client-id", "OLIST_OIDC_CLIENT_ID", "", "`ID` by which the provider knows this program")
	secretTwin(f, &l.Secret, "oidc-client-secret", oidcSecretVariable, "`SECRET` that the provider gave this program; none for a public client; better given by the environment")
	stringTwin(f, &l.Name, "oidc-name", "OLIST_OIDC_NAME", "", "`NAME` of the provider on the button (default its host)")
	listTwin(f, &l.Scopes, "oidc-scope", "OLIST_OIDC_SCOPE", "`SCOPE` to ask the provider for, beside openid (default profile,email); may be given several times")
	stringTwin(f, &l.Session, "oidc-session", "OLIST_OIDC_SESSION", server.SessionsByProvider.String(), "`TIME`, from 5m to 12h, after which a session ends for which the provider has not been asked again; a page that is opened after half of it does so, unseen")
	stringTwin(f, &l.RoleClaim, "oidc-role-claim", "OLIST_OIDC_ROLE_CLAIM", "groups", "`CLAIM` of the provider's tokens with the groups that --group-roles names; a path like realm_access.roles, too")
	boolTwin(f, &l.NoPasswords, "no-password-login", "OLIST_NO_PASSWORD_LOGIN", "let people log in by the provider or the proxy alone, not by passwords")
	stringTwin(f, &l.Header, "auth-header", "OLIST_AUTH_HEADER", "", "`HEADER`, as Remote-User, in which a trusted proxy names who asks; needs --trusted-proxy")
	stringTwin(f, &l.GroupsHeader, "auth-groups-header", "OLIST_AUTH_GROUPS_HEADER", "", "`HEADER`, as Remote-Groups, in which the proxy lists their groups, by commas")
	listTwin(f, &l.GroupRoles, "group-roles", "OLIST_GROUP_ROLES", "`GROUP=ROLE` for groups of the provider or the proxy, as sales=planner; the role that goes farthest counts, and is followed with every log-in; may be given several times")
	stringTwin(f, &l.DefaultRole, "default-role", "OLIST_DEFAULT_ROLE", "", "`ROLE` of who comes by the provider or the proxy and has none by a group (default: they are not let in)")
}

// vouching is what the flags mean, or what cannot be meant by them.
func (l *loginFlags) vouching(password secret.Text, public []*url.URL, trusted server.Proxies) (v server.Vouching, err error) {
	if l.Secret, err = secretOf(l.Secret, oidcSecretVariable); err != nil {
		return v, err
	}
	v = server.Vouching{Name: l.Name, Header: http.CanonicalHeaderKey(l.Header), Groups: http.CanonicalHeaderKey(l.GroupsHeader), Default: store.Role(l.DefaultRole), Roles: map[string]store.Role{}}
	for _, given := range l.GroupRoles {
		at := strings.LastIndex(given, "=")
		if at < 1 || !slices.Contains(store.Roles, store.Role(given[at+1:])) {
			return v, badFlag("--group-roles", "should be like sales=planner, with a role of %s, not %q", strings.Join(roleNames(), ", "), given)
		}
		v.Roles[given[:at]] = store.Role(given[at+1:])
	}
	switch {
	case v.Default != "" && !slices.Contains(store.Roles, v.Default):
		return v, badFlag("--default-role", "should be one of %s, not %q", strings.Join(roleNames(), ", "), l.DefaultRole)
	case l.Issuer != "" && l.Header != "":
		return v, badFlag("--auth-header", "people come by --oidc-issuer already; choose one of them")
	case l.NoPasswords && l.Issuer == "" && l.Header == "":
		return v, badFlag("--no-password-login", "then nobody could log in: give --oidc-issuer or --auth-header as well")
	case l.NoPasswords && !password.Empty():
		return v, badFlag("--no-password-login", "there is a password: take OLIST_ADMIN_PASSWORD away, or this flag")
	case l.Issuer == "" && l.Header == "" && (len(v.Roles) > 0 || v.Default != ""):
		return v, badFlag("--group-roles", "and --default-role need --oidc-issuer or --auth-header")
	}
	if err := l.checkHeader(trusted); err != nil {
		return v, err
	}
	if v.Lasts, err = time.ParseDuration(l.Session); err != nil || v.Lasts < server.SessionsByProviderLeast || v.Lasts > server.SessionsByProviderMost {
		return v, badFlag("--oidc-session", "should be a time from 5m to 12h, as 1h, not %q", l.Session)
	}
	v.Provider, err = l.provider(len(v.Roles) > 0, public)
	return v, err
}

func (l *loginFlags) checkHeader(trusted server.Proxies) error {
	switch {
	case l.Header == "" && l.GroupsHeader != "":
		return badFlag("--auth-groups-header", "needs --auth-header")
	case l.Header != "" && len(trusted) == 0:
		return badFlag("--auth-header", "needs --trusted-proxy: whoever may set the header is whoever it names")
	case l.Header != "" && slices.ContainsFunc(trusted, func(p netip.Prefix) bool { return p.Bits() == 0 }):
		return badFlag("--auth-header", "needs a --trusted-proxy that is not everybody: whoever may set the header is whoever it names")
	}
	return nil
}

// provider is the OpenID provider, nil for none. Its word is taken over TLS alone,
// but on this machine.
func (l *loginFlags) provider(roles bool, public []*url.URL) (*identity.Settings, error) {
	if l.Issuer == "" {
		if l.ClientID != "" || !l.Secret.Empty() {
			return nil, badFlag("--oidc-client-id", "needs --oidc-issuer")
		}
		return nil, nil
	}
	u, err := url.Parse(l.Issuer)
	switch {
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && !(u.Scheme == "http" && isHere(u.Hostname())):
		return nil, badFlag("--oidc-issuer", "should be like https://id.example.com/realms/firm, not %q", l.Issuer)
	case l.ClientID == "":
		return nil, badFlag("--oidc-issuer", "needs --oidc-client-id")
	case len(public) == 0:
		return nil, badFlag("--oidc-issuer", "needs --public-url: the provider leads browsers back there, to /login/provider/back")
	}
	s := &identity.Settings{Issuer: l.Issuer, ClientID: l.ClientID, Secret: l.Secret, Scopes: l.Scopes}
	if len(s.Scopes) == 0 {
		s.Scopes = []string{"profile", "email"}
	}
	if roles {
		s.Claim = l.RoleClaim
	}
	return s, nil
}

// isHere reports whether a host is this machine.
func isHere(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
