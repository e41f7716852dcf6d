package server

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"olist/forecast"
	"olist/secret"
	"olist/source"
	"olist/store"
	"olist/training"
	"olist/training/automation"
	"olist/training/sources"
	"olist/week"
)

// What messages are about, made to happen in an application whose worker rests. Each
// gives what the message then says.

// serves is the address of a file.
func serves(t *testing.T, content string) string {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, content) }))
	t.Cleanup(web.Close)
	return web.URL + "/sales.csv"
}

// fetches has a source of its own ask for a file.
func (a *app) fetches(address string, says ...string) []string {
	a.t.Helper()
	n, err := a.training.Sources().Add(a.t.Context(), "test", sources.Source{Name: "till at " + address, Place: source.Spec{Kind: source.KindURL, URL: secret.OfURL(address)},
		Rules: sources.Rules{Apply: true}, Schedule: sources.Schedule{Every: automation.EveryNever}})
	must(a.t, err)
	a.ask("POST", "/api/v1/sources/"+n.ID+"/fetch", "")
	_, err = a.training.Jobs().Next(a.t.Context())
	must(a.t, err)
	return append(says, fmt.Sprintf(`"source":%q,"state"`, n.ID), fmt.Sprintf(`"name":%q`, n.Name))
}

// backupFails, as there is a file where the folder should be.
func (a *app) backupFails() []string {
	a.t.Helper()
	must(a.t, os.WriteFile(filepath.Join(filepath.Dir(a.store.Path()), "backups"), nil, 0o600))
	a.backUp()
	return []string{`"kind":"backup"`, "cannot be used. May the program read and write it?"}
}

// otherModelServes trains one, and goes back to the one before.
func (a *app) otherModelServes() []string {
	a.t.Helper()
	a.ask("POST", "/retrain", `{"n_estimators":5}`)
	_, err := a.training.Jobs().Next(a.t.Context())
	must(a.t, err)
	a.ask("POST", "/api/v1/models/{live}/activate", `{"note":"too wild"}`)
	return []string{`"note":"made live: newly trained"`, `"note_message":{"key":"verdict_new"`, `"note":"too wild"`, fmt.Sprintf(`"model":%q`, a.shipped)}
}

// wasFarOff keeps forecasts of twice the sales that came.
func (a *app) wasFarOff() []string {
	a.t.Helper()
	live, err := a.training.Live()
	must(a.t, err)
	i := slices.IndexFunc(live.Data.Panel.Series, func(s forecast.Series) bool { return s.Key == store.TotalKey })
	sales := live.Data.Panel.Series[i].Values
	for ago := 1; ago <= 6; ago++ {
		cutoff := live.Data.To - week.Week(ago)
		f := forecast.Forecast{Key: store.TotalKey}
		for k := 1; k <= ago; k++ {
			v := 2 * sales[len(sales)-1-ago+k]
			f.Points = append(f.Points, forecast.Point{Step: k, Week: cutoff + week.Week(k), Value: v, Bands: []forecast.Band{
				{Level: 80, Lower: .8 * v, Upper: 1.2 * v}, {Level: 95, Lower: .6 * v, Upper: 1.4 * v}}})
		}
		must(a.t, a.store.KeepIssued(a.t.Context(), store.Issued{ModelID: a.shipped, Cutoff: cutoff, Forecasts: []forecast.Forecast{f}}))
	}
	return []string{`"code":"tracking"`, `"limit":4`, "off to one side"}
}

// owes tells whether there are messages that have not arrived.
func (a *app) owes() bool {
	a.t.Helper()
	sent, err := a.store.Deliveries(a.t.Context(), 50)
	must(a.t, err)
	return slices.ContainsFunc(sent, func(d store.Delivery) bool { return d.State != store.DeliveryDelivered })
}

// misses sets a target out of reach, once what stood on the list counts as told.
func (a *app) misses() []string {
	a.t.Helper()
	a.until("the list is known", func() bool {
		told, err := a.store.Told(a.t.Context(), "")
		return err == nil && len(told.By(0)) > 0
	})
	live, err := a.training.Live()
	must(a.t, err)
	must(a.t, a.store.PutSetting(a.t.Context(), "test", training.TargetKey(live.Data.Shop, store.TotalKey), training.Target{Cents: 1 << 40, Weekly: true}))
	return []string{`"kind":"chance","segment":"total"`, `"more":0`, `"why_message":{"key":"need_chance"`}
}
