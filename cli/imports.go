package cli

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"olist/message"
	"olist/store"
	"olist/store/fault"
)

func importsCommand(env *Env) *cobra.Command {
	cmd := command("imports", "List imports, newest first; undo them, or put them in force again", env.listImports)
	var version string
	cmd.AddCommand(
		commandOn("undo VERSION", "Take an import out of force: its weeks are again what they were without it", &version, func(ctx context.Context) error {
			return env.changeImport(ctx, version, "is undone", (*store.Store).UndoImport)
		}),
		commandOn("apply VERSION", "Put a preview in force, or an undone import again, in its old place", &version, func(ctx context.Context) error {
			return env.changeImport(ctx, version, "is in force", (*store.Store).ApplyImport)
		}))
	return cmd
}

// listImports prints a line an import.
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

// changeImport applies or undoes an import; models stay as they are until the
// next training, and a program that serves follows.
func (env *Env) changeImport(ctx context.Context, given, now string, change func(*store.Store, context.Context, string, int64) (store.Import, error)) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	version, err := strconv.ParseInt(given, 10, 64)
	if err != nil {
		return fault.Invalid("VERSION", message.ImportVersion.With())
	}
	if _, err := change(st, ctx, commandLine, version); err != nil {
		return err
	}
	fingerprint, err := st.DataFingerprint(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "import %d %s (fingerprint %.12s)\n", version, now, fingerprint)
	return err
}
