package secret

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
)

// URL is an address that may itself be a secret, since some hold a key in their
// path, their query or before the host; the zero value is none. Whatever is
// tried shows scheme and host, and … for the rest; Reveal gives it away.
type URL struct{ text Text }

// OfURL keeps an address as a secret.
func OfURL(raw string) URL { return URL{Of(raw)} }

// Reveal gives the whole address away.
func (u URL) Reveal() string { return u.text.Reveal() }

// Empty reports whether there is no address.
func (u URL) Empty() bool { return u.text.Empty() }

// String gives what may be seen. Migration 85 says the same in SQL.
func (u URL) String() string {
	if u.Empty() {
		return ""
	}
	p, err := url.Parse(u.Reveal())
	switch {
	case err != nil || p.Host == "":
		return "…"
	case p.User == nil && p.Path+p.RawQuery+p.Fragment == "" && !p.ForceQuery:
		return p.Scheme + "://" + p.Host
	case p.User == nil && p.Path == "/" && p.RawQuery+p.Fragment == "" && !p.ForceQuery:
		return p.Scheme + "://" + p.Host + "/"
	}
	return p.Scheme + "://" + p.Host + "/…"
}

// Format implements fmt.Formatter for every verb.
func (u URL) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, u.String()) }

// GoString implements fmt.GoStringer.
func (u URL) GoString() string { return u.String() }

// MarshalText implements encoding.TextMarshaler.
func (u URL) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// MarshalJSON implements json.Marshaler.
func (u URL) MarshalJSON() ([]byte, error) { return json.Marshal(u.String()) }

// LogValue implements slog.LogValuer.
func (u URL) LogValue() slog.Value { return slog.StringValue(u.String()) }
