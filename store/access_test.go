package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
)

// TestTokensEnd by the clock, and leave their name to another one.
func TestTokensEnd(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, err := Open(ctx, filepath.Join(t.TempDir(), "olist.db"), Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	add := func(n NewToken, key string) error {
		_, err := st.AddToken(ctx, "ana", n, secret.Of(key))
		return err
	}
	for field, n := range map[string]NewToken{
		"name": {Name: strings.Repeat("x", tokenNameMost+1), Scope: ScopeRead}, "scope": {Name: "till", Scope: "all"},
		"until": {Name: "till", Scope: ScopeRead, EndsAt: now},
	} {
		if err := add(n, "wrong"); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("a wrong %s: %v", field, err)
		}
	}
	till := NewToken{Name: "till", Scope: ScopeImport, EndsAt: now.Add(time.Hour)}
	if err := add(till, "first"); err != nil {
		t.Fatal(err)
	}
	if err := add(till, "second"); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("a name in use: %v", err)
	}
	now = now.Add(time.Hour - time.Millisecond)
	if token, err := st.UseToken(ctx, secret.Of("first")); err != nil || token.Scope != ScopeImport {
		t.Errorf("just before its end: %+v, %v", token, err)
	}
	now = now.Add(time.Millisecond)
	if _, err := st.UseToken(ctx, secret.Of("first")); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("at its end: %v", err)
	}
	till.EndsAt = time.Time{}
	if err := add(till, "second"); err != nil {
		t.Errorf("the name of one that has ended: %v", err)
	}
}
