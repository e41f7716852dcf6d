package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"olist/shop"
)

// planned is what GET /api/v1/plan answers.
type planned struct {
	Version string
	Seen    int64
	Plan    *struct {
		Number      int
		PublishedBy string `json:"published_by"`
	}
	Weeks []struct {
		Week            string
		Forecast, Draft json.Number
		Plan            *json.Number
	}
	Overrides []struct{ ID, Reason, By string }
}

func (a *app) planned(query string) (p planned) {
	a.t.Helper()
	resp, body := a.ask("GET", "/api/v1/plan"+query, "")
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("%s answers %d: %s", query, resp.StatusCode, body)
	}
	must(a.t, json.Unmarshal([]byte(body), &p))
	return p
}

func (a *app) override(seen int64, segment, what string) (status int, body string) {
	a.t.Helper()
	resp, body := a.do("POST", "/api/v1/plan/overrides", strings.NewReader(fmt.Sprintf(`{"segments":[%q],"from":"2018-08-20","to":"2018-08-27",%s,"reason":"promotion","seen":%d}`, segment, what, seen)), "Content-Type", "application/json")
	return resp.StatusCode, body
}

// TestThePlanIsCoherent: an override of a state reaches all sales whole, and every
// category and state adds up to them; what is published is frozen.
func TestThePlanIsCoherent(t *testing.T) {
	a := newIdleApp(t)
	before := a.planned("")
	if status, body := a.override(0, "state:SP", `"amount":10000.01`); status != http.StatusOK {
		t.Fatal(status, body)
	}
	if status, body := a.override(1, "total", `"percent":10`); status != http.StatusOK {
		t.Fatal(status, body)
	}
	total := a.planned("?horizon=2")
	gain := int64(0)
	for i, w := range total.Weeks {
		gain += centsOf(t, fixed(w.Draft)) - centsOf(t, fixed(before.Weeks[i].Forecast))
	}
	tenth := int64(0)
	for _, w := range before.Weeks[:2] {
		tenth += (centsOf(t, fixed(w.Forecast)) + 5) / 10
	}
	if gain != tenth+1_000_001 {
		t.Errorf("all sales gain %d, want %d", gain, tenth+1_000_001)
	}
	live, err := a.server.training.Live()
	must(t, err)
	d, err := a.server.training.PlanDraft(t.Context(), live)
	must(t, err)
	for i := range d.Weeks() {
		sums := map[string]int64{}
		for at, key := range d.Keys {
			kind, _, _ := strings.Cut(key, ":")
			sums[kind] += d.Plan[at][i]
		}
		if sums["category"] != sums["total"] || sums["state"] != sums["total"] {
			t.Fatalf("week %d: %v", i, sums)
		}
	}
	resp, body := a.do("POST", "/api/v1/plan/publish", strings.NewReader(fmt.Sprintf(`{"version":%q,"seen":%d}`, total.Version, total.Seen)), "Content-Type", "application/json")
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, `"number":1`) {
		t.Fatal(resp.StatusCode, body)
	}
	frozen := a.planned("?horizon=2")
	if status, body := a.override(frozen.Seen, "total", `"percent":-50`); status != http.StatusOK {
		t.Fatal(status, body)
	}
	after := a.planned("?horizon=2")
	for i, w := range after.Weeks {
		if w.Plan == nil || fixed(*w.Plan) != fixed(total.Weeks[i].Draft) || fixed(w.Draft) == fixed(*w.Plan) {
			t.Errorf("week %s: plan %v, was %s", w.Week, w.Plan, total.Weeks[i].Draft)
		}
	}
	wantIn(t, a.page("/plan"), "Plan 1, published", "differs from the forecast in 2 weeks", "publish again to adopt them", "São Paulo (SP): +R$")
	if _, csv := a.ask("GET", "/plan.csv", ""); !strings.Contains(csv, "segment,name,week,forecast,draft,plan,plan_number") {
		t.Errorf("the file: %.200s", csv)
	}
}

// planVersion is what a plan is published with.
func (a *app) planVersion() string {
	live, err := a.server.training.Live()
	if err != nil {
		return "" // nothing to plan for
	}
	return live.PlanVersion()
}

func fixed(n json.Number) string {
	v, _ := n.Float64()
	return fmt.Sprintf("%.2f", v)
}

