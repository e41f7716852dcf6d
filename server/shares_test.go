package server

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/shop"
	"olist/store"
	"olist/store/testplace"
	"olist/views/text"
	"olist/week"
)

// shares makes a link as the API does, and gives it and its address below the
// server's.
func (a *app) shares(form string, header ...string) (store.Share, string) {
	a.t.Helper()
	form = strings.ReplaceAll(form, "{soon}", a.server.opt.Clock().AddDate(0, 0, 7).Format(time.DateOnly))
	resp, body := a.ask("POST", "/api/v1/shares", form, append(header[:len(header):len(header)], "Content-Type", "application/json")...)
	var made share
	if err := json.Unmarshal([]byte(body), &made); err != nil || resp.StatusCode != http.StatusOK {
		a.t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	link, err := url.Parse(made.Link)
	must(a.t, err)
	return made.Share, link.RequestURI()
}

// opened asks for a page as who has nothing but its address.
func (a *app) opened(address string) (*http.Response, string) {
	a.t.Helper()
	return a.ask("GET", address, "", "Accept", "text/html", "X-Forwarded-For", "203.0.113.7")
}

// private is a server that others reach, and where reading takes a log-in; token
// administers.
func private(t *testing.T, change ...func(*Options)) (a *app, token []string) {
	a = newIdleAppOf(t, append([]func(*Options){guarded, trusting}, change...)...)
	token = a.roles()["token"]
	a.server.Handler(false)
	must(t, a.store.DecideReading(t.Context(), "test", false))
	return a, token
}

// TestALinkOpensItsPageAlone: where reading is private, a link opens the page that
// it was made for, as it was made, in its language; nothing on the page leads on, and its
// secret opens nothing else.
func TestALinkOpensItsPageAlone(t *testing.T) {
	a, token := private(t)
	_, err := a.store.AddNote(t.Context(), "maria", 2537, "what maria wrote")
	must(t, err)
	for form, want := range map[string]string{
		`{"segment":"state:SP","horizon":5,"until":"{soon}"}`:        "São Paulo (SP), " + text.English.T(text.DashboardTitle),
		`{"language":"pt-BR","until":"{soon}"}`:                      `<html lang="pt-BR"`,
		`{"page":"accuracy","horizon":4,"until":"{soon}"}`:           "<h1>" + text.English.T(text.AccuracyTitle),
		`{"segment":"beleza e saude","horizon":52,"until":"{soon}"}`: "Health and beauty",
		`{"segment":"state:SP","period":"month","until":"{soon}"}`:   text.English.T(text.PeriodMonths),
	} {
		_, link := a.shares(form, token...)
		resp, page := a.opened(link)
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: status %d: %.300s", form, resp.StatusCode, page)
		}
		wantIn(t, page, want, "Olist", "data-bare")
		for _, way := range []string{"<a ", "<form", "hx-get", "action=", "/login", "what maria wrote", "maria", strings.TrimPrefix(link, "/shared?key=")} {
			if strings.Contains(page, way) {
				t.Errorf("%s: the page has %s", form, way)
			}
		}
		if rows := strings.Count(page, `<th scope="row">`); strings.Contains(form, `"horizon":5,`) && rows != 6 {
			t.Errorf("%d rows, want five weeks and their sum", rows)
		}
		key := strings.TrimPrefix(link, "/shared?key=")
		if _, other := a.opened(link + "&segment=state:RJ&horizon=9"); other != page {
			t.Errorf("%s: its address can be made to show something else", form)
		}
		for _, path := range []string{"/", "/?segment=state:SP&horizon=5", "/accuracy", "/segments", "/drives", "/changes", "/needs", "/api/v1/forecast", "/api/v1/shares", "/forecast.csv", "/predict", "/api/openapi.yaml", "/metrics"} {
			for _, shown := range [][]string{{"Authorization", "Bearer " + key}, {"Cookie", sessionCookie + "=" + key}, nil} {
				resp, _ := a.ask("GET", path+map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")]+"key="+key, "", append(shown, "X-Forwarded-For", "203.0.113.7")...)
				if resp.StatusCode != http.StatusUnauthorized {
					t.Errorf("%s with the link's secret: status %d", path, resp.StatusCode)
				}
			}
		}
	}
}

// TestALinkShowsItsPeriod: by month or quarter the page that a link opens says what the
// page it was made from says, in the same words, chart and rows; a link that says nothing of
// it is by week, as those of before are.
func TestALinkShowsItsPeriod(t *testing.T) {
	a, token := private(t)
	rowsOf := func(page string) (rows []string) {
		_, table, _ := strings.Cut(page, `<table class="targets`)
		table, _, _ = strings.Cut(table, "</table>")
		for _, cell := range regexp.MustCompile(`<t[hd][^>]*>([^<]*)`).FindAllStringSubmatch(table, -1) {
			rows = append(rows, strings.TrimSpace(cell[1]))
		}
		return rows
	}
	chartOf := func(page string) string {
		_, data, _ := strings.Cut(page, `<script type="application/json"`)
		data, _, _ = strings.Cut(data[strings.Index(data, ">"):], "</script>")
		return data
	}
	for _, period := range []string{"", "week", "month", "quarter"} {
		_, own := a.ask("GET", "/?segment=state:SP&horizon=30&period="+period, "", append([]string{"Accept", "text/html"}, token...)...)
		made, link := a.shares(`{"segment":"state:SP","horizon":30,"period":"`+period+`","until":"{soon}"}`, token...)
		if want := cmp.Or(period, "week"); string(made.Period) != want {
			t.Errorf("the link is by %q, want %s", made.Period, want)
		}
		_, page := a.opened(link)
		if rows := rowsOf(page); len(rows) < 9 || !slices.Equal(rows, rowsOf(own)) {
			t.Errorf("%q: %q, the page has %q", period, rows, rowsOf(own))
		}
		if len(chartOf(page)) < 1000 || chartOf(page) != chartOf(own) {
			t.Errorf("%q: the chart is of something else", period)
		}
		wantIn(t, own, cmp.Or(map[string]string{"month": "period=month&amp;segment", "quarter": "period=quarter&amp;segment"}[period], "/shares?horizon=30&amp;page=forecast&amp;segment="))
	}
	if resp, body := a.ask("POST", "/api/v1/shares", `{"period":"year","until":"2999-01-01"}`, append(token[:len(token):len(token)], "Content-Type", "application/json")...); resp.StatusCode != 422 || !strings.Contains(body, "period_wrong") {
		t.Errorf("status %d: %s", resp.StatusCode, body)
	}
	if made, _ := a.shares(`{"page":"accuracy","period":"month","until":"{soon}"}`, token...); made.Period != week.ByWeek {
		t.Errorf("the accuracy is by %s", made.Period)
	}
}

func TestHeadersOfALink(t *testing.T) {
	a, token := private(t)
	for origins, want := range map[string]string{
		``: "frame-ancestors 'none'",
		`"https://intranet.example", "https://intranet.example/", "http://localhost:8000"`: "frame-ancestors https://intranet.example http://localhost:8000",
	} {
		_, link := a.shares(`{"until":"{soon}","origins":[`+origins+`]}`, token...)
		resp, _ := a.ask("GET", link, "", "Cookie", "theme=dark; language=pt-BR")
		h := resp.Header
		csp := h.Get("Content-Security-Policy")
		if rest, found := strings.CutSuffix(csp, "; "+want); !found || rest+"; "+framedByNone != contentSecurityPolicy {
			t.Errorf("%s: %s", origins, csp)
		}
		if got := h.Get("X-Frame-Options"); (got == "") != (origins != "") {
			t.Errorf("%s: X-Frame-Options %q", origins, got)
		}
		for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Set-Cookie": "", "X-Content-Type-Options": "nosniff"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s %q", origins, name, got)
			}
		}
	}
	for _, page := range []string{"/login", "/shared?key=none", "/healthz"} {
		if resp, _ := a.opened(page); resp.Header.Get("X-Frame-Options") != "DENY" || !strings.Contains(resp.Header.Get("Content-Security-Policy"), framedByNone) {
			t.Errorf("%s may be framed", page)
		}
	}
}

