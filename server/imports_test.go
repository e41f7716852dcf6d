package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"olist/secret"
)

// send posts a form with files as a browser does, and does not follow.
func (a *app) send(path string, fields map[string]string, files map[string]string, header ...string) (*http.Response, string) {
	a.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if token, ok := fields["csrf"]; ok { // stands first, as in every form
		must(a.t, w.WriteField("csrf", token))
	}
	for name, content := range files {
		part, err := w.CreateFormFile("files", name)
		must(a.t, err)
		_, err = io.WriteString(part, content)
		must(a.t, err)
	}
	for name, value := range fields {
		if name != "csrf" {
			must(a.t, w.WriteField(name, value))
		}
	}
	must(a.t, w.Close())
	return a.do("POST", path, &b, append([]string{"Content-Type", w.FormDataContentType()}, header...)...)
}

// press posts a form without files as a browser does, and does not follow.
func (a *app) press(path, form string, header ...string) (*http.Response, string) {
	a.t.Helper()
	return a.do("POST", path, strings.NewReader(form), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...)
}

func (a *app) do(method, path string, body io.Reader, header ...string) (*http.Response, string) {
	a.t.Helper()
	req, err := http.NewRequestWithContext(a.t.Context(), method, a.url+a.path(path), body)
	must(a.t, err)
	req.Header.Set("Accept", "text/html")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	must(a.t, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	must(a.t, err)
	return resp, string(raw)
}

func (a *app) page(path string) string {
	a.t.Helper()
	resp, body := a.do("GET", path, nil)
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("%s answers %d: %.300s", path, resp.StatusCode, body)
	}
	return body
}

func wantIn(t *testing.T, body string, wanted ...string) {
	t.Helper()
	plain := func(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
	body = plain(body)
	for _, w := range wanted {
		if !strings.Contains(body, plain(w)) {
			t.Errorf("the page lacks %q", w)
		}
	}
}

func (a *app) weeks() string {
	a.t.Helper()
	_, body := a.ask("GET", "/api/v1/series?segment=total", "")
	return body
}

// uploads lists what lies beside the database of uploads, or in one that is shared.
func (a *app) uploads() []string {
	a.t.Helper()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(a.store.Path()), uploadDir+"*"))
	must(a.t, err)
	kept, err := a.store.FilesBefore(a.t.Context(), sharedAbout, time.Now().Add(time.Hour))
	must(a.t, err)
	return append(left, kept...)
}

// TestUploadPreviewApplyUndo walks the whole way in the browser's manner.
func TestUploadPreviewApplyUndo(t *testing.T) {
	a := newIdleApp(t)
	before := a.weeks()
	csv := "week,category,state,revenue,orders\n" +
		"2018-08-13,beleza_saude,SP,999.00,7\n" + // known otherwise
		"2018-09-10,beleza_saude,SP,1234.56,10\n" + // new
		"2018-09-17,beleza_saude,SP,none,10\n" // refused
	resp, _ := a.send("/data/imports", nil, map[string]string{"new.csv": csv})
	preview := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || preview != "/data/imports/2" {
		t.Fatalf("status %d to %q", resp.StatusCode, preview)
	}
	wantIn(t, a.page(preview), "R$ 244,676", "R$ 999", "taught the model", "R$ 1,234.56", "line 4", "is not an amount", "/data/imports/2/apply")
	if a.weeks() != before {
		t.Error("a preview changes the data")
	}
	if left := a.uploads(); len(left) != 1 {
		t.Errorf("to be read again there is %v", left)
	}
	resp, _ = a.press("/data/imports/2/apply", "")
	if left := a.uploads(); len(left) > 0 {
		t.Errorf("in force, the upload still lies in %v", left)
	}
	if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || to != "/data/imports?done=applied&version=2" {
		t.Fatalf("status %d to %q", resp.StatusCode, to)
	}
	wantIn(t, a.page("/data/imports?done=applied&version=2"), "Version 2 is in force", "new.csv")
	wantIn(t, a.weeks(), `{"week":"2018-08-13","revenue":999.00`, `{"week":"2018-09-10","revenue":1234.56`)
	wantIn(t, a.page("/data/imports/2"), "R$ 244,676", "/data/imports/2/undo") // what it did stays to be seen
	resp, body := a.press("/data/imports/2/apply", "")
	if resp.StatusCode != http.StatusConflict {
		t.Errorf("a second apply answers %d: %.200s", resp.StatusCode, body)
	}
	a.press("/data/imports/2/undo", "")
	if a.weeks() != before {
		t.Error("undo does not bring back what was")
	}
	wantIn(t, a.page("/data/imports"), "undone")
	wantIn(t, a.page("/data/imports/2"), "Bring back")
	a.press("/data/imports/2/apply", "")
	wantIn(t, a.weeks(), `{"week":"2018-08-13","revenue":999.00`)
	wantIn(t, a.page("/data/imports/2"), "Yes, undo it")
	a.press("/data/imports/2/undo", "")
	if a.weeks() != before {
		t.Error("a second undo does not bring back what was")
	}
	for _, address := range []string{"done=undone", "done=applied&version=2", "done=undone&version=1", "done=undone&version=7", "done=staged&version=2", "done=undone&version=x"} {
		if body := a.page("/data/imports?" + address); strings.Contains(body, `<p class="banner good"`) {
			t.Errorf("%s is believed", address)
		}
	}
	resp, body = a.press("/data/imports/1/undo", "")
	if resp.StatusCode != http.StatusConflict || !strings.Contains(body, "only one in force") {
		t.Errorf("undoing the only version answers %d", resp.StatusCode)
	}
}