// TestThePlanIsUsed: dashboard, its files and the API say nothing of a plan while there
// is none; then the plan is the target where none is kept, and stands beside the
// forecast.
func TestThePlanIsUsed(t *testing.T) {
	a := newIdleApp(t)
	ask := func() (page, csv, api string) {
		page = a.page("/?horizon=2")
		_, csv = a.ask("GET", "/forecast.csv?horizon=2", "")
		_, api = a.ask("GET", "/api/v1/forecast?horizon=2", "")
		return page, csv, api
	}
	page, csv, api := ask()
	for _, of := range []string{page, csv, api} {
		if strings.Contains(of, "plan_number") || strings.Contains(of, "goal-title") {
			t.Errorf("there is no plan: %.200s", of)
		}
	}
	a.override(0, "total", `"set":500000`)
	p := a.planned("")
	if resp, _ := a.press("/plan/publish", fmt.Sprintf("view=&seen=%d&version=%s", p.Seen, p.Version)); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.StatusCode)
	}
	withPlan, file, answer := ask()
	wantIn(t, withPlan, "No target is kept, so plan 1 is the target.", "R$\u00a0500k in the coming 2 weeks")
	wantIn(t, file, ",plan,plan_number,")
	wantIn(t, answer, `"plan_number":1`, `"plan":500000.00`)
	a.post("/targets", "segment", "total", "horizon", "2", "goal", "600000", "per", "horizon")
	if kept := a.page("/?horizon=2"); strings.Contains(kept, "so plan 1 is the target") {
		t.Error("a target that is kept comes first")
	}
	a.press("/plan/1/withdraw", "view=")
	a.post("/targets", "segment", "total", "horizon", "2", "per", "horizon")
	if _, againCSV, againAPI := ask(); againCSV != csv || againAPI != api {
		t.Error("once it is withdrawn, files and answers are what they were")
	}
}

// TestTwoPlannersAtOnce: who saves or publishes without having seen what another saved
// is told, keeps what was typed, and may then.
func TestTwoPlannersAtOnce(t *testing.T) {
	a := newIdleApp(t)
	form := "view=segment%3Dtotal&segment=total&at=2018-08-20&from=2018-08-20&to=2018-08-20&kind=amount&value=12345&reason=price&remark=of+bea&do=save&seen="
	if status, body := a.override(0, "state:SP", `"percent":5`); status != http.StatusOK {
		t.Fatal(status, body)
	}
	resp, body := a.press("/plan/overrides", form+"0")
	if resp.StatusCode != http.StatusConflict {
		t.Fatalf("status %d", resp.StatusCode)
	}
	wantIn(t, body, `value="12345"`, `value="of bea"`, "changed overrides that touch this one", `name="seen" value="1"`)
	if n := len(a.planned("").Overrides); n != 1 {
		t.Errorf("%d overrides", n)
	}
	if resp, _ := a.press("/plan/publish", "view=&seen=0&version="+a.planned("").Version); resp.StatusCode != http.StatusConflict {
		t.Errorf("publish what was not seen: %d", resp.StatusCode)
	}
	if resp, _ := a.press("/plan/publish", "view=&seen=1&version=another"); resp.StatusCode != http.StatusConflict {
		t.Errorf("publish another forecast: %d", resp.StatusCode)
	}
	if resp, _ := a.press("/plan/overrides", form+"1"); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("once it was seen: %d", resp.StatusCode)
	}
}

