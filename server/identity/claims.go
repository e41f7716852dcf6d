package identity

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Claims are what a provider says of somebody, as far as it is needed.
type Claims struct {
	Subject string   // what the provider calls them for good
	Names   []string // what to call them here, best first
	Email   string   // "" where the provider has not verified it
	Roles   []string // of the claim that the settings name

	hasRoles bool // the claim was there, if only empty
}

func (p *Provider) claimsOf(token *oidc.IDToken) (Claims, error) {
	var all map[string]any
	if err := token.Claims(&all); err != nil {
		return Claims{}, err
	}
	c := Claims{Subject: token.Subject}
	c.add(all, p.Claim)
	return c, nil
}

// addUserInfo asks the provider for what its token did not hold. What it says of
// anybody else counts nothing (OpenID Connect Core, 5.3.2).
func (p *Provider) addUserInfo(ctx context.Context, found *oidc.Provider, got *oauth2.Token, c *Claims) error {
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(got))
	if err != nil {
		return because(ErrDown, err)
	}
	var all map[string]any
	if err := info.Claims(&all); err != nil {
		return because(ErrToken, err)
	}
	if info.Subject != c.Subject {
		return because(ErrToken, errors.New("the user info is of somebody else"))
	}
	c.add(all, p.Claim)
	return nil
}

// add takes over what is there.
func (c *Claims) add(all map[string]any, claim string) {
	if verified, _ := all["email_verified"].(bool); verified {
		c.Email, _ = all["email"].(string)
	}
	for _, name := range []string{"preferred_username", "email", "name"} {
		if said, _ := all[name].(string); said != "" && !slices.Contains(c.Names, said) {
			c.Names = append(c.Names, said)
		}
	}
	if held, ok := lookUp(all, claim); ok {
		c.Roles, c.hasRoles = wordsOf(held), true
	}
}

// lookUp finds a claim by its name or, where none is called so, by a path of names
// (realm_access.roles).
func lookUp(all map[string]any, claim string) (any, bool) {
	if held, ok := all[claim]; ok {
		return held, true
	}
	first, rest, nested := strings.Cut(claim, ".")
	if inner, ok := all[first].(map[string]any); ok && nested {
		return lookUp(inner, rest)
	}
	return nil, false
}

// wordsOf are the roles that a claim holds: one, a list, or the names of an object.
func wordsOf(held any) (words []string) {
	switch held := held.(type) {
	case string:
		return []string{held}
	case []any:
		for _, w := range held {
			if w, ok := w.(string); ok {
				words = append(words, w)
			}
		}
	case map[string]any:
		for w := range held {
			words = append(words, w)
		}
		slices.Sort(words)
	}
	return words
}