func TestUploadThenRetrain(t *testing.T) {
	a := newApp(t)
	a.send("/data/imports", nil, map[string]string{"new.csv": "week,revenue\n2018-09-10,1.00\n"})
	resp, _ := a.press("/data/imports/2/apply", "retrain=yes")
	if resp.Header.Get("Location") != "/admin" {
		t.Errorf("goes on to %q", resp.Header.Get("Location"))
	}
	_, body := a.ask("GET", "/api/v1/jobs", "")
	wantIn(t, body, `"note":"import 2 applied"`)
}

// TestLargeImportsRetrain: a program that does not say whether to train gets what a
// person's form proposes.
func TestLargeImportsRetrain(t *testing.T) {
	a := newIdleApp(t)
	few, much := "week,revenue\n2018-09-10,1.00\n", "week,revenue\n"
	for day := time.Date(2018, 9, 10, 0, 0, 0, 0, time.UTC); day.Year() == 2018; day = day.AddDate(0, 0, 7) {
		much += day.Format(time.DateOnly) + ",1.00\n"
	}
	for _, c := range []struct {
		file, body string
		trains     bool
	}{{few, "", false}, {few, `{"retrain":true}`, true}, {much, `{"retrain":false}`, false}, {much, `{}`, true}} {
		_, staged := a.ask("POST", "/api/v1/imports?name=new.csv", c.file)
		version := regexp.MustCompile(`"version":(\d+)`).FindStringSubmatch(staged)
		if version == nil {
			t.Fatal(staged)
		}
		_, applied := a.ask("POST", "/api/v1/imports/"+version[1]+"/apply", c.body)
		if strings.Contains(applied, `"job":`) != c.trains {
			t.Errorf("%s of %d bytes: %s", c.body, len(c.file), applied)
		}
		a.ask("POST", "/api/v1/imports/"+version[1]+"/undo", `{"retrain":false}`)
	}
}

// TestBadUploads: each says what is wrong on the page, changes nothing and
// leaves no file.
func TestBadUploads(t *testing.T) {
	a := newIdleApp(t)
	before := a.weeks()
	for name, c := range map[string]struct {
		files  map[string]string
		status int
		want   string
	}{
		"no file":          {nil, 422, "Choose a file first"},
		"empty":            {map[string]string{"a.csv": ""}, 422, "The file is empty"},
		"no such columns":  {map[string]string{"a.csv": "a,b\n1,2\n"}, 422, "The column “week” is missing"},
		"no date":          {map[string]string{"a.csv": "week,revenue\nnever,2\n"}, 422, "is not a date"},
		"all refused":      {map[string]string{"a.csv": "week,revenue\n2018-09-10,x\n"}, 422, "line 2"},
		"markup in a name": {map[string]string{"<img src=x>.csv": "week,revenue\nnever,2\n"}, 422, "&lt;img src=x&gt;"},
		"path in a name":   {map[string]string{"../../../etc/passwd": "week,revenue\nnever,2\n"}, 422, "passwd"},
		"two csv":          {map[string]string{"a.csv": "week,revenue\n", "b.csv": "week,revenue\n"}, 422, "None of these is an order file"},
		"one order file":   {map[string]string{"olist_orders_dataset.csv": "order_id\n"}, 422, "The file is missing"},
		"cut gzip":         {map[string]string{"a.csv.gz": "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"}, 422, "is cut off"},
		"unclear amount":   {map[string]string{"a.csv": "semana;receita\n20/08/2018;251.000\n"}, 422, "may mean 251.000 or 251000"},
		"no rows":          {map[string]string{"a.csv": "week,revenue\n"}, 422, "no sales"},
	} {
		t.Run(name, func(t *testing.T) {
			resp, body := a.send("/data/imports", nil, c.files)
			if resp.StatusCode != c.status {
				t.Errorf("status %d, want %d", resp.StatusCode, c.status)
			}
			wantIn(t, body, c.want)
			if strings.Contains(body, "<img") {
				t.Error("a name became markup")
			}
			if left := a.uploads(); len(left) > 0 && name != "unclear amount" { // kept until somebody chooses
				t.Errorf("the upload still lies in %v", left)
			}
			a.server.kept.clear()
			if k := a.server.kept.shared; k != nil { // which outlive the program
				all, err := k.all(t.Context())
				must(t, err)
				for _, u := range all {
					must(t, k.drop(t.Context(), u.ID))
				}
			}
		})
	}
	if a.weeks() != before {
		t.Error("the data have changed")
	}
	if all, err := a.store.Imports(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d imports are kept, %v", len(all), err)
	}
}

