package cli

import (
	"context"
	"fmt"
	"net"
	"runtime/debug"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"olist/outgoing"
	"olist/secret"
	"olist/server"
)

func serveCommand(env *Env) *cobra.Command {
	var c serve
	cmd := command("serve", "Open the dashboard, the API and the worker behind them (the default)", func(ctx context.Context) error { return c.run(ctx, env) })
	f := cmd.Flags()
	stringTwin(f, &c.Addr, "addr", "OLIST_ADDR", "127.0.0.1:8080", "address to listen on")
	listTwin(f, &c.OutgoingAllow, "outgoing-allow", outgoingVariable, "`CIDR` of an inner network that messages may be sent to although others can reach the program; may be given several times")
	listTwin(f, &c.CORSOrigins, "cors-origin", "OLIST_CORS_ORIGIN", "foreign `ORIGIN` whose pages may call the JSON routes, exactly as browsers write it; may be given several times")
	secretTwin(f, &c.AdminPassword, "admin-password", "OLIST_ADMIN_PASSWORD", "`PASSWORD` for administering, needed wherever others can reach the address; better given by the environment")
	return cmd
}

// serve opens the dashboard, the API and the worker behind them.
type serve struct {
	Addr          string
	CORSOrigins   []string
	OutgoingAllow []string
	AdminPassword secret.Text
}

// run serves until ctx ends.
func (c *serve) run(ctx context.Context, env *Env) error {
	allow, err := outgoingAllow(c.OutgoingAllow)
	if err != nil {
		return err
	}
	for _, origin := range c.CORSOrigins {
		if err := server.CheckOrigin(origin); err != nil {
			return badFlag("--cors-origin", "%v", err)
		}
	}
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (is it in use? choose another with --addr): %w", c.Addr, err)
	}
	defer ln.Close()
	tr, err := env.openTraining(ctx, st, outgoing.Rules{Wide: !server.IsLoopback(ln.Addr()), Allow: allow})
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // loading takes more than serving
	srv := server.New(server.Options{
		Log: env.Log, Version: Version(), CORSOrigins: c.CORSOrigins, AdminPassword: c.AdminPassword,
	}, st, tr)
	env.Log.Info("serving", "url", "http://"+ln.Addr().String(), "database", st.Path(), "version", Version())
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return tr.Run(ctx) })
	group.Go(func() error { return srv.Serve(ctx, ln) })
	if err := group.Wait(); err != nil {
		return err
	}
	env.Log.Info("stopped")
	return nil
}
