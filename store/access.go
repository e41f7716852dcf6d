package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// Token is a named key for a program. The secret itself is never stored.
type Token struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Scope     Scope     `json:"scope"`
	CreatedBy string    `json:"created_by"`
	CreatedAt time.Time `json:"created_at"`
	UsedAt    time.Time `json:"used_at,omitzero"` // to the minute
	EndsAt    time.Time `json:"ends_at,omitzero"` // used no more from then on
	RevokedAt time.Time `json:"revoked_at,omitzero"`
	OffAt     time.Time `json:"off_at,omitzero"` // off since this restore, until an administrator turns it on
}

// Scope is what a token is for.
type Scope string

// Scopes of tokens. The first three and the last hold each other, as the roles
// of people do; import and metrics open nothing but that.
const (
	ScopeRead    Scope = "read"
	ScopePlan    Scope = "plan"
	ScopeTrain   Scope = "train"
	ScopeImport  Scope = "import"
	ScopeMetrics Scope = "metrics"
	ScopeAdmin   Scope = "admin"
)

// Scopes are all of them, the narrow ones first.
var Scopes = []Scope{ScopeRead, ScopePlan, ScopeImport, ScopeTrain, ScopeMetrics, ScopeAdmin}

// NewToken is what is said of a token when it is made.
type NewToken struct {
	Name   string
	Scope  Scope
	EndsAt time.Time // zero for one that does not end
}

const (
	tokenNameMost = 80
	tokensMost    = 1000 // in use at once
)

func hashSecret(s secret.Text) string { return s.Sum() }

