package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"olist/store"
	"olist/store/fault"
	"olist/store/scratch"
)

func backupCommand(env *Env) *cobra.Command {
	var c backupFile
	cmd := commandOn("backup FILE|-", "Write a verified copy of the database, also while serving", &c.File, func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Long = cmd.Short + ". It holds the shop that is here; those set aside\n(olist shop kept) are files of their own beside the database: copy them as well.\n\nBackups by themselves go to the places that --backup-dir and --backup-s3 name."
	addBackups(cmd, env)
	return cmd
}

func restoreCommand(env *Env) *cobra.Command {
	var c restore
	cmd := commandOn("restore FILE|-", "Put a backup in the place of the database, also while serving", &c.File, func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Flags().BoolVar(&c.AcceptLoss, "accept-loss", false, "also where the backup has no sales or no models, and the database has some")
	return cmd
}

// backupFile writes a copy of the database.
type backupFile struct {
	File string
}

// run copies one state of the database and compares it row by row.
func (c *backupFile) run(ctx context.Context, env *Env) error {
	if err := env.refuseNew(ctx); err != nil {
		return err
	}
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if c.File == "-" {
		return backupTo(ctx, st, env.Out)
	}
	if err := st.Backup(ctx, c.File); err != nil {
		return err
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "%s: %.1f MiB, verified row by row\n", c.File, float64(info.Size())/(1<<20))
	return err
}

// passing begins the names of the folders for what passes through a pipe.
func passing() string { return filepath.Join(os.TempDir(), "olist-passing-") }

// backupTo makes the copy in a file first: only a verified one leaves.
func backupTo(ctx context.Context, st *store.Store, w io.Writer) error {
	dir, err := scratch.Make(passing())
	if err != nil {
		return err
	}
	defer dir.Close()
	file := filepath.Join(dir.Path, "backup.db")
	if err := st.Backup(ctx, file); err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// restore puts a backup in the place of the database.
type restore struct {
	File       string
	AcceptLoss bool
}

// run restores; what was there is kept beside the database.
func (c *restore) run(ctx context.Context, env *Env) error {
	at, err := env.place()
	if err != nil {
		return err
	}
	file := c.File
	if file == "-" {
		dir, err := scratch.Make(passing())
		if err != nil {
			return err
		}
		defer dir.Close()
		file = filepath.Join(dir.Path, "backup.db")
		if err := saveTo(file, env.In); err != nil {
			return err
		}
	}
	done, err := store.Restore(ctx, commandLine, at, file, c.AcceptLoss)
	return env.sayRestored(at, done, err)
}

// sayRestored tells what a restore did, or how it can be done.
func (env *Env) sayRestored(at store.Place, done store.Restored, err error) error {
	if fault.CodeOf(err) == fault.CodeConflict {
		return fmt.Errorf("%w; --accept-loss restores it all the same", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "%s is restored, verified row by row\nit holds %v\n", at, done.After)
	if done.Previous != "" {
		fmt.Fprintf(env.Out, "before it held %v\n", done.Before)
		fmt.Fprintf(env.Out, "what was there is kept in %s\n", done.Previous)
	}
	if done.Offline {
		fmt.Fprintln(env.Out, "that could not be read; start a running server anew")
	}
	fmt.Fprintln(env.Out, "all sessions have ended")
	if done.PeopleOff > 0 {
		fmt.Fprintf(env.Out, "%d people who could not log in here are switched off; /admin/people or olist people on switches them on\n", done.PeopleOff)
	}
	if done.TokensOff > 0 {
		fmt.Fprintf(env.Out, "%d tokens that were not live here are off; /admin/tokens turns them on\n", done.TokensOff)
	}
	return nil
}

func saveTo(file string, r io.Reader) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}
