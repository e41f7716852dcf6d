package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"olist/secret"
)

// earlier makes a database as programs before version 80 wrote it: the key of
// the webhook stands in the setting and, twice, in the log.
func earlier(t *testing.T, path, key string) {
	t.Helper()
	db, err := sql.Open("sqlite3", dsn(path))
	must(t, err)
	defer db.Close()
	files, err := fs.Sub(migrations, "migrations")
	must(t, err)
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	must(t, err)
	_, err = provider.UpTo(t.Context(), 79)
	must(t, err)
	hook := `{"url":"https://hooks.example/x/TOKENINTHEPATH","secret":"` + key + `"}`
	for i, row := range []string{`'setting.put', 'webhook', '` + hook + `'`, `'setting.put', 'policy', '{"mode":"manual"}'`, `'setting.put', 'webhook', '` + hook + `'`, `'login', '', '{}'`} {
		_, err = db.ExecContext(t.Context(), `INSERT INTO audit (seq, at, actor, action, subject, detail) VALUES ($1, 1000, 'ana', `+row+`)`, i+1)
		must(t, err)
	}
	_, err = db.ExecContext(t.Context(), `INSERT INTO sequences (name, value) VALUES ('audit', 4), ('deliveries', 1);
		INSERT INTO settings (key, value, actor, updated_at) VALUES ('webhook', '`+hook+`', 'ana', 1000);
		INSERT INTO deliveries (seq, event, body, state, next_at, last_error, created_at) VALUES (1, 'test', '{}', 'given_up', 0, 'dial tcp 10.0.0.1:22: connection refused', 0)`)
	must(t, err)
}

func TestStoredSecretsAreBlanked(t *testing.T) {
	const key = "TOPSECRETKEYOFTHEWEBHOOK"
	path := filepath.Join(t.TempDir(), "olist.db")
	earlier(t, path, key)
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	log, err := s.AuditLog(t.Context(), 0, 100)
	must(t, err)
	for i, what := range []string{"address", "key"} {
		if e := log[i]; len(log) != 6 || e.Action != "log.redact" || e.Seq != int64(6-i) || !strings.Contains(string(e.Detail), `"rows":2`) || !strings.Contains(string(e.Detail), what) || time.Since(e.At) > time.Hour {
			t.Fatalf("entry %d of the log is %+v: %s", i, e, e.Detail)
		}
	}
	for _, e := range log {
		if strings.Contains(string(e.Detail), key) || strings.Contains(string(e.Detail), "TOKEN") {
			t.Errorf("entry %d: %s", e.Seq, e.Detail)
		}
	}
	if string(log[5].Detail) != `{"url":"https://hooks.example/…","secret":"[redacted]"}` || string(log[4].Detail) != `{"mode":"manual"}` {
		t.Errorf("the entries became %s and %s", log[5].Detail, log[4].Detail)
	}
	for _, change := range []string{`UPDATE audit SET detail = '{}'`, `DELETE FROM audit`} {
		if _, err := s.write.ExecContext(t.Context(), change); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", change, err)
		}
	}
	got, err := s.Secret(t.Context(), "webhook")
	must(t, err)
	if got.Reveal() != key {
		t.Errorf("the key in use became %q", got.Reveal())
	}
	var setting map[string]string
	must(t, s.Setting(t.Context(), "webhook", &setting))
	if len(setting) != 1 || setting["url"] != "https://hooks.example/…" {
		t.Errorf("the setting became %v", setting)
	}
	if address, err := s.Secret(t.Context(), "webhook_url"); err != nil || address.Reveal() != "https://hooks.example/x/TOKENINTHEPATH" {
		t.Errorf("the address in use became %q, %v", address.Reveal(), err)
	}
	sent, err := s.Deliveries(t.Context(), 1)
	must(t, err)
	if sent[0].LastError != "not delivered" {
		t.Errorf("a delivery tells %q", sent[0].LastError)
	}
	_, err = s.PutSettingWithSecret(t.Context(), "ana", "beside", 1, secret.New(""), nil) // so that the row before it is in the page's middle
	must(t, err)
	must(t, s.ReplaceSecret(t.Context(), "ana", "webhook", secret.New("longer than the one before, so that it is written elsewhere ")))
	must(t, s.Close())
	nowhere(t, path, key)
}

