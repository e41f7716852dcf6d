package server

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"olist/store"
	"olist/store/testplace"
)

// shownAgain are the pages that are shown as they were last read.
var shownAgain = []string{
	"/needs", "/needs/replay?least=500", "/plan", "/plan?segment=total&horizon=8", "/order", "/changes", "/changes?horizon=4", "/budgets", "/budgets?year=2017", "/stockouts",
}

var offlineLine = regexp.MustCompile(`<p class="offline" role="alert">([^<]*)</p>`)

// readsPages gives what somebody sees of them.
func (a *app) readsPages(who ...string) map[string]string {
	a.t.Helper()
	of := map[string]string{}
	for _, path := range shownAgain {
		resp, body := a.do("GET", path, nil, who...)
		if resp.StatusCode != http.StatusOK || offlineLine.MatchString(body) {
			a.t.Fatalf("%s answers %d: %.300s", path, resp.StatusCode, body)
		}
		of[path] = body
	}
	return of
}

// TestPagesAreShownAsTheyWereWithoutTheDatabase: to whom may the same, with when that
// was; the rest is refused, and all comes back by itself.
func TestPagesAreShownAsTheyWereWithoutTheDatabase(t *testing.T) {
	if !testplace.OnPostgres() {
		return
	}
	path := shippedCopy(t)
	line := testplace.Behind(t, path)
	a := idleAppAt(t, path, store.Options{}, guarded, trusting)
	a.server.Handler(false)
	must(t, a.store.DecideReading(t.Context(), "test", false))
	a.backupFails() // which administrators alone are told of
	admin := a.sessionOf(a.joined("ana", store.Admin, chosen))
	second := a.sessionOf(a.joined("eva", store.Admin, chosen))
	viewer := append(a.sessionOf(a.joined("rui", store.Viewer, chosen)), "Accept-Language", "pt-BR")
	planner := a.sessionOf(a.joined("joe", store.Planner, chosen))
	before := a.readsPages(admin...)
	viewed := a.readsPages(viewer...)
	const inner = "cannot be used. May the program read and write it?"
	wantIn(t, before["/needs"], inner)

	former, err := a.training.Live()
	must(t, err)
	a.ask("POST", "/retrain", `{"n_estimators":5}`, admin...)
	_, err = a.training.Jobs().Next(t.Context())
	must(t, err)
	live, err := a.training.Live()
	must(t, err)
	if live.Model.ID == former.Model.ID {
		t.Fatal("no other model serves")
	}
	_, later := a.do("GET", "/plan?horizon=3", nil, admin...)
	for _, who := range [][]string{second, planner} { // are known, and have read none of them
		if resp, _ := a.do("GET", "/", nil, who...); resp.StatusCode != http.StatusOK {
			t.Fatal(resp.StatusCode)
		}
	}
	line.Cut()

	for _, path := range shownAgain {
		for name, c := range map[string]struct {
			who        []string
			want, says string
		}{
			"who read it":  {admin, before[path], "This page shows what was read on "},
			"a viewer":     {viewer, viewed[path], "Esta página mostra o que foi lido em "},
			"who may both": {second, "", "This page shows what was read on "},
		} {
			resp, body := a.do("GET", path, nil, c.who...)
			said := offlineLine.FindStringSubmatch(body)
			if resp.StatusCode != http.StatusOK || said == nil || !strings.Contains(said[1], c.says) || !strings.Contains(said[1], " UTC−3") {
				t.Errorf("%s for %s answers %d, %q: %.300s", path, name, resp.StatusCode, said, body)
				continue
			}
			if got := strings.Replace(body, said[0], "", 1); c.want != "" && got != c.want {
				t.Errorf("%s for %s is not what it was:\n%s", path, name, firstDifference(c.want, got))
			}
			if !strings.Contains(body, former.Model.ID) || strings.Contains(body, live.Model.ID) {
				t.Errorf("%s for %s names another model than %s", path, name, former.Model.ID)
			}
			if name == "a viewer" && (strings.Contains(body, inner) || strings.Contains(body, "O programa pode ler e gravar nela")) {
				t.Errorf("%s shows a viewer what administrators see", path)
			}
			if name == "who may both" && (strings.Contains(body, csrfOf(admin)) || strings.Contains(body, ">ana<") || !strings.Contains(body, "eva")) {
				t.Errorf("%s shows one who another is", path)
			}
		}
		if resp, body := a.do("GET", path, nil, planner...); resp.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s for one who may other things answers %d: %.300s", path, resp.StatusCode, body)
		}
		if resp, _ := a.do("GET", path, nil); resp.StatusCode == http.StatusOK {
			t.Errorf("%s answers nobody", path)
		}
	}
	if _, body := a.do("GET", "/plan?horizon=3", nil, admin...); !strings.Contains(body, live.Model.ID) || !strings.Contains(later, live.Model.ID) {
		t.Error("the page of the model of now names another")
	}
	for _, path := range []string{"/budgets", "/order", "/plan/publish", "/plan/overrides", "/needs/rules", "/stockouts"} {
		if resp, body := a.press(path, "revision=0&seen=0", admin...); resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "The database cannot be reached at the moment: nothing was changed.") {
			t.Errorf("a change of %s answers %d: %.300s", path, resp.StatusCode, body)
		}
	}
	for _, path := range []string{"/budgets.csv", "/plan.csv", "/order.xlsx", "/needs.csv", "/changes.csv", "/api/v1/plan"} {
		if resp, _ := a.do("GET", path, nil, admin...); resp.StatusCode != http.StatusServiceUnavailable { // they could not say of when they are
			t.Errorf("%s answers %d", path, resp.StatusCode)
		}
	}
	line.Mend()
	a.until("pages are as they are now", func() bool {
		resp, body := a.do("GET", "/budgets", nil, admin...)
		return resp.StatusCode == http.StatusOK && !offlineLine.MatchString(body) && strings.Contains(body, live.Model.ID)
	})
	a.readsPages(planner...)
}

// TestPagesThatAreKeptHaveABound also where somebody asks under ever new addresses; of a
// file none is kept.
func TestPagesThatAreKeptHaveABound(t *testing.T) {
	a := idleAppAt(t, shippedCopy(t), store.Options{})
	a.page("/budgets")
	if kept := len(a.server.pages.known); kept != 0 && !testplace.OnPostgres() || kept != 1 && testplace.OnPostgres() {
		t.Fatalf("%d pages are kept", kept)
	}
	var r pageRecall
	for i := range 10 * recallPages {
		r.keep(pageKey{1, byte(i), byte(i >> 8)}, i, a.server.opt.Clock())
		if i == 0 {
			continue
		}
		if _, is := r.of(pageKey{1}); !is {
			t.Fatal("what is used is forgotten")
		}
	}
	if len(r.known) != recallPages {
		t.Errorf("%d pages are kept", len(r.known))
	}
}

func csrfOf(header []string) string { return header[3] }

// firstDifference shows where two pages part.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%q\n%q", a[max(0, i-200):min(len(a), i+200)], b[max(0, i-200):min(len(b), i+200)])
}