// TestWhatIsNoLink: revoked, at its end, of a shop that was set aside, cut off, or never
// made: the same answer.
func TestWhatIsNoLink(t *testing.T) {
	now := time.Now()
	a, token := private(t, func(o *Options) { o.Clock = func() time.Time { return now } })
	open := func(link string) string {
		resp, body := a.opened(link)
		return fmt.Sprint(resp.StatusCode, resp.Header.Values("Content-Security-Policy"), body)
	}
	never := open("/shared?key=" + secret.New(sharePrefix).Reveal())
	if !strings.HasPrefix(never, "404") || !strings.Contains(never, "This link opens nothing") {
		t.Fatal(never)
	}
	made, link := a.shares(`{"until":"{soon}","origins":["https://intranet.example"]}`, token...)
	if got := open(link); !strings.HasPrefix(got, "200") {
		t.Fatal(got)
	}
	for name, address := range map[string]string{"no secret": "/shared", "cut off": link[:len(link)-1], "longer": link + "x"} {
		if got := open(address); got != never {
			t.Errorf("%s: %s", name, got)
		}
	}
	resp, body := a.ask("POST", "/api/v1/shares/"+made.ID+"/revoke", "", token...)
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, "revoked_at") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	if got := open(link); got != never {
		t.Errorf("revoked: %s", got)
	}
	_, link = a.shares(`{"until":"{soon}"}`, token...)
	a.server.opt.AdminPassword = secret.Text{}
	if got := open(link); got != never {
		t.Errorf("where nobody could end it: %s", got)
	}
}