// TestUploadIsBounded sends more than the limit without holding it.
func TestUploadIsBounded(t *testing.T) {
	a := newIdleApp(t)
	line := strings.Repeat("x", 1<<16)
	body := io.LimitReader(endless(line), filesMost+1<<20)
	resp, text := a.do("POST", "/api/v1/imports", body, "Content-Type", "text/csv")
	if resp.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d: %.200s", resp.StatusCode, text)
	}
	if left := a.uploads(); len(left) > 0 {
		t.Errorf("the upload still lies in %v", left)
	}
}

type endless string

func (e endless) Read(p []byte) (int, error) { return copy(p, e), nil }

// TestUploadNeedsItsFormsToken: the token may stand in the form, before the
// files.
func TestUploadNeedsItsFormsToken(t *testing.T) {
	a := newGuarded(t)
	cookie := a.roles()["session"][:2]
	session := secret.Of(strings.TrimPrefix(cookie[1], sessionCookie+"="))
	files := map[string]string{"new.csv": "week,revenue\n2018-09-10,1.00\n"}
	if resp, _ := a.send("/data/imports", map[string]string{"csrf": "wrong"}, files, cookie...); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a wrong token answers %d", resp.StatusCode)
	}
	if resp, _ := a.send("/data/imports", nil, files, cookie...); resp.StatusCode != http.StatusForbidden {
		t.Errorf("no token answers %d", resp.StatusCode)
	}
	resp, body := a.send("/data/imports", map[string]string{"csrf": csrfToken(session)}, files, cookie...)
	if resp.StatusCode != http.StatusSeeOther {
		t.Errorf("the token answers %d: %.300s", resp.StatusCode, body)
	}
}

// TestImportByProgram is the same way by JSON.
func TestImportByProgram(t *testing.T) {
	a := newIdleApp(t)
	_, body := a.ask("POST", "/api/v1/imports?name=w.csv", "week,revenue\n2018-09-10,1.50\n")
	var p struct {
		Import  *struct{ Version int }
		Changes struct{ Added, Changed int }
	}
	must(t, json.Unmarshal([]byte(body), &p))
	if p.Import == nil || p.Changes.Added != 1 || p.Changes.Changed != 0 {
		t.Fatalf("the preview is %s", body)
	}
	path := fmt.Sprintf("/api/v1/imports/%d", p.Import.Version)
	if resp, body := a.ask("POST", path+"/apply", `{"retrain":true}`); resp.StatusCode != http.StatusOK || !strings.Contains(body, `"job":{"id":"j`) {
		t.Errorf("%d: %s", resp.StatusCode, body)
	}
	_, again := a.ask("POST", "/api/v1/imports?name=w.csv", "week,revenue\n2018-09-10,1.50\n")
	wantIn(t, again, `"import":null`, `"unchanged":1`)
	if resp, body := a.ask("POST", "/api/v1/imports?name=w.csv", "week,revenue\n2018-09-10,x\n"); resp.StatusCode != 422 || !strings.Contains(body, `"refused":[{"file":"w.csv","line":2`) {
		t.Errorf("%d: %s", resp.StatusCode, body)
	}
}

// TestTotalsAlone: a week that comes without parts is split, and the pages say
// so; the data then end with it everywhere.
func TestTotalsAlone(t *testing.T) {
	a := newIdleApp(t)
	a.send("/data/imports", nil, map[string]string{"new.csv": "semana;receita\n20/08/2018;251.000,50\n27/08/2018;240000\n"})
	wantIn(t, a.page("/data/imports/2"), "These weeks have no categories and no states: 20–26 Aug 2018, 27 Aug – 2 Sep 2018.", "→ not known")
	a.press("/data/imports/2/apply", "")
	home := a.page("/")
	wantIn(t, home, "The data end on 2 Sep 2018")
	if strings.Contains(home, "19 Aug 2018") || strings.Contains(home, ">none<") {
		t.Error("the page tells of old data, or of a state called none")
	}
	wantIn(t, a.page("/?segment=state:SP"), "The data end on 2 Sep 2018", "In these weeks what São Paulo (SP) sold is not known")
	wantIn(t, a.page("/data"), "without 2 weeks that came without orders", "Weeks split by shares")
	_, series := a.ask("GET", "/api/v1/series?segment=state:SP", "")
	wantIn(t, series, `"orders":null,"complete":true,"split_by_shares":true`)
	if resp, _ := a.ask("GET", "/api/v1/series?segment=state:none", ""); resp.StatusCode != 404 {
		t.Errorf("the state none answers %d", resp.StatusCode)
	}
}
