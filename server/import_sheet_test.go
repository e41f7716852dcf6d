package server

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// twoSheets is a workbook with a table of weeks on each of two sheets.
func twoSheets(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("Plan & more"); err != nil {
		t.Fatal(err)
	}
	for sheet, revenue := range map[string]float64{"Sheet1": 260_000, "Plan & more": 1} {
		for cell, row := range map[string][]any{"A1": {"week", "revenue"}, "A2": {"2018-08-13", revenue}} {
			if err := f.SetSheetRow(sheet, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSheetIsAsked: a workbook with several tables is refused with their names,
// to programs as to people, and the choice reads it.
func TestSheetIsAsked(t *testing.T) {
	a := newIdleApp(t)
	book := twoSheets(t)
	resp, body := a.do("POST", "/api/v1/imports?name=b.xlsx", strings.NewReader(book), "Content-Type", "application/octet-stream")
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("asked with %d", resp.StatusCode)
	}
	wantIn(t, body, `"choose":"sheet"`, "several sheets hold a table: Sheet1, Plan \\u0026 more")
	resp, body = a.do("POST", "/api/v1/imports?name=b.xlsx&sheet="+url.QueryEscape("Plan & more"), strings.NewReader(book), "Content-Type", "application/octet-stream")
	if resp.StatusCode != http.StatusOK {
		t.Errorf("chosen with %d", resp.StatusCode)
	}
	wantIn(t, body, `"sheet":"Plan \u0026 more"`)
	resp, page := a.send("/data/imports", nil, map[string]string{"b.xlsx": book})
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("the page answers %d", resp.StatusCode)
	}
	wantIn(t, page, `<option value="Plan &amp; more">`, "The file may be read in several ways")
	resp, page = a.press("/data/imports/read", url.Values{"upload": {kept(t, page)}, "sheet": {"Sheet1"}}.Encode())
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("chosen on the page: %d %s", resp.StatusCode, page)
	}
	_, portuguese := a.do("GET", resp.Header.Get("Location"), nil, "Accept-Language", "pt-BR")
	wantIn(t, portuguese, "planilha Sheet1", `<option value="Sheet1" selected>`, "260.000")
}
