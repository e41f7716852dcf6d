// Package secret holds what must never be seen by accident: passwords, keys,
// tokens, session ids. It imports nothing of ours and everybody may import it.
//
// A Text cannot be formatted, logged or encoded: whatever is tried gives
// [redacted]. Reveal is the one way to the value, so that a search for it finds
// every place that needs one.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

const redacted = "[redacted]"

// Text is a secret text; the zero value is the empty one. It holds a function
// and not the text, since fmt looks into unexported fields without asking their
// methods, and so that == does not compile: compare in constant time.
type Text struct{ reveal func() string }

// Of keeps v as a secret.
func Of(v string) Text {
	if v == "" {
		return Text{}
	}
	return Text{reveal: func() string { return v }}
}

// New makes 256 random bits after a prefix, in letters that an address takes.
func New(prefix string) Text {
	var b [32]byte
	rand.Read(b[:]) // never fails since Go 1.24
	return Of(prefix + base64.RawURLEncoding.EncodeToString(b[:]))
}

// Reveal gives the value away.
func (t Text) Reveal() string {
	if t.reveal == nil {
		return ""
	}
	return t.reveal()
}

// Sum is what the value may be known by: its sha256, in hexadecimal.
func (t Text) Sum() string {
	sum := sha256.Sum256([]byte(t.Reveal()))
	return hex.EncodeToString(sum[:])
}

// Empty reports whether there is no secret.
func (t Text) Empty() bool { return t.reveal == nil }

// String gives [redacted], or "" where there is no secret.
func (t Text) String() string {
	if t.Empty() {
		return ""
	}
	return redacted
}

// Format implements fmt.Formatter for every verb.
func (t Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// GoString implements fmt.GoStringer.
func (t Text) GoString() string { return t.String() }

// MarshalText implements encoding.TextMarshaler.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// MarshalJSON implements json.Marshaler.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.String()) }

// LogValue implements slog.LogValuer.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }

// Set takes a value from a flag; with String and Type it implements
// pflag.Value.
func (t *Text) Set(v string) error {
	*t = Of(v)
	return nil
}

// Type is what help calls the value of a flag.
func (t *Text) Type() string { return "string" }
