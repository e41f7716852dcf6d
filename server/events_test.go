package server

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func (a *app) events() map[string]knownEvent {
	a.t.Helper()
	_, body := a.ask("GET", "/api/v1/events", "")
	var got struct{ Events []knownEvent }
	must(a.t, json.Unmarshal([]byte(body), &got))
	out := map[string]knownEvent{}
	for _, e := range got.Events {
		out[e.Name+" "+e.Week.String()] = e
	}
	return out
}

// TestEventsPage adds, changes, hides, shows and deletes events in the ways
// of the page.
func TestEventsPage(t *testing.T) {
	a := newIdleApp(t)
	fingerprint := func() string {
		live, err := a.training.Live()
		must(t, err)
		return live.Data.Fingerprint
	}
	before := fingerprint()
	page := func(path string) string {
		_, body := a.ask("GET", path, "", "Accept", "text/html")
		return body
	}
	if body := page("/events"); !strings.Contains(body, "Black Friday") || strings.Contains(body, "Retrain now") {
		t.Errorf("the page should list Black Friday and ask for nothing: %.300s", body)
	}
	if status, to := a.post("/events", "name", "Warehouse sale", "week", "2018-09-05", "kind", "retail"); status != http.StatusSeeOther || !strings.HasPrefix(to, "/events?saved=e") {
		t.Fatalf("adding answers %d to %q", status, to)
	}
	added, ok := a.events()["Warehouse sale 2018-09-03"]
	if !ok || added.ID == "" || fingerprint() == before {
		t.Fatal("the event is not kept, or the data look the same with it")
	}
	if body := page("/events"); !strings.Contains(body, "Retrain now") || !strings.Contains(body, "Warehouse sale") {
		t.Error("the page does not offer to retrain")
	}
	if status, _ := a.post("/events", "id", added.ID, "name", "Warehouse sale", "week", "2018-07-18", "kind", "one-off", "shock", "yes"); status != http.StatusSeeOther {
		t.Fatalf("changing answers %d", status)
	}
	if e, ok := a.events()["Warehouse sale 2018-07-16"]; !ok || !e.Shock || e.ID != added.ID {
		t.Errorf("changed it is %+v", e)
	}
	if status, _ := a.post("/events/"+added.ID+"/delete", "", ""); status != http.StatusSeeOther || fingerprint() != before {
		t.Errorf("deleting answers %d, or leaves something", status)
	}
	const friday = "Black Friday 2018-11-19"
	if status, _ := a.post("/events", "name", "Black Friday", "week", "2018-11-19", "kind", "hidden"); status != http.StatusSeeOther {
		t.Fatalf("hiding answers %d", status)
	}
	hidden := a.events()[friday]
	if hidden.Kind != "hidden" || hidden.Amount != nil {
		t.Errorf("hidden it is %+v", hidden)
	}
	a.post("/events/"+hidden.ID+"/delete", "", "")
	if e := a.events()[friday]; e.Kind != "retail" || e.Factor < 1.1 || e.Amount == nil || *e.Amount < 10000 {
		t.Errorf("shown again it is %+v", e)
	}
	for field, fields := range map[string][]string{
		"name": {"name", "", "week", "2018-09-05", "kind", "retail"},
		"week": {"name", "x", "week", "soon", "kind", "retail"},
		"kind": {"name", "x", "week", "2018-09-05", "kind", "feast"},
	} {
		if status, _ := a.post("/events", fields...); status != http.StatusUnprocessableEntity {
			t.Errorf("a wrong %s answers %d", field, status)
		}
	}
	if status, _ := a.post("/events/e99/delete", "", ""); status != http.StatusNotFound {
		t.Errorf("deleting what is not there answers %d", status)
	}
	if body := page("/events?edit=2018-11-19+Black+Friday"); !strings.Contains(body, "Edit the event") {
		t.Error("an event does not come into the form")
	}
}

// TestExplanationAddsUpToTheForecast compares two routes.
func TestExplanationAddsUpToTheForecast(t *testing.T) {
	a := newIdleApp(t)
	for _, segment := range []string{"total", "state:SP", "category:beleza_saude"} {
		var why explainAnswer
		_, body := a.ask("GET", "/api/v1/explain?horizon=20&segment="+segment, "")
		must(t, json.Unmarshal([]byte(body), &why))
		live, err := a.training.Live()
		must(t, err)
		f, err := live.Forecast(segment)
		must(t, err)
		if len(why.Weeks) != 20 {
			t.Fatalf("%s: %d weeks", segment, len(why.Weeks))
		}
		for i, w := range why.Weeks {
			sum, events := 0.0, 0.0
			for _, c := range w.Contributions {
				sum += c.Amount
				if c.Group == "events" {
					events = c.Amount
				}
			}
			if want := f.Points[i].Value; math.Abs(sum-want) > 1e-6*want {
				t.Errorf("%s step %d: parts make %g, the forecast is %g", segment, w.Step, sum, want)
			}
			if (len(w.Events) > 0) != (math.Abs(events) > 1e-9) {
				t.Errorf("%s step %d: events %v make %g", segment, w.Step, w.Events, events)
			}
		}
	}
	_, body := a.ask("GET", "/?segment=state:SP", "", "Accept", "text/html")
	if !strings.Contains(body, "What drives it") {
		t.Error("the dashboard does not say what drives it")
	}
}

// TestEventNamesAreKnownAgain: in either language, without capitals and
// accents; what never happened points to What if; nothing is there twice; what
// is deleted comes back.
func TestEventNamesAreKnownAgain(t *testing.T) {
	a := newIdleApp(t)
	for i, name := range []string{"dia das criancas", "CHILDREN’S  DAY", "black friday"} {
		week := []string{"2018-09-05", "2018-09-12", "2018-09-19"}[i]
		if status, _ := a.post("/events", "name", name, "week", week, "kind", "retail"); status != http.StatusSeeOther {
			t.Fatalf("%q answers %d", name, status)
		}
	}
	for _, want := range []string{"Children's Day 2018-09-03", "Children's Day 2018-09-10", "Black Friday 2018-09-17"} {
		if e, ok := a.events()[want]; !ok || e.Factor == 0 {
			t.Errorf("%s is not known again: %+v", want, e)
		}
	}
	for name, week := range map[string]string{"Dia das Crianças": "2018-09-06", "natal": "2018-12-25"} { // a person's and the calendar's
		if resp, body := a.press("/events", "name="+url.QueryEscape(name)+"&week="+week+"&kind=retail"); resp.StatusCode != http.StatusConflict {
			t.Errorf("%s a second time answers %d", name, resp.StatusCode)
		} else {
			wantIn(t, body, "This event is in that week already")
		}
	}
	resp, _ := a.press("/events", "name=Our+birthday&week=2018-10-03&kind=retail")
	wantIn(t, a.page(resp.Header.Get("Location")), "Our birthday never happened in the data", `href="/scenarios"`, `<option value="Black Friday">`)
	resp, _ = a.press("/events/"+a.events()["Our birthday 2018-10-01"].ID+"/delete", "")
	wantIn(t, a.page(resp.Header.Get("Location")), "Deleted: Our birthday, 1–7 Oct 2018.", ">Undo<")
	a.press("/events", "edit=yes&name=Our+birthday&week=2018-10-01&kind=retail")
	if _, ok := a.events()["Our birthday 2018-10-01"]; !ok {
		t.Error("it does not come back")
	}
}
