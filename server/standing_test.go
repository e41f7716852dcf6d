package server

import (
	"net/http"
	"strings"
	"testing"
)

// What has not learnt from the data shown, is not measured on them, or turned
// out worse than the model before, says so on the pages and in the API; the
// shop as it comes says nothing of the kind.
func TestStandingOfTheLiveModel(t *testing.T) {
	a := newApp(t)
	const untaught, worse = "was not trained on these data", "turned out worse"
	pages := func(wanted bool, said string) {
		t.Helper()
		for _, path := range []string{"/", "/segments", "/models"} {
			if _, body := a.ask(http.MethodGet, path, "", "Accept-Language", "en"); strings.Contains(body, said) != wanted {
				t.Errorf("%s says %q: %t, want %t", path, said, !wanted, wanted)
			}
		}
	}
	api := func(part string) {
		t.Helper()
		if _, body := a.ask(http.MethodGet, "/api/v1/forecast", ""); !strings.Contains(body, part) {
			t.Errorf("the API does not say %s: %.200s", part, body)
		}
	}
	pages(false, untaught)
	pages(false, worse)
	pages(false, "is not measured yet")
	api(`"trained_on_these_data":true,"measured":true`)
	if resp, body := a.ask(http.MethodPost, "/api/v1/events", `{"name":"Strike","week":"2018-05-21","kind":"one-off","shock":true}`); resp.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	pages(true, untaught)
	api(`"trained_on_these_data":false`)
	if _, body := a.ask(http.MethodGet, "/", "", "Accept-Language", "pt-BR"); !strings.Contains(body, "não foi treinado com estes dados") {
		t.Error("the page in Portuguese does not say it")
	}
	a.retrain(`{"n_estimators":1,"learning_rate":1,"reg_lambda":0}`)
	pages(false, untaught)
	api(`"trained_on_these_data":true`)
}
