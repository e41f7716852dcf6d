package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"olist/store"
	"olist/store/ingest"
)

// knowAhead imports a file with what is known ahead.
func knowAhead(t *testing.T, s *store.Store) {
	t.Helper()
	b, report, err := ingest.ReadWeekly(t.Context(), "promo.csv", strings.NewReader(promoFile), ingest.Options{Drivers: []string{"promo_days"}})
	must(t, err)
	_, _, err = s.Import(t.Context(), store.NewImport{Kind: "weekly", Source: "promo.csv", Actor: "ana", Batch: b, Report: report})
	must(t, err)
}

// correct is the form's address for the total, and what it sends.
const correct = "/drives/known?segment=total&horizon=4&driver=promo_days"

func known(values ...string) string {
	return url.Values{"week": {"2018-08-27", "2018-09-03", "2018-09-10", "2018-09-17"}, "value": values}.Encode()
}

// TestKnownAheadIsShownAndCorrected on the page of what drives a forecast, by
// form, and taken back.
func TestKnownAheadIsShownAndCorrected(t *testing.T) {
	a := newIdleApp(t)
	wantIn(t, a.page("/drives"), "Nothing is known ahead yet", `href="/data/imports">Import a file</a>`)
	knowAhead(t, a.store)
	must(t, a.server.training.Reload(t.Context()))
	page := a.page("/drives?horizon=4")
	wantIn(t, page, "is known until 3–9 Sep 2018; later weeks count its usual value.", `name="value" value="5"`, `name="value" value="1"`, `name="value" value=""`)
	_, portuguese := a.do("GET", "/drives?horizon=4", nil, "Accept-Language", "pt-BR")
	wantIn(t, portuguese, "é conhecido até", "Conhecido de antemão")

	resp, body := a.press(correct, known("5", "2,5", "much", ""))
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Fatal(resp.StatusCode, body)
	}
	wantIn(t, body, "10–16 Sep 2018: a number like 2 or 2.5, or nothing.", `value="much"`, `value="2,5"`, `aria-invalid="true"`)

	resp, body = a.press(correct, known("5", "2,5", "", "0"))
	to := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || !strings.Contains(to, "saved=1") {
		t.Fatal(resp.StatusCode, to, body)
	}
	page = a.page(strings.TrimSuffix(to, "#known-title"))
	wantIn(t, page, "Corrected: promo_days, 2 weeks.", `name="value" value="2.5"`, "corrected by hand", ">Undo<")
	resp, _ = a.press("/drives/known/1/undo?segment=total&horizon=4", "")
	page = a.page(strings.TrimSuffix(resp.Header.Get("Location"), "#known-title"))
	wantIn(t, page, "Taken back: the correction of promo_days, 2 weeks.", `name="value" value="1"`, ">Redo<")
	resp, _ = a.press(correct, known("5", "1", "", ""))
	if to := resp.Header.Get("Location"); !strings.Contains(to, "saved=nothing") {
		t.Error("what changes nothing goes to", to)
	}
	for form, status := range map[string]int{"week=2018-08-27": http.StatusBadRequest, known("1e13", "", "", ""): http.StatusUnprocessableEntity,
		strings.Replace(known("1", "2", "3", "4"), "2018-08-27", "2018-08-06", 1): http.StatusUnprocessableEntity} {
		if resp, body := a.press(correct, form); resp.StatusCode != status {
			t.Errorf("%s: status %d: %.300s", form, resp.StatusCode, body)
		}
	}
}