// TestGuessingLinks: one client's guesses are bounded, and bound no other.
func TestGuessingLinks(t *testing.T) {
	a, token := private(t)
	_, link := a.shares(`{"until":"{soon}"}`, token...)
	statuses := map[int]int{}
	for range 30 {
		resp, _ := a.ask("GET", "/shared?key="+secret.New(sharePrefix).Reveal(), "", "X-Forwarded-For", "203.0.113.9")
		statuses[resp.StatusCode]++
	}
	if statuses[http.StatusNotFound] < 20 || statuses[http.StatusTooManyRequests] < 8 {
		t.Error(statuses)
	}
	for client, want := range map[string]int{"203.0.113.9": http.StatusTooManyRequests, "203.0.113.7": http.StatusOK} {
		if resp, _ := a.ask("GET", link, "", "X-Forwarded-For", client); resp.StatusCode != want {
			t.Errorf("%s: status %d", client, resp.StatusCode)
		}
	}
}

// TestViewsAreCounted, each once, without a write for each.
func TestViewsAreCounted(t *testing.T) {
	a, token := private(t)
	made, link := a.shares(`{"until":"{soon}"}`, token...)
	a.opened(link)
	before, err := a.store.Commits(t.Context())
	must(t, err)
	for range 9 {
		a.opened(link)
	}
	a.ask("HEAD", link, "")
	if !testplace.OnPostgres() { // where programs count guesses together
		a.opened("/shared?key=none")
	}
	if after, err := a.store.Commits(t.Context()); err != nil || after != before {
		t.Errorf("%d writes, %v", after-before, err)
	}
	_, body := a.ask("GET", "/api/v1/shares", "", token...)
	var all struct{ Shares []store.Share }
	must(t, json.Unmarshal([]byte(body), &all))
	if len(all.Shares) != 1 || all.Shares[0].ID != made.ID || all.Shares[0].Views != 10 || time.Since(all.Shares[0].OpenedAt) > time.Minute {
		t.Error(body)
	}
}

