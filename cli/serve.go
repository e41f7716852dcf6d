package cli

import (
	"context"
	"fmt"
	"net"
	"runtime/debug"

	"golang.org/x/sync/errgroup"

	"olist/server"
)

// ServeCmd opens the dashboard, the API and the worker behind them.
type ServeCmd struct {
	Addr          string `help:"Address to listen on." default:"127.0.0.1:8080" env:"OLIST_ADDR"`
	CORSOrigin    string `help:"The one foreign origin whose pages may call the JSON routes." name:"cors-origin" env:"OLIST_CORS_ORIGIN" placeholder:"ORIGIN"`
	AdminPassword string `help:"Password for administering; needed wherever others can reach the address. Better given by the environment." env:"OLIST_ADMIN_PASSWORD" placeholder:"PASSWORD"`
}

// Run serves until ctx ends.
func (c *ServeCmd) Run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	tr, err := env.openTraining(ctx, st)
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // loading takes more than serving
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (is it in use? choose another with --addr): %w", c.Addr, err)
	}
	srv := server.New(server.Options{
		Log: env.Log, Version: Version(), CORSOrigin: c.CORSOrigin, AdminPassword: c.AdminPassword,
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
