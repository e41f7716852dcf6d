package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

// joined is a person who has chosen a password.
func (a *app) joined(name string, role store.Role, password string) store.Person {
	a.t.Helper()
	link := secret.New("")
	_, err := a.store.AddPerson(a.t.Context(), "test", name, role, link)
	must(a.t, err)
	hash, err := bcrypt.GenerateFromPassword(digested(secret.Of(password)), bcrypt.MinCost)
	must(a.t, err)
	must(a.t, a.store.Join(a.t.Context(), link, string(hash), secret.New(""), secret.Text{}, time.Now().Add(time.Minute)))
	p, err := a.store.Person(a.t.Context(), name)
	must(a.t, err)
	return p
}

// sessionOf is the header of a new session of a person.
func (a *app) sessionOf(p store.Person) []string {
	a.t.Helper()
	id := secret.New("")
	must(a.t, a.store.StartSessionOf(a.t.Context(), p, id, secret.Text{}, time.Now().Add(time.Hour)))
	return cookie(id)
}

const chosen = "a sentence that I remember"

// logsIn tries a name and a password, and gives the status.
func (a *app) logsIn(name, password string) int {
	a.t.Helper()
	resp, _ := a.press("/login", url.Values{"name": {name}, "password": {password}}.Encode())
	return resp.StatusCode
}

// TestPeopleJoinAndLogIn: an invitation is taken up once; then the name and the
// password open, as does the server's own without a name, and nothing else.
func TestPeopleJoinAndLogIn(t *testing.T) {
	a := newIdleAppOf(t, guarded, func(o *Options) { o.Clock = leaps() })
	token := a.roles()["token"]
	_, body := a.ask("POST", "/api/v1/people", `{"name":"Ana","role":"planner"}`, append(token[:2:2], "Content-Type", "application/json")...)
	_, rest, found := strings.Cut(body, `/join?key=`)
	if !found {
		t.Fatal(body)
	}
	key, _, _ := strings.Cut(rest, `"`)
	_, page := a.do("GET", "/join?key="+key, nil)
	wantIn(t, page, "You log in as ana.")
	form := url.Values{"key": {key}, "password": {"too short"}}
	if resp, page := a.press("/join", form.Encode()); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "at least 12 letters") {
		t.Errorf("a short password: status %d", resp.StatusCode)
	}
	form.Set("password", chosen)
	resp, _ := a.press("/join", form.Encode())
	if resp.StatusCode != http.StatusSeeOther || len(resp.Cookies()) != 1 {
		t.Fatalf("joining: status %d, cookies %v", resp.StatusCode, resp.Cookies())
	}
	if resp, _ := a.press("/join", form.Encode()); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("joining twice: status %d", resp.StatusCode)
	}
	for given, want := range map[[2]string]int{
		{"ana", chosen}: http.StatusSeeOther, {" ANA ", chosen}: http.StatusSeeOther, {"", password}: http.StatusSeeOther,
		{"ana", chosen + "x"}: http.StatusUnauthorized, {"ana", password}: http.StatusUnauthorized, {"", chosen}: http.StatusUnauthorized, {"bob", chosen}: http.StatusUnauthorized,
		{"ana", ""}: http.StatusUnauthorized, {strings.Repeat("x", 1000), chosen}: http.StatusUnauthorized,
	} {
		if got := a.logsIn(given[0], given[1]); got != want {
			t.Errorf("%q with %q: status %d, want %d", given[0], given[1], got, want)
		}
	}
	session := append([]string{"Accept", "text/html"}, a.sessionOf(must1(t)(a.store.Person(t.Context(), "ana")))...)
	_, page = a.ask("GET", "/", "", session...)
	wantIn(t, page, `href="/admin/sessions">ana</a>`)
	if resp, _ := a.ask("POST", "/notes", "", session...); resp.StatusCode == http.StatusForbidden || resp.StatusCode == http.StatusUnauthorized {
		t.Errorf("a planner's note: status %d", resp.StatusCode)
	}
	log, err := a.store.AuditLog(t.Context(), 0, 50)
	must(t, err)
	if !slices.ContainsFunc(log, func(e store.AuditEntry) bool { return e.Actor == "ana" && e.Action == "login" }) {
		t.Error("the log does not name who logged in")
	}
}

