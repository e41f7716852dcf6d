package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"log/slog"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/bcrypt"

	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

// passwordLetters is the least that a new password has.
const passwordLetters = 12

// AdoptPassword puts a password in force, or none. Where it is another than at
// the last start, all sessions end; tokens stay, and the log says so. Returns
// CodeMalformed for one that is new and too short, or a hash that bcrypt does
// not know. A short one that is in use keeps working, with a warning; so does
// one over a database of an older program, which did not note what is in use.
func AdoptPassword(ctx context.Context, log *slog.Logger, st *store.Store, password secret.Text) error {
	err := adoptPassword(ctx, log, st, password)
	if !st.Suspect(ctx, err) {
		return err
	}
	if err := checkNew(password); err != nil { // which one was in force cannot be told
		return err
	}
	log.ErrorContext(ctx, "the table of passwords is damaged: all sessions have ended")
	return st.EndSessions(ctx)
}

func adoptPassword(ctx context.Context, log *slog.Logger, st *store.Store, password secret.Text) error {
	if isHash(password) {
		if _, err := bcrypt.Cost([]byte(password.Reveal())); err != nil {
			return fault.Wrap(fault.CodeMalformed, err, message.PasswordHashBroken.With())
		}
	}
	kept, err := st.Password(ctx)
	known := err == nil
	if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return err
	}
	same := known && isPasswordOf(kept.Hash, password)
	if known && !same {
		if err := checkNew(password); err != nil {
			return err
		}
	}
	if isShort(password) {
		log.WarnContext(ctx, "the password is short; one of at least 12 letters, or a hash by bcrypt, is safer")
	}
	if same {
		return nil
	}
	hash, err := passwordHash(password)
	if err != nil {
		return err
	}
	if err := st.ChangePassword(ctx, "command line", hash); err != nil {
		return err
	}
	if !known || kept.Hash == "" {
		return nil // there were no sessions, or none that a password had begun
	}
	left, err := liveTokens(ctx, st)
	if err != nil {
		return err
	}
	log.InfoContext(ctx, "the password is another than at the last start: all sessions have ended", "tokens_that_stay", left)
	return nil
}

func checkNew(password secret.Text) error {
	if isShort(password) {
		return fault.New(fault.CodeMalformed, message.PasswordTooShort.With(passwordLetters))
	}
	return nil
}

func isShort(password secret.Text) bool {
	return !password.Empty() && !isHash(password) && utf8.RuneCountInString(password.Reveal()) < passwordLetters
}

// isHash tells a hash by bcrypt from a password.
func isHash(password secret.Text) bool { return strings.HasPrefix(password.Reveal(), "$2") }

// isPasswordOf reports whether hash was made of password. One that is given as
// a hash is kept as it is.
func isPasswordOf(hash string, password secret.Text) bool {
	if password.Empty() || isHash(password) {
		return hash == password.Reveal()
	}
	return bcrypt.CompareHashAndPassword([]byte(hash), digested(password)) == nil
}

func passwordHash(password secret.Text) (string, error) {
	if password.Empty() || isHash(password) {
		return password.Reveal(), nil
	}
	return hashOf(password)
}

var hashCost = bcrypt.DefaultCost // the tests, which hash many, take the least

func hashOf(password secret.Text) (string, error) {
	hash, err := bcrypt.GenerateFromPassword(digested(password), hashCost)
	return string(hash), err
}

// digested makes a password of any length one that bcrypt takes whole.
func digested(password secret.Text) []byte {
	sum := sha256.Sum256([]byte(password.Reveal()))
	return []byte(base64.StdEncoding.EncodeToString(sum[:]))
}

// liveTokens counts the tokens in use.
func liveTokens(ctx context.Context, st *store.Store) (n int, err error) {
	tokens, err := st.Tokens(ctx)
	for _, t := range tokens {
		if t.RevokedAt.IsZero() {
			n++
		}
	}
	return n, err
}
