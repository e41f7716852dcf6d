package server

import (
	"encoding/json"
	"html"
	"strings"
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/training"
)

// TestEarlierEngine: where an earlier engine trained what answers, the page says
// so and trains a model beside it at one click; that does not go live, and the
// page then leads to what it would change.
func TestEarlierEngine(t *testing.T) {
	for name, k := range keptDatabases(t) {
		a := keptApp(t, name, k)
		const said, button = "trained by an earlier engine", "Train a model beside it"
		live, err := a.training.Live()
		must(t, err)
		wantIn(t, a.body("/config"), `"engine_version":1`)
		for _, path := range []string{"/", "/models"} {
			wantIn(t, a.page(path), said, button)
		}
		wantIn(t, a.page("/models?open="+live.Model.ID), "<dt>Engine</dt>")

		status, _ := a.post("/admin/jobs", "beside", "yes")
		if status != 303 {
			t.Fatal(status)
		}
		jobs, err := a.store.Jobs(t.Context(), 0, 1)
		must(t, err)
		job := a.waitFor(jobs[0].ID)
		if now, err := a.training.Live(); err != nil || now.Model.ID != live.Model.ID {
			t.Fatalf("%v serves now: %v", now.Model.ID, err)
		}
		engines, err := a.training.EngineVersions(t.Context())
		must(t, err)
		if engines[live.Model.ID] != 1 || engines[job.ModelID] < 2 {
			t.Errorf("engines: %v", engines)
		}
		page := a.page("/models")
		wantIn(t, page, said, "/models/compare?b="+job.ModelID)
		if strings.Contains(page, button) {
			t.Error("there is a model to compare with, and another is offered")
		}
		wantIn(t, a.page("/models/compare?b="+job.ModelID), "Engine")
		if status, _ := a.post("/models/" + job.ModelID + "/activate"); status != 303 {
			t.Fatal(status)
		}
		if strings.Contains(a.page("/models"), said) {
			t.Error("the present engine's model is said to be of an earlier one")
		}
	}
}

// TestErrorsOfALaterEngineAreSaid beside the model that an earlier engine
// trained: its evaluation trains anew with the engine of today.
func TestErrorsOfALaterEngineAreSaid(t *testing.T) {
	for name, k := range keptDatabases(t) {
		a := idleKeptApp(t, name, k)
		const said = "These errors are those of today's engine"
		live, err := a.training.Live()
		must(t, err)
		shows := func() bool {
			open := a.page("/models?open=" + live.Model.ID)
			detail := strings.Contains(html.UnescapeString(open), said)
			if page := html.UnescapeString(a.page("/accuracy")); strings.Contains(page, said) != detail {
				t.Errorf("the model's details say it: %v, the errors' page does not agree", detail)
			}
			return detail
		}
		if live.Report == nil || shows() {
			t.Fatalf("an evaluation of its own time (%v) is said to be of today", live.Report != nil)
		}
		report := *live.Report
		report.Engine = forecast.EngineVersion
		whole, err := json.Marshal(report)
		must(t, err)
		summary, err := json.Marshal(training.Summarise(&report))
		must(t, err)
		_, err = a.store.AddEvaluation(t.Context(), live.Model.ID, store.NewEvaluation{Kind: "backtest", DataFingerprint: live.Data.Fingerprint, Summary: summary, Report: whole})
		must(t, err)
		must(t, a.training.Reload(t.Context()))
		if !shows() {
			t.Error("nothing says that a later engine was measured")
		}
	}
}
