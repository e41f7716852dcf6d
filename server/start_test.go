package server

import (
	"fmt"
	"html"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"olist/shop"
)

// customer stands in a column without a role.
const customer = "erika.mustermann@example.de"

// weeksOf writes a file of weekly sales: a header, and a row for each week, category
// and region, as row words it.
func weeksOf(header string, weeks int, first time.Time, row func(day time.Time, category, region string, amount float64) string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for w := range weeks {
		day := first.AddDate(0, 0, 7*w)
		for i, category := range []string{"Stiefel", "Sneaker"} {
			for j, region := range []string{"Bayern", "Berlin"} {
				season := 1 + .3*math.Sin(2*math.Pi*float64(w)/52+3*float64(i))
				b.WriteString(row(day, category, region, season*float64(1000+317*i+211*j+7*(w*13%11))) + "\n")
			}
		}
	}
	return b.String()
}

func german() string {
	return weeksOf("Woche;Kategorie;Bundesland;E-Mail;Umsatz", 110, time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC), func(day time.Time, category, region string, amount float64) string {
		whole, cents := math.Modf(amount)
		written := fmt.Sprintf("%d.%03d", int(whole)/1000, int(whole)%1000)
		return fmt.Sprintf("%s;%s;%s;%s;%s,%02d", day.Format("02.01.2006"), category, region, customer, strings.TrimPrefix(written, "0."), int(cents*100))
	})
}

// begin leads a file through the three steps, and waits for the first model. It gives
// the page of what was understood.
func (a *app) begin(name, file string, profile url.Values) (understood string) {
	a.t.Helper()
	resp, body := a.send("/start", nil, map[string]string{name: file})
	if resp.StatusCode != http.StatusSeeOther {
		a.t.Fatalf("the file is answered with %d: %s", resp.StatusCode, problemsIn(body))
	}
	at := resp.Header.Get("Location")
	understood = a.page(at)
	fields := formIn(a.page(at + "/name"))
	for name, values := range profile {
		fields[name] = values
	}
	resp, body = a.press(at+"/name", fields.Encode())
	if resp.StatusCode != http.StatusSeeOther {
		a.t.Fatalf("the shop does not begin, %d: %s", resp.StatusCode, problemsIn(body))
	}
	a.waitFor(strings.TrimPrefix(resp.Header.Get("Location"), "/admin/jobs/"))
	return understood
}

var (
	problemPattern = regexp.MustCompile(`class="error"[^>]*>([^<]*)`)
	inputPattern   = regexp.MustCompile(`<input id="([a-z_]+)" name="[a-z_]+" value="([^"]*)"`)
	hiddenPattern  = regexp.MustCompile(`<input type="hidden" name="([a-z_]+)" value="([^"]*)"`)
	selectPattern  = regexp.MustCompile(`(?s)<select id="([a-z_]+)"[^>]*>(.*?)</select>`)
	chosenPattern  = regexp.MustCompile(`<option value="([^"]*)" selected`)
)

func problemsIn(body string) string {
	return fmt.Sprint(problemPattern.FindAllStringSubmatch(body, -1))
}

// formIn is what the form of a profile sends as it stands.
func formIn(body string) url.Values {
	fields := url.Values{}
	for _, pattern := range []*regexp.Regexp{inputPattern, hiddenPattern} {
		for _, m := range pattern.FindAllStringSubmatch(body, -1) {
			fields.Set(m[1], m[2])
		}
	}
	for _, m := range selectPattern.FindAllStringSubmatch(body, -1) {
		fields.Set(m[1], "")
		if chosen := chosenPattern.FindStringSubmatch(m[2]); chosen != nil {
			fields.Set(m[1], chosen[1])
		}
	}
	return fields
}

