package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"olist/store"
)

// answersWith asks for JSON and reads what is answered with the wanted status.
func answersWith[T any](a *app, want int, method, path, body string, header ...string) (out T) {
	a.t.Helper()
	resp, said := a.ask(method, path, body, header...)
	if resp.StatusCode != want {
		a.t.Fatalf("%s %s answers %d: %.300s", method, path, resp.StatusCode, said)
	}
	if said != "" {
		must(a.t, json.Unmarshal([]byte(said), &out))
	}
	return out
}

// What is set by the API is what the page shows and the service sends by; what is left
// out stays.
func TestTheDigestIsSetByPrograms(t *testing.T) {
	a := newIdleApp(t)
	first := answersWith[digestAnswer](a, 200, "GET", "/api/v1/digest", "")
	if first.Server.Set || !first.Next.IsZero() || first.Zone != "America/Sao_Paulo" || first.Wait != 24 || first.Sendings == nil {
		t.Errorf("nothing is set: %+v", first)
	}
	set := answersWith[digestAnswer](a, 200, "PUT", "/api/v1/digest", `{"weekday":4,"minute":15}`)
	if set.Weekday != 4 || set.Minute != 15 || set.Hour != first.Hour || set.Wait != first.Wait {
		t.Errorf("times: %+v", set)
	}
	k := mailServer(t)
	set = answersWith[digestAnswer](a, 200, "PUT", "/api/v1/digest/server", fmt.Sprintf(`{"host":%q,"port":%d,"tls":"none","from":%q}`, k.Host, k.Port, k.From))
	if set.Server.Server != k || !set.Server.Set || set.Server.Password || set.Next.IsZero() {
		t.Errorf("the server: %+v", set)
	}
	_, page := a.ask("GET", "/digest", "")
	wantIn(t, page, k.From, `value="08:15"`)
	if out := answersWith[map[string]string](a, 200, "POST", "/api/v1/digest/test", `{"to":" ana@example.com"}`); out["outcome"] != "sent" {
		t.Errorf("a test: %v", out)
	}
	r := answersWith[store.Reader](a, 200, "POST", "/api/v1/digest/readers", `{"address":"ana@example.com","language":"pt-BR","segments":["state:SP"]}`)
	again := answersWith[store.Reader](a, 200, "POST", "/api/v1/digest/readers", `{"address":"ana@example.com","language":"en"}`)
	if r.ID != again.ID || r.Kind != store.ReaderMail || r.Language != "pt-BR" || again.Language != "en" || len(again.Segments) != 0 {
		t.Errorf("%+v, then %+v", r, again)
	}
	sent := answersWith[store.Sending](a, 200, "POST", "/api/v1/digest/readers/"+r.ID+"/send", "")
	if sent.State != store.SendingDone || sent.Reader != r.ID || sent.Week != 0 {
		t.Errorf("sent: %+v", sent)
	}
	repeat := fmt.Sprintf("/api/v1/digest/sendings/%d/repeat", sent.Seq)
	answersWith[Problem](a, http.StatusConflict, "POST", repeat, "")
	answersWith[digestAnswer](a, 200, "PUT", "/api/v1/digest/server", `{"port":1}`)
	failed := answersWith[store.Sending](a, 200, "POST", "/api/v1/digest/readers/"+r.ID+"/send", "")
	_, page = a.ask("GET", "/digest", "")
	wantIn(t, page, "No connection to the server came about.")
	answersWith[digestAnswer](a, 200, "PUT", "/api/v1/digest/server", fmt.Sprintf(`{"port":%d}`, k.Port))
	mended := answersWith[store.Sending](a, 200, "POST", fmt.Sprintf("/api/v1/digest/sendings/%d/repeat", failed.Seq), "")
	if failed.State != store.SendingFailed || failed.Why != "No connection to the server came about." || mended.Why != "" || mended.State != store.SendingDone || mended.Attempts != 2 {
		t.Errorf("%+v, then %+v", failed, mended)
	}
	if all := answersWith[digestAnswer](a, 200, "GET", "/api/v1/digest", "").Sendings; len(all) != 2 || all[0].Seq != failed.Seq {
		t.Errorf("sendings: %+v", all)
	}
	answersWith[struct{}](a, http.StatusNoContent, "DELETE", "/api/v1/digest/readers/"+r.ID, "")
	answersWith[Problem](a, http.StatusNotFound, "DELETE", "/api/v1/digest/readers/"+r.ID, "")
	answersWith[Problem](a, http.StatusNotFound, "POST", "/api/v1/digest/readers/"+r.ID+"/send", "")
	if gone := answersWith[digestAnswer](a, 200, "PUT", "/api/v1/digest/server", `{"host":""}`); gone.Server.Set || !gone.Next.IsZero() {
		t.Errorf("without a server: %+v", gone)
	}
}

