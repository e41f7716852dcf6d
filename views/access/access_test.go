package access

import (
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/viewtest"
)

func sampleTokens(l text.Locale) Tokens {
	return Tokens{Frame: viewtest.Frame(l), Name: viewtest.Hostile, Problem: viewtest.Hostile, Secret: "olist_abc",
		Rows: []TokenRow{{ID: "t1", Name: viewtest.Hostile, By: viewtest.Hostile, Created: viewtest.Time}, {ID: "t2", Name: "gone", Used: viewtest.Time, Revoked: viewtest.Time},
			{ID: "t3", Name: viewtest.Hostile, Created: viewtest.Time, Off: viewtest.Time}}}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"audit":        AuditPage(Audit{Frame: viewtest.Frame(l), Rows: []AuditRow{{1, viewtest.Time, viewtest.Hostile, viewtest.Hostile, viewtest.Hostile, viewtest.Hostile}}, Older: 1}),
		"audit, none":  AuditPage(Audit{Frame: viewtest.Frame(l)}),
		"tokens":       TokensPage(sampleTokens(l)),
		"tokens, none": TokensPage(Tokens{Frame: viewtest.Frame(l)}),
		"login":        LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByPassword, Next: viewtest.Hostile, Problem: viewtest.Hostile}),
		"login, link":  LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByLink, Key: viewtest.Hostile, Problem: viewtest.Hostile}),
		"login, first": LoginPage(Login{Frame: viewtest.Frame(l), Way: LoginByPassword}),
		"login, none":  LoginPage(Login{Frame: viewtest.Frame(l)}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
