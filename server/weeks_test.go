package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestAWeekCanBeOverruled: the truncated week is used once a person says so,
// left out again once the detector decides, and the forecast follows.
func TestAWeekCanBeOverruled(t *testing.T) {
	a := newIdleApp(t)
	_, before := a.ask("GET", "/predict", "")
	if resp, body := a.ask("POST", "/api/v1/weeks", `{"week":"2018-08-22","verdict":"use","note":"it was a quiet week"}`); resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	if _, now := a.ask("GET", "/predict", ""); !strings.Contains(now, `[{"date":"2018-08-27"`) {
		t.Errorf("the forecast begins otherwise than after the week: %.120s", now)
	}
	if resp, body := a.ask("POST", "/api/v1/weeks", `{"week":"2018-08-20","verdict":"detect"}`); resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	if _, now := a.ask("GET", "/predict", ""); now != before {
		t.Error("the detector's word brings another forecast than before")
	}
	if resp, page := a.ask("POST", "/data/weeks", "", "Accept", "text/html"); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "/data/weeks") {
		t.Errorf("an empty form answers %d", resp.StatusCode)
	}
}

// TestTheLastWordOnAWeekIsShown: also where it changes nothing of the forecast.
func TestTheLastWordOnAWeekIsShown(t *testing.T) {
	a := newIdleApp(t)
	judge := func(verdict, note string) {
		t.Helper()
		if resp, body := a.ask("POST", "/api/v1/weeks", `{"week":"2018-08-27","verdict":"`+verdict+`","note":"`+note+`"}`); resp.StatusCode != http.StatusOK {
			t.Fatalf("status %d: %s", resp.StatusCode, body)
		}
	}
	judge("leave", "first reason")
	wantIn(t, a.page("/data"), "first reason")
	judge("leave", "second reason")
	wantIn(t, a.page("/data"), "second reason")
	judge("detect", "")
	if strings.Contains(a.page("/data"), "second reason") {
		t.Error("a word that was taken back is still shown")
	}
}

// TestWeeksFarFromUsual: totals that cannot be are named before they are in
// force, left out of what is learnt, and taken in by one click.
func TestWeeksFarFromUsual(t *testing.T) {
	a := newIdleApp(t)
	const csv = "week,revenue\n2018-08-20,230000\n2018-08-27,235000\n2018-09-03,2300000\n2018-09-10,15000\n"
	const spike, end = "R$ 2,300,000 is 10 times the usual level: left out until you say it is right", "R$ 15,000 is 7% of the usual level: the data seem to end within this week"
	_, answer := a.ask("POST", "/api/v1/imports", csv, "Content-Type", "text/csv")
	wantIn(t, answer, `"complete":false,"reason":"`+spike, `"complete":false,"reason":"`+end)
	wantIn(t, a.page("/data/imports/2"), "Weeks left out, and why (2)", spike, end)
	_, page := a.do("GET", "/data/imports/2", nil, "Accept-Language", "pt-BR")
	wantIn(t, page, "R$ 2.300.000 é 10 vezes o nível habitual", "R$ 15.000 é 7% do nível habitual")
	a.press("/data/imports/2/apply", "")
	wantIn(t, a.weeks(), `{"week":"2018-08-27","revenue":235000.00,"freight":0.00,"items":0,"orders":null,"complete":true`,
		`{"week":"2018-09-03","revenue":2300000.00,"freight":0.00,"items":0,"orders":null,"complete":false,"reason":"`+spike,
		`{"week":"2018-09-10","revenue":15000.00,"freight":0.00,"items":0,"orders":null,"complete":false,"reason":"`+end)
	wantIn(t, a.page("/data"), spike, end, `name="week" value="2018-09-03"`, "It is right: use it")
	wantIn(t, a.page("/"), spike)
	if _, now := a.ask("GET", "/predict", ""); !strings.Contains(now, `[{"date":"2018-09-03"`) {
		t.Errorf("the forecast begins otherwise than after the last usable week: %.120s", now)
	}
	if resp, _ := a.press("/data/weeks", "week=2018-09-03&verdict=use"); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("one click answers %d", resp.StatusCode)
	}
	wantIn(t, a.weeks(), `{"week":"2018-09-03","revenue":2300000.00,"freight":0.00,"items":0,"orders":null,"complete":true}`)
	if strings.Contains(a.page("/data"), "2,300,000 is") {
		t.Error("the week is still listed as left out")
	}
}
