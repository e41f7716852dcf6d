package backup

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"olist/message"
	"olist/store/fault"
)

// Folder is a place in the file system.
type Folder struct {
	Dir string // a whole path
	// Make makes the folder where it is not there. One that somebody named is not
	// made: it may be a disk that is not mounted.
	Make bool
}

const unfinished = ".tmp" // follows the name of a backup that is being written

// Name is InFolder.
func (f Folder) Name() string { return InFolder }

// Where is the folder's path.
func (f Folder) Where() string { return f.Dir }

// List gives the backups in the folder.
func (f Folder) List(context.Context) ([]Copy, error) {
	files, err := os.ReadDir(f.Dir)
	if errors.Is(err, fs.ErrNotExist) && f.Make {
		return nil, nil
	}
	if err != nil {
		return nil, f.fault(err)
	}
	var all []Copy
	for _, file := range files {
		info, err := file.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // gone since, or no file of ours
		}
		if c, ok := Parse(file.Name(), info.Size()); ok && len(all) < listMost {
			all = append(all, c)
		}
	}
	Latest(all)
	return all, nil
}

// Put copies a file into the folder under another name first.
func (f Folder) Put(ctx context.Context, c Copy, file string) error {
	if f.Make {
		if err := os.MkdirAll(f.Dir, 0o700); err != nil {
			return f.fault(err)
		}
	}
	temp := filepath.Join(f.Dir, c.Name+unfinished)
	err := copyFile(ctx, temp, file)
	if err == nil {
		err = os.Rename(temp, filepath.Join(f.Dir, c.Name))
	}
	if err != nil {
		os.Remove(temp)
		return f.fault(err)
	}
	return f.fault(syncDir(f.Dir))
}

func copyFile(ctx context.Context, to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, reading{ctx, in})
	return errors.Join(err, out.Sync(), out.Close())
}

// syncDir makes a new name in a folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// reading ends with its context.
type reading struct {
	ctx  context.Context
	from io.Reader
}

func (r reading) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}

// Read opens a backup's file.
func (f Folder) Read(_ context.Context, c Copy) (io.ReadCloser, error) {
	file, err := os.Open(filepath.Join(f.Dir, c.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(fault.CodeNotFound, err, message.BackupGone.With(c.Name))
	}
	if err != nil {
		return nil, f.fault(err)
	}
	return file, nil
}

// Delete removes a backup's file.
func (f Folder) Delete(_ context.Context, c Copy) error {
	return f.fault(os.Remove(filepath.Join(f.Dir, c.Name)))
}

// Sweep removes files that were not finished.
func (f Folder) Sweep(_ context.Context, owner string) error {
	files, err := os.ReadDir(f.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, file := range files {
		name, is := strings.CutSuffix(file.Name(), unfinished)
		if c, ours := Parse(name, 0); is && ours && c.Owner == owner {
			err = errors.Join(err, os.Remove(filepath.Join(f.Dir, file.Name())))
		}
	}
	return f.fault(err)
}

// fault words what the file system says.
func (f Folder) fault(err error) error {
	switch {
	case err == nil || errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.Wrap(fault.CodeDiskFull, err, message.BackupFolderFull.With(f.Dir))
	case errors.Is(err, fs.ErrNotExist):
		return fault.Wrap(fault.CodeUnavailable, err, message.BackupFolderMissing.With(f.Dir))
	}
	return fault.Wrap(fault.CodeUnavailable, err, message.BackupFolderRefused.With(f.Dir))
}
