package server

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"olist/store"
	"olist/store/testplace"
)

var keptID = regexp.MustCompile(`name="upload" value="([^"]+)"`)

// kept is the id of the upload that a page offers to read again.
func kept(t *testing.T, page string) string {
	t.Helper()
	m := keptID.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the page offers no choice: %.2000s", page)
	}
	return m[1]
}

// What may be read in two ways is asked with both readings; the answer is read
// at once, without sending the file again.
func TestAmbiguousUploadIsChosen(t *testing.T) {
	a := newIdleApp(t)
	resp, body := a.send("/data/imports", nil, map[string]string{"us.tsv": "week\trevenue\n07/08/2018\t251.000\n"})
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", resp.StatusCode)
	}
	wantIn(t, body, "may mean 251.000 or 251000", "may be 7 Aug 2018 (day/month) or 8 Jul 2018 (month/day)", "The file may be read in several ways")
	id := kept(t, body)
	resp, body = a.press("/data/imports/read", url.Values{"upload": {id}, "decimal": {","}}.Encode())
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", resp.StatusCode)
	}
	wantIn(t, body, "may be 7 Aug 2018 (day/month) or 8 Jul 2018 (month/day)", `<option value="," selected>`)
	resp, body = a.press("/data/imports/read", url.Values{"upload": {kept(t, body)}, "decimal": {","}, "dates": {"mdy"}}.Encode())
	if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || to != "/data/imports/2" {
		t.Fatalf("%d to %q: %s", resp.StatusCode, to, body)
	}
	page := a.page("/data/imports/2")
	wantIn(t, page, "tab-separated, numbers like 1.234,5, dates month/day", "2–8 Jul 2018", "R$ 251,000")
	// Chosen otherwise, the first preview gives way to another.
	resp, _ = a.press("/data/imports/read", url.Values{"upload": {kept(t, page)}, "decimal": {"."}, "dates": {"dmy"}}.Encode())
	if to := resp.Header.Get("Location"); to != "/data/imports/3" {
		t.Fatalf("goes to %q", to)
	}
	wantIn(t, a.page("/data/imports/3"), "6–12 Aug 2018", "R$ 251", "dates day/month")
	if resp, _ := a.do("GET", "/data/imports/2", nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the first preview answers %d", resp.StatusCode)
	}
	a.press("/data/imports/3/discard", "")
	if left := a.uploads(); len(left) > 0 {
		t.Errorf("dropped, the upload still lies in %v", left)
	}
	if resp, body := a.press("/data/imports/read", "upload="+id); resp.StatusCode != http.StatusNotFound || !strings.Contains(body, "not kept any more") {
		t.Errorf("an upload that is gone answers %d", resp.StatusCode)
	}
}

// What has two readings is asked in the form, whatever stands between fields.
func TestPageAsksForReadings(t *testing.T) {
	a := newIdleApp(t)
	for file, says := range map[string]string{
		"week,revenue\n2018-08-20,121.000\n2018-08-27,102.000\n": `“121.000” may mean 121.000 or 121000, and nothing in the file says which; choose how numbers are written`,
		"week,revenue\n18/08/20,5\n":                             "“18/08/20” may be 18\u00a0Aug\u00a02020 (day/month/year) or 20\u00a0Aug\u00a02018 (year/month/day), and nothing in the column says which; choose how dates are written",
	} {
		resp, page := a.send("/data/imports", nil, map[string]string{"new.csv": file})
		if resp.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%q answers %d", file, resp.StatusCode)
		}
		wantIn(t, page, says, `<option value="ymd"`, `<option value=","`)
		resp, _ = a.press("/data/imports/read", url.Values{"upload": {kept(t, page)}, "decimal": {","}, "dates": {"ymd"}}.Encode())
		if resp.StatusCode != http.StatusSeeOther && resp.StatusCode != http.StatusOK {
			t.Errorf("%q with a choice answers %d", file, resp.StatusCode)
		}
	}
	a.send("/data/imports", nil, map[string]string{"new.csv": "week,status,revenue\n2018-08-20,paid,5\n2018-08-27,refunded,7\n"})
	wantIn(t, a.page("/data/imports/4"), `banner warn`, `By the column “status” rows were not sold or came back: refunded (1)`)
}

// The preview shows what is new, held back and missing, and joins spellings.
func TestPreviewShowsWhatToLookAt(t *testing.T) {
	a := newIdleApp(t)
	csv := "week,category,state,revenue\n2018-08-13,beleza_saude,SP,20000.00\n2018-08-13,beleza_saude ,SP,1000.00\n" +
		"2018-08-13,health_beauty,SP,3000.00\n2018-08-13,Beleza_Saude,SP,4000.00\n2018-08-13,balões,ZZ,5.00\n" +
		"2018-11-12,beleza_saude,SP,7.00\n2081-08-20,beleza_saude,SP,9.00\n1999-08-20,beleza_saude,SP,1.00\n"
	a.send("/data/imports", nil, map[string]string{"new.csv": csv})
	page := a.page("/data/imports/2")
	wantIn(t, page, "One category in several spellings?", "Beleza_Saude, health_beauty: join as beleza_saude",
		"Spelled with blanks around the name", "balões", "ZZ",
		"It has not come yet", "It is 889 weeks away from all others", "R$ 28,022.00", "R$ 28,012.00", "R$ 10.00", "R$ 13,494,400.74",
		"There are 9 weeks without data between 3–9 Sep 2018 and 12–18 Nov 2018", "the file says nothing of them")
	a.press("/data/imports/2/join", url.Values{"into": {"beleza_saude"}}.Encode())
	page = a.page("/data/imports/2")
	if strings.Contains(page, "several spellings") || strings.Contains(page, "health_beauty") {
		t.Error("what is joined is still proposed")
	}
	a.press("/data/imports/2/apply", "")
	_, series := a.ask("GET", "/api/v1/series?segment=category:beleza_saude", "")
	wantIn(t, series, `{"week":"2018-08-13","revenue":28000.00`)
	for _, year := range []string{"2081", "1999"} {
		if strings.Contains(series, `"week":"`+year) {
			t.Errorf("the year %s is in force", year)
		}
	}
	portuguese, _ := a.do("GET", "/data/imports/2", nil, "Accept-Language", "pt-BR")
	if portuguese.StatusCode != http.StatusOK {
		t.Errorf("in Portuguese it answers %d", portuguese.StatusCode)
	}
}

