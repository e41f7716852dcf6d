package server

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"olist/secret"
	"olist/server/identity/idtest"
	"olist/shop"
	"olist/store"
	"olist/store/testplace"
)

// An event stream that one program sends ends when its access ends at another one, well
// before it would look by itself.
func TestStreamsEndWithAnAccessThatEndsElsewhere(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	a, b := twoServers(t, guarded)
	job := a.unending()
	b.works()
	session := a.roles()["session"]
	events := b.follow(job, session...)
	if resp, body := a.press("/logout", "", session...); resp.StatusCode >= 400 {
		t.Fatalf("log out: %d %.200s", resp.StatusCode, body)
	}
	begin := time.Now()
	_, err := io.Copy(io.Discard, events)
	if took := time.Since(begin); err != nil || took > 5*time.Second {
		t.Errorf("the stream ends after %v, %v", took, err)
	}
}

// A link that was made through one program opens on all, its openings are counted
// together, and where it is ended through one it opens on none a second later.
func TestLinksAreTheSameOnAllPrograms(t *testing.T) {
	a, b := twoServers(t, guarded, trusting)
	token := a.roles()["token"]
	b.server.views.pause = 100 * time.Millisecond
	made, link := a.shares(`{"until":"{soon}"}`, token...)
	for i := range 5 {
		if resp, body := []*app{a, b}[i%2].opened(link); resp.StatusCode != http.StatusOK {
			t.Fatalf("opening %d: %d %.200s", i, resp.StatusCode, body)
		}
	}
	a.until("openings at both are counted together", func() bool {
		_, body := a.ask("GET", "/api/v1/shares", "", token...)
		var all struct{ Shares []store.Share }
		must(t, json.Unmarshal([]byte(body), &all))
		return len(all.Shares) == 1 && all.Shares[0].Views == 5
	})
	b.opened(link) // it is known there
	if resp, body := a.ask("POST", "/api/v1/shares/"+made.ID+"/revoke", "", token...); resp.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	time.Sleep(time.Second)
	for _, one := range []*app{a, b} {
		if resp, _ := one.opened(link); resp.StatusCode != http.StatusNotFound {
			t.Errorf("a second after its end the link is answered %d", resp.StatusCode)
		}
	}
}

// Guesses at links count for all programs together, and also for a link that there is.
func TestGuessesCountOnAllPrograms(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	a, b := twoServers(t, guarded, trusting)
	_, link := a.shares(`{"until":"{soon}"}`, a.roles()["token"]...)
	statuses := map[int]int{}
	for i := range 30 {
		resp, _ := []*app{a, b}[i%2].opened("/shared?key=" + secret.New(sharePrefix).Reveal())
		statuses[resp.StatusCode]++
	}
	if statuses[http.StatusNotFound] < 20 || statuses[http.StatusTooManyRequests] < 8 {
		t.Error(statuses)
	}
	for client, want := range map[string]int{"203.0.113.7": http.StatusTooManyRequests, "203.0.113.9": http.StatusOK} {
		if resp, _ := b.ask("GET", link, "", "X-Forwarded-For", client); resp.StatusCode != want {
			t.Errorf("%s: status %d", client, resp.StatusCode)
		}
	}
}

// A log-in by the provider that was begun through one program ends through another one, as
// behind a proxy that gives each request to any of them.
func TestALogInByTheProviderEndsOnAnotherProgram(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	var a, b *app
	front := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == providerBack {
			b.server.echo.ServeHTTP(w, r)
			return
		}
		a.server.echo.ServeHTTP(w, r)
	}))
	front.Config.ConnContext = connContext
	front.Start()
	t.Cleanup(front.Close)
	public, err := url.Parse(front.URL)
	must(t, err)
	p := idtest.New(t, front.URL+providerBack)
	p.Start()
	a, b = twoServers(t, byProvider, func(o *Options) {
		o.PublicURLs = []*url.URL{public}
		o.Vouching.Provider.Issuer = p.Issuer
	})
	must(t, a.store.DecideReading(t.Context(), "test", false))
	before := *a
	before.url = front.URL
	s := &signedIn{app: &before, provider: p}
	browser := s.browser()
	resp, page := s.logsInAs(browser, "ana", "sellers")
	if got := resp.Request.URL.String(); resp.StatusCode != http.StatusOK || got != front.URL+"/models?a=b" {
		t.Fatalf("leads to %s: %d %.300s", got, resp.StatusCode, page)
	}
	if got := s.isIn(browser); got != "ana" {
		t.Errorf("logged in as %q", got)
	}
}

// A program that cannot read the key of all when it starts seals as they do once it can.
func TestTheKeyOfAllIsReadLater(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	path := shippedCopy(t)
	a := idleAppAt(t, path, store.Options{})
	line := testplace.Behind(t, path)
	b := idleAppAt(t, path, store.Options{})
	line.Cut()
	late := New(b.server.opt, b.store, b.training)
	if late.sealOf("x") == a.server.sealOf("x") {
		t.Fatal("it has the key of all without the database")
	}
	line.Mend()
	b.until("it has the key of all", func() bool { return late.sealOf("x") == a.server.sealOf("x") })
}

// Pages write times in the zone of the shop also while its database is away.
func TestTheZoneIsKnownWithoutTheDatabase(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	path := shippedCopy(t)
	line := testplace.Behind(t, path)
	a := idleAppAt(t, path, store.Options{})
	own := shop.New()
	own.Name, own.TimeZone = "Schuhe", "Europe/Berlin"
	must(t, a.store.PutShop(t.Context(), "test", own))
	zone := a.training.Automation().Zone
	if got := zone(t.Context()).String(); got != own.TimeZone {
		t.Fatalf("the zone is %s", got)
	}
	line.Cut()
	time.Sleep(time.Second + 100*time.Millisecond) // it is read again
	if got := zone(t.Context()).String(); got != own.TimeZone {
		t.Errorf("without the database the zone is %s", got)
	}
}
