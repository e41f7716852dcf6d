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
}

// put keeps an upload and closes its files here; those that are old, or too many, go.
func (k sharedUploads) put(ctx context.Context, u keptUpload) error {
	defer u.upload.Close()
	about, err := json.Marshal(aboutUpload{u.id, u.names, u.choices, u.pasteable, u.version, u.starts, u.sheets, u.at})
	if err != nil {
		return err
	}
	files, written := io.Pipe()
	go func() { written.CloseWithError(tarOf(written, u.upload)) }()
	err = k.store.PutFile(ctx, sharedFiles+u.id, files)
	files.CloseWithError(err)
	if err == nil {
		err = k.store.PutFile(ctx, sharedAbout+u.id, bytes.NewReader(about))
	}
	if err != nil {
		return err
	}
	return k.sweep(ctx)
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
	old, err := k.store.FilesBefore(ctx, sharedAbout, time.Now().Add(-keptLasts))
	if err != nil {
		return err
	}
	all, err := k.all(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b aboutUpload) int { return a.At.Compare(b.At) })
	for _, u := range all[:max(0, len(all)-keptMost)] {
		old = append(old, sharedAbout+u.ID)
	}
	for _, name := range old {
		if err := errors.Join(k.store.DropFile(ctx, name), k.store.DropFile(ctx, sharedFiles+strings.TrimPrefix(name, sharedAbout))); err != nil {
			return err
		}
	}
	return nil
}

// all are the uploads that are kept.
func (k sharedUploads) all(ctx context.Context) (all []aboutUpload, err error) {
	names, err := k.store.FilesBefore(ctx, sharedAbout, time.Now().Add(time.Hour))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		var about bytes.Buffer
		if err := k.store.ReadFile(ctx, name, &about); errors.Is(err, os.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		var u aboutUpload
		if json.Unmarshal(about.Bytes(), &u) == nil {
			all = append(all, u)
		}
	}
	return all, nil
}

// take gives an upload out to one who asks.
func (k sharedUploads) take(ctx context.Context, id string) (u keptUpload, err error) {
	about, files := &bytes.Buffer{}, &upload{}
	if err := k.store.TakeFile(ctx, sharedAbout+id, about); err != nil {
		return u, err
	}
	var said aboutUpload
	if err := json.Unmarshal(about.Bytes(), &said); err != nil {
		return u, err
	}
	files.names, files.choices, files.pasteable = said.Names, said.Choices, said.Pasteable
	if err := files.makeRoom(k.beside); err != nil {
		return u, err
	}
	in, read := io.Pipe()
	go func() { read.CloseWithError(k.store.TakeFile(ctx, sharedFiles+id, read)) }()
	err = untar(in, files.room.Path)
	in.CloseWithError(err)
	if err != nil {
		files.Close()
		return u, err
	}
	return keptUpload{upload: files, id: id, version: said.Version, starts: said.Starts, sheets: said.Sheets, at: said.At}, nil
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
