package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"olist/views/text"
)

// importPages are those that take tables, with a row that is right but for its segment.
var importPages = map[string]string{
	"/order": "%s\t5\t3\n", "/stockouts": "%s\t2018-05-07\n", "/budgets": "%s\t2018-11\t500\n",
}

func (a *app) pasted(page, table string, files ...string) (int, string) {
	a.t.Helper()
	sent := map[string]string{}
	for _, f := range files {
		sent["f.csv"] = f
	}
	resp, body := a.send(page+"/import", map[string]string{"pasted": table}, sent, "Accept-Language", "en")
	return resp.StatusCode, body
}

// inGermany makes the shop one that writes numbers and days as Germans do.
func (a *app) inGermany() {
	a.t.Helper()
	p, err := a.store.Shop(a.t.Context())
	must(a.t, err)
	p.Sample, p.Country, p.Currency = false, "DE", "EUR"
	must(a.t, a.store.PutShop(a.t.Context(), "test", p))
	must(a.t, a.training.Reload(a.t.Context()))
}

// TestTablesTellAllThatIsWrong together: every name that is not known, also in a first
// row without a header, and every other row at fault; many are bounded.
func TestTablesTellAllThatIsWrong(t *testing.T) {
	a := newApp(t)
	for page, row := range importPages {
		rows := func(names ...string) (table string) {
			for _, name := range names {
				table += fmt.Sprintf(row, name)
			}
			return table
		}
		status, body := a.pasted(page, rows("Jens", "total", "Hosen", "total", "Hosen"))
		if status != http.StatusUnprocessableEntity {
			t.Errorf("%s answers %d", page, status)
		}
		wantIn(t, body, "“Jens” (row 1), “Hosen” (row 3)", "Row 4: “All sales”")
		if _, body = a.pasted(page, rows("Jens", "total")); !strings.Contains(body, "Row 1: There is no segment “Jens”") || strings.Contains(body, "No column") {
			t.Errorf("%s does not say that the first row's segment is not known", page)
		}
		var many []string
		for i := range 14 {
			many = append(many, fmt.Sprintf("none%d", i))
		}
		_, body = a.pasted(page, rows(many...))
		wantIn(t, body, "“none9” (row 10). And 4 more things are wrong.")
	}
	_, body := a.pasted("/order", "segment,colour,on_hand,size\nstate:SP,red,5,9\n")
	wantIn(t, body, "No column here is called “colour”, “size”")
}

// TestOneTableAtATime: of what is pasted and a file none is dropped, and what was pasted
// stays; an empty form says what it takes.
func TestOneTableAtATime(t *testing.T) {
	a := newApp(t)
	for page, row := range importPages {
		table := fmt.Sprintf(row, "state:SP")
		status, body := a.pasted(page, table, table)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, "Give one table") || !strings.Contains(body, strings.TrimSpace(table)) {
			t.Errorf("%s: both at once: %d", page, status)
		}
		if status, body := a.pasted(page, " "); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Paste a table or choose a file.") {
			t.Errorf("%s: none: %d", page, status)
		}
	}
}

// TestTablesComeBack as they were exported, with the names of their segments, unchanged.
func TestTablesComeBack(t *testing.T) {
	a := newApp(t)
	for page, row := range importPages {
		if status, body := a.pasted(page, fmt.Sprintf(row, "state:SP")); status >= 400 {
			t.Fatalf("%s answers %d: %.300s", page, status, body)
		}
		for _, lang := range []string{"en", "pt-BR"} {
			_, file := a.do("GET", page+".csv?segment=state:SP&year=2018", nil, "Accept-Language", lang)
			if head, _, _ := strings.Cut(file, "\n"); !strings.Contains(head, ",name,") && !strings.Contains(head, ";nome;") && !strings.Contains(head, ",nome,") {
				t.Errorf("%s in %s has no names: %s", page, lang, head)
			}
			if !strings.Contains(file, "São Paulo (SP)") {
				t.Errorf("%s does not name its segment: %s", page, file)
			}
			resp, _ := a.send(page+"/import", nil, map[string]string{"f.csv": file})
			if !strings.Contains(resp.Header.Get("Location")+resp.Request.URL.String(), "saved=nothing") {
				t.Errorf("%s in %s comes back otherwise: %d %s", page, lang, resp.StatusCode, resp.Header.Get("Location"))
			}
		}
	}
}

