package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/views/ui"
)

// seenField is the form field that says what the form was filled from. A script
// that leaves it out replaces whatever is there.
const seenField = "was"

// seenOf marks a form with what it is filled from: values that say the same have the
// same mark.
func seenOf(values ...any) ui.Seen {
	text, err := json.Marshal(values)
	if err != nil {
		return ui.Seen{} // without a mark, as a script's
	}
	sum := sha256.Sum256(text)
	return ui.Seen{Mark: hex.EncodeToString(sum[:8])}
}

// seen is seenOf for what was read, or why it could not be.
func seen[T any](v T, err error) (ui.Seen, error) { return seenOf(v), err }

// ifStillSeen is the request's context in which nothing is changed once now, what the
// form is filled from, is not what it was when it was filled: of two who change
// the same at once, the second is told. Returns CodeConflict from what changes.
func ifStillSeen(c echo.Context, now func(context.Context) (ui.Seen, error)) context.Context {
	ctx, was := c.Request().Context(), c.FormValue(seenField)
	if was == "" {
		return ctx
	}
	return store.Provided(ctx, func() error {
		seen, err := now(ctx)
		if err != nil || seen.Mark == was {
			return err
		}
		return &fault.Error{Code: fault.CodeConflict, Field: seenField, Message: message.ChangedMeanwhile.With()}
	})
}

// overtaken reports whether a change was refused by ifStillSeen.
func overtaken(err error) bool { return fieldOf(err) == seenField }

// refused reports whether a form comes back with what was typed and what is wrong,
// or that others were faster; with the status that says so.
func refused(err error) (status int, ok bool) {
	code := fault.CodeOf(err)
	return statusOf[code], code == fault.CodeInvalid || overtaken(err)
}
