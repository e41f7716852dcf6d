package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
	"olist/week"
)

// guarded is a database with a token of each kind, a link, and a person of each role,
// and the same as an earlier backup.
func guarded(t *testing.T) (s *store.Store, path, backup string) {
	t.Helper()
	clock := newClock()
	path = filepath.Join(t.TempDir(), "olist.db")
	s = openAt(t, path, clock)
	ctx := t.Context()
	ends := clock.Now().Add(48 * time.Hour)
	for _, name := range []string{"reads", "gone later"} {
		if _, err := s.AddToken(ctx, "ana", store.NewToken{Name: name, Scope: store.ScopeRead, EndsAt: ends}, secret.Of("key of "+name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"link", "link gone later"} {
		if _, err := s.AddShare(ctx, "ana", store.Shown{Page: store.ShareForecast, Horizon: 4, EndsAt: ends}, secret.Of(name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, role := range map[string]store.Role{"ana": store.Analyst, "eve": store.Viewer, "off": store.Viewer} {
		if _, err := s.AddPerson(ctx, "test", name, role, secret.Of("link of "+name)); err != nil {
			t.Fatal(err)
		}
		if err := s.Join(ctx, secret.Of("link of "+name), "hash of "+name, secret.New(""), secret.Text{}, ends); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Admit(ctx, store.Vouched{Issuer: "https://id.example", Subject: "7", Names: []string{"bob"}, Role: store.Viewer}); err != nil {
		t.Fatal(err)
	}
	backup = backupOf(t, s)
	if _, err := s.RevokeToken(ctx, "ana", "t2"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RevokeShare(ctx, "ana", "l2"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SwitchPerson(ctx, "ana", "off", true, store.Ways{Spare: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetRole(ctx, "test", "ana", store.Admin, store.Ways{Spare: true}); err != nil { // since the backup
		t.Fatal(err)
	}
	return s, path, backup
}

// wantRights looks at all that guarded made: nobody may more than before.
func wantRights(t *testing.T, name string, s *store.Store) {
	t.Helper()
	ctx := t.Context()
	tokens, err := s.Tokens(ctx)
	for _, k := range tokens {
		if k.RevokedAt.IsZero() && k.OffAt.IsZero() && (k.Scope != store.ScopeRead || k.EndsAt.IsZero() || time.Until(k.EndsAt) > 10*365*24*time.Hour || k.ID != "t1") || k.ID == "t2" && k.RevokedAt.IsZero() {
			t.Errorf("%s: the token %+v, %v", name, k, err)
		}
	}
	if _, err := s.EnableToken(ctx, "ana", "t2"); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("%s: a revoked token can be turned on: %v", name, err)
	}
	shares, err := s.Shares(ctx)
	for _, h := range shares {
		if h.RevokedAt.IsZero() && (h.ID != "l1" || h.Horizon != 4 || h.Period != week.ByWeek || h.Segment != "" || h.Page != store.ShareForecast || len(h.Origins) > 0 || time.Until(h.EndsAt) > 10*365*24*time.Hour) {
			t.Errorf("%s: the link %+v, %v", name, h, err)
		}
	}
	roles := map[string]store.Role{"ana": store.Admin, "eve": store.Viewer, "off": store.Viewer, "bob": store.Viewer}
	people, err := s.People(ctx)
	if err != nil || len(tokens) < 2 || len(shares) < 2 || len(people) < 4 {
		t.Errorf("%s: %d tokens, %d links, %d people, %v", name, len(tokens), len(shares), len(people), err)
	}
	for _, p := range people {
		if p.OffAt.IsZero() && p.Name == "off" || roles[p.Name] != "" && p.Role != roles[p.Name] || roles[p.Name] == "" && p.OffAt.IsZero() {
			t.Errorf("%s: the person %+v", name, p)
		}
	}
}

// TestARestoreWidensNothing: whatever an altered backup says, what is known here may
// as much as before, and no more; what is unknown is off.
func TestARestoreWidensNothing(t *testing.T) {
	for name, statement := range map[string]string{
		"as it was":                   `SELECT 1`,
		"a token's scope":             `UPDATE tokens SET scope = 'admin'`,
		"a token's end":               `UPDATE tokens SET ends_at = 99999999999999`,
		"a token without an end":      `UPDATE tokens SET ends_at = 0`,
		"a token's revocation":        `UPDATE tokens SET revoked_at = 0, off_at = 0`,
		"another token":               `INSERT INTO tokens (id, hash, name, created_by, created_at, scope) VALUES ('t9', 'x', 'x', 'x', 1, 'admin')`,
		"a link's end":                `UPDATE shares SET ends_at = 99999999999999`,
		"a link's weeks":              `UPDATE shares SET horizon = 52`,
		"a link's months":             `UPDATE shares SET period = 'month'`,
		"a link's page":               `UPDATE shares SET page = 'accuracy'`,
		"a link's segment":            `UPDATE shares SET segment = 'state:SP'`,
		"a link's sites":              `UPDATE shares SET origins = 'https://evil.example'`,
		"everybody an administrator":  `UPDATE people SET role = 'admin'`,
		"everybody on":                `UPDATE people SET off_at = 0`,
		"somebody else, with a hash":  `INSERT INTO people (name, role, hash, added_by, added_at) VALUES ('mal', 'admin', 'hash of ana', 'x', 1)`,
		"somebody else, by a subject": `INSERT INTO people (name, role, added_by, added_at, issuer, subject) VALUES ('mal', 'admin', 'x', 1, 'https://evil.example', '7')`,
	} {
		s, _, backup := guarded(t)
		restored(t, s, altered(t, backup, statement))
		wantRights(t, name, s)
		if _, err := s.UseToken(t.Context(), secret.Of("key of reads")); err != nil {
			t.Errorf("%s: a token of before: %v", name, err)
		}
		if p, err := s.Person(t.Context(), "ana"); err != nil || !p.OffAt.IsZero() {
			t.Errorf("%s: who became an administrator since is off: %v", name, err)
		}
	}
}

// TestRestoreOverAnOlderDatabase: of a database of before tokens had a scope and an
// end, each was for everything, and stays so; of one before there were links, none
// opens anything.
func TestRestoreOverAnOlderDatabase(t *testing.T) {
	testplace.OnFile(t)
	for name, statements := range map[string][]string{
		"no scope":  {`ALTER TABLE tokens DROP COLUMN scope`, `ALTER TABLE tokens DROP COLUMN ends_at`},
		"no links":  {`DROP TABLE shares`},
		"no people": {`DROP TABLE people`},
	} {
		_, path, backup := guarded(t)
		older := altered(t, backupOf(t, openAt(t, path, newClock())), statements...)
		file := altered(t, backup, `UPDATE tokens SET scope = 'train'`)
		if _, err := store.Restore(t.Context(), "ana", testplace.At(t, older), file, true); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s := openAt(t, older, newClock())
		token, err := s.UseToken(t.Context(), secret.Of("key of reads"))
		want := store.ScopeRead
		if name == "no scope" {
			want = store.ScopeAdmin
		}
		if err != nil || token.Scope != want {
			t.Errorf("%s: the token %+v, %v", name, token, err)
		}
		people, err := s.People(t.Context())
		shares, also := s.Shares(t.Context())
		if err != nil || also != nil {
			t.Fatal(err, also)
		}
		on, links := 0, 0
		for _, p := range people {
			if p.OffAt.IsZero() {
				on++
			}
		}
		for _, h := range shares {
			if h.RevokedAt.IsZero() {
				links++
			}
		}
		if (on == 0) != (name == "no people") || (links == 0) != (name == "no links") {
			t.Errorf("%s: %d people are on, %d links open", name, on, links)
		}
	}
}
