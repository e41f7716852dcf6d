package server

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// needsList is what GET /api/v1/needs answers.
type needsList struct {
	Rules struct{ Most, Change int }
	Lines []struct {
		ID, Kind, Name, Message, Page string
		Open                          bool
		Amount                        json.Number
		Answer                        *struct {
			Answer, Word, By string
			Change           int
		}
	}
}

func (a *app) needs() (n needsList) {
	a.t.Helper()
	resp, body := a.ask("GET", "/api/v1/needs", "")
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("%d: %s", resp.StatusCode, body)
	}
	must(a.t, json.Unmarshal([]byte(body), &n))
	return n
}

// TestNeedsPage: page, file and API have the same lines; one is closed, seen among
// the closed ones, and put back; the menu counts what is open.
func TestNeedsPage(t *testing.T) {
	a := newIdleApp(t)
	n := a.needs()
	if len(n.Lines) < 3 || n.Lines[0].Kind != "late" || n.Lines[0].Page != "/data/imports" || n.Lines[1].Kind != "held" {
		t.Fatalf("%+v", n)
	}
	page := a.page("/needs")
	wantIn(t, page, "3 things need you", "Data late", "The last week with any sales is that of", "Held back", `href="/needs/replay#replay-title"`, `title="3 things need you"`)
	resp, file := a.ask("GET", "/needs.csv", "")
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil || resp.StatusCode != http.StatusOK || len(rows) != 1+len(n.Lines) || rows[1][5] != n.Lines[0].Amount.String() {
		t.Fatalf("%v: %s", err, file)
	}
	late := "/needs/" + n.Lines[0].ID
	if resp, page := a.press(late, "answer=closed&word=&change=0"); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "say in a few words why") && !strings.Contains(page, "Say in a few words why") {
		t.Errorf("without a word: %d", resp.StatusCode)
	}
	if resp, page := a.press(late, "answer=snoozed&word=because&until=2018-01-01&change=0"); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, `value="because"`) || !strings.Contains(page, `value="2018-01-01"`) {
		t.Errorf("until a day long ago: %d", resp.StatusCode)
	}
	if resp, _ := a.press(late, "answer=closed&word=on+its+way&change=0"); resp.StatusCode >= 400 {
		t.Fatalf("not closed: %d", resp.StatusCode)
	}
	if resp, page := a.press(late, "answer=closed&word=mine&change=0"); resp.StatusCode != http.StatusConflict || !strings.Contains(page, "omebody else has answered") || !strings.Contains(page, "on its way") {
		t.Errorf("the second to close it: %d", resp.StatusCode)
	}
	wantIn(t, a.page("/needs"), "2 things need you", "closed by", "on its way", "Put back on the list")
	if n = a.needs(); n.Lines[0].Open || n.Lines[0].Answer == nil || n.Lines[0].Answer.Change != 1 {
		t.Errorf("%+v", n.Lines[0])
	}
	if resp, _ := a.press(late, "answer=opened&change=1"); resp.StatusCode >= 400 || !a.needs().Lines[0].Open {
		t.Error("it is not put back")
	}
	if resp, _ := a.press("/needs/none", "answer=opened&change=0"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a line that is not there: %d", resp.StatusCode)
	}
}

// TestNeedsLimits: limits are tried on the past year before they are saved; two who
// change them at once are told, and keep what they typed.
func TestNeedsLimits(t *testing.T) {
	a := newIdleApp(t)
	wantIn(t, a.page("/needs/replay"), "Looked at after each of the past 52 weeks", "at most 5 new lines in one week")
	resp, _ := a.press("/needs/rules", "act=try&level=80&least=1,5&chance=70&weeks=1&most=9&change=0")
	to := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || !strings.Contains(to, "most=9") {
		t.Fatalf("%d to %s", resp.StatusCode, to)
	}
	wantIn(t, a.page(to[strings.Index(to, "/needs"):]), "These limits are not saved yet", `value="9"`, "at most 9 new lines in one week")
	if n := a.needs(); n.Rules.Change != 0 || n.Rules.Most != 5 {
		t.Errorf("what was tried is in force: %+v", n.Rules)
	}
	if resp, page := a.press("/needs/rules", "act=save&level=80&least=many&chance=70&weeks=1&most=9&change=0"); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, `value="many"`) {
		t.Errorf("not a number: %d", resp.StatusCode)
	}
	if resp, _ := a.press("/needs/rules", "act=save&level=80&least=1&chance=70&weeks=1&most=9&change=0"); resp.StatusCode >= 400 || a.needs().Rules.Most != 9 {
		t.Errorf("not saved: %d", resp.StatusCode)
	}
	if resp, page := a.press("/needs/rules", "act=save&level=80&least=1&chance=70&weeks=1&most=7&change=0"); resp.StatusCode != http.StatusConflict || !strings.Contains(page, "omebody else has changed these limits") || !strings.Contains(page, `value="7"`) {
		t.Errorf("the second to save: %d", resp.StatusCode)
	}
}

// TestNeedsOfPeriodsAndThePlan: a target for every month and a published plan that are
// not reached are lines whose pages show the same figures, in both languages.
func TestNeedsOfPeriodsAndThePlan(t *testing.T) {
	a := newIdleApp(t)
	live, err := a.training.Live()
	must(t, err)
	if resp, body := a.press("/targets", url.Values{"segment": {"total"}, "goal": {"1300000"}, "per": {"month"}, "horizon": {"12"}, "period": {"month"}}.Encode()); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %.300s", resp.StatusCode, body)
	}
	first := live.Data.To + 1
	o := answersWith[overrideAnswer](a, 200, "POST", "/api/v1/plan/overrides", fmt.Sprintf(`{"segments":["state:SP"],"from":"%s","to":"%s","amount":5000000,"reason":"promotion"}`, first, first+11))
	answersWith[publishedAnswer](a, 200, "POST", "/api/v1/plan/publish", fmt.Sprintf(`{"version":%q,"seen":%d}`, a.planVersion(), o.Version))
	seen := map[string]int{}
	for _, line := range answersWith[struct {
		Lines []struct {
			Kind, Segment, Subject, Message, Page string
			Weeks                                 int
			Chance                                *float64
		}
	}](a, 200, "GET", "/api/v1/needs", "").Lines {
		if line.Kind != "chance" && line.Kind != "target" && line.Kind != "plan" {
			continue
		}
		seen[line.Kind]++
		address, _, _ := strings.Cut(line.Page, "#")
		page := a.page(address)
		switch {
		case line.Chance == nil:
			t.Errorf("%s has no chance", line.Message)
		case line.Kind == "plan" && (line.Subject != "1" || !strings.HasPrefix(address, "/plan?") || !strings.Contains(line.Message, "plan")):
			t.Errorf("%+v", line)
		case line.Kind != "plan":
			p, err := week.ParsePeriod(line.Subject)
			must(t, err)
			wantIn(t, page, text.English.Period(p), ui.Chance(text.English, 1-*line.Chance))
		}
	}
	if seen["chance"]+seen["target"] != 3 || seen["plan"] < 2 {
		t.Errorf("%v", seen)
	}
	wantIn(t, a.page("/needs"), "Below the plan", "The plan is likely to be missed:", "is likely to miss its target:", "2018 is likely")
	_, page := a.ask("GET", "/needs", "", "Accept-Language", "pt-BR")
	wantIn(t, page, "Abaixo do plano", "O plano tende a não ser atingido: em 100 vezes", "A meta de ")
}
