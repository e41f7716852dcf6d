// Package story has every line of the log that belongs to one request or one job
// say so: ids go along in the context, and a handler of log/slog writes them.
package story

import (
	"context"
	"log/slog"
)

type key struct{}

// With is ctx in which lines of the log have name=id, beside those that they
// have already.
func With(ctx context.Context, name, id string) context.Context {
	return context.WithValue(ctx, key{}, append(idsOf(ctx), slog.String(name, id)))
}

// idsOf are the ids of ctx; whoever appends to them gets a slice of their own.
func idsOf(ctx context.Context) []slog.Attr {
	ids, _ := ctx.Value(key{}).([]slog.Attr)
	return ids[:len(ids):len(ids)]
}

// Handler writes the ids of a line's context with it.
func Handler(h slog.Handler) slog.Handler { return handler{h} }

type handler struct{ slog.Handler }

// Handle implements slog.Handler.
func (h handler) Handle(ctx context.Context, r slog.Record) error {
	r.AddAttrs(idsOf(ctx)...)
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h handler) WithGroup(name string) slog.Handler { return handler{h.Handler.WithGroup(name)} }
