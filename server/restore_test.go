package server

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/secret"
	"olist/store"
)

// restore puts a database in the place of the one that a is running on, and
// waits until that has taken it over.
func (a *app) restore(file string) store.Restored {
	a.t.Helper()
	ticks, stop := a.training.Jobs().Watch()
	defer stop()
	done, err := store.Restore(a.t.Context(), "test", a.store.Place(), file, false)
	must(a.t, err)
	for {
		row, err := a.store.Live(a.t.Context())
		must(a.t, err)
		if live, err := a.training.Live(); err == nil && live.Model.ID == row.ModelID && len(a.store.Lost()) == 0 {
			return done
		}
		select {
		case <-ticks:
		case <-a.t.Context().Done():
			a.t.Fatal("it is not taken over")
		}
	}
}

func (a *app) body(path string) string {
	a.t.Helper()
	resp, body := a.ask("GET", path, "")
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("%s answers %d: %s", path, resp.StatusCode, body)
	}
	return body
}

// TestRestoreOfAnOlderProgramIsFollowed: the running server answers from the
// restored database, which an older program wrote, with that program's figures
// and without a restart; the tokens of the backup can be turned on.
func TestRestoreOfAnOlderProgramIsFollowed(t *testing.T) {
	a := newApp(t, func(o *Options) { o.AdminPassword = secret.Of(strings.Repeat("long enough ", 2)) })
	for name, k := range keptDatabases(t) {
		file := filepath.Join(t.TempDir(), "backup.db")
		must(t, os.WriteFile(file, unzip(t, "testdata/kept/"+name+"/olist.db.gz"), 0o600))
		if done := a.restore(file); done.TokensOff != 1 || done.Offline {
			t.Errorf("%s: %+v", name, done)
		}
		for _, was := range k.Answers {
			if was.Address != "/predict?weeks=52" && was.Address != "/config" {
				continue
			}
			for _, d := range keptDifferences(t, was.Type, was.Body, a.body(was.Address)) {
				if allowed(was.Address, d) < 0 {
					t.Errorf("%s: %s %v", name, was.Address, d)
				}
			}
		}
		bearer := []string{"Authorization", "Bearer " + k.Token}
		if resp, body := a.ask("GET", "/api/v1/tokens", "", bearer...); resp.StatusCode != http.StatusUnauthorized || !strings.Contains(body, "is off since a backup was restored") {
			t.Errorf("%s: the token of the backup: %d %s", name, resp.StatusCode, body)
		}
		tokens, err := a.store.Tokens(t.Context())
		must(t, err)
		for _, token := range tokens {
			if !token.OffAt.IsZero() {
				a.turnOn(token.ID)
			}
		}
		if resp, body := a.ask("GET", "/api/v1/tokens", "", bearer...); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: turned on: %d %s", name, resp.StatusCode, body)
		}
	}
}

// turnOn turns on a token as an administrator does on the page.
func (a *app) turnOn(id string) {
	a.t.Helper()
	resp, _ := a.press("/login", "password="+strings.Repeat("long+enough+", 2))
	cookie := resp.Header.Get("Set-Cookie")
	cookie, _, _ = strings.Cut(cookie, ";")
	_, page := a.do("GET", "/admin/tokens", nil, "Cookie", cookie)
	wantIn(a.t, page, "off: a backup was restored", "/admin/tokens/"+id+"/enable")
	_, csrf, _ := strings.Cut(page, `name="csrf" value="`)
	csrf, _, _ = strings.Cut(csrf, `"`)
	if resp, body := a.press("/admin/tokens/"+id+"/enable", "csrf="+csrf, "Cookie", cookie); resp.StatusCode != http.StatusSeeOther {
		a.t.Fatalf("turning on answers %d: %.300s", resp.StatusCode, body)
	}
	_, log := a.do("GET", "/api/v1/audit?limit=1", nil, "Cookie", cookie)
	wantIn(a.t, log, `"action":"token.enable"`, `"subject":"`+id+`"`)
}

// TestRestoreOfAModelOfAnotherVersion: where only an older program can read the
// restored model, one is trained anew with its parameters, without a restart.
func TestRestoreOfAModelOfAnotherVersion(t *testing.T) {
	a := newApp(t)
	path := filepath.Join(t.TempDir(), "old.db")
	must(t, a.store.Backup(t.Context(), path))
	old, err := store.Open(t.Context(), path, store.Options{})
	must(t, err)
	m, payload, err := old.Payload(t.Context(), a.shipped)
	must(t, err)
	payload[4]++ // the version
	aged, err := old.InsertModel(t.Context(), store.NewModel{Kind: "train", Params: m.Params, Config: m.Config, Payload: payload})
	must(t, err)
	must(t, old.Activate(t.Context(), "test", aged.ID, ""))
	must(t, old.Close())
	_, err = store.Restore(t.Context(), "test", a.store.Place(), path, false)
	must(t, err)
	ticks, stop := a.training.Jobs().Watch()
	defer stop()
	for {
		if live, err := a.training.Live(); err == nil && live.Model.ID != a.shipped && live.Model.ID != aged.ID {
			break
		}
		select {
		case <-ticks:
		case <-t.Context().Done():
			t.Fatal("no model is trained anew")
		}
	}
	var config struct {
		Hyperparameters struct {
			MaxDepth int `json:"max_depth"`
		}
	}
	must(t, json.Unmarshal([]byte(a.body("/config")), &config))
	if config.Hyperparameters.MaxDepth != 8 {
		t.Errorf("the parameters are not those of the old model: %+v", config)
	}
}
