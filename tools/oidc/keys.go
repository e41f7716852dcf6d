package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// key signs, and its public half is published.
type key struct {
	id      string
	private *rsa.PrivateKey
}

func (k *key) ID() string                                  { return k.id }
func (k *key) Key() any                                    { return k.private }
func (k *key) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }

type public struct{ *key }

func (p public) Key() any                           { return &p.private.PublicKey }
func (p public) Algorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (p public) Use() string                        { return "sig" }

// keys is the one that signs now. The one before is forgotten.
type keys struct {
	mu  sync.Mutex
	n   int
	now *key
}

func newKeys() *keys {
	k := &keys{}
	k.rotate()
	return k
}

func (k *keys) rotate() {
	k.mu.Lock()
	defer k.mu.Unlock()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	k.n++
	k.now = &key{"key-" + strconv.Itoa(k.n), private}
}

func (k *keys) current() *key {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now
}

func (k *kept) SigningKey(context.Context) (op.SigningKey, error) { return k.keys.current(), nil }

func (k *kept) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}

func (k *kept) KeySet(context.Context) ([]op.Key, error) {
	return []op.Key{public{k.keys.current()}}, nil
}

// faults changes the next ID token as it was told, once, and signs it anew.
type faults struct {
	keys *keys
	next http.Handler

	mu   sync.Mutex
	kind string
}

func (f *faults) set(_ http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kind = r.FormValue("kind")
}

func (f *faults) take() (kind string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	kind, f.kind = f.kind, ""
	return kind
}

func (f *faults) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/oauth/token" {
		f.next.ServeHTTP(w, r)
		return
	}
	kind := f.take()
	held := httptest.NewRecorder()
	f.next.ServeHTTP(held, r)
	body := held.Body.Bytes()
	if kind != "" {
		body = f.wrong(kind, body)
	}
	maps.Copy(w.Header(), held.Header())
	w.Header().Del("Content-Length")
	w.WriteHeader(held.Code)
	_, _ = w.Write(body)
}

// wrong is an answer with an ID token that must not be taken.
func (f *faults) wrong(kind string, body []byte) []byte {
	var answer map[string]any
	if err := json.Unmarshal(body, &answer); err != nil {
		panic(err)
	}
	raw, _ := answer["id_token"].(string)
	token, err := jose.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		panic(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(token.UnsafePayloadWithoutVerification(), &claims); err != nil {
		panic(err)
	}
	signer := f.keys.current()
	switch kind {
	case "nonce":
		claims["nonce"] = "another"
	case "no nonce":
		delete(claims, "nonce")
	case "audience":
		claims["aud"] = []string{"another"}
		delete(claims, "azp")
	case "party":
		claims["aud"] = []any{claims["aud"].([]any)[0], "another"}
		claims["azp"] = "another"
	case "expired":
		claims["exp"] = time.Now().Add(-time.Minute).Unix()
	case "issuer":
		claims["iss"] = "https://another.example"
	case "key":
		other := newKeys()
		signer = &key{signer.id, other.current().private}
	case "none":
		answer["id_token"] = "eyJhbGciOiJub25lIn0." + strings.Split(raw, ".")[1] + "."
	case "missing":
		delete(answer, "id_token")
	}
	if kind != "none" && kind != "missing" {
		answer["id_token"] = signed(signer, claims)
	}
	body, err = json.Marshal(answer)
	if err != nil {
		panic(err)
	}
	return body
}

func signed(by *key, claims map[string]any) string {
	payload, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: by.private, KeyID: by.id}}, nil)
	if err != nil {
		panic(err)
	}
	object, err := signer.Sign(payload)
	if err != nil {
		panic(err)
	}
	raw, err := object.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return raw
}
