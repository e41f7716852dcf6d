package server

import (
	"net/http"
	"strings"
	"testing"
)

// A whole kind, or a name in all its years, leaves the forecast and comes back.
func TestEventsInGroups(t *testing.T) {
	a := newIdleApp(t)
	const friday, mothers, own = "Black Friday 2018-11-19", "Mother's Day 2019-05-06", "Our fair 2018-11-19"
	before := a.events()
	if before[friday].Amount == nil {
		t.Fatal("Black Friday adds nothing to the forecast to begin with")
	}
	a.post("/events", "name", "Our fair", "week", "2018-11-19", "kind", "retail")
	press := func(fields ...string) {
		t.Helper()
		if status, to := a.post("/events/groups", fields...); status != http.StatusSeeOther || !strings.HasPrefix(to, "/events") {
			t.Fatalf("%v answers %d to %s", fields, status, to)
		}
	}
	press("group", "name:Black Friday", "left_out", "yes")
	if now := a.events(); now[friday].Name != "" || now[mothers].Name == "" {
		t.Error("Black Friday should be left out, and nothing else")
	}
	press("group", "retail", "left_out", "yes")
	if now := a.events(); now[mothers].Name != "" || now[own].Name == "" || now["Finados 2018-10-29"].Name == "" {
		t.Error("retail events of the calendar should be left out, neither one's own nor holidays")
	}
	_, page := a.ask("GET", "/events", "", "Accept", "text/html")
	if n := strings.Count(page, "Bring back</button>"); n != 2 {
		t.Errorf("%d groups can be brought back, want 2", n)
	}
	press("group", "retail")
	press("group", "name:Black Friday")
	if now := a.events(); now[friday].Amount == nil || *now[friday].Amount != *before[friday].Amount {
		t.Errorf("brought back Black Friday is %+v, before %+v", now[friday], before[friday])
	}
	if status, _ := a.post("/events/groups", "group", "one-off", "left_out", "yes"); status != http.StatusUnprocessableEntity {
		t.Errorf("what is no group answers %d", status)
	}
	if status, _ := a.post("/events/groups", "group", "retail"); status != http.StatusNotFound {
		t.Errorf("bringing back what is not left out answers %d", status)
	}
}
