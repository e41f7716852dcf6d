package server

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	mailpost "olist/digest/post"
	"olist/secret"
	"olist/shop"
	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/training"
	"olist/week"
)

// asks are the attributes by which htmx sends something.
var asks = []string{"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}

// formsOf gives every form of a page, every button that sends one elsewhere,
// and whatever else asks the server by itself, each by its method, its route
// and the names of what a person fills in or presses. Of what htmx replaces
// by an answer it gives what is wrong with that.
func (a *app) formsOf(page string) (found, wrong []string) {
	a.t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	must(a.t, err)
	for n := range root.Descendants() {
		asked := slices.IndexFunc(asks, func(name string) bool { return attr(n, name) != "" })
		switch {
		case n.Data == "form":
			found = append(found, a.formKey(attr(n, "method"), attr(n, "action"), fieldsOf(n)))
		case attr(n, "formaction") != "":
			found = append(found, a.formKey("post", attr(n, "formaction"), nil))
		case asked >= 0:
			found = append(found, a.formKey(strings.TrimPrefix(asks[asked], "hx-"), attr(n, asks[asked]), []string{n.Data}))
		}
		if asked >= 0 && !answersStay(n) {
			wrong = append(wrong, "what is refused takes the place of what the next answer replaces, or is not told: "+found[len(found)-1])
		}
	}
	return found, wrong
}

// answersStay reports whether what an element asks for can be answered more
// than once: a refusal replaces neither the target itself nor the element, and
// is told.
func answersStay(n *html.Node) bool {
	swap, target := attr(n, "hx-swap"), attr(n, "hx-target")
	replaces := strings.HasPrefix(swap, "outer") || swap == "delete" || swap == "none"
	for p := range n.Ancestors() {
		replaces = replaces || attr(p, "id") != "" && target == "#"+attr(p, "id")
	}
	once := attr(n, "hx-trigger") == "load" && target == "this" // has no next answer
	return !replaces || once || attr(n, "hx-status:4xx") != "" && attr(n, "hx-status:5xx") != ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// fieldsOf gives the names of what a person fills in, or presses, in a form.
func fieldsOf(form *html.Node) (names []string) {
	for n := range form.Descendants() {
		if name := attr(n, "name"); name != "" && n.Data != "details" && attr(n, "type") != "hidden" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (a *app) formKey(method, address string, fields []string) string {
	a.t.Helper()
	u, err := url.Parse(address)
	must(a.t, err)
	method = strings.ToUpper(cmp.Or(method, "get"))
	c := a.server.echo.NewContext(nil, nil)
	a.server.echo.Router().Find(method, u.Path, c)
	if !a.server.paths[c.Path()] {
		a.t.Errorf("%s %s leads nowhere", method, address)
	}
	return strings.TrimSpace(method + " " + c.Path() + " " + strings.Join(fields, " "))
}

// TestEveryFormIsTried walks all pages, in the states in which they show more,
// and checks that each form is in the table of those that a browser tries, that
// no line of the table is about a form that is gone, and that every act that a
// page can send is seen.
func TestEveryFormIsTried(t *testing.T) {
	testplace.OnFile(t) // one of its databases is altered as only a file can be
	seen := map[string]bool{}
	look := func(a *app, path string, header ...string) {
		t.Helper()
		_, page := a.do("GET", path, nil, header...)
		found, wrong := a.formsOf(page)
		for _, key := range found {
			seen[key] = true
		}
		for _, w := range wrong {
			t.Errorf("%s: %s", path, w)
		}
	}
	desk := formsApp(t)
	for _, path := range everyPage(t, desk) {
		if !strings.HasSuffix(path, "/events") || path == "/events" { // a stream has no end, and the forms of the page that it goes to
			look(desk, path)
		}
	}
	for _, f := range tried {
		if f.door == "" {
			look(desk, desk.formPage(f.page))
		}
	}
	look(behind("link", t), "/login?key=k")
	look(behind("left out", t), "/data")
	look(behind("no scenario", t), "/scenarios")
	look(behind("known ahead", t), "/drives?saved=1")
	look(behind("without stock", t), "/stockouts?saved=1")
	look(behind("earlier engine", t), "/models")
	look(behind("kept shop", t), "/shop")
	look(behind("plan", t), "/plan")
	backed := behind("backup", t)
	look(backed, backed.formPage("/backups?place=folder&name={backup}"))
	begun := behind("file", t)
	look(begun, begun.formPage("/start/{file}"))
	look(begun, begun.formPage("/start/{file}/name"))
	invited := behind("invited", t)
	look(invited, "/login")
	look(invited, "/join?key=invited")
	person := behind("person", t)
	look(person, "/admin/password", person.sessionOf(must1(t)(person.store.Person(t.Context(), "lia")))...)
	look(person, "/digest", person.sessionOf(must1(t)(person.store.Person(t.Context(), "lia")))...)
	look(person, person.formPage("/digest/unsubscribe?{stop}"))
	locked := behind("password", t)
	look(locked, "/login")
	resp, _ := locked.press("/login", "password="+url.QueryEscape(doorPassword))
	look(locked, "/", "Cookie", resp.Header.Get("Set-Cookie"))

	table := map[string]bool{}
	for _, f := range tried {
		if table[f.key] {
			t.Errorf("twice in the table: %s", f.key)
		}
		table[f.key] = true
		if !seen[f.key] {
			t.Errorf("no page has the form %s", f.key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(seen)) {
		if !table[key] {
			t.Errorf("nobody tries the form %s", key)
		}
	}
	for _, r := range desk.server.routes() {
		if r.page && r.method == http.MethodPost && !slices.ContainsFunc(tried, func(f triedForm) bool { return strings.HasPrefix(f.key+" ", "POST "+r.path+" ") }) {
			t.Errorf("no form of the table sends to %s", r.path)
		}
	}
}

const doorPassword = "long enough for a new one"

// behind is the application in another state: where one has to log in, by
// password or by the link that the start prints, where there is no scenario yet,
// where something known ahead was corrected, where an earlier engine trained what
// answers, where a shop was set aside or a file is on its way to one, or where a week is far from the usual level and left out until somebody
// says that it is right.
func behind(door string, t *testing.T) *app {
	t.Helper()
	if door == "password" {
		return newIdleAppOf(t, func(o *Options) { o.AdminPassword = secret.Of(doorPassword) })
	}
	if door == "invited" || door == "person" {
		a := newIdleAppOf(t)
		a.server.uidOf = func(_, _ netip.AddrPort) (int, error) { return -1, errors.ErrUnsupported }
		a.server.logins.byClient.burst, a.server.logins.byName.burst = 100, 100 // each form logs in, as fast as the machine is
		a.joined("lia", store.Viewer, doorPassword)
		must(t, a.server.digest.SetServer(t.Context(), "test", mailServer(t), secret.Text{}))
		_, err := a.server.digest.AddReader(t.Context(), "lia", store.Reader{Person: "lia", Kind: store.ReaderMail, Language: "en"}, "lia@example.com")
		must(t, err)
		_, err = a.store.AddPerson(t.Context(), "test", "kim", store.Viewer, secret.Of("invited"))
		must(t, err)
		return a
	}
	if door == "earlier engine" {
		for name, k := range keptDatabases(t) {
			return idleKeptApp(t, name, k)
		}
	}
	a := newIdleApp(t)
	switch door {
	case "no scenario":
		return a
	case "backup":
		a.backUp()
		return a
	case "kept shop":
		p := shop.New()
		p.Name = "Another"
		sold := &ingest.Batch{Weeks: []ingest.Week{{Week: week.Of(time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC)), Cells: []ingest.Cell{{Category: ingest.NoCategory, State: ingest.NoState, Revenue: 100}}}}}
		for _, n := range []*store.NewImport{{Kind: "weekly", Actor: "ana", Batch: sold, Report: &ingest.WeeklyReport{}}, nil} {
			_, err := a.training.StartShop(t.Context(), "ana", p, n)
			must(t, err)
		}
		return a
	case "file":
		for range 2 { // one is dropped
			if resp, body := a.send("/start", nil, map[string]string{"schuhe.csv": german()}); resp.StatusCode >= 400 {
				t.Fatal(resp.StatusCode, body)
			}
		}
		return a
	case "plan": // two, of which one is withdrawn, and an override that was changed
		for range 2 {
			a.override(9, "total", `"percent":5`)
			p := a.planned("")
			a.press("/plan/publish", fmt.Sprintf("view=&seen=%d&version=%s", p.Seen, p.Version))
		}
		a.press("/plan/2/withdraw", "view=")
		a.press("/plan/overrides", "view=&segment=total&id=o1&at=2018-08-20&from=2018-08-20&to=2018-08-27&kind=percent&value=6&reason=event&do=save&seen=9")
		return a
	case "without stock":
		for _, key := range []string{"state:SP", "state:RJ"} {
			_, err := a.training.PutStockouts(t.Context(), "ana", -1, []store.StockoutWord{{Segment: key, Week: 2528, Out: true, Note: "supplier"}})
			must(t, err)
		}
		return a
	case "known ahead":
		knowAhead(t, a.store)
		_, err := a.training.PutDriver(t.Context(), "ana", "promo_days", []store.DriverWord{{Week: week.Of(time.Date(2018, 9, 10, 0, 0, 0, 0, time.UTC))}, {Week: week.Of(time.Date(2018, 9, 3, 0, 0, 0, 0, time.UTC))}})
		must(t, err)
		return a
	}
	if door == "link" {
		a.server.uidOf = func(_, _ netip.AddrPort) (int, error) { return -1, errors.ErrUnsupported }
		return a
	}
	a.imports("short.csv", "week,revenue\n2018-08-20,15000\n")
	if resp, body := a.press(a.formPage("/data/imports/{staged}/apply"), ""); resp.StatusCode >= 400 {
		t.Fatal(resp.StatusCode, body)
	}
	return a
}

// formPage fills in what is there now: the preview and the model to choose,
// the import to take back.
func (a *app) formPage(path string) string {
	a.t.Helper()
	imports, err := a.store.Imports(a.t.Context())
	must(a.t, err)
	newest := func(state store.ImportState) string {
		for _, i := range imports {
			if i.State == state {
				return strconv.FormatInt(i.Version, 10)
			}
		}
		return "0"
	}
	spare := ""
	for _, m := range a.models() {
		if !m.Live && !m.Pinned {
			spare = m.ID
		}
	}
	file := ""
	for _, kept := range a.server.kept.list {
		file = kept.id
	}
	backup := ""
	for _, seen := range a.training.Backups().Look(a.t.Context()) {
		for _, c := range seen.Copies {
			backup = c.Name
		}
	}
	stop := ""
	readers, err := a.store.Readers(a.t.Context())
	must(a.t, err)
	for _, r := range readers {
		stop, err = a.server.digest.StopQuery(a.t.Context(), r)
		must(a.t, err)
	}
	return strings.NewReplacer("{stop}", stop, "{backup}", backup, "{file}", file, "{staged}", newest(store.ImportStaged), "{applied}", newest(store.ImportApplied), "{spare}", spare).Replace(path)
}

// formsApp is the application over the kept database, with something of
// everything: a job that waits, a token that is off, a preview with something to
// choose and to join.
func formsApp(t *testing.T, change ...func(*Options)) *app {
	t.Helper()
	path := keptFile(t)
	a := idleAppAt(t, path, store.Options{}, change...)
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000")
	must(t, err)
	defer db.Close()
	_, err = db.Exec(`INSERT INTO tokens (id, name, hash, created_by, created_at, off_at) VALUES ('off', 'of a backup', 'x', 'test', 1, 2)`)
	must(t, err)
	_, _, err = a.training.Start(t.Context(), training.Request{By: "test"})
	must(t, err)
	_, err = a.store.AddPerson(t.Context(), "test", "kim", store.Viewer, secret.New(""))
	must(t, err)
	_, err = a.store.AddShare(t.Context(), "test", store.Shown{Page: store.ShareForecast, Segment: store.TotalKey, Horizon: 4, EndsAt: time.Now().Add(time.Hour)}, secret.New(""))
	must(t, err)
	must(t, a.store.StartSession(t.Context(), "test", secret.New(""), secret.Text{}, time.Now().Add(time.Hour)))
	n, err := a.training.Needs(t.Context())
	must(t, err)
	_, err = a.training.AnswerNeed(t.Context(), store.NeedAnswer{Line: n.Lines[len(n.Lines)-1].ID, Answer: store.NeedClosed, Word: "seen", Actor: "test"}, true)
	must(t, err)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "week,category,state,revenue\n2018-08-13,beleza_saude,SP,251000.00\n")
	}))
	t.Cleanup(web.Close)
	a.addSource(web.URL)
	must(t, a.server.digest.SetServer(t.Context(), "test", mailpost.Server{Host: "127.0.0.1", Port: 9, TLS: mailpost.StartTLS, From: "sales@example.com"}, secret.Text{}))
	kim, err := a.server.digest.AddReader(t.Context(), "test", store.Reader{Kind: store.ReaderMail, Language: "en"}, "kim@example.com")
	must(t, err)
	_, err = a.server.digest.Now(t.Context(), kim.ID) // nobody listens there
	must(t, err)
	must(t, a.server.digest.SetServer(t.Context(), "test", mailServer(t), secret.Text{}))
	october, _ := week.ParseMonth("2018-10")
	_, err = a.store.PutBudgets(t.Context(), "ana", shop.Revenue, -1, []store.BudgetWord{{Segment: store.TotalKey, Month: october, Cents: new(int64)}})
	must(t, err)
	rule := store.NewStockRule()
	for _, segment := range []string{store.StateKey("SP"), store.TotalKey} { // the first is taken back, the other stays
		_, err = a.store.PutStock(t.Context(), "ana", -1, []store.StockWord{{Segment: segment, Rule: &rule}})
		must(t, err)
	}
	a.imports("sales.tsv", "week\tcategory\tstate\trevenue\n13/08/2018\tBeleza Saude\tSP\t251.000,00\n13/08/2018\thealth_beauty\tSP\t1.500,00\n")
	return a
}

func (a *app) imports(name, file string) {
	a.t.Helper()
	if resp, body := a.send("/data/imports", nil, map[string]string{name: file}); resp.StatusCode >= 400 {
		a.t.Fatal(resp.StatusCode, body)
	}
}