// A German file becomes a shop of its own: its profile is guessed, every page speaks of
// it, who bought is nowhere, and the sample comes back with a click.
func TestStartWithAGermanFile(t *testing.T) {
	a := newApp(t)
	_, before := a.ask("GET", "/predict?weeks=4", "")
	understood := a.begin("schuhe.csv", german(), url.Values{"name": {"Schuhhaus Müller"}})
	wantIn(t, understood, "Bundesland", "02.01.2023", "holds who bought")
	if strings.Contains(understood, customer) {
		t.Error("the page shows who bought")
	}
	_, body := a.ask("GET", "/api/v1/shop", "")
	wantIn(t, body, `"name":"Schuhhaus Müller","currency":"EUR","country":"DE","time_zone":"Europe/Berlin","category":"Kategorie","region":"Bundesland"`)
	_, body = a.ask("GET", "/predict?weeks=1", "")
	wantIn(t, body, `"date":"2025-02-10"`)
	for _, path := range []string{"/api/v1/forecast", "/api/v1/series?segment=total", "/api/v1/explain?horizon=1", "/api/v1/events"} {
		_, body := a.ask("GET", path, "")
		wantIn(t, body, `"measure":"revenue","currency":"EUR"`)
	}
	wantIn(t, a.page("/"), "€", "Kategorie", "Bundesland", "Bayern")
	a.wantNothingOfTheSample(pointed)
	a.wantNowhere(customer)

	kept, err := a.store.KeptShops(t.Context())
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept are %v, %v", kept, err)
	}
	if resp, _ := a.press("/shop/"+kept[0].ID+"/return", ""); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("the sample does not come back: %d", resp.StatusCode)
	}
	if _, after := a.ask("GET", "/predict?weeks=4", ""); after != before {
		t.Errorf("the sample forecasts\n%s, it did\n%s", after, before)
	}
	wantIn(t, a.page("/shop"), "Schuhhaus Müller")
}

// ofTheSample are words that no page of another shop says.
var ofTheSample = regexp.MustCompile(`R\$|Brazil|Brasil|São Paulo|\bOlist\b|CC BY`)

var apartFrom = regexp.MustCompile(`such as category|como categoria|SELECT day, category|SELECT dia, categoria|(?s)<option .*?</option>|aria-labelledby="kept-title".*?</section>`)

// pages are those that speak of a shop, and its exports.
var pages = []string{"/", "/segments", "/compare", "/accuracy", "/models", "/models/compare", "/data", "/data/imports", "/events", "/drives", "/changes", "/needs", "/watch", "/scenarios", "/admin", "/admin/search",
	"/admin/jobs", "/admin/policy", "/automation", "/admin/tokens", "/sources", "/shop", "/start", "/forecast.csv", "/forecast.tsv", "/segments.csv"}

// wantNothingOfTheSample looks for the sample's words on every page and in every
// export, in both languages, and for what this shop in especial does not say or write.
func (a *app) wantNothingOfTheSample(foreign ...string) {
	a.t.Helper()
	for _, path := range pages {
		for _, language := range []string{"en", "pt-BR"} {
			resp, body := a.do("GET", path, nil, "Accept-Language", language)
			if resp.StatusCode != http.StatusOK {
				a.t.Errorf("%s answers %d", path, resp.StatusCode)
			}
			if path == "/shop" { // the list of countries, and of shops that were set aside
				body = apartFrom.ReplaceAllString(body, "")
			}
			for _, found := range ofTheSample.FindAllStringIndex(body, 3) {
				a.t.Errorf("%s, %s: %q", path, language, around(body, found))
			}
			if !strings.Contains(path, ".") { // files are for programs
				a.wantNone(path+", "+language, body, foreign)
			}
		}
	}
}

