package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"olist/message"
	"olist/secret"
	"olist/source"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/training"
	"olist/training/automation"
	"olist/training/sources"
)

// sourceDirVariable names folders as --source-dir does.
const sourceDirVariable = "OLIST_SOURCE_DIR"

func sourceDirFlag(f *pflag.FlagSet, p *[]string) {
	listTwin(f, p, "source-dir", sourceDirVariable, "`DIR` that sales may be fetched from, with what is below it; may be given several times")
}

// sourceDirs gives them as whole paths.
func sourceDirs(given []string) ([]string, error) {
	var all []string
	for _, dir := range given {
		whole, err := filepath.Abs(dir)
		if err != nil {
			return nil, badFlag("--source-dir", "%v", err)
		}
		all = append(all, whole)
	}
	return all, nil
}

func sourceCommand(env *Env) *cobra.Command {
	list := command("source", "List the places that sales are fetched from; add, fetch or remove one", env.listSources)
	var add sourceAdd
	adding := commandOn("add NAME", "Fetch sales from an address, a folder or a database's query from now on", &add.Name, func(ctx context.Context) error { return add.run(ctx, env) })
	add.addFlags(adding.Flags())
	var fetch sourceFetch
	fetching := commandOn("fetch SOURCE", "Fetch now, and say what came of it; waits while a file is still written", &fetch.Source, func(ctx context.Context) error { return fetch.run(ctx, env) })
	sourceDirFlag(fetching.Flags(), &fetch.Dirs)
	var remove string
	list.AddCommand(command("list", "List the places that sales are fetched from", env.listSources), adding, fetching,
		commandOn("remove SOURCE", "Fetch from a place no more; what came from it stays in force", &remove, func(ctx context.Context) error {
			return env.removeSource(ctx, remove)
		}))
	return list
}

// sourceAdd adds a source.
type sourceAdd struct {
	Name, URL, Folder, Driver, Connection, Query, Every, At string
	Weekday                                                 int
	MaxChange                                               float64
	NewNames, Parts, Hold, NoRetrain                        bool
	Missing                                                 string
	Drivers, Dirs                                           []string
	form                                                    tableForm
}

func (c *sourceAdd) addFlags(f *pflag.FlagSet) {
	f.StringVar(&c.URL, "url", "", "`ADDRESS` of a file; - reads it from standard input, so that a key in it stays out of the shell's history")
	f.StringVar(&c.Folder, "folder", "", "`DIR` whose files are taken once each; must lie in a --source-dir")
	f.Var(&choice{&c.Driver, source.Drivers()}, "driver", "`KIND` of database that --query is for: "+strings.Join(source.Drivers(), ", "))
	f.StringVar(&c.Connection, "connection", "", "`NAME` of the database's address: OLIST_SOURCE_NAME_DSN holds it, or OLIST_SOURCE_NAME_FILE names a file with it")
	f.StringVar(&c.Query, "query", "", "`SQL` that gives the table; - reads it from standard input")
	f.Var(&choice{&c.Every, automation.Everys()}, "every", "`SPAN` between fetches, in the shop's time zone: hour, day, week or never (default day)")
	f.StringVar(&c.At, "at", "06:00", "`TIME` of the day; of an hour its minutes")
	f.IntVar(&c.Weekday, "weekday", 1, "`DAY` of a weekly fetch, 0 for Sunday")
	f.Float64Var(&c.MaxChange, "max-change", 0, "`PERCENT` that a known week may change by without a person; 0 lets none change")
	f.BoolVar(&c.NewNames, "new-names", false, "new categories and regions need no person")
	f.BoolVar(&c.Parts, "parts", false, "a file holds a part of the weeks (usual of folders); without it, fewer weeks than are in force need a person")
	f.BoolVar(&c.Hold, "hold", false, "everything needs a person")
	f.BoolVar(&c.NoRetrain, "no-retrain", false, "train no model on what was fetched")
	f.StringSliceVar(&c.Drivers, "drivers", nil, "columns that are known ahead: their `NAMES`, parted by commas")
	f.Var(&choice{&c.Missing, []string{ingest.MissingZero, ingest.MissingHole}}, "missing", "what a week without a row is: `KIND` zero or hole")
	c.form.addFlags(f)
	sourceDirFlag(f, &c.Dirs)
}

// source is what the flags ask for.
func (c *sourceAdd) source(env *Env) (n sources.Source, err error) {
	for _, from := range []*string{&c.URL, &c.Query} {
		if *from == "-" {
			given, err := io.ReadAll(io.LimitReader(env.In, 4*source.MaxQuery))
			if err != nil {
				return n, err
			}
			*from = strings.TrimSpace(string(given))
		}
	}
	n = sources.Source{Name: c.Name, Options: ingest.Options{Missing: c.Missing, Decimal: c.form.Decimal, Dates: c.form.Dates, WeekDates: c.form.WeekDates, Drivers: c.Drivers},
		Rules: sources.Rules{Apply: !c.Hold, MaxChange: c.MaxChange, NewNames: c.NewNames, Whole: !c.Parts && c.Folder == "", Retrain: !c.NoRetrain}}
	switch {
	case c.URL != "" && c.Folder == "" && c.Query == "":
		n.Place = source.Spec{Kind: source.KindURL, URL: secret.OfURL(c.URL)}
	case c.Folder != "" && c.URL == "" && c.Query == "":
		whole, err := filepath.Abs(c.Folder)
		if err != nil {
			return n, err
		}
		n.Place = source.Spec{Kind: source.KindFolder, Folder: whole}
	case c.Query != "" && c.URL == "" && c.Folder == "":
		n.Place = source.Spec{Kind: source.KindQuery, Driver: c.Driver, Connection: c.Connection, Query: c.Query}
	default:
		return n, badFlag("--url", "give one of --url, --folder and --query")
	}
	at, err := time.Parse("15:04", c.At)
	if err != nil {
		return n, badFlag("--at", "should be a time like 06:00, not %q", c.At)
	}
	n.Schedule = sources.Schedule{Every: c.Every, Weekday: time.Weekday(c.Weekday), Hour: at.Hour(), Minute: at.Minute()}
	if c.Every == "" {
		n.Schedule.Every = automation.EveryDay
	}
	return n, nil
}

