package cli

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
)

func doctorCommand(env *Env) *cobra.Command {
	return command("doctor", "Examine the database, the models, the data and the disk", env.doctor)
}

// doctor examines everything that the program relies on and prints a line a
// check; it fails where one fails.
func (env *Env) doctor(ctx context.Context) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
	failed := false
	for _, c := range append(st.Doctor(ctx), decodeLive(ctx, st)) {
		verdict, said := "ok", c.Detail
		switch {
		case c.Problem != "" && c.Minor:
			verdict, said = "note", c.Problem
		case c.Problem != "":
			verdict, said = "BAD", c.Problem
			failed = true
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", verdict, c.Name, said)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if failed {
		return errors.New("something is wrong; each line above that begins with BAD says what to do")
	}
	return nil
}

// decodeLive checks that the live model is not only stored but understood.
func decodeLive(ctx context.Context, st *store.Store) store.Check {
	c := store.Check{Name: "live model decodes"}
	live, err := st.Live(ctx)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return c
	}
	if err == nil {
		var payload []byte
		if _, payload, err = st.Payload(ctx, live.ModelID); err == nil {
			_, err = forecast.UnmarshalModel(payload)
		}
	}
	if err != nil {
		c.Problem = err.Error()
	}
	return c
}
