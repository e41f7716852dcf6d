package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// stepForm is the form of an assumption about promotion days in the first two
// weeks ahead.
func stepForm(value, how string) string {
	first := promotedFirst + promotedWeeks
	return url.Values{"segment": {"total"}, "from": {first.String()}, "to": {(first + 1).String()}, "kind": {"driver"},
		"driver": {"promo_days"}, "how": {how}, "value": {value}}.Encode()
}

// TestAScenarioTakesWhatWasLearnt: a change of what is known ahead is refused
// until a model has learnt what it does, and then is shown with its effect, the
// band of it and where it comes from, beside what is assumed.
func TestAScenarioTakesWhatWasLearnt(t *testing.T) {
	a := promotedShop(t)
	a.press("/scenarios", "name=Easter")
	resp, body := a.press("/scenarios/s1/add", stepForm("2", "add"))
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Fatal(resp.StatusCode, body)
	}
	wantIn(t, body, "The model that serves was trained without “promo_days”", "retrain, or assume a percentage", `<option value="driver" selected>`, `name="value" type="text" inputmode="decimal" maxlength="20" value="2"`)
	a.learn()
	for form, says := range map[string]string{stepForm("much", "add"): "What changes should be a number", stepForm("0", "add"): "Give a number that changes something",
		strings.Replace(stepForm("1", "add"), "promo_days", "none", 1): "Nothing called “none” is known ahead"} {
		resp, body := a.press("/scenarios/s1/add", form)
		if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, says) {
			t.Errorf("%s: %d without %q", form, resp.StatusCode, says)
		}
	}
	if resp, body := a.press("/scenarios/s1/add", stepForm("5", "set")); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.StatusCode, body)
	}
	a.press("/scenarios/s1/add", strings.Replace(stepForm("", ""), "kind=driver", "kind=percent&percent=3", 1))
	page := a.page("/scenarios/s1")
	wantIn(t, page, "promo_days = 5, so sales +", ", likely between +", "learnt effect", "assumed effect", "Learnt by model ", "90 weeks, with values from 0 to 5.")
	_, portuguese := a.do("GET", "/scenarios/s1", nil, "Accept-Language", "pt-BR")
	wantIn(t, portuguese, "promo_days = 5, logo vendas +", "efeito aprendido", "Aprendido pelo modelo ")
	_, file := a.ask("GET", "/scenarios/s1/forecast.csv", "")
	if n := strings.Count(file, "promo_days = 5, so sales +"); n != 2 {
		t.Errorf("%d rows of the file name the change, want 2:\n%s", n, file)
	}
	wantIn(t, a.page("/scenarios/s1?edit=0"), `<option value="set" selected>`, `maxlength="20" value="5"`, `<option value="promo_days" selected>`)
	a.press("/scenarios/s1/add", stepForm("90", "add"))
	wantIn(t, a.page("/scenarios/s1"), "promo_days +90, so sales", "Values beyond these count as the nearest of them")
}
