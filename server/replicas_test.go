package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/store/testplace"
)

// twoServers are two on one database, as two programs have it.
func twoServers(t *testing.T, change ...func(*Options)) (a, b *app) {
	t.Helper()
	path := shippedCopy(t)
	return idleAppAt(t, path, store.Options{}, change...), idleAppAt(t, path, store.Options{}, change...)
}

// An upload whose reading is asked about by one program is read by the other one, and
// what one previews the other applies. A file alone belongs to one program, which keeps
// uploads to itself.
func TestUploadsGoOnThroughAnotherProgram(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	a, b := twoServers(t)
	_, body := a.send("/data/imports", nil, map[string]string{"us.tsv": "week\trevenue\n07/08/2018\t251.000\n"})
	_, body = b.press("/data/imports/read", url.Values{"upload": {kept(t, body)}, "decimal": {","}}.Encode())
	wantIn(t, body, "may be 7 Aug 2018 (day/month) or 8 Jul 2018 (month/day)", `<option value="," selected>`)
	resp, body := a.press("/data/imports/read", url.Values{"upload": {kept(t, body)}, "decimal": {","}, "dates": {"mdy"}}.Encode())
	at := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || at != "/data/imports/2" {
		t.Fatalf("%d to %q: %.500s", resp.StatusCode, at, body)
	}
	page := b.page(at)
	wantIn(t, page, "2–8 Jul 2018", "R$ 251,000")
	if resp, _ := a.press("/data/imports/read", url.Values{"upload": {kept(t, page)}, "decimal": {"."}, "dates": {"dmy"}}.Encode()); resp.Header.Get("Location") != "/data/imports/3" {
		t.Errorf("read in another way it goes to %q", resp.Header.Get("Location"))
	}
	resp, body = b.press("/data/imports/3/apply", formIn(a.page("/data/imports/3")).Encode())
	if imp, _, err := a.store.ImportChanges(t.Context(), 3); err != nil || imp.State != store.ImportApplied {
		t.Errorf("what one previews the other does not apply, %d: %.300s, %v %v", resp.StatusCode, body, imp.State, err)
	}
	for _, one := range []*app{a, b} {
		if left := one.uploads(); len(left) > 0 {
			t.Errorf("an upload lies in %v", left)
		}
	}
	if names, err := a.store.FilesBefore(t.Context(), "upload", time.Now().Add(time.Hour)); err != nil || len(names) > 0 {
		t.Errorf("uploads are left: %v, %v", names, err)
	}
}

// A shop of one's own is begun through one program and named through the other.
func TestAShopBeginsThroughTwoPrograms(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	a, b := twoServers(t)
	b.works()
	resp, body := a.send("/start", nil, map[string]string{"umsatz.csv": german()})
	at := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %s", resp.StatusCode, problemsIn(body))
	}
	wantIn(t, b.page(at), "umsatz.csv")
	fields := formIn(a.page(at + "/name"))
	fields.Set("name", "Schuhe")
	resp, body = b.press(at+"/name", fields.Encode())
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("the shop does not begin, %d: %s", resp.StatusCode, problemsIn(body))
	}
	if p, err := a.store.Shop(t.Context()); err != nil || p.Name != "Schuhe" {
		t.Errorf("the other program has the shop %q, %v", p.Name, err)
	}
}

// Who logs in through one program is known to the other, and out of both at once; wrong
// passwords count for both together; links that show a page open and end on both.
func TestWhoComesInIsTheSameOnAllPrograms(t *testing.T) {
	a, b := twoServers(t, guarded)
	ana := a.joined("Ana", store.Admin, chosen)
	session := a.sessionOf(ana)
	if resp, _ := b.ask("GET", "/api/v1/shares", "", session...); resp.StatusCode != http.StatusOK {
		t.Errorf("a session of one program is answered by the other with %d", resp.StatusCode)
	}
	if resp, _ := b.press("/logout", "", session...); resp.StatusCode >= 400 {
		t.Errorf("log out: %d", resp.StatusCode)
	}
	for end := time.Now().Add(3 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		resp, _ := a.ask("GET", "/api/v1/shares", "", session...)
		if resp.StatusCode == http.StatusUnauthorized {
			break
		}
		if time.Now().After(end) {
			t.Errorf("out of one program, the other one answers %d", resp.StatusCode)
			break
		}
	}
	refused := 0
	for i := range 12 { // five at once, and then one in twelve seconds
		if status := []*app{a, b}[i%2].logsIn("Ana", "a wrong password"); status == http.StatusTooManyRequests {
			refused++
		}
	}
	if least := map[bool]int{true: 6, false: 2}[testplace.OnPostgres()]; refused < least {
		t.Errorf("of 12 wrong passwords over two programs %d were refused as too many, want %d", refused, least)
	}
	if sealed := strings.Compare(a.server.sealOf("x"), b.server.sealOf("x")) == 0; sealed != testplace.OnPostgres() {
		t.Errorf("what one program seals the other one takes: %v", sealed)
	}
}

// What programs keep together of uploads is there for several who ask at once, and ends
// with its hour, files that a killed program left included.
func TestSharedUploadsEnd(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	a, b := twoServers(t)
	_, body := a.send("/data/imports", nil, map[string]string{"us.tsv": "week\trevenue\n07/08/2018\t251.000\n"})
	id, ctx := kept(t, body), t.Context()
	one, first := a.server.kept.take(ctx, id)
	other, second := b.server.kept.take(ctx, id)
	if !first || !second || one.names[0] != "us.tsv" || other.names[0] != "us.tsv" {
		t.Fatalf("two who ask at once get it: %v, %v", first, second)
	}
	one.upload.Close()
	other.upload.Close()
	must(t, a.store.InFiles(ctx, func(f store.Files) error { return f.Put(sharedFiles+"left", strings.NewReader("half")) }))
	must(t, a.server.kept.shared.sweep(ctx))
	if _, there := b.server.kept.take(ctx, id); !there {
		t.Error("it is gone before its hour")
	}
	for _, s := range []*app{a, b} {
		s.server.kept.shared.clock = func() time.Time { return time.Now().Add(2 * keptLasts) }
	}
	if _, there := b.server.kept.take(ctx, id); there {
		t.Error("it is given out after its hour")
	}
	must(t, b.server.kept.shared.sweep(ctx))
	if left, err := a.store.FilesBefore(ctx, "upload-", time.Now().Add(time.Hour)); err != nil || len(left) > 0 {
		t.Errorf("after its hour %v is left, %v", left, err)
	}
}