// nowhere fails where a database's files hold text, in rows or beside them.
func nowhere(t *testing.T, path, text string) {
	t.Helper()
	for _, file := range sidecars(path) {
		if raw, err := os.ReadFile(file); err == nil && bytes.Contains(raw, []byte(text)) {
			t.Errorf("%s still holds it", filepath.Base(file))
		}
	}
}

// A database without a secret is migrated without a word of one.
func TestNothingToBlank(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "olist.db"), Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	log, err := s.AuditLog(t.Context(), 0, 10)
	must(t, err)
	if len(log) != 0 {
		t.Errorf("the log begins with %+v", log)
	}
}

// A secret is made once, replaced when asked, and never logged.
func TestSecretsAreKeptOutOfTheLog(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "olist.db"), Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	first, second, third, hidden := secret.New(""), secret.New(""), secret.New(""), secret.New("")
	for i, fresh := range []secret.Text{first, second} {
		made, err := s.PutSettingWithSecret(ctx, "ana", "webhook", map[string]any{"url": "https://x", "slip": fresh}, fresh, map[string]secret.Text{"webhook_url": hidden})
		must(t, err)
		if made != (i == 0) {
			t.Errorf("put %d made a secret: %v", i+1, made)
		}
	}
	if got, err := s.Secret(ctx, "webhook"); err != nil || got.Reveal() != first.Reveal() {
		t.Errorf("kept %q, %v", got.Reveal(), err)
	}
	must(t, s.ReplaceSecret(ctx, "ana", "webhook", third))
	if got, err := s.Secret(ctx, "webhook"); err != nil || got.Reveal() != third.Reveal() {
		t.Errorf("kept %q, %v", got.Reveal(), err)
	}
	if none, err := s.Secret(ctx, "other"); err != nil || !none.Empty() {
		t.Errorf("a secret that was never kept: %v, %v", none, err)
	}
	log, err := s.AuditLog(ctx, 0, 10)
	must(t, err)
	actions := ""
	for _, e := range log {
		actions += e.Action + " "
		for _, fresh := range []secret.Text{first, second, third, hidden} {
			if strings.Contains(string(e.Detail), fresh.Reveal()) {
				t.Errorf("%s holds a secret: %s", e.Action, e.Detail)
			}
		}
	}
	if actions != "secret.replace setting.put secret.make setting.put " {
		t.Errorf("the log holds %s", actions)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// What of an address is shown in rows that were stored is what a URL shows.
func TestStoredAddressesAreShortened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "olist.db")
	earlier(t, path, "")
	addresses := []string{"https://a.example", "http://a.example:80/", "https://a.example/KEY", "https://a.example?token=KEY", "https://a.example/?KEY", "https://a.example#KEY",
		"https://a.example/KEY?KEY#KEY", "http://[::1]:80/KEY", "https://a.example/x@KEY", "https://a.example/KEY://KEY", "https://user:KEY@a.example/", "https://KEY@a.example", "KEY", ""}
	db, err := sql.Open("sqlite3", dsn(path))
	must(t, err)
	defer db.Close()
	for i, address := range addresses {
		_, err := db.ExecContext(t.Context(), `INSERT INTO audit (seq, at, actor, action, subject, detail) VALUES ($1, 1000, 'ana', 'setting.put', 'webhook', json_object('url', $2))`, 10+i, address)
		must(t, err)
	}
	_, err = db.ExecContext(t.Context(), `UPDATE sequences SET value = 50 WHERE name = 'audit'`)
	must(t, err)
	must(t, db.Close())
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	log, err := s.AuditLog(t.Context(), 50, 100)
	must(t, err)
	for _, e := range log {
		var detail struct{ URL string }
		must(t, json.Unmarshal(e.Detail, &detail))
		if e.Seq < 10 {
			continue
		}
		given := addresses[e.Seq-10]
		want := secret.OfURL(given).String()
		if strings.Contains(given, "@a.example") { // refused since long: not worth more SQL
			want = "https://…"
		}
		if detail.URL != want || strings.Contains(detail.URL, "KEY") {
			t.Errorf("%s is shown as %s, want %s", given, detail.URL, want)
		}
	}
}
