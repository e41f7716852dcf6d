package cli

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"
)

// ImportsCmd lists imports and takes them back.
type ImportsCmd struct {
	List ImportsListCmd `cmd:"" default:"1" help:"List all imports, newest first (the default)."`
	Undo ImportsUndoCmd `cmd:"" help:"Take an import out of force: its weeks are again what they were without it."`
}

// ImportsListCmd lists imports.
type ImportsListCmd struct{}

// Run prints a line an import.
func (ImportsListCmd) Run(ctx context.Context, env *Env) error {
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

// ImportsUndoCmd undoes an import.
type ImportsUndoCmd struct {
	Version int64 `arg:"" help:"The import's version."`
}

// Run undoes; models stay as they are until the next training.
func (c *ImportsUndoCmd) Run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if _, err := st.UndoImport(ctx, commandLine, c.Version); err != nil {
		return err
	}
	fingerprint, err := st.DataFingerprint(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "import %d is undone (fingerprint %.12s)\n", c.Version, fingerprint)
	return err
}
