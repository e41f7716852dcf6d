package server

import (
	"archive/zip"
	"encoding/json"
	"encoding/xml"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"olist/server/sheet"
)

// post sends a form without following where it leads.
func (a *app) post(path string, fields ...string) (status int, location string) {
	a.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	req, err := http.NewRequestWithContext(a.t.Context(), "POST", a.url+path, strings.NewReader(form.Encode()))
	must(a.t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "text/html")
	resp, err := http.DefaultTransport.RoundTrip(req)
	must(a.t, err)
	resp.Body.Close()
	return resp.StatusCode, resp.Header.Get("Location")
}

func TestPages(t *testing.T) {
	a := newIdleApp(t)
	html := []string{"Accept", "text/html"}
	portuguese := []string{"Accept", "text/html", "Accept-Language", "pt-BR"}
	partial := []string{"Accept", "text/html", "HX-Request", "true"}
	back := append([]string{"HX-History-Restore-Request", "true"}, partial...)
	for _, c := range []struct {
		path   string
		header []string
		status int
		has    string
		lacks  string
	}{
		{"/", html, 200, "The first week after the data should bring", "%!"},
		{"/", portuguese, 200, "A primeira semana após os dados deve trazer", "Next week"},
		{"/?horizon=3", partial, 200, `id="answered-by"`, "<html"},
		{"/?horizon=3", back, 200, "<html", "hx-swap-oob"},
		{"/?horizon=0", html, 200, "Weeks ahead go from 1 to 52; this shows 1.", ""},
		{"/?horizon=999", portuguese, 200, "aqui são 52", ""},
		{"/?horizon=abc", partial, 200, "this shows 12", "<html"},
		{"/?segment=state:XX", html, 404, "There is no segment “state:XX”", ""},
		{"/?segment=moveis+quarto", html, 200, "Furniture: bedroom", "There is no segment"},
		{"/?segment=Health+and+BEAUTY", portuguese, 200, "Beleza e saúde", ""},
		{"/?segment=sao+paulo", html, 200, "São Paulo (SP)", ""},
		{"/?segment=furniture", html, 404, `href="/?horizon=12&amp;segment=category%3Amoveis_quarto"`, ""},
		{"/?segment=category:beleza_saude&from=state:SP", html, 200, "Health and beauty by state", ""},
		{"/?segment=%3Cscript%3E", html, 404, "&lt;script&gt;", "<script>"},
		{"/", html, 200, "New here?", ""},
		{"/", []string{"Accept", "text/html", "Cookie", "tour=seen"}, 200, "The data end on 19\u00a0Aug\u00a02018", "New here?"},
		{"/?goal=lots", html, 200, "The target should be an amount", ""},
		{"/?goal=230k&per=week", html, 200, "Target: R$\u00a0230k a week", ""},
		{"/?goal=2.500.000,50", html, 200, "R$\u00a02.50M", ""},
		{"/?past=99", html, 200, "none are shown", ""},
		{"/?period=year", html, 200, "“period=year” in the address is not understood; this shows: Sums by week.", ""},
		{"/?period=year", portuguese, 200, "“period=year” no endereço não foi entendido; aqui se mostra: Somas por semana.", ""},
		{"/segments?period=Month", partial, 200, "this shows: Sums by week.", ""},
		{"/?period=quarter", html, 200, "", "not understood"},
		{"/?goal=230k&per=year", html, 200, "this shows: The target is for all weeks together.", ""},
		{"/segments?kind=brand", html, 200, "“kind=brand” in the address is not understood; this shows: Everything.", ""},
		{"/segments?sort=luck", html, 200, "this shows: Sort by Coming.", ""},
		{"/segments?order=sideways", html, 200, "this shows: the largest first.", ""},
		{"/segments?kind=state&sort=name&order=up&segment=state:SP", html, 200, "", "not understood"},
		{"/segments?segment=state:XX", html, 200, "There is no segment “state:XX”", ""},
		{"/segments?kind=" + strings.Repeat("k", 99), html, 200, "“kind=" + strings.Repeat("k", 35) + "” in the address", ""},
		{"/budgets?year=1999", html, 200, "“year=1999” in the address is not understood; this shows: 2018.", ""},
		{"/budgets?year=2018", html, 200, "", "not understood"},
		{"/plan?at=soon", html, 200, "“at=soon” in the address is not understood; this shows: Plan.", ""},
		{"/plan?at=2017-01-02", html, 200, "“at=2017-01-02” in the address", ""},
		{"/plan?at=2018-08-20", html, 200, "", "not understood"},
		{"/order?assumed=many", html, 200, "“assumed=many” in the address is not understood; this shows: What to order.", ""},
		{"/order?assumed=-1", html, 200, "“assumed=-1” in the address", ""},
		{"/order?assumed=2", html, 200, "", "not understood"},
		{"/?segment=state:SP&from=nowhere", html, 200, "“from=nowhere” in the address is not understood; this shows: São Paulo (SP).", ""},
		{"/?segment=state:SP&from=category:beleza_saude", html, 200, "", "not understood"},
		{"/digest/preview?format=pdf", html, 422, "ormat should be one of: html, text", ""},
		{"/digest/preview?format=text", html, 200, "", ""},
		{"/forecast.csv?period=year", nil, 422, `"field":"period"`, "week,step"},
		{"/forecast.xlsx?period=year", html, 422, "Period should be week, month or quarter.", ""},
		{"/segments.csv?period=year", nil, 422, `"key":"period_wrong"`, ""},
		{"/segments.csv?kind=brand", nil, 422, "kind should be one of: category, state", ""},
		{"/forecast.csv?horizon=99", nil, 422, `"field":"horizon"`, ""},
		{"/forecast.tsv?past=99", nil, 422, `"field":"past"`, ""},
		{"/api/v1/forecast?period=year", nil, 422, `"key":"period_wrong"`, ""},
		{"/forecast.csv?horizon=2", []string{"Accept-Language", "pt-BR"}, 200, "segmento;semana;passo;previsão;mín80", "."},
		{"/forecast.csv?horizon=2&segment=nothing", nil, 404, "no segment", ""},
		{"/segments.csv?kind=state&sort=name&order=up", nil, 200, "state:AC,Acre (AC),12,", "category:"},
		{"/compare.csv?segment=SP&horizon=2", nil, 200, "state:SP,São Paulo (SP),2018-08-27,2,", ""},
		{"/forecast.csv?horizon=2", nil, 200, "segment,week,step,forecast,lo80", "<"},
		{"/segments?q=paulo&kind=state", html, 200, "São Paulo (SP)", "Rio de Janeiro"},
		{"/segments?q=paulo", partial, 200, "São Paulo (SP)", "<html"},
		{"/segments?q=móveis", html, 200, "Furniture: bedroom", "Automotive"},
		{"/segments?q=toys", portuguese, 200, "Brinquedos", "Automotivo"},
		{"/segments?q=paulo&segment=state:RJ", html, 200, "Also chosen to compare: Rio de Janeiro (RJ)", ""},
		{"/segments?sort=nonsense&order=up", html, 200, `aria-sort="ascending"`, ""},
		{"/compare?segment=state:SP&segment=state:RJ&segment=state:MG&segment=state:BA&segment=state:RS", html, 200, "Only the first 4", ""},
		{"/compare", html, 200, "Choose some segments first", ""},
		{"/compare?segment=nothing", html, 200, "There is no segment", "/api/"},
		{"/accuracy?ahead=4", html, 200, "This model", "NaN"},
		{"/accuracy", html, 200, `href="/accuracy.csv" download`, ""},
		{"/accuracy", html, 200, "accuracy: the segments&#39; WAPE ", ""},
		{"/accuracy", html, 200, `>By series</summary>`, `open><summary id="by-`},
		{"/accuracy", portuguese, 200, ">12\u00a0fev\u00a02018</th>", "Weeks ahead"},
		{"/accuracy", portuguese, 200, `>São Paulo (SP)</th>`, "golearn's two ways"},
		{"/accuracy", html, 200, "of the forecasts of shares in a sum; robust levels and smoothing carry the rest.", ""},
		{"/accuracy", html, 200, "On the last weeks, which were held back from the trees, the best single way was", ""},
		{"/accuracy", portuguese, 200, "das de partes de uma soma; níveis robustos e suavização, pelo resto.", "robust levels"},
		{"/accuracy", portuguese, 200, "a melhor forma isolada foi &#34;", "best single way"},
		{"/accuracy.csv", nil, 200, "group,series,method,cutoff,step,wape,mase,bias,coverage_80,coverage_95,count\ntotal,,olist,,,0.", "NaN"},
		{"/accuracy.csv", portuguese, 200, "grupo;série;método;corte;passo;wape;mase;viés;cobertura_80;cobertura_95;contagem\ntotal;;olist;;;0,", "."},
		{"/api/v1/backtest?format=csv", portuguese, 200, "\n,state:SP,mean_13,,12,0.", "NaN"},
		{"/api/v1/backtest?format=xml", nil, 422, `"field":"format"`, ""},
		{"/accuracy?ahead=99", html, 422, "Ahead should be", ""},
		{"/models", html, 200, ">live<", ""},
		{"/admin", html, 200, "learning_rate", ""},
		{"/data", html, 200, "CC BY-NC-SA 4.0", ""},
		{"/scenarios", html, 200, "No scenario yet", ""},
		{"/scenarios/s99", html, 404, "There is no scenario", ""},
		{"/scenarios/s99", portuguese, 404, "Não existe o cenário", "There is"},
		{"/nothing", portuguese, 404, "Não há nada neste endereço", ""},
		{"/nothing", html, 404, "nothing at this address", ""},
	} {
		t.Run(c.path, func(t *testing.T) {
			resp, body := a.ask("GET", c.path, "", c.header...)
			if resp.StatusCode != c.status {
				t.Errorf("status %d, want %d", resp.StatusCode, c.status)
			}
			if !strings.Contains(body, c.has) || c.lacks != "" && strings.Contains(body, c.lacks) {
				t.Errorf("the answer should hold %q and not %q; it begins %.400s", c.has, c.lacks, body)
			}
		})
	}
}