func TestLinksThatCannotBe(t *testing.T) {
	a, token := private(t)
	soon, late := time.Now().AddDate(0, 0, 7).Format(time.DateOnly), time.Now().AddDate(0, 0, store.ShareDays+2).Format(time.DateOnly)
	for form, field := range map[string]string{
		`{}`: "until", `{"until":"yesterday"}`: "until", `{"until":"2020-01-01"}`: "until", `{"until":"` + late + `"}`: "until",
		`{"page":"admin","until":"{soon}"}`: "page", `{"segment":"nowhere","until":"{soon}"}`: "segment",
		`{"horizon":-1,"until":"{soon}"}`: "horizon", `{"horizon":53,"until":"{soon}"}`: "horizon", `{"language":"xx","until":"{soon}"}`: "language",
	} {
		wantField(t, a, token, strings.ReplaceAll(form, "{soon}", soon), field)
	}
	six := `"` + strings.Join([]string{"https://a.example", "https://b.example", "https://c.example", "https://d.example", "https://e.example", "https://f.example"}, `","`) + `"`
	for _, origins := range []string{`"http://intranet.example"`, `"https://*.example"`, `"*"`, `"https://a.example/path"`, `"https://a.example; script-src *"`, `"https://a.example 'self'"`,
		`"javascript:alert(1)"`, `"https://A.example"`, `"https://user@a.example"`, `"intranet"`, `""`, six} {
		wantField(t, a, token, `{"until":"`+soon+`","origins":[`+origins+`]}`, "origins")
	}
	for n := range 100 { // of which there is none yet
		if _, err := a.store.AddShare(t.Context(), "test", store.Shown{Page: store.ShareForecast, EndsAt: time.Now().Add(time.Hour)}, secret.New("")); err != nil {
			t.Fatal(n, err)
		}
	}
	if resp, body := a.ask("POST", "/api/v1/shares", `{"until":"`+soon+`"}`, append(token[:2:2], "Content-Type", "application/json")...); resp.StatusCode != http.StatusConflict {
		t.Errorf("one more than there is room for: %d %s", resp.StatusCode, body)
	}
}

func wantField(t *testing.T, a *app, token []string, form, field string) {
	t.Helper()
	resp, body := a.ask("POST", "/api/v1/shares", form, append(token[:2:2], "Content-Type", "application/json")...)
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, `"field":"`+field+`"`) {
		t.Errorf("%s: %d %s", form, resp.StatusCode, body)
	}
}

// TestLinksAfterARestore: what was open before and in the backup is open; one that was
// ended since, or was made by somebody else's database, is not.
func TestLinksAfterARestore(t *testing.T) {
	a, token := private(t)
	_, stays := a.shares(`{"until":"{soon}"}`, token...)
	ended, goes := a.shares(`{"until":"{soon}","segment":"state:SP"}`, token...)
	backup := filepath.Join(t.TempDir(), "backup.db")
	must(t, a.store.Backup(t.Context(), backup))
	_, err := a.store.RevokeShare(t.Context(), "test", ended.ID)
	must(t, err)
	_, later := a.shares(`{"until":"{soon}","segment":"state:RJ"}`, token...)
	_, err = store.Restore(t.Context(), "test", a.store.Place(), backup, true)
	must(t, err)
	for link, want := range map[string]int{stays: http.StatusOK, goes: http.StatusNotFound, later: http.StatusNotFound} {
		a.until("the restored database answers", func() bool {
			resp, _ := a.opened(link)
			return resp.StatusCode == want
		})
	}
}