// TestNamesAreNotToldApart: off, without a password, or of an unknown name one hears
// the same.
func TestNamesAreNotToldApart(t *testing.T) {
	a := newIdleAppOf(t, guarded, func(o *Options) { o.Clock = leaps() })
	a.joined("off", store.Admin, chosen)
	_, err := a.store.SwitchPerson(t.Context(), "test", "off", true, store.Ways{Spare: true})
	must(t, err)
	a.joined("ana", store.Viewer, chosen)
	_, err = a.store.AddPerson(t.Context(), "test", "invited", store.Viewer, secret.New(""))
	must(t, err)
	told := map[string]bool{}
	for name, password := range map[string]string{"off": chosen, "ana": "wrong", "invited": "", "unknown": chosen} {
		resp, page := a.press("/login", url.Values{"name": {name}, "password": {password}}.Encode())
		if resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: status %d", name, resp.StatusCode)
		}
		told[strings.ReplaceAll(page, `value="`+name+`"`, "")] = true
	}
	if len(told) != 1 {
		t.Errorf("%d different answers", len(told))
	}
	for name, p := range map[string]store.Person{"nobody": {}, "off": {Hash: hashOfNobody, OffAt: time.Now()}} {
		if isTheirs(p, secret.Of(chosen)) {
			t.Errorf("%s gets in", name)
		}
	}
}

// TestNamesAreLimited, from wherever the attempts come.
func TestNamesAreLimited(t *testing.T) {
	l, now := newAttempts(), time.Unix(1000, 0)
	let := 0
	for i := range 20 {
		if l.allow(t.Context(), string(rune('a'+i)), "ana", now) {
			let++
		}
	}
	if let != 10 || !l.allow(t.Context(), "z", "bob", now) || !l.allow(t.Context(), "y", "ana", now.Add(6*time.Second)) {
		t.Errorf("%d attempts for one name", let)
	}
}

// TestSessionsAreEndedByWhoMay: one's own, and all by who administers.
func TestSessionsAreEndedByWhoMay(t *testing.T) {
	a := newIdleAppOf(t, guarded)
	ana, eve := a.joined("ana", store.Viewer, chosen), a.joined("eve", store.Admin, chosen)
	one, other := a.sessionOf(ana), a.sessionOf(eve)
	idOf := func(header []string) string {
		return store.SessionID(secret.Of(strings.TrimPrefix(header[1], sessionCookie+"=")))
	}
	_, seen := a.ask("GET", "/api/v1/sessions", "", one...)
	if strings.Contains(seen, "eve") || !strings.Contains(seen, idOf(one)) {
		t.Errorf("a viewer sees %s", seen)
	}
	if resp, _ := a.ask("POST", "/api/v1/sessions/"+idOf(other)+"/end", "", one...); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a viewer ends an administrator's session: status %d", resp.StatusCode)
	}
	if resp, _ := a.ask("POST", "/api/v1/sessions/"+idOf(one)+"/end", "", other...); resp.StatusCode != http.StatusOK {
		t.Errorf("an administrator ends a viewer's session: status %d", resp.StatusCode)
	}
	if _, err := a.store.Session(t.Context(), secret.Of(strings.TrimPrefix(one[1], sessionCookie+"="))); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Error("it goes on")
	}
}

// leaps is a clock that no limit on log-ins holds up.
func leaps() func() time.Time {
	n := 0
	return func() time.Time { n++; return time.Now().Add(time.Duration(n) * 20 * time.Second) }
}

func must1(t *testing.T) func(store.Person, error) store.Person {
	return func(p store.Person, err error) store.Person { t.Helper(); must(t, err); return p }
}