// What is wrong is refused by its field, and changes nothing.
func TestWrongDigestsAreRefused(t *testing.T) {
	a := newIdleApp(t)
	for _, c := range []struct{ method, path, body, field string }{
		{"PUT", "/api/v1/digest", `{"weekday":7}`, "weekday"}, {"PUT", "/api/v1/digest", `{"hour":24}`, "hour"}, {"PUT", "/api/v1/digest", `{"wait":121}`, "wait"},
		{"PUT", "/api/v1/digest/server", `{"host":"a b","from":"a@example.com"}`, "host"}, {"PUT", "/api/v1/digest/server", `{"host":"mail.example.com","from":"Ana <a@example.com>"}`, "from"},
		{"PUT", "/api/v1/digest/server", `{"host":"mail.example.com","from":"a@example.com","tls":"none","user":"ana"}`, "tls"},
		{"POST", "/api/v1/digest/test", `{"to":"ana@example.com, bob@example.com"}`, "to"}, {"POST", "/api/v1/digest/readers", `{"address":"ana","language":"en"}`, "address"},
		{"POST", "/api/v1/digest/readers", `{"address":"ana@example.com"}`, "language"}, {"POST", "/api/v1/digest/readers", `{"address":"ana@example.com","language":"en","kind":"fax"}`, "kind"},
		{"POST", "/api/v1/digest/readers", `{"address":"ana@example.com","language":"en","segments":["category:gone"]}`, "segments"},
	} {
		if p := answersWith[Problem](a, http.StatusUnprocessableEntity, c.method, c.path, c.body); p.Field != c.field || p.Code == "" {
			t.Errorf("%s with %s: %+v", c.path, c.body, p)
		}
	}
	answersWith[Problem](a, http.StatusConflict, "POST", "/api/v1/digest/test", `{"to":"ana@example.com"}`)
	if got := answersWith[digestAnswer](a, 200, "GET", "/api/v1/digest", ""); got.Server.Set || got.Hour != 8 {
		t.Errorf("%+v", got)
	}
	if got := answersWith[struct{ Readers []store.Reader }](a, 200, "GET", "/api/v1/digest/readers", ""); got.Readers == nil || len(got.Readers) != 0 {
		t.Errorf("%+v", got)
	}
}

// Neither password nor a channel's address is answered or logged, and addresses of mail
// by the readers' route alone, to administrators.
func TestTheDigestTellsNoSecrets(t *testing.T) {
	a := newIdleAppOf(t, guarded)
	admin := a.roles()["token"]
	viewer := a.sessionOf(a.joined("vera", store.Viewer, "a long enough password"))
	planner := a.sessionOf(a.joined("pia", store.Planner, "a long enough password"))
	var said []string
	ask := func(method, path, body string) string {
		_, answer := a.ask(method, path, body, append(admin[:2:2], "Content-Type", "application/json")...)
		said = append(said, answer)
		return answer
	}
	kept := ask("PUT", "/api/v1/digest/server", `{"host":"mail.example.com","user":"ana","password":"PASSWORDOFMAIL","from":"sales@example.com"}`)
	wantIn(t, kept, `"password":true`)
	wantIn(t, ask("PUT", "/api/v1/digest/server", `{"from":"shop@example.com"}`), `"password":true`)
	wantIn(t, ask("PUT", "/api/v1/digest/server", `{"host":"another.example.com"}`), `"password":false`)
	ask("PUT", "/api/v1/digest/server", `{"password":12345}`)
	ask("POST", "/api/v1/digest/readers", `{"kind":"slack","address":"https://hooks.example.com/KEYINTHEPATH","language":"en"}`)
	if list := ask("GET", "/api/v1/digest/readers", ""); !strings.Contains(list, "https://hooks.example.com/…") {
		t.Errorf("the channel's host is not shown: %s", list)
	}
	for _, path := range []string{"/api/v1/digest", "/api/v1/audit", "/admin/audit", "/digest"} {
		ask("GET", path, "")
	}
	for i, answer := range said {
		if strings.Contains(answer, "PASSWORDOFMAIL") || strings.Contains(answer, "KEYINTHEPATH") {
			t.Errorf("answer %d tells a secret", i)
		}
	}
	ask("POST", "/api/v1/digest/readers", `{"address":"ana@example.com","language":"en"}`)
	for _, path := range []string{"/api/v1/digest", "/api/v1/audit"} {
		if strings.Contains(ask("GET", path, ""), "ana@") {
			t.Errorf("%s tells an address of mail", path)
		}
	}
	for _, who := range [][]string{viewer, planner} {
		for _, path := range []string{"/api/v1/digest", "/api/v1/digest/readers"} {
			if resp, body := a.ask("GET", path, "", who...); resp.StatusCode != http.StatusForbidden || strings.Contains(body, "ana@") {
				t.Errorf("%s answers %d: %.200s", path, resp.StatusCode, body)
			}
		}
	}
	owner := a.sessionOf(a.joined("olga", store.Admin, "a long enough password"))
	for method, path := range map[string]string{"PUT": "/api/v1/digest", "DELETE": "/api/v1/digest/readers/r1"} { // as POST does
		if resp, _ := a.ask(method, path, "{}", owner[:2]...); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s with a cookie alone answers %d", method, resp.StatusCode)
		}
	}
}
