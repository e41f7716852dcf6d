package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"olist/message"
	"olist/server"
)

func healthcheckCommand(env *Env) *cobra.Command {
	var c healthcheck
	cmd := command("healthcheck", "Ask a running server whether it is ready", c.run)
	stringTwin(cmd.Flags(), &c.Addr, "addr", "OLIST_ADDR", "127.0.0.1:8080", "address of the server")
	return cmd
}

// healthcheck asks a running server whether it is ready: for containers that
// hold nothing but this binary.
type healthcheck struct {
	Addr string
}

// healthMost bounds what is read of an answer.
const healthMost = 64 << 10

// waiting are the keys of what a server that works waits for: an empty start is
// no reason to start it again.
var waiting = []string{message.NoSales.With().Key, message.NoModelYet.With().Key}

// run fails unless /readyz answers within two seconds that it is ready, or waits for sales or a model.
func (c *healthcheck) run(ctx context.Context) error {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return fmt.Errorf("%q is not an address: %w", c.Addr, err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var p server.Problem
	if err := json.NewDecoder(io.LimitReader(resp.Body, healthMost)).Decode(&p); err == nil && slices.Contains(waiting, p.Key) {
		return nil
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", resp.Status)
	}
	return nil
}
