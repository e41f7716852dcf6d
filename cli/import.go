package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

func importCommand(env *Env) *cobra.Command {
	var c importing
	cmd := commandOn("import DIR|FILE|-", "Read order files or a weekly CSV into the database", &c.From, func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Long = "Reads a folder with the published order files, or a weekly CSV (columns week, revenue; if known category, state, freight, items,\norders), - for one on standard input. Plain or gzip, also with semicolons, 1.234,56 and Portuguese names. All of it or nothing."
	cmd.Flags().BoolVar(&c.DryRun, "dry-run", false, "say what would change, and change nothing")
	return cmd
}

// commandLine is who acts, for the log, where a person types a command.
const commandLine = "command line"

// importing reads sales into the database.
type importing struct {
	From   string
	DryRun bool
}

// run imports in one transaction: all that was read, or nothing.
func (c *importing) run(ctx context.Context, env *Env) error {
	start := time.Now()
	n, report, err := c.read(ctx, env)
	if err != nil {
		return err
	}
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	var imp store.Import
	var changes store.Changes
	if c.DryRun {
		changes, err = st.CompareImport(ctx, n)
	} else {
		imp, changes, err = st.Import(ctx, n)
	}
	if err != nil {
		return err
	}
	if err := report.WriteText(env.Out); err != nil {
		return err
	}
	fmt.Fprintln(env.Out, "\nData")
	writeChanges(env.Out, changes)
	switch {
	case changes.None():
		fingerprint, err := st.DataFingerprint(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(env.Out, "  nothing changed (fingerprint %.12s)\n", fingerprint)
	case c.DryRun:
		fmt.Fprintln(env.Out, "  nothing changed: this was a dry run")
	default:
		fmt.Fprintf(env.Out, "  version %d (fingerprint %.12s), in %.1f s\n", imp.Version, imp.Fingerprint, time.Since(start).Seconds())
	}
	return nil
}

// textReport is what the reader of a file found.
type textReport interface{ WriteText(io.Writer) error }

// read reads whatever kind of sales From names.
func (c *importing) read(ctx context.Context, env *Env) (store.NewImport, textReport, error) {
	if c.From == "-" {
		return readWeekly(ctx, "standard input", env.In)
	}
	info, err := os.Stat(c.From)
	if err != nil {
		return store.NewImport{}, nil, fault.Wrap(fault.CodeInvalid, err, "cannot import from %s; give the folder with the order files or a weekly CSV", c.From)
	}
	if info.IsDir() {
		return readOrders(ctx, c.From, env.Err)
	}
	f, err := os.Open(c.From)
	if err != nil {
		return store.NewImport{}, nil, fault.Wrap(fault.CodeInvalid, err, "cannot read %s", c.From)
	}
	defer f.Close()
	return readWeekly(ctx, filepath.Base(c.From), f)
}

func readOrders(ctx context.Context, dir string, errOut io.Writer) (store.NewImport, textReport, error) {
	bar := newProgress(errOut)
	batch, report, err := ingest.ReadOrders(ctx, os.DirFS(dir), func(p ingest.Progress) {
		bar.show("reading "+p.File+", KiB", int(p.Done>>10), int(p.Total>>10))
	}, ingest.Options{})
	bar.end()
	return store.NewImport{
		Kind: "orders", Source: filepath.Base(filepath.Clean(dir)), Actor: commandLine, Batch: batch, Report: report,
	}, report, err
}

// readWeekly refuses the whole file where any row is refused: nobody looks at
// a preview here.
func readWeekly(ctx context.Context, name string, r io.Reader) (store.NewImport, textReport, error) {
	batch, report, err := ingest.ReadWeekly(ctx, name, r, ingest.Options{})
	if err != nil {
		return store.NewImport{}, nil, err
	}
	return store.NewImport{
		Kind: "weekly", Source: name, Actor: commandLine, Batch: batch, Report: report,
	}, report, report.Err()
}

// mostChanges is how many changed weeks are told one by one.
const mostChanges = 20

// writeChanges says what an import does to the data in force.
func writeChanges(out io.Writer, c store.Changes) {
	told := 0
	for _, w := range c.Weeks {
		if w.Added {
			continue
		}
		if told++; told <= mostChanges {
			fmt.Fprintf(out, "  %s was known otherwise: %s, %s before; %s, %s now\n",
				w.Week, orders(w.Before), ingest.Amount(w.Before.Revenue), orders(w.After), ingest.Amount(w.After.Revenue))
		}
	}
	if told > mostChanges {
		fmt.Fprintf(out, "  and %d more weeks\n", told-mostChanges)
	}
	writeDoubted(out, c)
	fmt.Fprintf(out, "  %d weeks added, %d changed, %d as they were\n", c.Added, c.Changed, c.Unchanged)
	if split := c.Split(); split > 0 {
		fmt.Fprintf(out, "  %d of them come without categories or states: split by the shares of the %d complete weeks before\n", split, store.ShareWeeks)
	}
}

// writeDoubted says which weeks are left out for their level, or by hand; those
// whose days tell it are in the report on the files.
func writeDoubted(out io.Writer, c store.Changes) {
	told := 0
	for _, w := range c.LeftOut() {
		if w.Judged.Usual == 0 && w.Judged.Override == nil {
			continue
		}
		if told++; told <= mostChanges {
			fmt.Fprintf(out, "  %s: %s\n", w.Week, w.Reason)
		}
	}
	if told > mostChanges {
		fmt.Fprintf(out, "  and %d more weeks\n", told-mostChanges)
	}
	if told > 0 {
		fmt.Fprintf(out, "  %d weeks are left out of training until you overrule that on the page /data\n", told)
	}
}

func orders(t store.WeekTotals) string {
	if t.Orders == nil {
		return "orders not known"
	}
	return fmt.Sprintf("%d orders", *t.Orders)
}
