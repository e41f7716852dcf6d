package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// commandLine is who acts, for the log, where a person types a command.
const commandLine = "command line"

// ImportCmd reads order files into the database.
type ImportCmd struct {
	Dir string `arg:"" help:"Folder with the published CSV files, plain or gzip."`
}

// Run imports in one transaction: all of the files, or nothing.
func (c *ImportCmd) Run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	return importOrders(ctx, st, c.Dir, env.Out, env.Err)
}

// importOrders reads the files in dir, applies them and writes the report.
func importOrders(ctx context.Context, st *store.Store, dir string, out, errOut io.Writer) error {
	start := time.Now()
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fault.Invalid("", "there is no folder %s; give the one with the CSV files", dir)
	}
	bar := newProgress(errOut)
	batch, report, err := ingest.ReadOrders(ctx, os.DirFS(dir), func(p ingest.Progress) {
		bar.show("reading "+p.File+", KiB", int(p.Done>>10), int(p.Total>>10))
	})
	bar.end()
	if err != nil {
		return err
	}
	imp, changes, err := st.Import(ctx, store.NewImport{
		Kind: "orders", Source: filepath.Base(filepath.Clean(dir)), Actor: commandLine, Batch: batch, Report: report,
	})
	if err != nil {
		return err
	}
	if err := report.WriteText(out); err != nil {
		return err
	}
	return writeChanges(ctx, st, out, imp, changes, time.Since(start))
}

// writeChanges says what the import did to the data.
func writeChanges(ctx context.Context, st *store.Store, out io.Writer, imp store.Import, c store.Changes, took time.Duration) error {
	fmt.Fprintln(out, "\nData")
	if c.None() {
		fingerprint, err := st.DataFingerprint(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "  nothing changed: all %d weeks are known as they are (fingerprint %.12s)\n", c.Unchanged, fingerprint)
		return err
	}
	for _, w := range c.Weeks {
		if !w.Added {
			fmt.Fprintf(out, "  %s changed: %d orders, %s before; %d orders, %s now\n",
				w.Week, w.Before.Orders, ingest.Amount(w.Before.Revenue), w.After.Orders, ingest.Amount(w.After.Revenue))
		}
	}
	_, err := fmt.Fprintf(out, "  version %d: %d weeks added, %d changed, %d as they were (fingerprint %.12s), in %.1f s\n",
		imp.Version, c.Added, c.Changed, c.Unchanged, imp.Fingerprint, took.Seconds())
	return err
}
