// Command oidc is an OpenID provider to log in by in tests: zitadel/oidc's, with
// whoever and whatever groups the log-in page is told. It rotates its key when asked
// (POST /rotate) and sends one wrong ID token (POST /fault?kind=).
package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"html"
	"log"
	"net/http"
	"strings"
	"sync"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:9998", "where to listen")
	client := flag.String("client", "olist", "the one client's ID")
	secret := flag.String("secret", "", "its secret")
	redirect := flag.String("redirect", "", "where it leads back to")
	flag.Parse()
	log.SetFlags(0)
	log.Fatal(serve(*addr, *client, *secret, *redirect))
}

func serve(addr, client, secret, redirect string) error {
	issuer := "http://" + addr
	people := &people{groups: map[string][]string{}}
	kept := &kept{people: people, keys: newKeys(), Storage: storage.NewStorageWithClients(people, nil)}
	kept.client = &web{Client: storage.WebClient(client, secret, redirect), id: client, out: strings.TrimSuffix(redirect, "/provider/back")}
	kept.secret = secret
	kept.quiet = map[string]bool{}
	provider, err := op.NewProvider(&op.Config{CryptoKey: sha256.Sum256([]byte("test")), CodeMethodS256: true, AuthMethodPost: true},
		kept, op.StaticIssuer(issuer), op.WithAllowInsecure())
	if err != nil {
		return err
	}
	faults := &faults{keys: kept.keys, next: provider}
	mux := http.NewServeMux()
	mux.Handle("/", faults)
	mux.HandleFunc("POST /fault", faults.set)
	mux.HandleFunc("POST /rotate", func(http.ResponseWriter, *http.Request) { kept.keys.rotate() })
	login := &login{kept, people, provider}
	intercept := op.NewIssuerInterceptor(provider.IssuerFromRequest)
	mux.Handle("GET /login/username", intercept.HandlerFunc(login.form))
	mux.HandleFunc("POST /remember", login.remember)
	mux.Handle("POST /login/username", intercept.HandlerFunc(login.send))
	return http.ListenAndServe(addr, mux)
}

// people are whoever logs in, each with the groups of their last log-in, and who is
// still logged in here (POST /remember?user=&groups=).
type people struct {
	mu     sync.Mutex
	in     string
	groups map[string][]string // by name
}

func (p *people) ExampleClientID() string { return "" }

// GetUserByID gives somebody whose name is in their ID; "…!" has no verified address.
func (p *people) GetUserByID(id string) *storage.User {
	name := strings.TrimPrefix(id, "id-")
	return p.GetUserByUsername(name)
}

func (p *people) GetUserByUsername(name string) *storage.User {
	return &storage.User{ID: "id-" + name, Username: strings.TrimSuffix(name, "!"), Email: strings.TrimSuffix(name, "!") + "@example.com", EmailVerified: !strings.HasSuffix(name, "!"), FirstName: name}
}

func (p *people) groupsOf(id string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.groups[strings.TrimPrefix(id, "id-")]
}

// web is the client, allowed every scope; who logs out may go to out.
type web struct {
	*storage.Client
	id, out string
}

func (w *web) IsScopeAllowed(string) bool { return true }

func (w *web) PostLogoutRedirectURIs() []string { return []string{w.out} }

// kept is the example's storage with the one client, keys that rotate, and groups:
// in the ID token where the scope groups is asked for, else in the user info alone.
type kept struct {
	*storage.Storage
	people *people
	keys   *keys
	client *web
	secret string
	quiet  map[string]bool // requests that nobody is to be asked for
}

// CreateAuthRequest answers one that may ask nobody (prompt=none) where somebody is
// logged in here; the example's storage knows no such.
func (k *kept) CreateAuthRequest(ctx context.Context, asked *oidc.AuthRequest, user string) (op.AuthRequest, error) {
	k.people.mu.Lock()
	defer k.people.mu.Unlock()
	quiet := len(asked.Prompt) == 1 && asked.Prompt[0] == oidc.PromptNone && k.people.in != ""
	if quiet {
		asked.Prompt = nil
	}
	made, err := k.Storage.CreateAuthRequest(ctx, asked, user)
	if quiet && err == nil {
		k.quiet[made.GetID()] = true
	}
	return made, err
}

func (k *kept) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	if id != k.client.id {
		return nil, oidc.ErrInvalidClient()
	}
	return k.client, nil
}

func (k *kept) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if id != k.client.id || secret != k.secret {
		return oidc.ErrInvalidClient()
	}
	return nil
}

func (k *kept) SetUserinfoFromRequest(ctx context.Context, info *oidc.UserInfo, token op.IDTokenRequest, scopes []string) error {
	for _, s := range scopes {
		if s == "groups" {
			info.AppendClaims("groups", k.people.groupsOf(token.GetSubject()))
		}
	}
	return k.Storage.SetUserinfoFromRequest(ctx, info, token, scopes)
}

func (k *kept) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, tokenID, subject, origin string) error {
	info.AppendClaims("groups", k.people.groupsOf(subject))
	return k.Storage.SetUserinfoFromToken(ctx, info, tokenID, subject, origin)
}

// login is the page on which somebody says who they are.
type login struct {
	kept     *kept
	people   *people
	provider op.OpenIDProvider
}

// remember says who is logged in here, with which groups; "" for nobody.
func (l *login) remember(_ http.ResponseWriter, r *http.Request) {
	l.people.mu.Lock()
	defer l.people.mu.Unlock()
	l.people.in = r.FormValue("user")
	l.people.groups[l.people.in] = groupsIn(r)
}

func groupsIn(r *http.Request) []string {
	return strings.FieldsFunc(r.FormValue("groups"), func(r rune) bool { return r == ',' })
}

func (l *login) form(w http.ResponseWriter, r *http.Request) {
	id := r.FormValue("authRequestID")
	l.people.mu.Lock()
	in, quiet := l.people.in, l.kept.quiet[id]
	l.people.mu.Unlock()
	if quiet {
		l.finish(w, r, in, id)
		return
	}
	fmt.Fprintf(w, `<!doctype html><title>Provider</title><form method="post"><input type="hidden" name="id" value="%s"><input name="user" aria-label="user"><input name="groups" aria-label="groups">`+
		`<button id="ok">ok</button><button id="deny" name="deny" value="yes">deny</button></form>`, html.EscapeString(id))
}

func (l *login) send(w http.ResponseWriter, r *http.Request) {
	id := r.FormValue("id")
	if r.FormValue("deny") != "" {
		asked, err := l.kept.AuthRequestByID(r.Context(), id)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		op.AuthRequestError(w, r, asked, oidc.ErrAccessDenied(), l.provider)
		return
	}
	name := r.FormValue("user")
	l.people.mu.Lock()
	l.people.groups[name] = groupsIn(r)
	l.people.mu.Unlock()
	l.finish(w, r, name, id)
}

// finish leads back as somebody.
func (l *login) finish(w http.ResponseWriter, r *http.Request, name, id string) {
	if err := l.kept.CheckUsernamePassword(name, "", id); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, op.AuthCallbackURL(l.provider)(r.Context(), id), http.StatusFound)
}
