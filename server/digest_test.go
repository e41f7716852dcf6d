package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"olist/digest"
	mailpost "olist/digest/post"
	"olist/secret"
	"olist/store"
)

// The digest says, in the reader's language, what the pages say: of all sales or of
// the segments chosen, and holds nothing that is for administrators.
func TestTheLetterSaysWhatThePagesSay(t *testing.T) {
	a := newIdleApp(t)
	_, dashboard := a.ask("GET", "/", "")
	for code, want := range map[string][]string{"en": {"What needs me", "In figures", "All sales", "Next week"}, "pt-BR": {"O que pede atenção", "Em números", "Todas as vendas", "Próxima semana"}} {
		l, err := composer{a.server}.Compose(t.Context(), digest.Order{Language: code})
		must(t, err)
		wantIn(t, l.Text(), want...)
		if len(l.Picture.PNG) == 0 || l.Language != code {
			t.Errorf("%s: %q, a picture of %d bytes", code, l.Language, len(l.Picture.PNG))
		}
	}
	l, err := composer{a.server}.Compose(t.Context(), digest.Order{Language: "en", Segments: []string{"state:SP", "category:gone"}, Late: true})
	must(t, err)
	if rows := l.Parts[1].Rows; len(rows) != 1 || rows[0].Name != "São Paulo (SP)" || l.Late == "" {
		t.Errorf("%+v", l.Parts[1])
	}
	all, err := composer{a.server}.Compose(t.Context(), digest.Order{Language: "en"})
	must(t, err)
	if next := all.Parts[1].Rows[0].Figures[1]; !strings.Contains(dashboard, next) {
		t.Errorf("next week is %s, on the dashboard it is not", next)
	}
	for _, line := range all.Parts[0].Rows {
		if strings.Contains(line.URL, "/backups") || strings.Contains(line.URL, "/sources") {
			t.Errorf("%+v is for administrators", line)
		}
	}
}

// The preview has its own styles and can do nothing else; pages without a server say
// that nothing leaves.
func TestThePreviewIsShutIn(t *testing.T) {
	a := newIdleApp(t)
	resp, body := a.ask("GET", "/digest/preview?segment=state:SP", "")
	policy := resp.Header.Get("Content-Security-Policy")
	if resp.StatusCode != http.StatusOK || !strings.Contains(policy, "sandbox") || strings.Contains(policy, "script-src") || !strings.Contains(policy, framedByNone) {
		t.Errorf("%d, %s", resp.StatusCode, policy)
	}
	if m := regexp.MustCompile(`src="([^"]{0,22})`).FindAllStringSubmatch(body, -1); len(m) != 1 || m[0][1] != "data:image/png;base64," {
		t.Errorf("it shows %v", m)
	}
	if resp, _ := a.ask("GET", "/digest/preview?segment=state:XX", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a segment that is none answers %d", resp.StatusCode)
	}
	_, page := a.ask("GET", "/digest", "")
	wantIn(t, page, "No mail server is set.", "Nothing was sent yet.", "Nobody receives the digest yet.")
}

// A link in a mail asks first, ends it by one POST without a session, and only for
// its own reader.
func TestALinkEndsTheDigest(t *testing.T) {
	a := newIdleAppOf(t, guarded)
	token := a.roles()["token"]
	must(t, a.server.digest.SetServer(t.Context(), "test", mailpost.Server{Host: "127.0.0.1", Port: 9, TLS: mailpost.StartTLS, From: "sales@example.com"}, secret.Text{}))
	r, err := a.server.digest.AddReader(t.Context(), "test", store.Reader{Kind: store.ReaderMail, Language: "en"}, "ana@example.com")
	must(t, err)
	query, err := a.server.digest.StopQuery(t.Context(), r)
	must(t, err)
	resp, page := a.ask("GET", "/digest/unsubscribe?"+query, "")
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Cache-Control") != "no-store" || strings.Contains(page, "ana@") {
		t.Errorf("%d: %.300s", resp.StatusCode, page)
	}
	wantIn(t, page, "Unsubscribe")
	wrong, _ := url.ParseQuery(query)
	wrong.Set("key", "x")
	if resp, _ := a.press("/digest/unsubscribe?"+wrong.Encode(), ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("another key answers %d", resp.StatusCode)
	}
	if resp, body := a.press("/digest/unsubscribe?"+query, "List-Unsubscribe=One-Click"); resp.StatusCode != http.StatusOK {
		t.Errorf("one click answers %d: %.300s", resp.StatusCode, body)
	}
	if left, err := a.store.Readers(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
	if resp, _ := a.ask("GET", "/digest/unsubscribe?"+query, ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("again it answers %d", resp.StatusCode)
	}
	if resp, _ := a.ask("GET", "/admin/audit", "", token...); resp.StatusCode == http.StatusOK {
		if _, log := a.ask("GET", "/admin/audit", "", token...); strings.Contains(log, "ana@") {
			t.Error("the log of acts tells an address")
		}
	}
}