func (c *sourceAdd) run(ctx context.Context, env *Env) error {
	n, err := c.source(env)
	if err != nil {
		return err
	}
	return env.withSources(ctx, c.Dirs, func(tr *training.Service) error {
		kept, err := tr.Sources().Add(ctx, commandLine, n)
		if fault.CodeOf(err) == fault.CodeInvalid {
			return usageError{err}
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(env.Out, "source %s (%s) is fetched %s; olist source fetch %s does it now\n", kept.ID, kept.Name, nextFetch(kept), kept.ID)
		return err
	})
}

func nextFetch(n sources.Source) string {
	switch {
	case n.Paused:
		return "no more: it is paused"
	case n.Next.IsZero():
		return "when asked"
	}
	return "next at " + n.Next.Format(time.RFC3339)
}

// withSources is withTraining where folders may be fetched from.
func (env *Env) withSources(ctx context.Context, dirs []string, act func(*training.Service) error) error {
	whole, err := sourceDirs(dirs)
	if err != nil {
		return err
	}
	env.sourceDirs = whole
	return env.withTraining(ctx, act)
}

// listSources prints a line a source.
func (env *Env) listSources(ctx context.Context) error {
	return env.withTraining(ctx, func(tr *training.Service) error {
		all, err := tr.Sources().Sources(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "source\tname\tkind\tfrom\tnext\tlatest\tat")
		for _, n := range all {
			state, at := "never fetched", ""
			if n.Latest != nil {
				state, at = string(n.Latest.State), n.Latest.At.Format(time.DateTime)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", n.ID, n.Name, n.Place.Kind, n.Where(), nextFetch(n), state, at)
		}
		return w.Flush()
	})
}

func (env *Env) removeSource(ctx context.Context, given string) error {
	return env.withTraining(ctx, func(tr *training.Service) error {
		n, err := sourceNamed(ctx, tr, given)
		if err != nil {
			return err
		}
		if err := tr.Sources().Delete(ctx, commandLine, n.ID); err != nil {
			return err
		}
		_, err = fmt.Fprintf(env.Out, "source %s (%s) is removed; for 30 days the page /sources can bring it back\n", n.ID, n.Name)
		return err
	})
}

// sourceNamed finds a source by id or name.
func sourceNamed(ctx context.Context, tr *training.Service, given string) (sources.Source, error) {
	all, err := tr.Sources().Sources(ctx)
	for _, n := range all {
		if n.ID == given || n.Name == given {
			return n, nil
		}
	}
	if err == nil {
		err = fault.New(fault.CodeNotFound, message.NoSource.With(message.Quoted(given)))
	}
	return sources.Source{}, err
}

// sourceFetch fetches now.
type sourceFetch struct {
	Source string
	Dirs   []string
}

// run works the queue of its own process until the fetch has ended, and the
// training that goes with it. What waits for a person or failed is an error.
func (c *sourceFetch) run(ctx context.Context, env *Env) error {
	return env.withSources(ctx, c.Dirs, func(tr *training.Service) error {
		n, err := sourceNamed(ctx, tr, c.Source)
		if err != nil {
			return err
		}
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		worker := make(chan error, 1)
		go func() { worker <- tr.Run(ctx) }()
		err = fetchNow(ctx, env, tr, n.ID)
		stop()
		return errors.Join(err, <-worker)
	})
}

func fetchNow(ctx context.Context, env *Env, tr *training.Service, id string) error {
	for {
		job, _, err := tr.Sources().Fetch(ctx, commandLine, id)
		if err != nil {
			return err
		}
		if err := ended(ctx, tr, func(j store.Job) bool { return j.ID == job.ID }); err != nil {
			return err
		}
		runs, err := tr.Sources().Runs(ctx, id, 1)
		if err != nil || len(runs) == 0 {
			return errors.Join(err, errors.New("the fetch did not come to its end; olist jobs says why"))
		}
		run := runs[0]
		fmt.Fprintln(env.Out, sources.Said(run))
		switch {
		case run.State == store.RunFailed || run.State == store.RunHeld:
			return errors.New("nothing was changed")
		case sources.Soon(run):
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(source.LookAgain):
			}
			continue
		case run.State == store.RunApplied:
			return ended(ctx, tr, func(j store.Job) bool { return j.Kind == "train" })
		}
		return nil
	}
}

// ended waits until no open job is one of those.
func ended(ctx context.Context, tr *training.Service, one func(store.Job) bool) error {
	ticks, stop := tr.Jobs().Watch()
	defer stop()
	for {
		open, err := tr.Jobs().Open(ctx)
		if err != nil {
			return err
		}
		still := false
		for _, j := range open {
			still = still || one(j)
		}
		if !still {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticks:
		case <-time.After(5 * time.Second): // another process may work on it
		}
	}
}