// TestPlanForm: what an override would do is shown before anything is saved, what is
// wrong comes back with what was typed.
func TestPlanForm(t *testing.T) {
	a := newIdleApp(t)
	wantIn(t, a.page("/plan?at=2018-08-27"), `<option value="2018-08-27" selected>`, "No plan is published yet")
	form := "view=segment%3Dtotal&segment=state:SP&at=2018-08-20&from=2018-08-20&to=2018-09-03&reason=event&seen=0&"
	resp, body := a.press("/plan/overrides", form+"kind=set&value=400k&do=preview")
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.StatusCode)
	}
	wantIn(t, body, "What it would do, nothing is saved yet", "R$\u00a0400,000", "All sales", `value="400k"`)
	if n := len(a.planned("").Overrides); n != 0 {
		t.Errorf("%d overrides after a preview", n)
	}
	for _, wrong := range []string{"kind=percent&value=much", "kind=amount&value=", "kind=set&value=-1", "kind=percent&value=-101", "kind=amount&value=0", "kind=amount&value=-99M"} {
		for _, do := range []string{"preview", "save"} {
			if resp, body := a.press("/plan/overrides", form+wrong+"&do="+do); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, `id="override-error"`) {
				t.Errorf("%s: %s: %d", do, wrong, resp.StatusCode)
			}
		}
	}
	if resp, _ := a.press("/plan/overrides", form+"kind=percent&value=-5,5&do=save"); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.StatusCode)
	}
	wantIn(t, a.page("/plan?edit=o1&segment=state:SP"), `name="id" value="o1"`, `value="-5.5"`, "Override")
	if resp, _ := a.press("/plan/overrides/o1/delete", "view=&seen=1"); resp.StatusCode != http.StatusSeeOther || len(a.planned("").Overrides) != 0 {
		t.Errorf("delete: %d", resp.StatusCode)
	}
	wantIn(t, a.page("/plan"), "Deleted of late", "Bring back")
	if resp, _ := a.press("/plan/overrides/o1/undo", "view=&seen=2"); resp.StatusCode != http.StatusSeeOther || len(a.planned("").Overrides) != 1 {
		t.Errorf("undo: %d", resp.StatusCode)
	}
}

// TestPublishSaysItsNumber: it counts on over the plans of every shop.
func TestPublishSaysItsNumber(t *testing.T) {
	a := newIdleApp(t)
	p := a.planned("")
	a.press("/plan/publish", fmt.Sprintf("view=&seen=%d&version=%s", p.Seen, p.Version))
	profile, err := a.store.Shop(t.Context())
	must(t, err)
	profile.Measure = shop.Units
	must(t, a.store.PutShop(t.Context(), "test", profile))
	must(t, a.training.Reload(t.Context()))
	page := a.page("/plan")
	if wantIn(t, page, "Publish as plan 2"); strings.Contains(page, `id="history-title"`) {
		t.Error("plans of another shop are listed")
	}
}

// TestPlanFormAsks: a reason has to be chosen, and what is refused without one keeps what
// was typed; one way alone takes back what is new.
func TestPlanFormAsks(t *testing.T) {
	a := newIdleApp(t)
	wantIn(t, a.page("/plan?at=2018-08-27"), `<option value="" selected>Choose a reason`, "Percent more or less than the forecast")
	const form = "view=segment%3Dtotal&segment=state:SP&at=2018-08-20&from=2018-08-20&to=2018-09-03&seen=0&kind=percent&value=5&reason="
	resp, body := a.press("/plan/overrides", form+"&do=save")
	if resp.StatusCode != http.StatusUnprocessableEntity || len(a.planned("").Overrides) != 0 {
		t.Fatalf("without a reason: %d", resp.StatusCode)
	}
	wantIn(t, body, `data-field="reason"`, `value="5"`, `<option value="" selected>`)
	if resp, _ := a.press("/plan/overrides", form+"&do=preview"); resp.StatusCode != http.StatusOK {
		t.Errorf("to look takes no reason: %d", resp.StatusCode)
	}
	a.press("/plan/overrides", form+"price&do=save")
	const undo, remove = `action="/plan/overrides/o1/undo"`, `action="/plan/overrides/o1/delete"`
	if page := a.page("/plan"); strings.Contains(page, undo) || !strings.Contains(page, remove) {
		t.Error("two buttons do the same to a new override")
	}
	a.press("/plan/overrides", strings.Replace(form, "seen=0", "seen=1&id=o1", 1)+"event&do=save")
	wantIn(t, a.page("/plan"), undo, remove)
}

