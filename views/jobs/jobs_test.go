package jobs

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
)

func sampleJob(state string) Job {
	return Job{
		ID: "j3", State: state, Stage: message.StageTraining.With(), Done: 40, Total: 100, Curve: Curve{Errors: []float64{.5, .25, .3}, Rounds: []int{2, 4, 6}, Best: 3, BestError: .24},
		Problem: message.Prose(viewtest.Hostile), Took: 420 * time.Millisecond, Model: "#8", IsLive: true,
		New: ui.ModelScore{Name: "#8", Known: true, Total: .15, Steps: []ui.StepError{{Step: 1, WAPE: .11}, {Step: 4, WAPE: .16}}, Pooled: .29, Inside: .81},
		Old: ui.ModelScore{Name: "#7", Known: true, Total: .16, Steps: []ui.StepError{{Step: 1, WAPE: .10}, {Step: 4, WAPE: .17}}, Pooled: .30, Inside: .79},
	}
}

// TestCurve: axes from the first round to the last, the round that is kept marked
// at its place; of a job of an earlier version, the curve alone.
func TestCurve(t *testing.T) {
	j := sampleJob(Succeeded)
	j.Curve.Stops = true
	for _, c := range []struct {
		change     func(*Job)
		want, none string
	}{
		{func(*Job) {}, `d="M25.00 0V30"`, "Lowest so far"},
		{func(*Job) {}, `points="0.00,1.00 50.00,29.00 100.00,23.40"`, ""},
		{func(*Job) {}, "Round 3 has the lowest, 0.2400", ""},
		{func(*Job) {}, "round 6", ""},
		{func(j *Job) { j.Curve.Stops = false }, `d="M100.00 0V30"`, ""},
		{func(j *Job) { j.Curve.Stops = false }, "The model has all 6 rounds, with an error of 0.3000; the lowest was in round 3", ""},
		{func(j *Job) { j.State = Canceled }, "It ended after round 6, with an error of 0.3000, and made no model; the lowest was in round 3", `class="kept"`},
		{func(j *Job) { j.State = Running }, "Round 6: 0.3000. Lowest so far in round 3", `class="kept"`},
		{func(j *Job) { j.Curve.Rounds = nil }, "Error on held-back weeks: 0.3000", "round 6"},
		{func(j *Job) { j.Curve.Errors = nil }, "", "<figure"},
	} {
		j := j
		c.change(&j)
		got := viewtest.Render(t, curve(text.English, j))
		if !strings.Contains(got, c.want) || c.none != "" && strings.Contains(got, c.none) {
			t.Errorf("want %q and not %q in\n%s", c.want, c.none, got)
		}
	}
}

func sampleAdmin(l text.Locale) Retrain {
	form := ParamForm{Fields: []Field{
		{Name: "n_estimators", Value: "300", Min: "1", Max: "5000", Integer: true, Front: true},
		{Name: "learning_rate", Value: viewtest.Hostile, Min: "0.001", Max: "1", Front: true, Problem: "not good: " + viewtest.Hostile},
		{Name: "gamma", Value: "-1", Min: "0", Max: "1000", Problem: "too small"},
	}}
	form.Problem = l.T(text.ParamsWrong)
	return Retrain{Frame: viewtest.Frame(l), Form: form, Job: sampleJob(Running)}
}

func sampleSearch(l text.Locale) Search {
	job := sampleJob(Running)
	job.Stage, job.Verdict = message.SearchRound.With(1, 3, 31, 4), message.Prose(viewtest.Hostile)
	job.Board = []BoardRow{{4, [][2]string{{"max_depth", "3"}}, 20, .29}, {0, [][2]string{{"max_depth", viewtest.Hostile}}, 10, .3}}
	return Search{Frame: viewtest.Frame(l), Holdout: 26, Trials: viewtest.Hostile, Minutes: "0", Seed: "x", TrialsProblem: viewtest.Hostile, MinutesProblem: "a", SeedProblem: "b",
		TrialsMost: 200, MinutesMost: 120, Space: []SpaceRow{{"max_depth", "2", "8", false}, {"reg_lambda", "0.1", "50", true}}, Job: job}
}