// AddToken keeps a named key for a program. Returns CodeInvalid for a name that
// is empty, too long, or that of a token in use, a scope that is none, and an end
// that has been; CodeConflict where there are too many.
func (s *Store) AddToken(ctx context.Context, actor string, n NewToken, key secret.Text) (Token, error) {
	n.Name = strings.TrimSpace(n.Name)
	switch {
	case n.Name == "" || len(n.Name) > tokenNameMost:
		return Token{}, fault.Invalid("name", message.TokenName.With(tokenNameMost))
	case !slices.Contains(Scopes, n.Scope):
		return Token{}, fault.Invalid("scope", message.TokenScope.With())
	case !n.EndsAt.IsZero() && !n.EndsAt.After(s.clock()):
		return Token{}, fault.Invalid("until", message.TokenEnd.With())
	}
	return given(ctx, s.inTx, func(t *tx) (Token, error) {
		if err := t.roomForToken(ctx, n.Name); err != nil {
			return Token{}, err
		}
		number, err := t.next(ctx, "tokens")
		if err != nil {
			return Token{}, err
		}
		id := fmt.Sprintf("t%d", number)
		if _, err := t.ExecContext(ctx, `INSERT INTO tokens (id, name, hash, created_by, created_at, scope, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, n.Name, hashSecret(key), actor, toMillis(t.now), n.Scope, toMillis(n.EndsAt)); err != nil {
			return Token{}, err
		}
		detail := map[string]any{"name": n.Name, "scope": n.Scope}
		if !n.EndsAt.IsZero() {
			detail["ends"] = toMillis(n.EndsAt)
		}
		if err := t.audit(ctx, actor, "token.add", id, detail); err != nil {
			return Token{}, err
		}
		return t.token(ctx, `id = $1`, id)
	})
}

// roomForToken refuses a name that is taken by a token in use, and more of them
// than anybody looks after.
func (t *tx) roomForToken(ctx context.Context, name string) error {
	const live = ` FROM tokens WHERE revoked_at = 0 AND (ends_at = 0 OR ends_at > $1)`
	taken, err := t.exists(ctx, `SELECT 1`+live+` AND name = $2`, toMillis(t.now), name)
	if err != nil {
		return err
	}
	if taken {
		return fault.Invalid("name", message.TokenTwice.With(message.Quoted(name)))
	}
	var n int
	if err := t.QueryRowContext(ctx, `SELECT COUNT(*)`+live, toMillis(t.now)).Scan(&n); err != nil {
		return err
	}
	if n >= tokensMost {
		return fault.New(fault.CodeConflict, message.TokensMost.With(tokensMost))
	}
	return nil
}

// UseToken gives the token with this key and notes that it was used.
// Returns CodeUnauthorized for one that is unknown, revoked, off, or at its end.
func (s *Store) UseToken(ctx context.Context, key secret.Text) (Token, error) {
	return given(ctx, s.inRead, func(t *tx) (Token, error) {
		token, err := t.token(ctx, `hash = $1`, hashSecret(key))
		if fault.CodeOf(err) == fault.CodeNotFound || err == nil && !token.RevokedAt.IsZero() {
			return Token{}, fault.New(fault.CodeUnauthorized, message.TokenUnknown.With())
		}
		if err == nil && !token.EndsAt.IsZero() && !t.now.Before(token.EndsAt) {
			return Token{}, fault.New(fault.CodeUnauthorized, message.TokenEnded.With())
		}
		if err == nil && !token.OffAt.IsZero() {
			return Token{}, fault.New(fault.CodeUnauthorized, message.TokenOff.With())
		}
		if err != nil || t.now.Sub(token.UsedAt) < time.Minute {
			return token, err
		}
		_, err = s.write.ExecContext(ctx, `UPDATE tokens SET used_at = $1 WHERE id = $2`, toMillis(t.now), token.ID)
		if Trouble(err) != nil {
			return token, nil // a full disk is no reason to refuse who only reads
		}
		return token, err
	})
}

// RevokeToken ends a token for good; it stays listed. Returns CodeNotFound
// where there is none.
func (s *Store) RevokeToken(ctx context.Context, actor, id string) (Token, error) {
	return given(ctx, s.inTx, func(t *tx) (Token, error) {
		if _, err := t.token(ctx, `id = $1`, id); err != nil {
			return Token{}, err
		}
		if _, err := t.ExecContext(ctx, `UPDATE tokens SET revoked_at = $1 WHERE id = $2 AND revoked_at = 0`, toMillis(t.now), id); err != nil {
			return Token{}, err
		}
		if err := t.audit(ctx, actor, "token.revoke", id, nil); err != nil {
			return Token{}, err
		}
		return t.token(ctx, `id = $1`, id)
	})
}

// EnableToken turns on a token that is off since a restore. Returns
// CodeNotFound where there is none, and CodeConflict for a revoked one.
func (s *Store) EnableToken(ctx context.Context, actor, id string) (Token, error) {
	return given(ctx, s.inTx, func(t *tx) (Token, error) {
		token, err := t.token(ctx, `id = $1`, id)
		if err != nil {
			return Token{}, err
		}
		if !token.RevokedAt.IsZero() {
			return Token{}, fault.New(fault.CodeConflict, message.TokenRevoked.With())
		}
		if token.OffAt.IsZero() {
			return token, nil
		}
		if _, err := t.ExecContext(ctx, `UPDATE tokens SET off_at = 0 WHERE id = $1`, id); err != nil {
			return Token{}, err
		}
		if err := t.audit(ctx, actor, "token.enable", id, map[string]any{"name": token.Name}); err != nil {
			return Token{}, err
		}
		return t.token(ctx, `id = $1`, id)
	})
}

// RevokeTokens ends every token that is in use, for good, and gives how many.
func (s *Store) RevokeTokens(ctx context.Context, actor string) (int, error) {
	return given(ctx, s.inTx, func(t *tx) (int, error) {
		done, err := t.ExecContext(ctx, `UPDATE tokens SET revoked_at = $1 WHERE revoked_at = 0`, toMillis(t.now))
		if err != nil {
			return 0, err
		}
		n, err := done.RowsAffected()
		if err != nil || n == 0 {
			return 0, err
		}
		if err := t.audit(ctx, actor, "token.revoke_all", "", map[string]any{"tokens": n}); err != nil {
			return 0, err
		}
		return int(n), nil
	})
}

// Tokens lists all tokens, newest first.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Token, error) {
		return collect(ctx, t, scanToken, selectToken+` ORDER BY created_at DESC, id DESC`)
	})
}

const selectToken = `SELECT id, name, created_by, created_at, used_at, revoked_at, off_at, scope, ends_at FROM tokens`

func (t *tx) token(ctx context.Context, where string, arg any) (Token, error) {
	token, err := scanToken(t.QueryRowContext(ctx, selectToken+` WHERE `+where, arg))
	return token, orNotFound(err, message.NoToken.With(message.Quoted(fmt.Sprint(arg))))
}

func scanToken(row scanner) (k Token, err error) {
	err = row.Scan(&k.ID, &k.Name, &k.CreatedBy, millis{&k.CreatedAt}, millis{&k.UsedAt}, millis{&k.RevokedAt}, millis{&k.OffAt}, &k.Scope, millis{&k.EndsAt})
	return k, err
}
