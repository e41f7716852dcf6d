package ui

import "context"

type csrfKey struct{}

// WithCSRF makes every form rendered under ctx carry a session's form token.
func WithCSRF(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, csrfKey{}, token)
}

func csrfOf(ctx context.Context) string {
	token, _ := ctx.Value(csrfKey{}).(string)
	return token
}
