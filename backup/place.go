package backup

import (
	"context"
	"io"
)

// Place is where backups lie. Its errors are of package fault where a person can
// act on them.
type Place interface {
	// Name tells the places of a program apart: folder, s3.
	Name() string
	// Where says where it is, without anything secret.
	Where() string
	// List gives all backups there, of other databases too, the latest first.
	List(ctx context.Context) ([]Copy, error)
	// Put writes a file there under the backup's name: whole, or not at all.
	Put(ctx context.Context, c Copy, file string) error
	// Read reads a backup. Returns CodeNotFound where there is none of that name.
	Read(ctx context.Context, c Copy) (io.ReadCloser, error)
	// Delete takes a backup away.
	Delete(ctx context.Context, c Copy) error
	// Sweep takes away what killed processes left of the database's backups. None
	// of them may be written meanwhile.
	Sweep(ctx context.Context, owner string) error
}

// The names of the places.
const (
	InFolder = "folder"
	InS3     = "s3"
)

// listMost bounds how many backups a place lists.
const listMost = 10_000
