package server

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"time"

	"olist/secret"
)

// sealing is the key of what only this program can have made, or any of those that
// share a database. As long as that cannot give the key there is one of this
// running program's own.
type sealing struct {
	shared func(context.Context) (secret.Text, error) // nil where the key is this program's own, or known

	mu    sync.Mutex
	key   []byte
	tried time.Time // to read the shared one
}

const (
	sealingWaits = 2 * time.Second // for the shared key, at most
	sealingAgain = time.Second     // until it is asked for again
)

// get gives the key, the own one beside an error as well.
func (k *sealing) get() (key []byte, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.key == nil {
		k.key = make([]byte, 32)
		_, _ = rand.Read(k.key) // never fails
	}
	if k.shared == nil || time.Since(k.tried) < sealingAgain {
		return k.key, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), sealingWaits)
	defer cancel()
	shared, err := k.shared(ctx)
	k.tried = time.Now()
	if err == nil {
		k.key, k.shared = []byte(shared.Reveal()), nil
	}
	return k.key, err
}

// sealOf is a mark that only this program can make.
func (s *Server) sealOf(what string) string {
	key, err := s.sealing.get()
	if err != nil { // until it can be, who begins to log in here has to end here
		s.log.Error("the key that all programs on the database seal with cannot be read", "error", err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(what))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
