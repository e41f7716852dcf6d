// Package identity asks an OpenID provider who somebody is: the authorization code
// flow of OpenID Connect Core 1.0, 3.1, with PKCE (RFC 7636, S256). Discovery, keys
// and the signatures are go-oidc's. It knows no pages, cookies or database.
package identity

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"olist/secret"
)

// Settings say which provider, and as whom we ask it.
type Settings struct {
	Issuer   string // as its tokens write it
	ClientID string
	Secret   secret.Text // "" for a client without one
	Scopes   []string    // beside openid
	Claim    string      // that holds roles or groups; "" where none is looked at
	Clock    func() time.Time
}

// Reasons why nobody was logged in; they stand in the log.
var (
	ErrDown     = errors.New("provider_down")     // it does not answer, or not as a provider
	ErrRefused  = errors.New("provider_refused")  // it does not take our code, or us
	ErrExpired  = errors.New("token_expired")     // the token's end has passed
	ErrNonce    = errors.New("wrong_nonce")       // the token is of another log-in
	ErrAudience = errors.New("wrong_audience")    // the token is for another program
	ErrToken    = errors.New("token_not_genuine") // it is no token of this provider
)

const (
	answerMost = 1 << 20 // bytes
	patience   = 10 * time.Second
	retryAfter = 2 * time.Second // between attempts to find a provider that is down
)

// Provider is one OpenID provider. It is looked for when somebody first logs in, and
// again while it is down.
type Provider struct {
	Settings
	http *http.Client

	mu     sync.Mutex
	found  *oidc.Provider
	ends   string // where one logs out of it, "" where it does not say
	failed time.Time
	reason error
}

// New is a provider of which nothing is asked yet.
func New(s Settings) *Provider {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	return &Provider{Settings: s, http: &http.Client{Timeout: patience, Transport: bounded{transport}}}
}

// bounded reads no answer without end.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, answerMost), resp.Body}
	}
	return resp, err
}

// provider finds it. Whoever comes while another looks waits for that.
func (p *Provider) provider(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.Clock()
	if p.found != nil || now.Sub(p.failed) < retryAfter && !now.Before(p.failed) {
		return p.found, p.reason
	}
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.http), p.Issuer)
	var more struct {
		Ends string `json:"end_session_endpoint"`
	}
	if err == nil {
		err = found.Claims(&more)
	}
	if err != nil {
		p.failed, p.reason = now, because(ErrDown, err)
		return nil, p.reason
	}
	p.found, p.ends, p.reason = found, more.Ends, nil
	return found, nil
}

func because(reason, err error) error { return errors.Join(reason, err) }

// Begun is a log-in on its way: what the browser that began it must bring back.
type Begun struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
}

// Begin gives the address to send a browser to, which comes back to redirect.
func (p *Provider) Begin(ctx context.Context, redirect string) (string, Begun, error) {
	return p.begin(ctx, redirect)
}

func (p *Provider) begin(ctx context.Context, redirect string, more ...oauth2.AuthCodeOption) (string, Begun, error) {
	found, err := p.provider(ctx)
	if err != nil {
		return "", Begun{}, err
	}
	b := Begun{State: secret.New("").Reveal(), Nonce: secret.New("").Reveal(), Verifier: oauth2.GenerateVerifier()}
	return p.client(found, redirect).AuthCodeURL(b.State, append(more, oidc.Nonce(b.Nonce), oauth2.S256ChallengeOption(b.Verifier))...), b, nil
}

// AskAgain is Begin for who is known already: the provider answers at once, without
// asking them anything (OpenID Connect Core, 3.1.2.1, prompt).
func (p *Provider) AskAgain(ctx context.Context, redirect string) (string, Begun, error) {
	return p.begin(ctx, redirect, oauth2.SetAuthURLParam("prompt", "none"))
}

func (p *Provider) client(found *oidc.Provider, redirect string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret.Reveal(), Endpoint: found.Endpoint(), RedirectURL: redirect,
		Scopes: append([]string{oidc.ScopeOpenID}, p.Scopes...)}
}

// Finish takes the code that a browser came back with, and gives who it is.
func (p *Provider) Finish(ctx context.Context, redirect, code string, b Begun) (Claims, error) {
	found, err := p.provider(ctx)
	if err != nil {
		return Claims{}, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, p.http), patience)
	defer cancel()
	got, err := p.client(found, redirect).Exchange(ctx, code, oauth2.VerifierOption(b.Verifier))
	if err != nil {
		if _, answered := errors.AsType[*oauth2.RetrieveError](err); answered {
			return Claims{}, because(ErrRefused, err)
		}
		return Claims{}, because(ErrDown, err)
	}
	raw, _ := got.Extra("id_token").(string)
	token, err := p.verified(ctx, found, raw, b.Nonce)
	if err != nil {
		return Claims{}, err
	}
	claims, err := p.claimsOf(token)
	if err != nil {
		return Claims{}, because(ErrToken, err)
	}
	if (len(claims.Names) == 0 || p.Claim != "" && !claims.hasRoles) && found.UserInfoEndpoint() != "" { // some providers tell names and groups there alone
		err = p.addUserInfo(ctx, found, got, &claims)
	}
	return claims, err
}

// verified is the ID token, if it is one of this provider, for us, of this log-in
// and not over (OpenID Connect Core, 3.1.3.7).
func (p *Provider) verified(ctx context.Context, found *oidc.Provider, raw, nonce string) (*oidc.IDToken, error) {
	token, err := found.VerifierContext(ctx, &oidc.Config{SkipClientIDCheck: true, Now: p.Clock}).Verify(ctx, raw)
	if _, over := errors.AsType[*oidc.TokenExpiredError](err); over {
		return nil, because(ErrExpired, err)
	}
	if err != nil {
		return nil, because(ErrToken, err)
	}
	var party struct {
		Authorized string `json:"azp"`
	}
	if err := token.Claims(&party); err != nil {
		return nil, because(ErrToken, err)
	}
	switch {
	case !slices.Contains(token.Audience, p.ClientID), party.Authorized != "" && party.Authorized != p.ClientID:
		return nil, ErrAudience
	case subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(nonce)) != 1:
		return nil, ErrNonce
	case token.Subject == "":
		return nil, ErrToken
	}
	return token, nil
}

// EndURL is where one logs out of the provider, which then leads to back; "" where
// it does not say (OpenID Connect RP-Initiated Logout 1.0).
func (p *Provider) EndURL(back string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	u, err := url.Parse(p.ends)
	if err != nil || p.ends == "" {
		return ""
	}
	q := u.Query()
	q.Set("client_id", p.ClientID)
	q.Set("post_logout_redirect_uri", back)
	u.RawQuery = q.Encode()
	return u.String()
}

// Host names the provider to people.
func (p *Provider) Host() string { return HostOf(p.Issuer) }

// HostOf names the provider with that address to people.
func HostOf(issuer string) string {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" {
		return issuer
	}
	return strings.TrimPrefix(u.Host, "www.")
}