// TestTablesOfAGermanShop have pieces, amounts and days as they are written there.
func TestTablesOfAGermanShop(t *testing.T) {
	a := newApp(t)
	a.inGermany()
	for page, table := range map[string]string{"/order": "state:SP\t1.234\t1.000\n", "/stockouts": "state:SP\t02.07.2018\n", "/budgets": "state:SP\t2018-11\t200.000\n"} {
		if status, body := a.pasted(page, table); status >= 400 {
			t.Errorf("%s answers %d to %s: %.200s", page, status, table, body)
		}
	}
	stock, err := a.store.Stocks(t.Context())
	must(t, err)
	if r := stock.All[0]; r.OnHand != 1234 || r.OnOrder != 1000 {
		t.Errorf("stock is %+v", r)
	}
	if status, location := a.post("/order", "revision", "1", "hand-state:SP", "2.500"); status != http.StatusSeeOther {
		t.Errorf("typed stock: %d %s", status, location)
	}
	if marks := a.stockouts().Stockouts; len(marks) != 1 || marks[0].Week != "2018-07-02" {
		t.Errorf("marked are %+v", marks)
	}
	page := a.page("/stockouts")
	if !strings.Contains(page, "€") {
		t.Error("what was lost has no currency")
	}
	resp, page := a.press("/stockouts", "segment=state:SP&from=")
	if resp.StatusCode != http.StatusUnprocessableEntity || strings.Contains(page, "“”") || !strings.Contains(page, "Choose a day") {
		t.Errorf("no day: %d", resp.StatusCode)
	}
	if resp, _ := a.press("/plan/overrides", "view=&segment=state:SP&at=2018-08-20&from=2018-08-20&to=2018-08-20&seen=0&reason=price&do=save&kind=amount&value=1.000"); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("the plan: %d", resp.StatusCode)
	}
	wantIn(t, a.page("/order"), `href="/stockouts"`)
}

// TestDaysThatCanBeTwo are doubted where no country says what comes first.
func TestDaysThatCanBeTwo(t *testing.T) {
	a := newApp(t)
	live, err := a.training.Live()
	must(t, err)
	for written, want := range map[string]int{"05/06/2018": 2, "25/06/2018": 1, "06.05.2018": 1, "2018-06-05": 1, "soon": 0} {
		if days := daysTyped(text.English, live.Data, written); len(days) != want {
			t.Errorf("%s can be %v", written, days)
		}
	}
	a.inGermany()
	live, err = a.training.Live()
	must(t, err)
	if days := daysTyped(text.English.For(live.Data.Shop), live.Data, "05/06/2018"); len(days) != 1 || days[0].Month() != 6 {
		t.Errorf("in Germany it is %v", days)
	}
}

// TestStockSaysWhatItAssumes of segments that are new and of which a table says no more.
func TestStockSaysWhatItAssumes(t *testing.T) {
	a := newApp(t)
	for _, c := range []struct {
		table string
		want  string
	}{
		{"SP\t1200\t30\nRJ\t5\t0\n", "assumed=2"}, {"SP\t1300\t30\n", ""}, {"segment,on_hand,lead_days,review_days,service\nMG,5,21,7,98\n", ""}, {"segment,on_hand,lead_days\nRS,5,21\n", "assumed=1"},
	} {
		resp, _ := a.send("/order/import", map[string]string{"pasted": c.table}, nil)
		if at := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || strings.Contains(at, "assumed") != (c.want != "") || !strings.Contains(at, c.want) {
			t.Errorf("%q leads to %d %s", c.table, resp.StatusCode, at)
		}
	}
	page := a.page("/order?saved=1&assumed=2")
	wantIn(t, page, "A lead time of 14 days, a review every 7 days and a service level of 95%", "for 2 segments", ">21 + 7 days, 98%<")
	if strings.Contains(a.page("/order?assumed=2"), "were assumed") {
		t.Error("it is said where nothing was taken over")
	}
}

