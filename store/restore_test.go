package store_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

func backupOf(t *testing.T, s *store.Store) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	return file
}

func restored(t *testing.T, s *store.Store, file string) store.Restored {
	t.Helper()
	done, err := store.Restore(t.Context(), "ana", s.Place(), file, false)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// loads gives the numbers that load wrote into a database, by its log.
func loads(t *testing.T, s *store.Store) (numbers []string) {
	t.Helper()
	log, err := s.AuditLog(t.Context(), 0, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range log {
		if e.Actor == "load" {
			numbers = append(numbers, string(e.Detail))
		}
	}
	return numbers
}

// While others write, a restore succeeds, and every write that was acknowledged
// is in the database or in the copy that was kept.
func TestRestoreWhileOthersWrite(t *testing.T) {
	s := filled(t)
	file := backupOf(t, s)
	for round := range 6 {
		stop := load(t, s)
		done := restored(t, s, file)
		n := stop()
		found := append(loads(t, s), loads(t, openAt(t, done.Previous, newClock()))...)
		for i := range n {
			if !slices.Contains(found, fmt.Sprint(i)) {
				t.Fatalf("round %d: of %d writes, the one of %d is nowhere", round, n, i)
			}
		}
	}
}

func TestKeptCopiesAreNeverOverwritten(t *testing.T) {
	s := filled(t)
	file := backupOf(t, s)
	names := map[string]bool{}
	for i := range 4 {
		if err := s.PutSetting(t.Context(), "ana", "round", i); err != nil {
			t.Fatal(err)
		}
		names[restored(t, s, file).Previous] = true
	}
	seen := map[int]bool{}
	for name := range names {
		if day := time.Now().UTC().Format("-20060102T"); !strings.Contains(name, day) {
			t.Errorf("%s does not say when", name)
		}
		var round int
		if err := openAt(t, name, newClock()).Setting(t.Context(), "round", &round); err != nil {
			t.Fatal(err)
		}
		seen[round] = true
	}
	if len(seen) != 4 {
		t.Errorf("of four copies there are %v", seen)
	}
}

// TestRestoreClosesDoors: all sessions end; a token that the replaced database
// did not hold as live is off until it is turned on.
func TestRestoreClosesDoors(t *testing.T) {
	s, clock := open(t)
	ctx := t.Context()
	key := func(name string) secret.Text { return secret.Of("key of " + name) }
	add := func(s *store.Store, name string) store.Token {
		token, err := s.AddToken(ctx, "ana", store.NewToken{Name: name, Scope: store.ScopeAdmin}, key(name))
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	add(s, "stays")
	later := add(s, "revoked later")
	before := add(s, "revoked before")
	if _, err := s.RevokeToken(ctx, "ana", before.ID); err != nil {
		t.Fatal(err)
	}
	session := secret.Of("session")
	if err := s.StartSession(ctx, "admin", session, secret.Text{}, clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	file := backupOf(t, s)
	other, err := store.Open(ctx, file, store.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	elsewhereMade := add(other, "made elsewhere")
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RevokeToken(ctx, "ana", later.ID); err != nil {
		t.Fatal(err)
	}
	uses := func(s *store.Store, name string) bool {
		_, err := s.UseToken(ctx, key(name))
		return err == nil
	}
	if done := restored(t, s, file); done.TokensOff != 1 {
		t.Errorf("%d tokens are off, want 1", done.TokensOff)
	}
	for name, want := range map[string]bool{"stays": true, "revoked later": false, "revoked before": false, "made elsewhere": false} {
		if uses(s, name) != want {
			t.Errorf("the token %q opens: %v", name, !want)
		}
	}
	if _, err := s.Session(ctx, session); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Error("the session has come back", err)
	}
	restored(t, s, backupOf(t, s)) // off stays off
	if uses(s, "made elsewhere") {
		t.Error("a second restore turns it on")
	}
	for _, revoked := range []store.Token{before, later} {
		if _, err := s.EnableToken(ctx, "ana", revoked.ID); fault.CodeOf(err) != fault.CodeConflict {
			t.Error("a revoked token can be turned on", err)
		}
	}
	if token, err := s.EnableToken(ctx, "ana", elsewhereMade.ID); err != nil || !token.OffAt.IsZero() || !uses(s, "made elsewhere") {
		t.Error("it cannot be turned on", err)
	}
	if log, err := s.AuditLog(ctx, 0, 1); err != nil || log[0].Action != "token.enable" || log[0].Subject != elsewhereMade.ID {
		t.Error(log, err)
	}
	elsewhere := filepath.Join(t.TempDir(), "olist.db")
	if _, err := store.Restore(ctx, "ana", testplace.At(t, elsewhere), file, false); err != nil {
		t.Fatal(err)
	}
	if there := openAt(t, elsewhere, newClock()); uses(there, "stays") || uses(there, "revoked later") {
		t.Error("where there was no database, a token is live")
	}
}
