package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

func importCommand(env *Env) *cobra.Command {
	var c importing
	cmd := commandOn("import DIR|FILE|-", "Read order files or a weekly table into the database", &c.From, func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Long = "Reads a folder with the published order files, or a weekly table (CSV or XLSX; columns week, revenue; if known category, state,\nfreight, items, orders), - for one on standard input. Plain, gzip or zip; text with commas, semicolons or tabs, 1.234,56 or 1,234.56, Portuguese names, in\nUTF-8, UTF-16 or Windows-1252; how it is understood is said. All of it or nothing. What olist export wrote, a folder or a zip archive, is read\nback into a new database."
	cmd.Flags().BoolVar(&c.DryRun, "dry-run", false, "say what would change, and change nothing")
	cmd.Flags().StringSliceVar(&c.Join, "join", nil, "take categories in several spellings for one: the names that a dry run proposes, or all")
	cmd.Flags().StringSliceVar(&c.Drivers, "drivers", nil, "columns of a weekly file that are known ahead: their `NAMES`, parted by commas; rows after the last revenue carry them for the weeks to come")
	cmd.Flags().StringArrayVar(&c.Roles, "role", nil, "what a column is, as `COLUMN=ROLE`, once for each: "+strings.Join(ingest.Roles(), ", "))
	cmd.Flags().Var(&choice{&c.Unsold, ingest.Unsolds}, "unsold", "what rows are whose status says that nothing was sold: `KIND` count or leave (known exports: leave)")
	cmd.Flags().BoolVar(&c.Replace, "replace", false, "of an export (see olist export): also where there are other sales; they are kept beside the database")
	c.form.addFlags(cmd.Flags())
	cmd.Flags().Var(&choice{&c.Missing, []string{ingest.MissingZero, ingest.MissingHole}}, "missing", "what a week without a row is: `KIND` zero or hole (orders: zero; weekly or daily values: hole)")
	return cmd
}

// commandLine is who acts, for the log, where a person types a command.
const commandLine = "command line"

// importing reads sales into the database.
type importing struct {
	From    string
	DryRun  bool
	Join    []string
	Missing string
	Drivers []string
	Roles   []string // COLUMN=ROLE
	Unsold  string
	Replace bool // an export's sales take the place of others
	form    tableForm
}

func (c *importing) options() (ingest.Options, error) {
	o := ingest.Options{Missing: c.Missing, Decimal: c.form.Decimal, Dates: c.form.Dates, WeekDates: c.form.WeekDates, Sheet: c.form.Sheet, Drivers: c.Drivers, Unsold: c.Unsold}
	for _, said := range c.Roles {
		if err := o.Say(said); err != nil {
			return o, err
		}
	}
	return o, o.Check()
}

// run imports in one transaction: all that was read, or nothing.
func (c *importing) run(ctx context.Context, env *Env) error {
	start := time.Now()
	if ours, err := c.runExport(ctx, env); ours {
		return err
	}
	isNew, err := env.isNew(ctx)
	if err != nil {
		return err
	}
	var st *store.Store // nil until the files are read, where there is no database: a file that is no good makes none
	if !isNew {
		if st, err = env.openStore(ctx); err != nil {
			return err
		}
		defer st.Close()
	}
	n, report, err := c.read(ctx, env, st)
	if err != nil {
		return err
	}
	n.Join = c.Join
	if isNew {
		if st, err = env.openStore(ctx); err != nil {
			return err
		}
		defer st.Close()
	}
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
	if err := c.remember(ctx, st, report); err != nil {
		return err
	}
	writeFindings(env.Out, report)
	if spared := sparedText(report.Stays()); spared != "" {
		fmt.Fprintln(env.Err, "olist: warning:", spared)
	}
	for _, warning := range report.Warned() {
		fmt.Fprintf(env.Err, "olist: warning: %s\n", warning)
	}
	fmt.Fprintln(env.Out, "\nData")
	writeBalance(env.Out, report.Balance(), changes)
	writeChanges(env.Out, changes)
	writeNoticed(env.Out, changes)
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

// remember keeps what was said of the columns for the next file of the header.
func (c *importing) remember(ctx context.Context, st *store.Store, report fileReport) error {
	r, ok := report.(*ingest.WeeklyReport)
	if !ok || len(c.Roles) == 0 || c.DryRun {
		return nil
	}
	o, err := c.options()
	if err != nil {
		return err
	}
	return st.PutMapping(ctx, commandLine, r.Mapping(o))
}

// fileReport is what the reader of a file found.
type fileReport interface {
	Balance() ingest.Balance
	Stays() ingest.Spared
	Warned() ingest.Messages
}

// read reads whatever kind of sales From names, as the shop of the database does.
func (c *importing) read(ctx context.Context, env *Env, st *store.Store) (store.NewImport, fileReport, error) {
	o, err := c.options()
	if err == nil && st != nil {
		o, err = st.ReadingOptions(ctx, o)
	}
	if err != nil {
		return store.NewImport{}, nil, err
	}
	if c.From == "-" {
		return readWeekly(ctx, "standard input", env.In, o)
	}
	info, err := os.Stat(c.From)
	if err != nil {
		return store.NewImport{}, nil, fault.Wrap(fault.CodeInvalid, err, message.ImportFromNothing.With(c.From))
	}
	if info.IsDir() {
		return readOrders(ctx, c.From, env.Err, o)
	}
	f, err := os.Open(c.From)
	if err != nil {
		return store.NewImport{}, nil, fault.Wrap(fault.CodeInvalid, err, message.CannotRead.With(c.From))
	}
	defer f.Close()
	return readWeekly(ctx, filepath.Base(c.From), f, o)
}

func readOrders(ctx context.Context, dir string, errOut io.Writer, o ingest.Options) (store.NewImport, fileReport, error) {
	bar := newProgress(errOut)
	batch, report, err := ingest.ReadOrders(ctx, os.DirFS(dir), func(p ingest.Progress) {
		bar.show("reading "+p.File+", KiB", int(p.Done>>10), int(p.Total>>10))
	}, o)
	bar.end()
	return store.NewImport{
		Kind: "orders", Source: filepath.Base(filepath.Clean(dir)), Actor: commandLine, Batch: batch, Report: report,
	}, report, err
}

// readWeekly refuses the whole file where any row is refused: nobody looks at
// a preview here.
func readWeekly(ctx context.Context, name string, r io.Reader, o ingest.Options) (store.NewImport, fileReport, error) {
	batch, report, err := ingest.ReadWeekly(ctx, name, r, o)
	if err != nil {
		return store.NewImport{}, nil, err
	}
	return store.NewImport{
		Kind: "weekly", Source: name, Actor: commandLine, Batch: batch, Report: report,
	}, report, report.Err()
}
