package server

import (
	"slices"
	"sync"
	"time"
)

const (
	keptMost  = 4         // uploads that may be read again
	keptLasts = time.Hour // that one may be
)

// keptUploads are the uploads that a person may read in another way, the newest
// last. They end with the process.
type keptUploads struct {
	mu   sync.Mutex
	list []keptUpload
}

type keptUpload struct {
	*upload
	id      string
	version int64    // what is staged from it, 0 for nothing
	sheets  []string // among which a person may choose
	at      time.Time
	put     time.Time // by this machine's clock, when it was last put back
}

// put keeps an upload, instead of the oldest where there are many.
func (k *keptUploads) put(u keptUpload) {
	k.mu.Lock()
	defer k.mu.Unlock()
	u.put = time.Now()
	k.list = append(k.list, u)
	time.AfterFunc(keptLasts, func() { k.expire(u.id) })
	for len(k.list) > keptMost || u.at.Sub(k.list[0].at) > keptLasts {
		k.list[0].Close()
		k.list = k.list[1:]
	}
}

// expire deletes an upload that nobody came back to.
func (k *keptUploads) expire(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list = slices.DeleteFunc(k.list, func(u keptUpload) bool {
		old := u.id == id && time.Since(u.put) >= keptLasts
		if old {
			u.Close()
		}
		return old
	})
}

// take gives an upload out: it is the caller's to put back or to close.
func (k *keptUploads) take(id string) (keptUpload, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.list, func(u keptUpload) bool { return u.id == id })
	if i < 0 {
		return keptUpload{}, false
	}
	u := k.list[i]
	k.list = slices.Delete(k.list, i, i+1)
	return u, true
}

// of gives the id and the choices of the upload that a version was staged from.
func (k *keptUploads) of(version int64) (keptUpload, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.list, func(u keptUpload) bool { return u.version == version && version > 0 })
	if i < 0 {
		return keptUpload{}, false
	}
	return k.list[i], true
}

// drop removes the upload that a version was staged from.
func (k *keptUploads) drop(version int64) {
	if u, ok := k.of(version); ok {
		if u, ok = k.take(u.id); ok {
			u.Close()
		}
	}
}

// clear removes all.
func (k *keptUploads) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, u := range k.list {
		u.Close()
	}
	k.list = nil
}
