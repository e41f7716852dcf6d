package server

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"sync"
	"time"

	"olist/store/ingest"
)

const (
	keptMost  = 4         // uploads that may be read again
	keptLasts = time.Hour // that one may be
)

// keptUploads are the uploads that a person may read in another way, the newest
// last. They end with the process, but for those that several programs share.
type keptUploads struct {
	shared *sharedUploads // where several programs keep them together; nil for here
	log    *slog.Logger

	mu   sync.Mutex
	list []keptUpload
	out  map[string]chan struct{} // of those that are taken: closed when they are back, or gone
}

type keptUpload struct {
	*upload
	id         string
	version    int64                 // what is staged from it, 0 for nothing
	starts     bool                  // a shop of its own
	sheets     []string              // among which a person may choose
	understood *ingest.Understanding // as was chosen; nil where it is to be read
	at         time.Time
	put        time.Time // by this machine's clock, when it was last put back
	from       *keptUploads
	drop       func() error // of one that programs share
}

// Close removes the files.
func (u keptUpload) Close() {
	u.upload.Close()
	if u.drop != nil {
		_ = u.drop() // what is left ends with its hour
	}
	if u.from != nil {
		u.from.mu.Lock()
		defer u.from.mu.Unlock()
		u.from.back(u.id)
	}
}

// put keeps an upload, instead of the oldest where there are many.
func (k *keptUploads) put(ctx context.Context, u keptUpload) {
	if k.shared != nil {
		if err := k.shared.put(context.WithoutCancel(ctx), u); err != nil {
			k.log.WarnContext(ctx, "an upload cannot be kept to be read again", "error", err)
		}
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	u.put, u.from = time.Now(), k
	k.list = append(k.list, u)
	k.back(u.id)
	time.AfterFunc(keptLasts, func() { k.expire(u.id) })
	for len(k.list) > keptMost || u.at.Sub(k.list[0].at) > keptLasts {
		k.list[0].upload.Close()
		k.list = k.list[1:]
	}
}

// back wakes those who wait for an upload.
func (k *keptUploads) back(id string) {
	if wait, taken := k.out[id]; taken {
		close(wait)
		delete(k.out, id)
	}
}

// expire deletes an upload that nobody came back to.
func (k *keptUploads) expire(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list = slices.DeleteFunc(k.list, func(u keptUpload) bool {
		old := u.id == id && time.Since(u.put) >= keptLasts
		if old {
			u.upload.Close()
		}
		return old
	})
}

// take gives an upload out: it is the caller's to put back or to close, and others
// wait for that as long as ctx lasts.
func (k *keptUploads) take(ctx context.Context, id string) (keptUpload, bool) {
	if k.shared != nil {
		u, err := k.shared.take(ctx, id)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			k.log.WarnContext(ctx, "an upload cannot be read again", "error", err)
		}
		return u, err == nil
	}
	for {
		u, found, wait := k.find(id)
		if wait == nil {
			return u, found
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return keptUpload{}, false
		}
	}
}

// find gives an upload out, or what to wait for where it is taken.
func (k *keptUploads) find(id string) (u keptUpload, found bool, wait chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.list, func(u keptUpload) bool { return u.id == id })
	if i < 0 {
		return u, false, k.out[id]
	}
	u = k.list[i]
	k.list = slices.Delete(k.list, i, i+1)
	if k.out == nil {
		k.out = map[string]chan struct{}{}
	}
	k.out[id] = make(chan struct{})
	return u, true, nil
}

// of gives the id and the choices of the upload that a version was staged from.
func (k *keptUploads) of(ctx context.Context, version int64) (keptUpload, bool) {
	if k.shared != nil {
		all, err := k.shared.all(ctx)
		i := slices.IndexFunc(all, func(u aboutUpload) bool { return u.Version == version && version > 0 })
		if err != nil || i < 0 {
			return keptUpload{}, false
		}
		u := all[i]
		return keptUpload{upload: &upload{names: u.Names, choices: u.Choices, pasteable: u.Pasteable}, id: u.ID, version: u.Version, starts: u.Starts, sheets: u.Sheets, at: u.At}, true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.list, func(u keptUpload) bool { return u.version == version && version > 0 })
	if i < 0 {
		return keptUpload{}, false
	}
	return k.list[i], true
}

// drop removes the upload that a version was staged from.
func (k *keptUploads) drop(ctx context.Context, version int64) {
	if u, ok := k.of(ctx, version); ok {
		if u, ok = k.take(ctx, u.id); ok {
			u.Close()
		}
	}
}

// clear removes all.
func (k *keptUploads) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, u := range k.list {
		u.upload.Close()
	}
	k.list = nil
}
