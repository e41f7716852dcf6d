package cli

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"olist/store/fault"
)

func importsCommand(env *Env) *cobra.Command {
	cmd := command("imports", "List imports, newest first; undo them", env.listImports)
	var c undo
	cmd.AddCommand(commandOn("undo VERSION", "Take an import out of force: its weeks are again what they were without it", &c.Version,
		func(ctx context.Context) error { return c.run(ctx, env) }))
	return cmd
}

// ImportsListCmd lists imports.

// run prints a line an import.
func (env *Env) listImports(ctx context.Context) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	imports, err := st.Imports(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "version\tstate\tkind\tread\tby\tsource\tfingerprint")
	for _, i := range imports {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%.12s\n", i.Version, i.State, i.Kind, i.CreatedAt.Format(time.DateTime), i.Actor, i.Source, i.Fingerprint)
	}
	return w.Flush()
}

// undo undoes an import.
type undo struct {
	Version string
}

// run undoes; models stay as they are until the next training.
func (c *undo) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	version, err := strconv.ParseInt(c.Version, 10, 64)
	if err != nil {
		return fault.Invalid("VERSION", "should be the number of an import; `olist imports` lists them.")
	}
	if _, err := st.UndoImport(ctx, commandLine, version); err != nil {
		return err
	}
	fingerprint, err := st.DataFingerprint(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "import %d is undone (fingerprint %.12s)\n", version, fingerprint)
	return err
}