// Who has logged in subscribes themselves, once, and ends it; others' are not theirs.
func TestMyOwnDigest(t *testing.T) {
	a := newIdleAppOf(t, guarded)
	token := a.roles()["token"]
	if resp, _ := a.press("/digest/mine", "address=x@example.com&language=en", token...); resp.StatusCode != http.StatusConflict {
		t.Errorf("a program subscribes with %d", resp.StatusCode)
	}
	viewer := a.sessionOf(a.joined("vera", store.Viewer, "a long enough password"))
	form := url.Values{"address": {"vera@example.com"}, "language": {"pt-BR"}, "segments": {"São Paulo\ncategory:beleza_saude"}}
	for range 2 {
		if resp, body := a.press("/digest/mine", form.Encode(), viewer...); resp.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d: %.300s", resp.StatusCode, body)
		}
	}
	all, err := a.store.Readers(t.Context())
	must(t, err)
	if len(all) != 1 || all[0].Person != "vera" || strings.Join(all[0].Segments, " ") != "state:SP category:beleza_saude" || all[0].Language != "pt-BR" {
		t.Errorf("%+v", all)
	}
	form.Set("segments", "Nowhere at all")
	if resp, body := a.press("/digest/mine", form.Encode(), viewer...); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "Nowhere at all") {
		t.Errorf("a segment that is none answers %d", resp.StatusCode)
	}
	for _, path := range []string{"/digest/readers", "/digest/server", "/digest/test", "/digest/readers/" + all[0].ID + "/delete"} {
		if resp, _ := a.press(path, form.Encode(), viewer...); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s answers a viewer %d", path, resp.StatusCode)
		}
	}
	if resp, _ := a.press("/digest/now", "", viewer...); resp.StatusCode != http.StatusConflict {
		t.Errorf("without a server it answers %d", resp.StatusCode)
	}
	if resp, _ := a.press("/digest/mine", "act=end", viewer...); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("the end answers %d", resp.StatusCode)
	}
	if left, err := a.store.Readers(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
}