// Programs choose by the same words.
func TestImportChoicesOfPrograms(t *testing.T) {
	a := newIdleApp(t)
	post := func(query, body string) (int, importAnswer) {
		t.Helper()
		resp, raw := a.ask("POST", "/api/v1/imports?name=w.csv&"+query, body)
		var p importAnswer
		must(t, json.Unmarshal([]byte(raw), &p))
		return resp.StatusCode, p
	}
	const file = "week,category,state,revenue\n09/10/2018,Beleza Saude,SP,5\n"
	if resp, body := a.ask("POST", "/api/v1/imports", file); resp.StatusCode != 422 || !strings.Contains(body, `"choose":"dates"`) {
		t.Errorf("%d: %s", resp.StatusCode, body)
	}
	if status, _ := post("dates=xyz", file); status != 422 {
		t.Errorf("a wrong choice answers %d", status)
	}
	status, p := post("dates=mdy", file)
	if status != 200 || p.Changes.Weeks[0].Week.String() != "2018-09-10" || len(p.Changes.Spellings) != 1 {
		t.Fatalf("%d: %+v", status, p)
	}
	if resp, body := a.ask("POST", "/api/v1/imports/2/join", `{"into":["beleza_saude"]}`); resp.StatusCode != 200 || !strings.Contains(body, `"spellings":[]`) {
		t.Errorf("%d: %s", resp.StatusCode, body)
	}
	if resp, _ := a.ask("POST", "/api/v1/imports/2/join", `{"into":["nothing"]}`); resp.StatusCode != 422 {
		t.Errorf("what is not proposed answers %d", resp.StatusCode)
	}
	if _, p := post("dates=mdy&join=all", file); len(p.Changes.Spellings) != 0 || p.Import.State != store.ImportStaged {
		t.Errorf("%+v", p)
	}
}

// A slow upload keeps nobody else from sending, and a refused one gives its
// place back.
func TestUploadsDoNotHoldEachOther(t *testing.T) {
	a := newIdleApp(t)
	for range uploadsMost - 1 { // on their way
		a.server.receiving <- struct{}{}
	}
	for range 3 {
		if resp, _ := a.send("/data/imports", nil, map[string]string{"a.csv": "week,revenue\nnever,2\n"}); resp.StatusCode != 422 {
			t.Errorf("status %d", resp.StatusCode)
		}
	}
	a.server.receiving <- struct{}{}
	if resp, _ := a.send("/data/imports", nil, map[string]string{"a.csv": "week,revenue\n2018-09-10,1\n"}); resp.StatusCode != http.StatusTooManyRequests {
		t.Errorf("one too many answers %d", resp.StatusCode)
	}
}

// Few uploads are kept.
func TestKeptUploadsAreFew(t *testing.T) {
	testplace.OnFile(t) // they end with the program
	a := newIdleApp(t)
	for range keptMost + 2 {
		a.send("/data/imports", nil, map[string]string{"a.csv": "week,revenue\n07/08/2018,5\n"})
	}
	if left := a.uploads(); len(left) != keptMost {
		t.Errorf("%d uploads are kept", len(left))
	}
	a.server.kept.clear()
	if left := a.uploads(); len(left) != 0 {
		t.Errorf("at the end %d uploads are kept", len(left))
	}
}

// What a file may not have meant is in the preview, in both languages, and
// which day of its week a date is can be chosen there.
func TestPreviewShowsWhatWasNoticed(t *testing.T) {
	a := newIdleApp(t)
	csv := "week,category,state,revenue\n"
	for _, day := range []string{"2018-08-12", "2018-08-19", "2018-08-26", "2018-09-02"} {
		csv += day + ",beleza_saude,SP,5.00\n" + day + ",bebes,SP,7.00\n" + day + ",Total,SP,12.00\n"
	}
	a.send("/data/imports", nil, map[string]string{"sums.csv": csv})
	page := a.page("/data/imports/2")
	wantIn(t, page, "The category “Total” is the sum of all others, in each of 4 weeks: it is left out", "The dates are Sundays, and each counts for the week from Monday on that holds it: 2 Sep 2018 for that of 27 Aug 2018", "R$ 48.00")
	if strings.Contains(page, "--week-dates") {
		t.Error("the page names a flag")
	}
	_, portuguese := a.do("GET", "/data/imports/2", nil, "Accept-Language", "pt-BR")
	wantIn(t, portuguese, "A categoria “Total” é a soma de todas as outras, em cada uma de 4 semanas", "As datas são domingos, e cada uma conta")
	resp, _ := a.press("/data/imports/read", url.Values{"upload": {kept(t, page)}, "week_dates": {"first"}}.Encode())
	if to := resp.Header.Get("Location"); to != "/data/imports/3" {
		t.Fatalf("goes to %q", to)
	}
	wantIn(t, a.page("/data/imports/3"), "`week` is taken for the first day of its week: 2 Sep 2018 counts for the week of Monday 3 Sep 2018", `<option value="first" selected>`)
}
