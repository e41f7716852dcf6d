package cli

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"olist/outgoing"
	"olist/secret"
	"olist/server"
	"olist/store"
)

func serveCommand(env *Env) *cobra.Command {
	var c serve
	cmd := command("serve", "Open the dashboard, the API and the worker behind them (the default)", func(ctx context.Context) error { return c.run(ctx, env) })
	f := cmd.Flags()
	stringTwin(f, &c.Addr, "addr", "OLIST_ADDR", "127.0.0.1:8080", "address to listen on")
	listTwin(f, &c.OutgoingAllow, "outgoing-allow", outgoingVariable, "`CIDR` of an inner network that messages may be sent to, and sales fetched from, although others can reach the program; may be given several times")
	sourceDirFlag(f, &c.SourceDirs)
	env.backups.addFlags(f)
	listTwin(f, &c.CORSOrigins, "cors-origin", "OLIST_CORS_ORIGIN", "foreign `ORIGIN` whose pages may call the JSON routes, exactly as browsers write it; may be given several times")
	secretTwin(f, &c.AdminPassword, "admin-password", passwordVariable, "`PASSWORD` for administering, needed wherever others can reach the address; better given by the environment")
	boolTwin(f, &c.RequirePassword, "require-password", "OLIST_REQUIRE_PASSWORD", "do not start where nobody could administer, with neither a password nor a person who does; for services, which have no desk")
	listTwin(f, &c.PublicURLs, "public-url", "OLIST_PUBLIC_URL", "`URL` at which browsers reach a proxy before the program, as https://sales.example.com or https://example.com/sales; may be given several times; needs a password, or a person who administers")
	listTwin(f, &c.TrustedProxies, "trusted-proxy", "OLIST_TRUSTED_PROXY", "`ADDRESS` or network of a proxy before the program, whose X-Forwarded-For, -Proto, -Host and Forwarded are believed; may be given several times")
	c.login.addFlags(f)
	boolTwin(f, &c.ReadyWithout, "ready-without-database", "OLIST_READY_WITHOUT_DATABASE", "say on /readyz that this program is ready also while the database on PostgreSQL is away: it goes on reading from memory")
	boolTwin(f, &c.PublicRead, "public-read", "OLIST_PUBLIC_READ", "let everybody who reaches the address read, without logging in")
	listTwin(f, &c.MetricsFrom, "metrics-from", "OLIST_METRICS_FROM", "`ADDRESS` or network, beside this machine, that reads /metrics without a token where reading is not for everybody; may be given several times")
	boolTwin(f, &c.Pprof, "pprof", "OLIST_PPROF", "let administrators read profiles of the program at /debug/pprof/")
	boolTwin(f, &c.Empty, "empty", "OLIST_EMPTY", "begin without the sample in a folder that has no database yet; its pages say what to do next")
	return cmd
}

// serve opens the dashboard, the API and the worker behind them.
type serve struct {
	Addr          string
	CORSOrigins   []string
	OutgoingAllow []string
	SourceDirs    []string
	AdminPassword secret.Text

	RequirePassword bool
	PublicURLs      []string
	TrustedProxies  []string
	ReadyWithout    bool
	PublicRead      bool
	MetricsFrom     []string
	Pprof           bool
	Empty           bool
	login           loginFlags
}

const passwordVariable = "OLIST_ADMIN_PASSWORD"

// hostLike is a name or an address: nothing with a * in it, as hosts are taken
// exactly.
var hostLike = regexp.MustCompile(`^[0-9A-Za-z:._-]+$`)

// pathLike is a path without anything that would have to be escaped in one place
// and not in another.
var pathLike = regexp.MustCompile(`^(/[0-9A-Za-z_~-][0-9A-Za-z._~-]*)*/?$`)

