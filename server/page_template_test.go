package server

import (
	"net/http"
	"strings"
	"testing"

	"olist/store/ingest"
)

// TestTemplateIsTaken: what is downloaded in either language and format is read
// as it is, every row of it, and its examples are of past weeks.
func TestTemplateIsTaken(t *testing.T) {
	a := newIdleApp(t)
	for _, language := range []string{"en", "pt-BR"} {
		for _, path := range []string{"/data/template.csv", "/data/template.xlsx"} {
			resp, file := a.do("GET", path, nil, "Accept-Language", language)
			if resp.StatusCode != http.StatusOK {
				t.Fatalf("%s answers %d", path, resp.StatusCode)
			}
			batch, report, err := ingest.ReadWeekly(t.Context(), "template", strings.NewReader(file), ingest.Options{})
			if err != nil {
				t.Fatalf("%s in %s: %v", path, language, err)
			}
			if report.File.Rows != 12 || len(report.Refused) > 0 || report.Weeks != templateWeeks || len(report.Form.Ignored) > 0 {
				t.Errorf("%s in %s: %+v", path, language, report)
			}
			if want := 3*4*125_000 - 3*(1+2+3)*31_010 + 4*(1+2)*2_550; report.Read != int64(want) || batch == nil {
				t.Errorf("%s in %s: %d cents, want %d", path, language, report.Read, want)
			}
		}
	}
}

// TestPastedTable: cells copied from a spreadsheet are a file, by page and API.
func TestPastedTable(t *testing.T) {
	a := newIdleApp(t)
	const cells = "\r\nweek\trevenue\r\n2018-08-13\t260000\r\n"
	resp, page := a.send("/data/imports", map[string]string{"pasted": cells}, nil)
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("the page answers %d %s", resp.StatusCode, page)
	}
	wantIn(t, a.page(resp.Header.Get("Location")), "pasted.txt", "R$ 260,000")
	if resp, page := a.send("/data/imports", map[string]string{"pasted": " \r\n"}, nil); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "Paste a table or choose a file") {
		t.Errorf("nothing pasted answers %d", resp.StatusCode)
	}
	if resp, body := a.do("POST", "/api/v1/imports", strings.NewReader(cells), "Content-Type", "text/plain"); resp.StatusCode != http.StatusOK {
		t.Errorf("the API answers %d %s", resp.StatusCode, body)
	}
}