var (
	markup  = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>`)
	scripts = regexp.MustCompile(`(?s)<script.*?</script>`)
	quoted  = regexp.MustCompile(`"(?:[^"\\]|\\.)* (?:[^"\\]|\\.)*"`) // more than one word
)

// wantNone looks for patterns in what a page says: between its tags, and in the words
// of its charts.
func (a *app) wantNone(where, body string, patterns []string) {
	a.t.Helper()
	words := html.UnescapeString(markup.ReplaceAllString(scripts.ReplaceAllString(body, " "), " "))
	for _, script := range scripts.FindAllString(body, -1) {
		words += strings.Join(quoted.FindAllString(script, -1), " ")
	}
	for _, pattern := range patterns {
		for _, found := range regexp.MustCompile(pattern).FindAllStringIndex(words, 3) {
			a.t.Errorf("%s: %q", where, around(words, found))
		}
	}
}

func around(body string, found []int) string {
	return body[max(0, found[0]-60):min(len(body), found[1]+40)]
}

// What numbers and dates look like that are written as elsewhere.
const (
	pointed  = `(?:^|[^\d.\w])\d+\.\d{1,2}(?:[^\d.\w]|$)|\d,\d{3}\.\d` // 12.5 or 1,234.5
	commaed  = `(?:^|[^\d,\w])\d+,\d{1,2}(?:[^\d,\w]|$)|\d\.\d{3},`
	splits   = `\b(?:[Cc]ategor(?:y|ies|ias?)|[Rr]egi(?:ons?|ão|ões)|[Ss]tates|[Ee]stados|state|estado)\b` // State is a job's, too
	dayFirst = `\d\x{a0}(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)`                               // not the Portuguese, whose months are in small letters
)

// wantNowhere looks for a word in every file beside the database.
func (a *app) wantNowhere(word string) {
	a.t.Helper()
	must(a.t, filepath.WalkDir(filepath.Dir(a.store.Path()), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if strings.Contains(string(content), word) {
			a.t.Errorf("%s has %s", path, word)
		}
		return err
	}))
}

// Yen have no cents, weeks begin on Sundays where the file's do, and units are counted.
func TestStartWithOtherHabits(t *testing.T) {
	sunday := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		file    string
		profile url.Values
		page    []string
		predict string
		foreign []string
	}{
		"yen": {weeksOf("date,category,region,sales", 110, sunday.AddDate(0, 0, 1), func(day time.Time, category, region string, amount float64) string {
			return fmt.Sprintf("%s,%s,%s,%d", day.Format(time.DateOnly), category, region, int(amount))
		}), url.Values{"name": {"Tokyo"}, "currency": {"JPY"}, "country": {"JP"}, "time_zone": {"Asia/Tokyo"}}, []string{"¥"}, `\.00}`, []string{commaed, dayFirst}},
		"sundays": {weeksOf("week,Department,Store,sales", 110, sunday, func(day time.Time, category, region string, amount float64) string {
			return fmt.Sprintf("%s,%s,%s,%.2f", day.Format(time.DateOnly), category, map[string]string{"Bayern": "Texas", "Berlin": "Ohio"}[region], amount)
		}), url.Values{"name": {"Boots"}, "currency": {"USD"}, "country": {"US"}, "time_zone": {"America/New_York"}}, []string{"$", "Feb\u00a09–15"}, `"date":"2025-02-09"`, []string{commaed, dayFirst, splits}},
		"units": {weeksOf("week,category,region,units", 110, sunday.AddDate(0, 0, 1), func(day time.Time, category, region string, amount float64) string {
			return fmt.Sprintf("%s,%s,%s,%d", day.Format(time.DateOnly), category, region, int(amount/10))
		}), url.Values{"name": {"Pieces"}}, []string{" units", "Week by week, in units"}, `"sales":`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := newApp(t)
			a.begin("sales.csv", c.file, c.profile)
			wantIn(t, a.page("/"), c.page...)
			header, rows, _ := strings.Cut(c.file, "\n")
			row, _, _ := strings.Cut(rows, "\n")
			resp, body := a.send("/data/imports", nil, map[string]string{"bad.csv": header + "\n" + row + "\n" + row[:strings.LastIndex(row, ",")] + ",oops\n"})
			if wantIn(t, body, "oops"); resp.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("a row without an amount is answered with %d", resp.StatusCode)
			}
			a.wantNone("refused rows", body, c.foreign)
			_, body = a.ask("POST", "/api/v1/imports?name=twice.csv", header+"\n"+row+"\n"+row+"\n")
			a.wantNone("a row twice, for programs", body, c.foreign)
			if _, body := a.ask("GET", "/predict?weeks=2", ""); !regexp.MustCompile(c.predict).MatchString(body) {
				t.Errorf("predicted is %s", body)
			}
			a.wantNothingOfTheSample(c.foreign...)
		})
	}
}

// A file of totals alone has no parts, and says nothing of any.
func TestStartWithTotals(t *testing.T) {
	a := newApp(t)
	rows := "week,sales\n"
	for w := range 120 {
		rows += fmt.Sprintf("%s,%d\n", time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*w).Format(time.DateOnly), 1000+w*7%50)
	}
	a.begin("totals.csv", rows, url.Values{"name": {"Totals"}, "currency": {"GBP"}})
	live, err := a.server.training.Live()
	must(t, err)
	if len(live.Data.Segments) != 1 {
		t.Errorf("%d segments of totals", len(live.Data.Segments))
	}
	a.wantNothingOfTheSample(splits)
}

// What cannot be used is said, nothing changes, and the file is gone when it is
// dropped.
func TestStartRefuses(t *testing.T) {
	a := newApp(t)
	_, before := a.ask("GET", "/predict", "")
	if resp, body := a.send("/start", nil, map[string]string{"a.csv": "no,table\n"}); resp.StatusCode < 400 && resp.StatusCode != http.StatusSeeOther || strings.Contains(body, "panic") {
		t.Errorf("no table is answered with %d", resp.StatusCode)
	}
	if resp, _ := a.send("/start", nil, nil); resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("no file is answered with %d", resp.StatusCode)
	}
	resp, _ := a.send("/start", nil, map[string]string{"schuhe.csv": german()})
	at := resp.Header.Get("Location")
	resp, body := a.press(at+"/name", url.Values{"name": {""}, "currency": {"EURO"}}.Encode())
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "EURO") {
		t.Errorf("a profile that cannot be is answered with %d", resp.StatusCode)
	}
	role := func(body, column, role string) bool {
		return strings.Contains(body, `value="`+column+`=`+role+`" selected`)
	}
	resp, body = a.press(at, url.Values{"role": {"Woche=date", "Kategorie=region", "Bundesland=region"}, "missing": {"zero"}}.Encode())
	if resp.StatusCode != http.StatusOK || !role(body, "Kategorie", "region") || !role(body, "Bundesland", "ignore") || !role(body, "Umsatz", "amount") {
		t.Errorf("a role that another column takes over is answered with %d", resp.StatusCode)
	}
	resp, body = a.press(at, url.Values{"role": {"Kategorie=category", "Bundesland=category"}, "missing": {""}}.Encode())
	if resp.StatusCode != http.StatusUnprocessableEntity || !role(body, "Kategorie", "region") || !strings.Contains(body, `value="zero" selected`) {
		t.Errorf("two columns of one role are answered with %d, and what was chosen before is lost", resp.StatusCode)
	}
	if resp, _ := a.press(at+"/drop", ""); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("dropping is answered with %d", resp.StatusCode)
	}
	if resp, _ := a.do("GET", at, nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a file that was dropped is answered with %d", resp.StatusCode)
	}
	a.wantNowhere(customer)
	if _, after := a.ask("GET", "/predict", ""); after != before {
		t.Error("the shop changed")
	}
}

// The profile changes what pages say, at once; what is wrong is said beside its field.
func TestShopProfile(t *testing.T) {
	a := newApp(t)
	if resp, body := a.press("/shop", url.Values{"name": {"Mine"}, "currency": {"???"}}.Encode()); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "currency-error") {
		t.Errorf("no currency is answered with %d", resp.StatusCode)
	}
	if resp, _ := a.press("/shop", url.Values{"name": {"Mine"}, "currency": {"eur"}, "region": {"States"}}.Encode()); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("a profile is answered with %d", resp.StatusCode)
	}
	p := a.server.training.Shop(t.Context())
	if p.Currency != "EUR" || p.Region != shop.State || p.Sample {
		t.Errorf("the profile is %+v", p)
	}
	wantIn(t, a.page("/"), "€")
	if resp, _ := a.press("/shop", url.Values{"name": {"Mine"}, "week_start": {"sunday"}}.Encode()); resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("weeks that are there begin on another day: %d", resp.StatusCode)
	}
}

// A model that has seen little of the weeks says no range: it has not learnt how sure
// it is of them. The import that brings them has a retraining ticked.
func TestForeignModel(t *testing.T) {
	a := newApp(t)
	rows := "week,revenue\n"
	for w := range 12 {
		rows += fmt.Sprintf("%s,%d\n", time.Date(2018, 8, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*w).Format(time.DateOnly), 210_000+w*1000)
	}
	wantIn(t, a.page("/"), "Likely between")
	resp, _ := a.send("/data/imports", nil, map[string]string{"new.csv": rows})
	at := resp.Header.Get("Location")
	if body := a.page(at); !strings.Contains(body, `type="checkbox" value="yes" checked`) {
		t.Error("no retraining is ticked")
	}
	if resp, _ := a.press(at+"/apply", ""); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("the import is answered with %d", resp.StatusCode)
	}
	body := a.page("/")
	wantIn(t, body, "more than a tenth of these weeks as they are now")
	for _, path := range []string{"/", "/?goal=200000&horizon=4", "/segments", "/compare?segment=total&segment=state:SP", "/drives"} {
		for _, said := range []string{"ikely between", "80% range low", "(80% range"} {
			if strings.Contains(a.page(path), said) {
				t.Errorf("%s says %q of weeks that the model has not seen", path, said)
			}
		}
	}
	for path, want := range map[string]string{"/api/v1/forecast?level=50,90": `"bands":[]`, "/forecast.csv?horizon=1": "total,2018-11-12,1,"} {
		wantIn(t, a.page(path), want)
	}
	for line := range strings.Lines(a.page("/forecast.csv?horizon=1")) {
		if strings.HasPrefix(line, "total,2018-11-12,1,") && strings.Count(line, ",,") < 2 {
			t.Errorf("a file says a range: %s", line)
		}
	}
}
