package outgoing

import (
	"context"
	"net"
)

// Dial connects by the rules, for what speaks no HTTP: by the address that is
// dialled after the name was looked up.
func (r Rules) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	return r.dialer(net.DefaultResolver).DialContext(ctx, network, address)
}