// check finds what cannot be meant before anything is opened.
func (c *serve) check() ([]*url.URL, error) {
	var public []*url.URL
	for _, given := range c.PublicURLs {
		u, err := url.Parse(given)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || !hostLike.MatchString(u.Hostname()) || !pathLike.MatchString(u.EscapedPath()) ||
			u.User != nil || u.RawQuery != "" || u.Fragment != "" {
			return nil, badFlag("--public-url", "should be like https://sales.example.com or https://example.com/sales, not %q", given)
		}
		if u.Path = strings.TrimSuffix(u.Path, "/"); len(public) > 0 && public[0].Path != u.Path {
			return nil, badFlag("--public-url", "%s and %s differ in their paths; pages can stand below one only", public[0], u)
		}
		public = append(public, u)
	}
	return public, nil
}

// checkDoor refuses a start for others that nobody could administer.
func (c *serve) checkDoor(ctx context.Context, st *store.Store) error {
	if !c.RequirePassword && len(c.PublicURLs) == 0 || !c.AdminPassword.Empty() || c.login.Issuer != "" || c.login.Header != "" {
		return nil
	}
	is, err := st.SomebodyAdministers(ctx)
	if is || st.Suspect(ctx, err) { // a damaged table lets nobody in; what can be read is served
		return nil
	}
	flag := "--public-url"
	if c.RequirePassword {
		flag = "--require-password"
	}
	return cmp.Or(err, badFlag(flag, "nobody could administer: set OLIST_ADMIN_PASSWORD, or invite an administrator with olist people add NAME --role admin, or let people log in by --oidc-issuer or --auth-header"))
}

// run serves until ctx ends.
func (c *serve) run(ctx context.Context, env *Env) error {
	var err error
	if c.AdminPassword, err = secretOf(c.AdminPassword, passwordVariable); err != nil {
		return err
	}
	public, err := c.check()
	if err != nil {
		return err
	}
	trusted, err := networks("--trusted-proxy", c.TrustedProxies)
	if err != nil {
		return err
	}
	vouching, err := c.login.vouching(c.AdminPassword, public, trusted)
	if err != nil {
		return err
	}
	metricsFrom, err := networks("--metrics-from", c.MetricsFrom)
	if err != nil {
		return err
	}
	allow, err := outgoingAllow(c.OutgoingAllow)
	if err != nil {
		return err
	}
	if env.sourceDirs, err = sourceDirs(c.SourceDirs); err != nil {
		return err
	}
	for _, origin := range c.CORSOrigins {
		if err := server.CheckOrigin(origin); err != nil {
			return badFlag("--cors-origin", "%v", err)
		}
	}
	if c.Empty {
		env.Shipped = nil
	}
	if !c.Pprof {
		runtime.MemProfileRate = 0 // nobody reads it
	}
	st, err := env.openStoreToServe(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := c.checkDoor(ctx, st); err != nil {
		return err
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (is it in use? choose another with --addr): %w", c.Addr, err)
	}
	defer ln.Close()
	if err := server.AdoptPassword(ctx, env.Log, st, c.AdminPassword); err != nil {
		return err
	}
	tr, err := env.openTraining(ctx, st, outgoing.Rules{Wide: !server.IsLoopback(ln.Addr()), Allow: allow})
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // loading takes more than serving
	srv := server.New(server.Options{
		Log: env.Log, Version: Version(), CORSOrigins: c.CORSOrigins, PublicURLs: public, TrustedProxies: trusted, AdminPassword: c.AdminPassword, Profiles: c.Pprof,
		PublicRead: c.PublicRead, ReadyWithout: c.ReadyWithout, MetricsFrom: metricsFrom, NoPasswords: c.login.NoPasswords, Vouching: vouching,
		Outgoing: outgoing.Rules{Wide: !server.IsLoopback(ln.Addr()), Allow: allow},
	}, st, tr)
	env.Log.Info("serving", "url", "http://"+ln.Addr().String(), "database", st.Place(), "version", Version())
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return tr.Run(ctx) })
	group.Go(func() error { env.inspect(ctx, st); return nil })
	group.Go(func() error { return srv.Serve(ctx, ln) })
	if err := group.Wait(); err != nil {
		return err
	}
	env.Log.Info("stopped")
	return nil
}
