package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"olist/secret"
	"olist/store"
)

// TestServeRefusesToStart, before it listens to anybody, with a command line
// that leaves more open than is meant.
func TestServeRefusesToStart(t *testing.T) {
	t.Setenv("OLIST_ADMIN_PASSWORD", "")
	for args, want := range map[string]string{
		"--require-password":                                                        "--require-password: nobody could administer: set OLIST_ADMIN_PASSWORD, or invite",
		"--public-url https://sales.example.com":                                    "--public-url: nobody could administer: set OLIST_ADMIN_PASSWORD, or invite",
		"--admin-password elevenchars":                                              "at least 12 letters",
		"--admin-password $2a$short":                                                "hash by bcrypt",
		"--admin-password twelve_chars --public-url sales.example":                  "--public-url: should be like https://sales.example.com",
		"--admin-password twelve_chars --public-url https://*":                      "--public-url: should be like https://sales.example.com",
		"--admin-password twelve_chars --public-url https://a//b":                   "--public-url: should be like https://sales.example.com",
		"--admin-password twelve_chars --public-url https://a/..":                   "--public-url: should be like https://sales.example.com",
		"--admin-password twelve_chars --public-url https://a/%2e":                  "--public-url: should be like https://sales.example.com",
		"--admin-password twelve_chars --public-url https://a/b,https://c/d":        "differ in their paths",
		"--oidc-issuer https://id.example":                                          "--oidc-issuer: needs --oidc-client-id",
		"--oidc-issuer https://id.example --oidc-client-id x":                       "--oidc-issuer: needs --public-url",
		"--oidc-issuer http://id.example --oidc-client-id x --public-url https://a": "--oidc-issuer: should be like https://id",
		"--oidc-session 1":    "--oidc-session: should be a time from 5m to 12h",
		"--oidc-session 13h":  "--oidc-session: should be a time from 5m to 12h",
		"--oidc-client-id x":  "--oidc-client-id: needs --oidc-issuer",
		"--no-password-login": "--no-password-login: then nobody could log in",
		"--no-password-login --admin-password twelve_chars --auth-header Remote-User --trusted-proxy 127.0.0.1": "--no-password-login: there is a password",
		"--auth-header Remote-User":                                                            "--auth-header: needs --trusted-proxy",
		"--auth-header Remote-User --trusted-proxy 0.0.0.0/0":                                  "--auth-header: needs a --trusted-proxy that is not everybody",
		"--auth-groups-header Remote-Groups":                                                   "--auth-groups-header: needs --auth-header",
		"--auth-header Remote-User --trusted-proxy 127.0.0.1 --group-roles sales=boss":         "--group-roles: should be like sales=planner",
		"--auth-header Remote-User --trusted-proxy 127.0.0.1 --default-role boss":              "--default-role: should be one of viewer",
		"--auth-header Remote-User --trusted-proxy 127.0.0.1 --oidc-issuer https://id.example": "--auth-header: people come by --oidc-issuer already",
		"--default-role viewer":                                                                "--group-roles: and --default-role need",
		"--trusted-proxy proxy.example":                                                        "--trusted-proxy: \"proxy.example\" is not a network",
	} {
		var out bytes.Buffer
		line := append([]string{"serve", "--addr", "127.0.0.1:0", "--db", filepath.Join(t.TempDir(), "olist.db")}, strings.Fields(args)...)
		if code := Run(t.Context(), line, Env{Out: &out, Err: &out}); code != exitUsage || !strings.Contains(out.String(), want) {
			t.Errorf("%s: exit code %d: %s", args, code, &out)
		}
	}
}

// TestWhoAdministersIsEnough to start for others: a person in the place of the
// password; not one who only reads, nor one who is off.
func TestWhoAdministersIsEnough(t *testing.T) {
	t.Setenv("OLIST_ADMIN_PASSWORD", "")
	env := Env{DB: filepath.Join(t.TempDir(), "olist.db")}
	st, err := env.openStore(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	add := func(name string, role store.Role) {
		t.Helper()
		if _, err := st.AddPerson(t.Context(), "test", name, role, secret.New("")); err != nil {
			t.Fatal(err)
		}
	}
	starts := func() bool {
		c := &serve{RequirePassword: true, PublicURLs: []string{"https://sales.example.com"}}
		return c.checkDoor(t.Context(), st) == nil
	}
	add("ana", store.Analyst)
	if starts() {
		t.Error("an analyst is taken for who administers")
	}
	add("eve", store.Admin)
	if !starts() {
		t.Error("who administers is not enough")
	}
	if _, err := st.SwitchPerson(t.Context(), "test", "eve", true, store.Ways{Spare: true}); err != nil {
		t.Fatal(err)
	}
	if starts() {
		t.Error("who is off is enough")
	}
}

// TestFirstPasswordOfADatabaseIsNew, also where another command made it.
func TestFirstPasswordOfADatabaseIsNew(t *testing.T) {
	env := Env{DB: filepath.Join(t.TempDir(), "olist.db")}
	for range 2 { // made, and opened again
		st, err := env.openStore(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if p, err := st.Password(t.Context()); err != nil || p.Hash != "" {
			t.Errorf("the password is %+v, %v", p, err)
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
