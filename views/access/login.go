// Package access is the pages of who may do what: log in, the tokens of
// programs, and the log of acts. As every page it imports ui and text and no
// other page; server alone imports it.
package access

import (
	"net/url"

	"github.com/a-h/templ"

	"olist/views/ui"
)

// LoginWay is how one gets in.
type LoginWay int

// The ways.
const (
	LoginClosed     LoginWay = iota // there is none
	LoginByPassword                 // with the password of the server
	LoginByLink                     // by the link that the start printed
	LoginByProvider                 // by an identity provider alone
)

// Again is the page that leads past the provider and back, unseen.
type Again struct {
	ui.Frame
	Provider, Next string
}

// Login is the page that asks for the password, or for a click on what the
// start's link brought.
type Login struct {
	ui.Frame
	Way      LoginWay
	ByName   bool   // there are people who have a name of their own
	Nameless bool   // there is a password that goes with no name
	Name     string // as it stands in the form
	Key      string // from the start's link, "" without it
	Next     string // local path to go to afterwards
	Problem  string // why the last attempt failed, in words
	Provider string // the identity provider that one may log in by, "" for none
	Refused  string // why it let nobody in, in words
	Out      bool   // they have logged out here, and can log out of the provider
}

// providerURL leads to the provider and then on to next.
func providerURL(next string) templ.SafeURL {
	return templ.SafeURL("/login/provider?" + url.Values{"next": {next}}.Encode())
}

func nameHint(l Login) templ.Attributes {
	if !l.Nameless {
		return templ.Attributes{"required": true}
	}
	return templ.Attributes{"aria-describedby": "name-hint"}
}
