package digest

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/url"

	"olist/message"
	"olist/store"
	"olist/store/fault"
)

// StopQuery is what follows the address that ends a reader's digest. It holds no
// address: the reader's id, and a key that only this house can have made of it, of
// the reader's address and of when they came. Of the key nothing is kept.
func (s *Service) StopQuery(ctx context.Context, r store.Reader) (string, error) {
	key, err := s.stopKey(ctx, r)
	return url.Values{"reader": {r.ID}, "key": {key}}.Encode(), err
}

func (s *Service) stopKey(ctx context.Context, r store.Reader) (string, error) {
	made, err := s.store.Secret(ctx, serverKey)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, []byte(made.Reveal()))
	mac.Write([]byte("unsubscribe\n" + r.ID + "\n" + r.Address + "\n" + r.AddedAt.UTC().String()))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// Stopping gives the reader whose digest a link ends. Returns CodeNotFound, with the
// same words, for a key that is none and a reader who is none any more.
func (s *Service) Stopping(ctx context.Context, id, key string) (store.Reader, error) {
	r, err := s.store.Reader(ctx, id)
	if err == nil {
		want, keyErr := s.stopKey(ctx, r)
		if keyErr != nil {
			return r, keyErr
		}
		if made, _ := s.store.Secret(ctx, serverKey); !made.Empty() && hmac.Equal([]byte(want), []byte(key)) {
			return r, nil
		}
	} else if fault.CodeOf(err) != fault.CodeNotFound {
		return r, err
	}
	return store.Reader{}, fault.New(fault.CodeNotFound, message.UnsubscribeOver.With())
}

// Stop ends the digest of a reader by their link: address and all are forgotten.
// Returns what Stopping returns.
func (s *Service) Stop(ctx context.Context, id, key string) error {
	if _, err := s.Stopping(ctx, id, key); err != nil {
		return err
	}
	return s.store.DeleteReader(ctx, "reader "+id, id)
}
