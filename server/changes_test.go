package server

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// newWeek puts a week of sales in force after those that the sample has.
func (a *app) newWeek() {
	a.t.Helper()
	_, body := a.do("POST", "/api/v1/imports?name=week.csv", strings.NewReader("week,revenue\n2018-08-20,300000.00\n"), "Content-Type", "text/csv")
	var staged struct {
		Import struct {
			Version int `json:"version"`
		} `json:"import"`
	}
	must(a.t, json.Unmarshal([]byte(body), &staged))
	if resp, body := a.do("POST", "/api/v1/imports/"+strconv.Itoa(staged.Import.Version)+"/apply", strings.NewReader(`{"retrain":false}`), "Content-Type", "application/json"); resp.StatusCode != http.StatusOK {
		a.t.Fatalf("the week is not in force: %s", body)
	}
}

// changed is what GET /api/v1/changes answers.
type changed struct {
	Before, After *struct{ ID, Cutoff string }
	Was           json.Number `json:"forecast_before"`
	Is            json.Number `json:"forecast_after"`
	Parts         []struct {
		Part   string
		Amount json.Number
	}
	Reasons []string
	Weeks   []struct {
		Week string
		Was  json.Number `json:"forecast_before"`
		Is   json.Number `json:"forecast_after"`
	}
	Came []struct {
		Week string
		Sold json.Number
	}
}

func (a *app) changed(query string) (c changed) {
	a.t.Helper()
	resp, body := a.ask("GET", "/api/v1/changes"+query, "")
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("%s answers %d: %s", query, resp.StatusCode, body)
	}
	must(a.t, json.Unmarshal([]byte(body), &c))
	return c
}

func centsOf(t *testing.T, written string) int64 {
	t.Helper()
	cents, err := strconv.ParseInt(strings.ReplaceAll(written, ".", ""), 10, 64)
	must(t, err)
	return cents
}

// TestChangesPage: with one forecast the page says so; once a week of sales came,
// page, file and API tell the same change, whose parts add up to the cent.
func TestChangesPage(t *testing.T) {
	a := newIdleApp(t)
	wantIn(t, a.page("/changes"), "One forecast was issued so far", `href="/data/imports"`)
	if c := a.changed(""); c.Before != nil || c.After != nil || len(c.Weeks) != 0 {
		t.Errorf("one forecast changed: %+v", c)
	}
	a.newWeek()
	page := a.page("/changes?horizon=4")
	wantIn(t, page, "Coming 4 weeks: R$", "the sales that came", "Nothing comes from: corrections of the past", "Weeks that came since", "R$ 300,000", "What changed most", `value="now" selected`)
	if part := a.page("/changes?horizon=4&segment=state:SP"); strings.Contains(part, "What changed most") || !strings.Contains(part, "São Paulo (SP)") {
		t.Error("a state's page is that of all sales")
	}

	c := a.changed("?horizon=4")
	if c.Before == nil || c.Before.Cutoff != "2018-08-13" || c.After.ID != "now" || c.After.Cutoff != "2018-08-20" || len(c.Weeks) != 4 || len(c.Came) != 1 || len(c.Reasons) != 0 {
		t.Fatalf("%+v", c)
	}
	left := centsOf(t, c.Is.String()) - centsOf(t, c.Was.String())
	for _, part := range c.Parts {
		left -= centsOf(t, part.Amount.String())
	}
	if left != 0 || c.Is == c.Was {
		t.Errorf("%d cents are left of %+v", left, c)
	}
	live, err := a.training.Live()
	must(t, err)
	f, err := live.Forecast("total")
	must(t, err)
	if want := strconv.FormatFloat(f.Totals[3].Value, 'f', 2, 64); c.Is.String() != want {
		t.Errorf("the forecast is %s after the change, and %s on its page", c.Is, want)
	}

	resp, file := a.ask("GET", "/changes.csv?horizon=4&before="+url.QueryEscape(c.Before.ID), "")
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil || resp.StatusCode != http.StatusOK || len(rows) != 5 {
		t.Fatalf("%d rows, %v: %s", len(rows), err, file)
	}
	for k, row := range rows[1:] {
		left := centsOf(t, row[len(row)-1])
		for _, cell := range row[2 : len(row)-1] {
			if cell != "" {
				left -= centsOf(t, cell)
			}
		}
		if left != 0 || row[1] != c.Weeks[k].Week || row[2] != c.Weeks[k].Was.String() || row[len(row)-1] != c.Weeks[k].Is.String() {
			t.Errorf("%q is another week than %+v", row, c.Weeks[k])
		}
	}
	turned := a.changed("?horizon=4&before=now&after=" + url.QueryEscape(c.Before.ID))
	if turned.Before.ID != c.Before.ID || turned.Is != c.Is {
		t.Errorf("asked for the other way round it is %+v", turned)
	}
	if same := a.changed("?before=now&after=now"); same.Is != same.Was {
		t.Errorf("a forecast differs from itself: %+v", same)
	}
	wantIn(t, a.page("/changes?before=now&after=now"), "Nothing changed.")
	for _, path := range []string{"/changes?before=x", "/changes?segment=zzz", "/api/v1/changes?after=x", "/changes.csv?after=x"} {
		if resp, _ := a.ask("GET", path, "", "Accept", "text/html"); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %d", path, resp.StatusCode)
		}
	}
}