// TestPlansBelowZeroNameSegments as people know them.
func TestPlansBelowZeroNameSegments(t *testing.T) {
	a := newIdleApp(t)
	const form = "view=&at=2018-08-20&from=2018-08-20&to=2018-08-20&seen=0&reason=price&do=preview&kind=amount&value=-99M&segment="
	for _, key := range []string{"state:SP", "total"} {
		_, body := a.press("/plan/overrides", form+key)
		if !strings.Contains(body, "would fall below zero") || strings.Contains(body, "The plan of "+key) || strings.Contains(body, "The plan of state:") || strings.Contains(body, "The plan of category:") {
			t.Errorf("%s: a key stands in what is said", key)
		}
	}
}

// TestConflictsShowWhatStandsThere: who was overtaken sees what there is now beside what
// they typed and a way to the page; before that a refusal does not arm the form anew.
func TestConflictsShowWhatStandsThere(t *testing.T) {
	a := newApp(t)
	const now = "See what is there now"
	a.pasted("/order", "state:SP\t111\t7\n")
	a.pasted("/budgets", "state:SP\t2018-11\t555\n")
	a.pasted("/stockouts", "state:SP\t2018-05-07\n")
	for _, c := range []struct {
		path, form, wrong string
		says              []string
	}{
		{"/order", "hand-state:SP=5&coming-state:SP=7", "hand-state:SP=many", []string{"There now: 111", `href="/order"`, now}},
		{"/order/segment?segment=state:SP", strings.Replace(wholeForm, "%s", "5", 1), strings.Replace(wholeForm, "%s", "many", 1), []string{"There now: 111", `href="/order?segment=state%3ASP"`, now}},
		{"/budgets?segment=state:SP&year=2018", "m2018-11=777", "m2018-11=much", []string{"There now: 555", `href="/budgets?segment=state%3ASP&amp;year=2018"`, now}},
	} {
		resp, body := a.press(c.path, c.wrong+"&revision=0")
		if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, `name="revision" value="0"`) || strings.Contains(body, now) {
			t.Errorf("%s: what is wrong comes back with another revision: %d", c.path, resp.StatusCode)
		}
		resp, body = a.press(c.path, c.form+"&revision=0")
		if resp.StatusCode != http.StatusConflict || !strings.Contains(body, `name="revision" value="1"`) {
			t.Errorf("%s answers %d", c.path, resp.StatusCode)
		}
		wantIn(t, body, c.says...)
		if strings.Contains(body, "There now: 7<") {
			t.Errorf("%s says of what is the same that it is there", c.path)
		}
	}
	for page, row := range importPages {
		sent := func(table string) (int, string) {
			resp, body := a.send(page+"/import", map[string]string{"pasted": table, "revision": "0"}, nil, "Accept-Language", "en")
			return resp.StatusCode, body
		}
		if status, body := sent(fmt.Sprintf(row, "nowhere")); status != http.StatusUnprocessableEntity || !strings.Contains(body, `name="revision" value="0"`) {
			t.Errorf("%s: a table that is wrong comes back with another revision: %d", page, status)
		}
		if status, body := sent(fmt.Sprintf(row, "total")); status != http.StatusConflict || !strings.Contains(body, now) || strings.Contains(body, `name="revision" value="0"`) {
			t.Errorf("%s: a table over what others changed: %d", page, status)
		}
	}
}
