package store

import (
	"context"
	"path/filepath"
	"strings"
)

const (
	lowDisk    = 64 << 20 // bytes free below which a change is tried before it is promised
	probeBytes = 64 << 10 // of the change that is tried
)

// Writable reports whether a change can be kept: the error is that of one that
// could not. It tries one, and takes it back, where a change was given up
// since, or where the disk is nearly full.
func (s *Store) Writable(ctx context.Context) error {
	free, err := freeBytes(filepath.Dir(s.path))
	if !s.doubtful.Load() && (err != nil || free > lowDisk) {
		return nil
	}
	err = s.inTx(ctx, func(t *tx) error {
		// The table takes new pages, and making it and dropping it writes to the log:
		// a full disk refuses one or the other.
		for _, change := range []string{
			`CREATE TABLE write_probe (filler TEXT NOT NULL)`,
			`INSERT INTO write_probe (filler) VALUES ('` + strings.Repeat("x", probeBytes) + `')`,
			`DROP TABLE write_probe`,
		} {
			if _, err := t.ExecContext(ctx, change); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.doubtful.Store(false)
	}
	return err
}
