package access

import (
	"strings"
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/viewtest"
)

func sampleTokens(l text.Locale) Tokens {
	return Tokens{Frame: viewtest.Frame(l), Name: viewtest.Hostile, Until: viewtest.Hostile, Scopes: []string{"read", viewtest.Hostile}, Now: viewtest.Time, Secret: "olist_abc",
		Problem: map[string]string{"name": viewtest.Hostile, "scope": viewtest.Hostile, "until": viewtest.Hostile},
		Rows: []TokenRow{{ID: "t1", Name: viewtest.Hostile, By: viewtest.Hostile, Created: viewtest.Time}, {ID: "t4", Name: "ended", Scope: "read", Ends: viewtest.Time}, {ID: "t5", Name: "ends", Scope: viewtest.Hostile, Ends: viewtest.Time.AddDate(1, 0, 0)}, {ID: "t2", Name: "gone", Used: viewtest.Time, Revoked: viewtest.Time},
			{ID: "t3", Name: viewtest.Hostile, Created: viewtest.Time, Off: viewtest.Time}}}
}

func sampleActs() []AuditRow {
	few := [][2]string{{"Live before", "#1"}, {viewtest.Hostile, viewtest.Hostile}}
	many := append(few[:2:2], few[0], few[0], few[0])
	return []AuditRow{
		{3, viewtest.Time, viewtest.Hostile, viewtest.Hostile, viewtest.Hostile, many},
		{2, viewtest.Time, "admin", "model.activate", "Model #4 made live", few},
		{1, viewtest.Time, "admin", "login", "Logged in", nil},
	}
}

// TestActs: an act is its sentence; a few figures stand below it, many are folded.
func TestActs(t *testing.T) {
	page := viewtest.Render(t, AuditPage(Audit{Frame: viewtest.Frame(text.English), Rows: sampleActs()}))
	for _, want := range []string{`title="model.activate"`, "Model #4 made live", "<dt>Live before</dt>", "<dd>#1</dd>", "<summary>Details (5)</summary>", "03:04 UTC"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Count(page, "<dl") != 2 || strings.Count(page, "<summary>Details") != 1 {
		t.Error("figures stand where there are none, or are not folded")
	}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"audit":        AuditPage(Audit{Frame: viewtest.Frame(l), Rows: sampleActs(), Older: 1}),
		"audit, none":  AuditPage(Audit{Frame: viewtest.Frame(l)}),
		"tokens":       TokensPage(sampleTokens(l)),
		"tokens, none": TokensPage(Tokens{Frame: viewtest.Frame(l)}),
		"login":        LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByPassword, Next: viewtest.Hostile, Problem: viewtest.Hostile}),
		"again":        AgainPage(Again{Frame: viewtest.Frame(l), Provider: viewtest.Hostile, Next: viewtest.Hostile}),
		"login, link":  LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByLink, Key: viewtest.Hostile, Problem: viewtest.Hostile}),
		"people": PeoplePage(People{Frame: viewtest.Frame(l), Now: viewtest.Time, Roles: []string{"viewer", viewtest.Hostile}, Link: viewtest.Hostile, LinkFor: viewtest.Hostile,
			Refused: viewtest.Hostile, Name: viewtest.Hostile, Problem: map[string]string{"name": viewtest.Hostile, "role": viewtest.Hostile},
			Rows: []PersonRow{{Name: "ana", Role: "admin", Joined: true, Seen: viewtest.Time}, {Name: "bob", Role: viewtest.Hostile, LinkEnds: viewtest.Time.AddDate(0, 0, 1)},
				{Name: "eve", Role: "viewer", LinkEnds: viewtest.Time}, {Name: "kim", Role: "viewer", Off: viewtest.Time}, {Name: "lia", Role: "viewer", Joined: true},
				{Name: "max", Role: "admin", By: viewtest.Hostile, Seen: viewtest.Time}, {Name: "ned", Role: "admin", By: viewtest.Hostile, Gone: true}, {Name: "ola", Role: "admin", By: viewtest.Hostile}},
			Provider: viewtest.Hostile, Follow: true, Stranded: viewtest.Hostile}),
		"people, none": PeoplePage(People{Frame: viewtest.Frame(l)}),
		"sessions": SessionsPage(Sessions{Password: true, Frame: viewtest.Frame(l), Rows: []SessionRow{{ID: "a1", Begun: viewtest.Time, Used: viewtest.Time, Ends: viewtest.Time, This: true},
			{ID: "a2", Person: viewtest.Hostile, Begun: viewtest.Time, Used: viewtest.Time, Ends: viewtest.Time}}}),
		"sessions, none":  SessionsPage(Sessions{Frame: viewtest.Frame(l)}),
		"join":            JoinPage(Join{Frame: viewtest.Frame(l), Name: viewtest.Hostile, Key: viewtest.Hostile, Problem: viewtest.Hostile}),
		"join, over":      JoinPage(Join{Frame: viewtest.Frame(l), Problem: viewtest.Hostile}),
		"password":        PasswordPage(Password{Frame: viewtest.Frame(l), Name: viewtest.Hostile, Problem: map[string]string{"password": viewtest.Hostile, "chosen": viewtest.Hostile}}),
		"password, done":  PasswordPage(Password{Frame: viewtest.Frame(l), Name: "ana", Done: true}),
		"password, none":  PasswordPage(Password{Frame: viewtest.Frame(l)}),
		"login, name":     LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByPassword, ByName: true, Nameless: true, Name: viewtest.Hostile, Problem: viewtest.Hostile}),
		"login, people":   LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByPassword, ByName: true}),
		"login, first":    LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByPassword}),
		"login, provider": LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByProvider, Provider: viewtest.Hostile, Refused: viewtest.Hostile, Next: viewtest.Hostile, Out: true}),
		"login, both":     LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByPassword, ByName: true, Provider: viewtest.Hostile}),
		"login, none":     LoginPage(Login{Frame: viewtest.Frame(l)}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