// TestLinksGoWithTheirShop: a link of a shop that is set aside shows no other one,
// and opens again when the shop is back.
func TestLinksGoWithTheirShop(t *testing.T) {
	a, token := private(t)
	_, link := a.shares(`{"until":"{soon}"}`, token...)
	other := shop.New()
	other.Name = "Other"
	kept, _, _, err := a.store.StartShop(t.Context(), "test", other, nil)
	must(t, err)
	if resp, _ := a.opened(link); resp.StatusCode != http.StatusNotFound {
		t.Errorf("beside another shop: status %d", resp.StatusCode)
	}
	_, err = a.store.ReturnShop(t.Context(), "test", kept.ID)
	must(t, err)
	a.until("the shop is back", func() bool {
		resp, _ := a.opened(link)
		return resp.StatusCode == http.StatusOK
	})
}

// TestTheFormOfALink: filled in by where it was come from; the link is shown once,
// with the frame where sites were named; ended links stay listed.
func TestTheFormOfALink(t *testing.T) {
	a := newIdleAppOf(t, belowSales)
	session := a.roles()["session"]
	_, page := a.ask("GET", "/?segment=state:SP&horizon=7", "", session...)
	wantIn(t, page, `href="/sales/shares?horizon=7&amp;page=forecast&amp;segment=state%3ASP"`)
	if _, page := a.ask("GET", "/", ""); strings.Contains(page, "/shares") && strings.Contains(page, ">Share<") {
		t.Error("who cannot share is offered it")
	}
	_, page = a.ask("GET", "/shares?horizon=7&page=forecast&segment=state:SP", "", session...)
	wantIn(t, page, `data-key="state:SP"`, `value="7"`, "Nothing is shared", `<option value="week" selected>`)
	_, page = a.ask("GET", "/shares?horizon=99&period=year&page=data", "", session...)
	wantIn(t, page, "this shows 52", "“period=year” in the address is not understood; this shows: Sums by week.", "“page=data” in the address")
	_, page = a.ask("GET", "/shares?horizon=7&period=quarter", "", session...)
	wantIn(t, page, `<option value="quarter" selected>`)
	form := url.Values{"page": {"forecast"}, "segment": {"state:SP"}, "horizon": {"7"}, "period": {"month"}, "until": {time.Now().AddDate(0, 0, 7).Format(time.DateOnly)}, "origins": {"https://intranet.example\nhttps://b.example"}}
	resp, page := a.form("/shares", form, "Host", "shared.example", "Cookie", strings.Replace(session[1], sessionCookie, "__Secure-"+sessionCookie, 1), session[2], session[3])
	if resp.StatusCode != http.StatusCreated || resp.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("status %d: %.300s", resp.StatusCode, page)
	}
	wantIn(t, page, "https://shared.example/sales/shared?key="+sharePrefix, "&lt;iframe src=", "https://intranet.example, https://b.example", "São Paulo (SP), sums by month")
	if _, again := a.ask("GET", "/shares", "", session...); strings.Contains(again, sharePrefix) {
		t.Error("the link is shown once more")
	}
	resp, page = a.form("/shares", url.Values{"horizon": {"soon"}, "segment": {"total"}, "until": form["until"]}, session...)
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d", resp.StatusCode)
	}
	wantIn(t, page, `id="horizon-error"`)
	a.form("/shares/l1/revoke", url.Values{}, session...)
	_, page = a.ask("GET", "/shares", "", session...)
	wantIn(t, page, "ended by hand")
}

// TestLinksAreNotLogged: neither log tells a link's secret.
func TestLinksAreNotLogged(t *testing.T) {
	var out logged
	a, token := private(t, func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	made, link := a.shares(`{"until":"{soon}"}`, token...)
	a.opened(link)
	a.opened(link + "x")
	_, audit := a.ask("GET", "/api/v1/audit?limit=3", "", token...)
	wantIn(t, audit, "share.add", made.ID)
	wantIn(t, out.String(), "path=/shared")
	if strings.Contains(audit+out.String(), sharePrefix) {
		t.Error("a log holds the secret")
	}
}
