package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/store/fault"
)

// Seen is a file of a folder as it was at a look.
type Seen struct {
	Name     string    `json:"name"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	At       time.Time `json:"at"`               // of the first look that found it so
	Hash     string    `json:"sha256,omitempty"` // of one that was taken
}

func (s Seen) same(o Seen) bool {
	return s.Name == o.Name && s.Size == o.Size && s.Modified.Equal(o.Modified)
}

// tables are the endings of files that are looked at.
var tables = []string{".csv", ".tsv", ".txt", ".xlsx", ".gz", ".zip"}

// rootOf gives the allowed folder that path lies in, and the rest of the path.
func (f *Fetcher) rootOf(folder string) (root, rest string, ok bool) {
	for _, root := range f.Roots {
		rest, err := filepath.Rel(root, filepath.Clean(folder))
		if err == nil && filepath.IsLocal(rest) {
			return root, rest, true
		}
	}
	return "", "", false
}

// fetchFolder takes the oldest file that was not taken before and has stayed as
// it is since an earlier look. Links are followed as long as they stay within
// the allowed folder.
func (f *Fetcher) fetchFolder(ctx context.Context, s Spec, m Memory, dir string) (Found, error) {
	rootPath, rest, _ := f.rootOf(s.Folder)
	root, err := os.OpenRoot(rootPath)
	if err != nil {
		return Found{}, fault.Wrap(fault.CodeUnavailable, err, message.SourceFolderMissing.With())
	}
	defer root.Close()
	now := f.now()
	seen, err := look(root, filepath.ToSlash(rest), now)
	if err != nil {
		return Found{}, err
	}
	var fresh []Seen
	for i, file := range seen {
		if at := slices.IndexFunc(m.Seen, file.same); at >= 0 && !m.Seen[at].At.After(now) {
			seen[i].At = m.Seen[at].At
		}
		if !slices.ContainsFunc(m.Taken, file.same) {
			fresh = append(fresh, seen[i])
		}
	}
	m.Seen = seen
	slices.SortFunc(fresh, func(a, b Seen) int {
		if c := a.Modified.Compare(b.Modified); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	if f.Hasty {
		slices.Reverse(fresh)
	}
	return f.takeFrom(ctx, root, filepath.ToSlash(rest), fresh, m, dir)
}

// takeFrom gives the first of the fresh files that has settled and whose content
// is new.
func (f *Fetcher) takeFrom(ctx context.Context, root *os.Root, rest string, fresh []Seen, m Memory, dir string) (Found, error) {
	now := f.now()
	for _, file := range fresh {
		if err := ctx.Err(); err != nil {
			return Found{}, err
		}
		waiting := Found{Why: message.SourceWriting.With(message.Quoted(file.Name)), Again: true, Memory: m}
		if now.Sub(file.At) < settle && !f.Hasty {
			return waiting, nil
		}
		kept, sum, err := copyOf(root, path.Join(rest, file.Name), file, dir)
		switch {
		case errors.Is(err, errMoved):
			return waiting, nil
		case err != nil:
			return Found{}, err
		}
		known := slices.ContainsFunc(m.Taken, func(t Seen) bool { return t.Hash == sum })
		file.Hash = sum
		m.Taken = remember(m.Taken, file)
		if known {
			continue // the same content under another name, or written anew
		}
		m.Hash = sum
		return Found{Path: kept, Name: file.Name, Hash: sum, Again: len(fresh) > 1, Memory: m}, nil
	}
	return Found{Why: message.SourceNoFile.With(), Memory: m}, nil
}

// remember adds a file to those taken, and drops the oldest over the bound.
func remember(taken []Seen, file Seen) []Seen {
	taken = append(slices.Clone(taken), file)
	return taken[max(0, len(taken)-maxMemory):]
}

// look lists the folder's tables. Hidden files are passed over: tools that copy
// write to such a name first.
func look(root *os.Root, rest string, now time.Time) ([]Seen, error) {
	missing := func(err error) error {
		return fault.Wrap(fault.CodeUnavailable, err, message.SourceFolderMissing.With())
	}
	d, err := root.Open(filepath.FromSlash(rest))
	if err != nil {
		return nil, missing(err)
	}
	defer d.Close()
	names, err := d.Readdirnames(maxNames + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, missing(err)
	}
	if len(names) > maxNames { // there may be tables among those that were not read
		return nil, fault.New(fault.CodeTooLarge, message.SourceFilesMany.With(maxNames))
	}
	slices.Sort(names)
	var all []Seen
	for _, name := range names {
		if strings.HasPrefix(name, ".") || !utf8.ValidString(name) || !slices.Contains(tables, strings.ToLower(path.Ext(name))) {
			continue
		}
		info, err := root.Stat(filepath.FromSlash(path.Join(rest, name)))
		if err != nil || !info.Mode().IsRegular() {
			continue // gone meanwhile, or a link that leads out
		}
		if len(all) == maxFiles {
			return nil, fault.New(fault.CodeTooLarge, message.SourceFilesMany.With(maxFiles))
		}
		all = append(all, Seen{Name: name, Size: info.Size(), Modified: info.ModTime().UTC(), At: now})
	}
	return all, nil
}

// errMoved is that a file changed while it was read.
var errMoved = errors.New("source: the file changed meanwhile")

// copyOf copies a file into dir where it is and stays what was seen.
func copyOf(root *os.Root, name string, was Seen, dir string) (kept, sum string, err error) {
	file, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return "", "", errMoved
		}
		return "", "", fault.Wrap(fault.CodeUnavailable, err, message.SourceFolderMissing.With())
	}
	defer file.Close()
	kept, sum, size, err := keep(dir, file, MaxBytes)
	if err != nil {
		return "", "", tooLarge(err)
	}
	info, err := file.Stat()
	if err != nil || size != was.Size || info.Size() != was.Size || !info.ModTime().Equal(was.Modified) {
		return "", "", errMoved
	}
	return kept, sum, nil
}
