package server

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"olist/store"
)

// Uploads that may be read again lie in the database where several programs share it,
// so that any of them reads one on: what is known of it, and its files.
const (
	sharedAbout = "upload-about/"
	sharedFiles = "upload-files/"
)

// aboutUpload is a kept upload without its files.
type aboutUpload struct {
	ID        string     `json:"id"`
	Names     []string   `json:"names"`
	Choices   url.Values `json:"choices"`
	Pasteable bool       `json:"pasteable"`
	Version   int64      `json:"version"`
	Starts    bool       `json:"starts"`
	Sheets    []string   `json:"sheets"`
	At        time.Time  `json:"at"`
}

// sharedUploads keeps uploads in a store.
type sharedUploads struct {
	store  *store.Store
	beside string // folder for the files of one that is read
	clock  func() time.Time
}

// put keeps an upload and closes its files here; those that are old, or too many, go.
func (k sharedUploads) put(ctx context.Context, u keptUpload) error {
	defer u.upload.Close()
	about, err := json.Marshal(aboutUpload{u.id, u.names, u.choices, u.pasteable, u.version, u.starts, u.sheets, u.at})
	if err != nil {
		return err
	}
	err = k.store.InFiles(ctx, func(f store.Files) error {
		if there, err := f.Has(sharedFiles + u.id); err != nil {
			return err
		} else if !there { // files never change, what is known of them does
			files, written := io.Pipe()
			go func() { written.CloseWithError(tarOf(written, u.upload)) }()
			err := f.Put(sharedFiles+u.id, files)
			files.CloseWithError(err)
			if err != nil {
				return err
			}
		}
		return f.Put(sharedAbout+u.id, bytes.NewReader(about))
	})
	if err != nil {
		return err
	}
	time.AfterFunc(keptLasts+time.Minute, func() { _ = k.sweep(context.Background()) })
	return k.sweep(ctx)
}

// drop deletes an upload.
func (k sharedUploads) drop(ctx context.Context, id string) error {
	return k.store.InFiles(ctx, func(f store.Files) error { return errors.Join(f.Drop(sharedAbout+id), f.Drop(sharedFiles+id)) })
}

func tarOf(out io.Writer, u *upload) error {
	t := tar.NewWriter(out)
	for i := range u.names {
		if err := addTo(t, u.path(i)); err != nil {
			return err
		}
	}
	return t.Close()
}

func addTo(t *tar.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: filepath.Base(path), Mode: 0o600, Size: info.Size()}); err != nil {
		return err
	}
	_, err = io.Copy(t, f)
	return err
}

// sweep deletes what nobody came back to within an hour, and the oldest of too many.
func (k sharedUploads) sweep(ctx context.Context) error {
	gone, err := k.old(ctx)
	if err != nil {
		return err
	}
	all, err := k.all(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b aboutUpload) int { return a.At.Compare(b.At) })
	for _, u := range all[:max(0, len(all)-keptMost)] {
		gone = append(gone, u.ID)
	}
	for _, id := range gone {
		if err := k.drop(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// old are the ids of the uploads that were kept too long ago, also of what a program
// left that was killed.
func (k sharedUploads) old(ctx context.Context) (ids []string, err error) {
	for _, prefix := range []string{sharedAbout, sharedFiles} {
		names, err := k.store.FilesBefore(ctx, prefix, k.clock().Add(-keptLasts))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if id := strings.TrimPrefix(name, prefix); prefix == sharedAbout || !slices.Contains(ids, id) && !k.isKnown(ctx, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// isKnown reports whether it is known what an upload's files are: these may be older,
// where the upload was put back since.
func (k sharedUploads) isKnown(ctx context.Context, id string) bool {
	return k.store.ReadFile(ctx, sharedAbout+id, io.Discard) == nil
}

// all are the uploads that are kept and not old.
func (k sharedUploads) all(ctx context.Context) (all []aboutUpload, err error) {
	names, err := k.store.FilesBefore(ctx, sharedAbout, k.clock().Add(time.Hour))
	if err != nil {
		return nil, err
	}
	old, err := k.old(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		id := strings.TrimPrefix(name, sharedAbout)
		if slices.Contains(old, id) {
			continue
		}
		u, err := k.about(ctx, id)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, u)
	}
	return all, nil
}

func (k sharedUploads) about(ctx context.Context, id string) (u aboutUpload, err error) {
	var said bytes.Buffer
	if err := k.store.ReadFile(ctx, sharedAbout+id, &said); err != nil {
		return u, err
	}
	return u, json.Unmarshal(said.Bytes(), &u)
}

// take gives an upload out to whoever asks, several at once as well: who closes it
// deletes it for all. One that is old is none.
func (k sharedUploads) take(ctx context.Context, id string) (u keptUpload, err error) {
	old, err := k.old(ctx)
	if err != nil {
		return u, err
	}
	if slices.Contains(old, id) {
		return u, os.ErrNotExist
	}
	said, err := k.about(ctx, id)
	if err != nil {
		return u, err
	}
	files := &upload{names: said.Names, choices: said.Choices, pasteable: said.Pasteable}
	if err := files.makeRoom(k.beside); err != nil {
		return u, err
	}
	in, read := io.Pipe()
	go func() { read.CloseWithError(k.store.ReadFile(ctx, sharedFiles+id, read)) }()
	err = untar(in, files.room.Path)
	in.CloseWithError(err)
	if err != nil {
		files.Close()
		return u, err
	}
	return keptUpload{upload: files, id: id, version: said.Version, starts: said.Starts, sheets: said.Sheets, at: said.At,
		drop: func() error { return k.drop(context.WithoutCancel(ctx), id) }}, nil
}

func untar(in io.Reader, dir string) error {
	for t := tar.NewReader(in); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			_, err = io.Copy(io.Discard, in)
			return err
		}
		if err != nil {
			return err
		}
		if filepath.Base(h.Name) != h.Name {
			return fmt.Errorf("server: a kept upload has a file %q", h.Name)
		}
		f, err := os.OpenFile(filepath.Join(dir, h.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(f, t)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
}