func TestPagesSayWhenNothingChanged(t *testing.T) {
	a := newApp(t)
	a.countNeeds()
	resp, _ := a.ask("GET", "/", "", "Accept", "text/html")
	if again, body := a.ask("GET", "/", "", "Accept", "text/html", "If-None-Match", resp.Header.Get("ETag")); again.StatusCode != 304 || body != "" {
		t.Errorf("status %d with %d bytes", again.StatusCode, len(body))
	}
	if vary := strings.Join(resp.Header.Values("Vary"), ","); !strings.Contains(vary, "HX-Request") || !strings.Contains(vary, "Accept-Language") {
		t.Errorf("Vary: %s", vary)
	}
}

func TestPreferencesLeadBackToThisHostOnly(t *testing.T) {
	a := newIdleApp(t)
	for back, want := range map[string]string{
		"/?horizon=3": "/?horizon=3", "/accuracy": "/accuracy", "": "/", "https://example.org/": "/", "//example.org": "/",
		`/\\example.org`: "/", "javascript:alert(1)": "/", "accuracy": "/",
		"/preferences": "/", "/notes?x=1": "/", "/nowhere": "/", "/models/m1/pin": "/models", "/data/weeks?x=1": "/data", "/scenarios/s2/rename": "/scenarios/s2", "/nowhere/../..//x": "/", "/scenarios/a%2Fb": "/scenarios/a%2Fb", "/data/imports?x=1": "/data/imports?x=1",
	} {
		if status, location := a.post("/preferences", "theme", "dark", "back", back); status != 303 || location != want {
			t.Errorf("back %q: status %d to %q, want %q", back, status, location, want)
		}
	}
}

