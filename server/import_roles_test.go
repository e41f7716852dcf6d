package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A file that leaves open which of its columns is the amount is asked about, and
// the answer is remembered for the next file with the same header.
func TestRolesOfColumnsAreChosen(t *testing.T) {
	a := newIdleApp(t)
	resp, body := a.send("/data/imports", nil, map[string]string{"two.csv": "week,sales,turnover,email\n2018-09-03,5,6,ana@example.com\n"})
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", resp.StatusCode)
	}
	wantIn(t, body, "may be it", "What each column is", `<option value="turnover=amount"`)
	if strings.Contains(body, "ana@") || strings.Contains(body, "email=") {
		t.Error("a customer's column is offered or its value shown")
	}
	resp, body = a.press("/data/imports/read", url.Values{"upload": {kept(t, body)}, "role": {"week=date", "turnover=amount", "sales=ignore"}}.Encode())
	if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || to != "/data/imports/2" {
		t.Fatalf("%d to %q: %s", resp.StatusCode, to, body)
	}
	wantIn(t, a.page("/data/imports/2"), "R$ 6", `<option value="turnover=amount" selected>`)
	a.press("/data/imports/2/discard", "")
	resp, body = a.send("/data/imports", nil, map[string]string{"next.csv": "week,sales,turnover,email\n2018-09-03,5,8,bea@example.com\n"})
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %s", resp.StatusCode, body)
	}
	wantIn(t, a.page(resp.Header.Get("Location")), "R$ 8", "olumns as you chose on")
}