func sampleJobRow(state string) Row {
	r := Row{ID: "j3", Kind: "train", State: state, By: viewtest.Hostile, RetryOf: "j1", Asked: viewtest.Time, Started: viewtest.Time}
	if !r.open() {
		r.Ended, r.Model, r.ModelID = viewtest.Time.Add(time.Second), "#8", "m8-ffffffff"
	}
	return r
}

func sampleJobDetail(l text.Locale, state string) Detail {
	return Detail{Frame: viewtest.Frame(l), Row: sampleJobRow(state), Job: sampleJob(state), Request: [][2]string{{"note", viewtest.Hostile}},
		Log: []Line{{viewtest.Time, message.Prose(viewtest.Hostile)}}, Problem: viewtest.Hostile}
}

// A search's stage is worded in the person's language.
func TestRoundIsWorded(t *testing.T) {
	job := Job{State: Running, Stage: message.SearchRound.With(2, 3, 10, 10)}
	if got := job.headline(text.Portuguese); got != "Rodada 2 de 3: 10 tentativas em 10 semanas passadas" {
		t.Error(got)
	}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	reader := viewtest.Frame(l)
	reader.MayTrain = false
	forbidden := sampleAdmin(l)
	forbidden.MayTrain = false
	return map[string]templ.Component{
		"admin":                RetrainPage(sampleAdmin(l)),
		"admin, reader":        RetrainPage(forbidden),
		"admin, no job":        RetrainPage(Retrain{Frame: viewtest.Frame(l), Form: sampleAdmin(l).Form}),
		"job panel, queued":    Panel(l, sampleJob(Queued)),
		"job panel, succeeded": Panel(l, sampleJob(Succeeded)),
		"job panel, failed":    Panel(l, sampleJob(Failed)),
		"job panel, canceled":  Panel(l, sampleJob(Canceled)),
		"search":               SearchPage(sampleSearch(l)),
		"search, reader":       SearchPage(Search{Frame: reader}),
		"jobs":                 Page(View{Frame: viewtest.Frame(l), Queue: []Row{sampleJobRow(Running)}, Rows: []Row{sampleJobRow(Succeeded), sampleJobRow(Failed)}, Older: 7, Paged: true}),
		"jobs, none":           Page(View{Frame: reader}),
		"job":                  DetailPage(sampleJobDetail(l, Succeeded)),
		"job, running":         DetailPage(sampleJobDetail(l, Running)),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func TestGolden(t *testing.T) {
	en := text.English
	viewtest.Golden(t, map[string]templ.Component{
		"param_form.en":    paramForm(en, sampleAdmin(en).Form),
		"job_running.en":   Panel(en, sampleJob(Running)),
		"job_succeeded.en": Panel(en, sampleJob(Succeeded)),
	})
}

// No percentage of nothing.
func TestNothingSoldIsSaidInWords(t *testing.T) {
	nan := math.NaN()
	job := sampleJob(Succeeded)
	job.New = ui.ModelScore{Name: "#8", Known: true, Total: nan, Pooled: nan, Inside: nan}
	viewtest.NoPercentage(t, "job", Panel(text.English, job))
}

// In Portuguese a state agrees with its job: o treino, a busca.
func TestStatesAgreeWithTheirJob(t *testing.T) {
	for _, c := range []struct{ kind, state, want string }{
		{"train", Canceled, "cancelado"}, {"train", Succeeded, "concluído"}, {"search", Canceled, "cancelada"}, {"search", Succeeded, "concluída"}, {"train", Queued, "na fila"},
	} {
		if got := (Row{Kind: c.kind, State: c.state}).stateName(text.Portuguese); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.kind, c.state, got, c.want)
		}
	}
}
