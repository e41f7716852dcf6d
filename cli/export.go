package cli

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"olist/store"
)

func exportCommand(env *Env) *cobra.Command {
	var c exporting
	cmd := commandOn("export DIR", "Write everything but secrets as CSV with a description, also while serving", &c.Dir, func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Long = "Writes sales, drivers, events, notes, scenarios, targets, models and issued forecasts into a new or empty folder, each table as CSV, with\ndatapackage.json, which describes them. Passwords, tokens and secrets stay behind. `olist import DIR` reads it into a new database."
	return cmd
}

// exporting writes everything into a folder.
type exporting struct {
	Dir string
}

// run refuses a folder with anything in it: what was there would look like part
// of the export.
func (c *exporting) run(ctx context.Context, env *Env) error {
	if there, err := os.ReadDir(c.Dir); err == nil && len(there) > 0 {
		return fmt.Errorf("%s is not empty; name a new folder", c.Dir)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	w := &folderWriter{dir: c.Dir}
	if err := errors.Join(st.Export(ctx, w.create), w.close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "%s: %d files, %.1f MiB\n", c.Dir, w.files, float64(w.size)/(1<<20))
	return err
}

// folderWriter writes files one after the other.
type folderWriter struct {
	dir   string
	open  *os.File
	files int
	size  int64
}

func (w *folderWriter) create(name string) (io.Writer, error) {
	if err := w.close(); err != nil {
		return nil, err
	}
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	var err error
	w.open, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	w.files++
	return w.open, err
}

func (w *folderWriter) close() error {
	if w.open == nil {
		return nil
	}
	info, err := w.open.Stat()
	if err == nil {
		w.size += info.Size()
	}
	err = errors.Join(err, w.open.Close())
	w.open = nil
	return err
}

// exportAt gives the files of an export, a folder or a zip archive; nil where
// path is none.
func exportAt(path string) (fs.FS, func()) {
	if info, err := os.Stat(path); err != nil {
		return nil, nil
	} else if info.IsDir() {
		if files := os.DirFS(path); store.IsExport(files) {
			return files, func() {}
		}
		return nil, nil
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, nil
	}
	if !store.IsExport(z) {
		z.Close()
		return nil, nil
	}
	return z, func() { z.Close() }
}

// runExport reads an export into the database; ours is false where From is none.
func (c *importing) runExport(ctx context.Context, env *Env) (ours bool, err error) {
	files, closed := exportAt(c.From)
	if files == nil {
		return false, nil
	}
	defer closed()
	if isNew, err := env.isNew(ctx); err != nil {
		return true, err
	} else if isNew {
		env.Shipped = nil // the export takes the place of the sample
	}
	at, err := env.place()
	if err != nil {
		return true, err
	}
	if c.DryRun {
		return true, errors.New("--dry-run tells nothing of an export: it is read whole, or refused")
	}
	done, err := store.ImportExport(ctx, commandLine, at, files, c.From, c.Replace)
	if err != nil {
		return true, err
	}
	fmt.Fprintf(env.Out, "%s holds %v\n", at, done.After)
	if done.Previous != "" {
		fmt.Fprintf(env.Out, "what was there is kept in %s\n", done.Previous)
	}
	return true, nil
}
