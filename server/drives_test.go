package server

import (
	"encoding/json"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestWhatDrivesItComesLater: the dashboard does not wait for an explanation
// that is not known yet, names where it is loaded from, and has it afterwards.
func TestWhatDrivesItComesLater(t *testing.T) {
	a := newIdleApp(t)
	const path, part = "/?segment=state:RJ&horizon=5", `hx-get="/drives?segment=state%3ARJ&amp;horizon=5"`
	if _, page := a.ask("GET", path, "", "Accept", "text/html"); !strings.Contains(page, part) {
		t.Error("the first page does not say where the explanation is")
	}
	resp, got := a.ask("GET", "/drives?segment=state:RJ&horizon=5", "", "HX-Request", "true")
	if resp.StatusCode != http.StatusOK || !strings.Contains(got, "drives-title") || strings.Contains(got, "<html") {
		t.Errorf("the part answers %d: %.200s", resp.StatusCode, got)
	}
	if _, page := a.ask("GET", path, "", "Accept", "text/html"); strings.Contains(page, part) || !strings.Contains(page, "drives-title") {
		t.Error("a page after that does not hold the explanation")
	}
	if resp, _ := a.ask("GET", "/drives?segment=zzz", "", "Accept", "text/html"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("an unknown segment answers %d", resp.StatusCode)
	}
}

// TestDrivesOfAlmostNothing: a category that has sold R$ 283 in all, and nothing
// for months, is not explained by thousands that cancel, nor by less than nothing.
func TestDrivesOfAlmostNothing(t *testing.T) {
	a := newIdleApp(t)
	const query = "?segment=category:seguros_e_servicos&horizon=26"
	var why explainAnswer
	_, body := a.ask("GET", "/api/v1/explain"+query, "")
	must(t, json.Unmarshal([]byte(body), &why))
	if len(why.Weeks) != 26 {
		t.Fatalf("%d weeks are explained", len(why.Weeks))
	}
	for _, w := range why.Weeks {
		sum := 0.0
		for _, part := range w.Contributions {
			if sum += part.Amount; math.Abs(part.Amount) > 100 {
				t.Errorf("%s: %s is %.2f of %.2f", w.Week, part.Group, part.Amount, w.Forecast)
			}
		}
		if math.Abs(sum-w.Forecast) > 1e-9 {
			t.Errorf("%s: the parts add up to %g, not %g", w.Week, sum, w.Forecast)
		}
	}
	for _, path := range []string{"/drives", "/"} {
		if _, page := a.ask("GET", path+query, "", "Accept", "text/html"); strings.Contains(page, "\u2212R$\u00a00<") {
			t.Errorf("%s writes a negative zero", path)
		}
	}
}

// TestDrivesOfEveryWeek: the page has a row for each week of the horizon, which
// adds up to the forecast that the API gives for it; a week can be chosen.
func TestDrivesOfEveryWeek(t *testing.T) {
	a := newIdleApp(t)
	const query = "/drives?segment=state:RJ&horizon=15"
	_, page := a.ask("GET", query, "", "Accept", "text/html")
	var why explainAnswer
	_, body := a.ask("GET", "/api/v1/explain?segment=state:RJ&horizon=15", "")
	must(t, json.Unmarshal([]byte(body), &why))
	rows := weekRows(page)
	if len(rows) != 16 || len(why.Weeks) != 15 {
		t.Fatalf("%d rows for %d weeks and their sum", len(rows), len(why.Weeks))
	}
	for i, row := range rows {
		sum := 0
		for _, part := range row[:4] {
			sum += part
		}
		if sum != row[4] {
			t.Errorf("row %d: %v does not add up", i+1, row)
		}
		if i < 15 && row[4] != int(math.Round(why.Weeks[i].Forecast)) {
			t.Errorf("row %d: the forecast is %d, not %.2f", i+1, row[4], why.Weeks[i].Forecast)
		}
	}
	_, page = a.ask("GET", query+"&week=2018-09-05", "", "Accept", "text/html")
	for _, want := range []string{`<tr class="chosen"`, `week=2018-09-03" aria-current="true"`, "3–9\u00a0Sep\u00a02018</span></th>", ">Total<"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of a week does not hold %q", want)
		}
	}
}

// Segment and horizon are taken as the other pages take them: by any name, and as
// near as can be shown.
func TestDrivesTakesSegmentAndHorizonAsOthersDo(t *testing.T) {
	a := newIdleApp(t)
	_, page := a.ask("GET", "/drives?segment=rio+de+janeiro+(rj)&horizon=99", "", "Accept", "text/html")
	if rows := weekRows(page); len(rows) != 53 {
		t.Errorf("%d rows for 52 weeks and their sum", len(rows))
	}
	wantIn(t, page, `data-key="state:RJ"`, `name="horizon" type="number"`, "Rio de Janeiro (RJ)")
	if n := strings.Count(page, "<forecast-chart"); n != 2 {
		t.Errorf("%d charts stand beside the tables", n)
	}
}

func TestDrivesOfNoSuchWeek(t *testing.T) {
	a := newIdleApp(t)
	for week, want := range map[string]string{
		"soon":       "The week should be any date in it, written like 2018-08-20.",
		"2018-08-13": "The week should be one of those forecast here, from 20\u00a0Aug\u00a02018 to 10\u00a0Sep\u00a02018.",
		"2018-09-17": "The week should be one of those forecast here",
	} {
		resp, page := a.ask("GET", "/drives?horizon=4&week="+week, "", "Accept", "text/html")
		if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, want) {
			t.Errorf("week %s answers %d without %q", week, resp.StatusCode, want)
		}
	}
}

// weekRows reads the numbers of the table of every week.
func weekRows(page string) (rows [][]int) {
	_, table, _ := strings.Cut(page, `<table class="parts blocks">`)
	table, _, _ = strings.Cut(table, "</table>")
	cell := regexp.MustCompile(`<td class="number[^>]*>([^<]*)<`)
	for _, row := range strings.Split(table, "</tr>") {
		var numbers []int
		for _, hit := range cell.FindAllStringSubmatch(row, -1) {
			n, err := strconv.Atoi(strings.NewReplacer(",", "", "\u2212", "-").Replace(hit[1]))
			if err != nil {
				return nil
			}
			numbers = append(numbers, n)
		}
		if len(numbers) > 0 {
			rows = append(rows, numbers)
		}
	}
	return rows
}