// TestPlanAsksAboutAnAmount far above the forecast, with both figures, to look and to save;
// who presses once more means it, and another amount is asked about as well. What the
// forecast bears is not asked about.
func TestPlanAsksAboutAnAmount(t *testing.T) {
	a := newIdleApp(t)
	const form = "view=segment%3Dtotal&segment=total&at=2018-08-20&from=2018-08-20&to=2018-08-20&seen=0&reason=event&kind="
	meant := func(body string) string {
		_, after, _ := strings.Cut(body, `name="meant" value="`)
		value, _, _ := strings.Cut(after, `"`)
		return url.QueryEscape(value)
	}
	for _, kind := range []string{"set", "amount"} {
		for _, do := range []string{"&do=preview", "&do=save"} {
			resp, body := a.press("/plan/overrides", form+kind+"&value=999,999,999,999"+do)
			if resp.StatusCode != http.StatusUnprocessableEntity || len(a.planned("").Overrides) != 0 {
				t.Fatalf("%s%s: %d", kind, do, resp.StatusCode)
			}
			wantIn(t, body, `data-field="value"`, "would be planned for these weeks, and R$", "is forecast. Is that meant?")
			if resp, body = a.press("/plan/overrides", form+kind+"&value=888,888,888,888&meant="+meant(body)+do); resp.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s%s: another amount is not asked about: %d", kind, do, resp.StatusCode)
			}
			if do == "&do=preview" {
				if resp, body = a.press("/plan/overrides", form+kind+"&value=888,888,888,888&meant="+meant(body)+do); resp.StatusCode != http.StatusOK || !strings.Contains(body, "effect-title") {
					t.Errorf("%s: what is meant is not shown: %d", kind, resp.StatusCode)
				}
			}
		}
	}
	if resp, _ := a.press("/plan/overrides", form+"set&value=1M&do=preview"); resp.StatusCode != http.StatusOK {
		t.Errorf("four times the forecast: %d", resp.StatusCode)
	}
	_, body := a.press("/plan/overrides", form+"set&value=999,999,999,999&do=save")
	if resp, _ := a.press("/plan/overrides", form+"set&value=999,999,999,999&do=save&meant="+meant(body)); resp.StatusCode >= 400 || len(a.planned("").Overrides) != 1 {
		t.Errorf("what is meant is not saved: %d", resp.StatusCode)
	}
}

// TestWithdrawnPlan: the plan before counts again.
func TestWithdrawnPlan(t *testing.T) {
	a := newIdleApp(t)
	publish := func() {
		p := a.planned("")
		if resp, _ := a.press("/plan/publish", fmt.Sprintf("view=&seen=%d&version=%s", p.Seen, p.Version)); resp.StatusCode != http.StatusSeeOther {
			t.Fatal(resp.StatusCode)
		}
	}
	publish()
	a.override(0, "total", `"percent":5`)
	publish()
	for _, c := range []struct {
		act  string
		want int
	}{{"withdraw", 1}, {"restore", 2}} {
		if resp, _ := a.press("/plan/2/"+c.act, "view="); resp.StatusCode != http.StatusSeeOther {
			t.Fatal(c.act, resp.StatusCode)
		}
		if p := a.planned("").Plan; p == nil || p.Number != c.want {
			t.Errorf("%s: %+v", c.act, p)
		}
	}
	for _, gone := range []string{"/plan/9/withdraw", "/plan/x/restore", "/plan/overrides/o9/undo"} {
		if resp, _ := a.press(gone, "view="); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", gone, resp.StatusCode)
		}
	}
}

// TestWorthOfOverrides: once a week has come, what was said of it is judged, and too
// few weeks say nothing.
func TestWorthOfOverrides(t *testing.T) {
	a := newIdleApp(t)
	wantIn(t, a.page("/plan/worth"), "has come yet")
	a.override(0, "total", `"set":600000`)
	p := a.planned("")
	if resp, _ := a.press("/plan/publish", fmt.Sprintf("view=&seen=%d&version=%s", p.Seen, p.Version)); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.StatusCode)
	}
	a.newWeek() // 300 000
	wantIn(t, a.page("/plan/worth"), "too few weeks to say", "By person", "promotion", "All sales, the whole plan")
	var w struct {
		Plans  int
		People []struct {
			Name string
			Plan json.Number `json:"plan_off"`
			Sold json.Number
			Gain struct{ Verdict string }
		}
	}
	_, body := a.ask("GET", "/api/v1/plan/worth", "")
	must(t, json.Unmarshal([]byte(body), &w))
	if len(w.People) != 1 || w.Plans != 1 || fixed(w.People[0].Sold) != "300000.00" || w.People[0].Gain.Verdict != "too_few" {
		t.Errorf("%s", body)
	}
	wantIn(t, a.page("/plan"), "It was made with sales until")
	left := a.planned("?horizon=1").Weeks[0] // of two weeks one is left: so is its part of the amount
	wantIn(t, a.page("/plan?edit=o1"), fmt.Sprintf(`value="%s"`, strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", float64(centsOf(t, fixed(left.Draft))-centsOf(t, fixed(left.Forecast)))/100), "0"), ".")))
}