// An alarm says, in the reader's language, which of the lines that are open need
// somebody, and where they are; nothing that is for administrators, whatever is asked.
func TestTheAlarmSaysWhatTheListSays(t *testing.T) {
	a := newIdleApp(t)
	needing, err := composer{a.server}.Needing(t.Context())
	must(t, err)
	open := needing.Of(nil)
	if len(open) < 3 || len(open) != len(a.needs().Lines) || open[0].Amount == 0 {
		t.Fatalf("%+v", open)
	}
	ids := []string{open[0].ID, open[1].ID, "none"}
	for code, want := range map[string][]string{
		"en":    {"2 things need you", "New on the list", "Data late", "Sales of ", "/data/imports", "Open the list: http", "/needs", "/digest;", "Unsubscribe: http"},
		"pt-BR": {"2 itens pedem atenção", "Novo na lista", "Dados atrasados", "Abrir a lista", "/digest;", "Cancelar a inscrição"},
	} {
		l, err := composer{a.server}.Compose(t.Context(), digest.Order{Language: code, Alarm: ids, Stop: "key=x"})
		must(t, err)
		wantIn(t, l.Text(), want...)
		page, err := l.HTML()
		must(t, err)
		wantIn(t, page, want[0], "key=x")
		if len(l.Tells.Lines) != 2 || l.Subject != want[0]+": Olist" || len(l.Parts[0].Rows[0].Figures) != 1 || len(l.Picture.PNG) != 0 {
			t.Errorf("%+v", l)
		}
	}
	channel, err := composer{a.server}.Compose(t.Context(), digest.Order{Language: "en", Alarm: ids, Channel: true})
	must(t, err)
	for _, kind := range store.ReaderKinds[1:] {
		raw, err := channel.Chat(string(kind))
		must(t, err)
		wantIn(t, string(raw), "2 things need you", "Data late", "/needs")
		if is := strings.Contains(string(raw), `"event":"alarm"`); is != (kind == store.ReaderJSON) {
			t.Errorf("%s: %s", kind, raw)
		}
	}
	if resp, _ := a.press("/needs/"+open[0].ID, "answer=closed&word=known&change=0"); resp.StatusCode >= 400 {
		t.Fatal("it is not closed")
	}
	l, err := composer{a.server}.Compose(t.Context(), digest.Order{Language: "en", Alarm: ids})
	must(t, err)
	if len(l.Tells.Lines) != 1 || l.Subject != "1 thing needs you: Olist" {
		t.Errorf("with one that was closed: %+v", l)
	}
	r, err := a.server.digest.AddReader(t.Context(), "test", store.Reader{Kind: store.ReaderMail, Language: "en"}, "ana@example.com")
	must(t, err)
	n, _, err := a.store.BeginSending(t.Context(), r.ID, 0, false, store.Telling{})
	must(t, err)
	n.State = store.SendingFailed
	must(t, a.store.EndSending(t.Context(), n))
	again, err := composer{a.server}.Needing(t.Context())
	must(t, err)
	if list := a.needs().Lines; len(list) != len(open)+1 || len(again.Of(nil)) != len(open)-1 || len(again.Standing) != len(list) {
		t.Errorf("%d lines for administrators, %d for readers, of %d", len(list), len(again.Of(nil)), len(again.Standing))
	}
}

// The box is off until it is ticked, stays as it was saved, and what was typed stays
// where the form is refused; what is sent at once is listed as that.
func TestToldAtOnceIsAskedFor(t *testing.T) {
	a := newIdleAppOf(t, guarded)
	viewer := a.sessionOf(a.joined("vera", store.Viewer, "a long enough password"))
	box := regexp.MustCompile(`<input id="mine-alarms"[^>]*checked`)
	ticked := func(page string) bool { return box.MatchString(page) }
	see := func() string { _, page := a.ask("GET", "/digest", "", viewer...); return page }
	if page := see(); ticked(page) || !strings.Contains(page, "Also tell me at once") {
		t.Error("it is ticked before anybody asked")
	}
	form := url.Values{"address": {"nobody"}, "language": {"en"}, "alarms": {"on"}}
	if resp, page := a.press("/digest/mine", form.Encode(), viewer...); resp.StatusCode != http.StatusUnprocessableEntity || !ticked(page) {
		t.Errorf("refused with %d, ticked %t", resp.StatusCode, ticked(page))
	}
	for _, on := range []bool{true, false, true} {
		form.Set("address", "vera@example.com")
		if form.Del("alarms"); on {
			form.Set("alarms", "on")
		}
		if resp, body := a.press("/digest/mine", form.Encode(), viewer...); resp.StatusCode != http.StatusSeeOther || ticked(see()) != on {
			t.Fatalf("%d: %.300s", resp.StatusCode, body)
		}
		all, err := a.store.Readers(t.Context())
		must(t, err)
		if len(all) != 1 || all[0].Alarms != on {
			t.Errorf("%+v", all)
		}
	}
	all, err := a.store.Readers(t.Context())
	must(t, err)
	_, _, err = a.store.BeginAlarm(t.Context(), all[0].ID, store.Telling{Lines: []store.NeedLine{{ID: "x"}}})
	must(t, err)
	_, page := a.ask("GET", "/digest", "", a.sessionOf(a.joined("ada", store.Admin, "a long enough password"))...)
	wantIn(t, page, "at once, too", "alarm: what was new on the list")
}