func TestWhatPeopleWriteShowsOnThePages(t *testing.T) {
	a := newIdleApp(t)
	live, err := a.training.Live()
	must(t, err)
	f, err := live.Forecast("total")
	must(t, err)
	week := f.Points[1].Week.String()

	if status, location := a.post("/notes", "week", f.Points[1].Week.First().AddDate(0, 0, 3).Format("2006-01-02"), "text", "=cmd|' /C calc'!A0", "back", "/?horizon=2"); status != 303 || location != "/?horizon=2#notes" {
		t.Fatalf("note: status %d to %q", status, location)
	}
	if _, body := a.ask("GET", "/?horizon=2", "", "Accept", "text/html"); strings.Count(body, "=cmd|") < 2 {
		t.Error("the note stands neither in the table nor in the list")
	}
	if _, csv := a.ask("GET", "/forecast.csv?horizon=2", ""); !strings.Contains(csv, `,'=cmd|`) {
		t.Errorf("the export holds the note as a formula, or not at all: %s", csv)
	}
	for _, wrong := range [][]string{{"week", "soon", "text", "x"}, {"week", week, "text", " "}} {
		if status, _ := a.post("/notes", wrong...); status != 422 {
			t.Errorf("%v: status %d", wrong, status)
		}
	}

	status, plan := a.post("/scenarios", "name", "A stop")
	if status != 303 || !strings.HasPrefix(plan, "/scenarios/") {
		t.Fatalf("scenario: status %d to %q", status, plan)
	}
	if status, _ := a.post(plan+"/add", "segment", "total", "from", week, "to", week, "percent", "-100"); status != 303 {
		t.Fatalf("assumption: status %d", status)
	}
	if _, csv := a.ask("GET", plan+"/forecast.csv?horizon=3", ""); !strings.Contains(csv, ",0.00,-") {
		t.Errorf("the stop does not show in the export: %s", csv)
	}
	for _, wrong := range [][]string{{"from", "x"}, {"percent", "many"}, {"percent", "0"}, {"to", "2000-01-03"}} {
		fields := append([]string{"segment", "total"}, wrong...)
		if wrong[0] != "from" {
			fields = append(fields, "from", week)
		}
		if wrong[0] != "to" {
			fields = append(fields, "to", week)
		}
		if wrong[0] != "percent" {
			fields = append(fields, "percent", "5")
		}
		if status, _ := a.post(plan+"/add", fields...); status != 422 {
			t.Errorf("%v: status %d", wrong, status)
		}
	}
	if status, _ := a.post(plan+"/remove", "assumption", "0"); status != 303 {
		t.Errorf("remove: status %d", status)
	}
	if status, _ := a.post(plan + "/delete"); status != 303 {
		t.Errorf("delete: status %d", status)
	}
	if resp, _ := a.ask("GET", plan, "", "Accept", "text/html"); resp.StatusCode != 404 {
		t.Errorf("after deleting: status %d", resp.StatusCode)
	}
	if status, location := a.post(plan + "/restore"); status != 303 || location != plan {
		t.Errorf("restore: status %d to %q", status, location)
	}
	if resp, _ := a.ask("GET", plan, "", "Accept", "text/html"); resp.StatusCode != 200 {
		t.Errorf("after restoring: status %d", resp.StatusCode)
	}
}

