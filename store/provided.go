package store

import "context"

type provided struct{}

// Provided gives a context in which whatever changes the database first asks holds,
// while nobody else changes anything, and changes nothing where that returns an
// error, which it returns. It is asked once: what one act changes after that is its
// own. holds reads with the context that it was made from.
func Provided(ctx context.Context, holds func() error) context.Context {
	asked := false
	return context.WithValue(ctx, provided{}, func() error {
		if asked {
			return nil
		}
		asked = true
		return holds()
	})
}

// holding asks what the context provides for, where it does.
func holding(ctx context.Context) error {
	if holds, ok := ctx.Value(provided{}).(func() error); ok {
		return holds()
	}
	return nil
}
