package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// promoFile has a column of what is known ahead, two coming weeks among it.
const promoFile = "week,revenue,promo_days\n2018-08-13,251000,2\n2018-08-20,252000,0\n2018-08-27,,5\n2018-09-03,,1\n"

// TestColumnsKnownAheadAreAsked: nothing is known ahead until a person says so,
// in the choice of how a file is read; the preview tells what was understood.
func TestColumnsKnownAheadAreAsked(t *testing.T) {
	a := newIdleApp(t)
	a.send("/data/imports", nil, map[string]string{"promo.csv": promoFile})
	page := a.page("/data/imports/2")
	wantIn(t, page, `<input name="drivers" type="checkbox" value="promo_days" aria-describedby="drivers-hint">`, "if they are known ahead, choose them so")
	if strings.Contains(page, "--drivers") {
		t.Error("the page names a flag")
	}
	resp, _ := a.press("/data/imports/read", url.Values{"upload": {kept(t, page)}, "drivers": {"promo_days"}}.Encode())
	if to := resp.Header.Get("Location"); to != "/data/imports/3" {
		t.Fatalf("goes to %q", to)
	}
	page = a.page("/data/imports/3")
	wantIn(t, page, "promo_days: from ", "2 weeks after the last with sales", `value="promo_days" checked`)
	_, portuguese := a.do("GET", "/data/imports/3", nil, "Accept-Language", "pt-BR")
	wantIn(t, portuguese, "promo_days: de ", "2 semanas depois da última com vendas")
	a.press("/data/imports/3/apply", "")
	live, err := a.server.training.Live()
	must(t, err)
	p, d := live.Data.Panel, live.Data.Drivers
	if len(p.Drivers) != 1 || p.Drivers[0] != "promo_days" || len(d) != 1 || d[0].Known != 2 {
		t.Fatalf("the panel has %v, the data %v", p.Drivers, d)
	}
	if values := p.Series[0].Drivers[0]; values[len(values)-1] != 1 || values[len(values)-2] != 5 || len(values) < len(p.Series[0].Values)+2 {
		t.Errorf("known ahead are %v", values)
	}
	// The same file again is nothing new, but may have been meant otherwise.
	_, body := a.send("/data/imports", nil, map[string]string{"promo.csv": strings.Replace(promoFile, "promo_days", "open_days", 1)})
	_ = kept(t, body)
}

// TestColumnsKnownAheadOfAProgram names them in the address.
func TestColumnsKnownAheadOfAProgram(t *testing.T) {
	a := newIdleApp(t)
	resp, body := a.ask("POST", "/api/v1/imports?drivers=promo_days", promoFile, "Content-Type", "text/csv")
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.StatusCode, body)
	}
	wantIn(t, body, `"drivers":[{"name":"promo_days","weeks":4,"first":"2018-08-13","last":"2018-09-03"}]`, `"weeks_ahead":2`)
	resp, body = a.ask("POST", "/api/v1/imports?drivers=price", promoFile, "Content-Type", "text/csv")
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, `"column_missing"`) {
		t.Error(resp.StatusCode, body)
	}
}