func TestTheTableAsAWorkbook(t *testing.T) {
	a := newIdleApp(t)
	_, err := a.store.AddNote(t.Context(), "test", 2537, "=1+1 & <more>")
	must(t, err)
	resp, body := a.ask("GET", "/forecast.xlsx?horizon=3", "")
	if got := resp.Header.Get("Content-Disposition"); got != `attachment; filename="forecast-total-3w.xlsx"` {
		t.Errorf("Content-Disposition: %s", got)
	}
	book, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	must(t, err)
	for _, part := range book.File { // every part is well-formed XML
		r, err := part.Open()
		must(t, err)
		d := xml.NewDecoder(r)
		for err == nil {
			_, err = d.Token()
		}
		if err != io.EOF {
			t.Errorf("%s: %v", part.Name, err)
		}
	}
	r, err := book.Open("xl/worksheets/sheet1.xml")
	must(t, err)
	var sheet struct {
		Rows []struct {
			Cells []struct {
				Type string `xml:"t,attr"`
				V    string `xml:"v"`
				Text string `xml:"is>t"`
				F    string `xml:"f"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	must(t, xml.NewDecoder(r).Decode(&sheet))
	if len(sheet.Rows) != 5 {
		t.Fatalf("%d rows, want a head, three weeks and their total", len(sheet.Rows))
	}
	want := append(a.forecastValues("total", 3), 0)
	for i, row := range sheet.Rows[1:] {
		if v, err := strconv.ParseFloat(row.Cells[2].V, 64); i < 3 && (err != nil || v != want[i]) {
			t.Errorf("step %d: %s, want %v", i+1, row.Cells[2].V, want[i])
		}
		for _, c := range row.Cells {
			if c.F != "" {
				t.Error("a cell holds a formula")
			}
		}
	}
	if first := sheet.Rows[1].Cells; first[0].Text != "2018-W34" || !strings.HasSuffix(first[1].Text, "; =1+1 & <more>") || first[1].Type != "inlineStr" {
		t.Errorf("the first row ahead holds %+v", first)
	}
	if total := sheet.Rows[4].Cells; total[1].Text != "Total" || total[2].V == "" {
		t.Errorf("the total holds %+v", total)
	}
}

// forecastValues are the API's numbers.
func (a *app) forecastValues(segment string, horizon int) []float64 {
	a.t.Helper()
	_, body := a.ask("GET", "/api/v1/forecast?segment="+segment+"&horizon="+strconv.Itoa(horizon), "")
	var answer struct{ Forecast []struct{ Forecast float64 } }
	must(a.t, json.Unmarshal([]byte(body), &answer))
	var out []float64
	for _, p := range answer.Forecast {
		out = append(out, p.Forecast)
	}
	return out
}

// percentCell is a cell with a share and a format.
var percentCell = regexp.MustCompile(`<c s="4"><v>0\.`)

// Spreadsheets are told that a file is UTF-8, and get shares as percent.
func TestFilesForSheets(t *testing.T) {
	a := newIdleApp(t)
	for language, name := range map[string]string{"pt-BR": "Previsão", "en": "Forecast"} {
		for _, path := range []string{"/forecast.csv?horizon=3", "/segments.csv", "/compare.csv?segment=state:SP", "/accuracy.csv", "/admin/audit.csv"} {
			_, body := a.ask("GET", path, "", "Accept-Language", language)
			if !strings.HasPrefix(body, sheet.ByteOrderMark) {
				t.Errorf("%s in %s begins %q", path, language, body[:12])
			}
		}
		_, tsv := a.ask("GET", "/forecast.tsv?horizon=3", "", "Accept-Language", language)
		if strings.HasPrefix(tsv, sheet.ByteOrderMark) || strings.Count(strings.TrimSpace(tsv), "\n") != 4 {
			t.Errorf("the clipboard gets %q", tsv)
		}
		_, raw := a.ask("GET", "/segments.xlsx", "", "Accept-Language", language)
		book, err := zip.NewReader(strings.NewReader(raw), int64(len(raw)))
		must(t, err)
		rows, err := fs.ReadFile(book, "xl/worksheets/sheet1.xml")
		must(t, err)
		workbook, err := fs.ReadFile(book, "xl/workbook.xml")
		must(t, err)
		if !percentCell.MatchString(string(rows)) || !strings.Contains(string(workbook), name) {
			t.Errorf("%s: no shares, or the sheet is called otherwise: %s", language, workbook)
		}
	}
}

// A name that no segment has is not passed over in silence.
func TestComparedByAPartOfAName(t *testing.T) {
	a := newIdleApp(t)
	wantIn(t, a.page("/compare?segment=x"), "There is no segment called")
	for _, exact := range []string{"state:SP", "SP", "sao+paulo", "S%C3%A3o+Paulo+(SP)"} {
		if strings.Contains(a.page("/compare?segment="+exact), "There is no segment called") {
			t.Errorf("%s is not taken for itself", exact)
		}
	}
}

// TestTargetInFiles: a week's target stands in its row, that of all weeks beside
// their sum.
func TestTargetInFiles(t *testing.T) {
	a := newIdleApp(t)
	for query, want := range map[string][2]string{
		"horizon=3&goal=200k&per=week": {"sales,target,gap,chance,together,", ",200000.00,"},
		"horizon=3&goal=600k":          {"together_hi95,together_target,together_gap,together_chance\n", ",600000.00,"},
		"horizon=1&goal=200k":          {"sales,target,gap,chance\n", ",200000.00,"},
	} {
		_, csv := a.ask("GET", "/forecast.csv?"+query, "")
		times := strings.Count(csv, want[1])
		if weekly := strings.Contains(query, "week"); !strings.Contains(csv, want[0]) || weekly && times != 3 || !weekly && times != 1 {
			t.Errorf("%s: %s", query, csv[max(0, len(csv)-600):])
		}
	}
}
