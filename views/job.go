package views

import (
	"fmt"
	"strings"
	"time"

	"olist/views/text"
)

// The states of a job, as the store names them.
const (
	JobQueued    = "queued"
	JobRunning   = "running"
	JobSucceeded = "succeeded"
	JobFailed    = "failed"
	JobCanceled  = "canceled"
)

// Job is a training, waiting, running or ended.
type Job struct {
	ID        string
	State     string
	Joined    bool // the person asked for a new one and was given this
	Canceling bool
	Stage     string // by the engine's name
	Done      int
	Total     int
	Errors    []float64 // validation error so far, oldest first
	Problem   string    // of a failed one, in words
	Took      time.Duration
	Model     string // name of the model that came of it
	IsLive    bool   // whether that model answers
	New, Old  ModelScore
	// Evaluating tells that the model serves and its backtest is under way;
	// Stage, Done and Total are the backtest's then.
	Evaluating bool
	Board      []BoardRow // of a search: the best so far
	Verdict    string     // why the model was not made to answer, in the log's words
	Damaged    bool       // the model that came of it cannot be read; Model is its id then
	Unread     bool       // whether there is a job cannot be read
}

// Known tells whether there is a job at all.
func (j Job) Known() bool { return j.ID != "" }

// Open tells whether the job has not ended.
func (j Job) Open() bool { return j.State == JobQueued || j.State == JobRunning }

// Follow tells whether there is more to come.
func (j Job) Follow() bool { return j.Open() || j.Evaluating }

// ModelScore is how far off a model was in its backtest. Ratios; Known is
// false where there was none.
type ModelScore struct {
	Name   string
	Known  bool
	Total  float64     // WAPE of all sales, all steps
	Steps  []StepError // the same by step
	Pooled float64     // WAPE of categories and states
	Inside float64     // share of weeks inside the 80% band
	Data   string      // fingerprint of the data that it was measured on
}

// comparable tells whether two scores are of the same weeks of the same data.
func (s ModelScore) comparable(t ModelScore) bool { return s.Known && t.Known && s.Data == t.Data }

func (j Job) stageName(l text.Locale) string {
	switch j.Stage {
	case "training":
		return l.T(text.StageTraining)
	case "calibrating bands":
		return l.T(text.StageCalibrating)
	case "backtest":
		return l.T(text.StageBacktest)
	}
	if round, ok := roundName(l, j.Stage); ok {
		return round
	}
	return j.Stage
}

func (j Job) title(l text.Locale) string {
	if len(j.Board) > 0 {
		return l.T(text.TabSearch)
	}
	return l.T(text.JobTitle)
}

func (j Job) headline(l text.Locale) string {
	switch {
	case j.Damaged:
		return l.T(text.JobDamaged, j.Model)
	case j.Canceling && j.Open():
		return l.T(text.JobCanceling)
	case j.State == JobQueued:
		return l.T(text.JobQueued)
	case j.State == JobRunning && j.Stage != "":
		return j.stageName(l)
	case j.State == JobRunning:
		return l.T(text.JobRunning)
	case j.State == JobSucceeded && j.IsLive:
		return l.T(text.JobSucceeded, j.Model)
	case j.State == JobSucceeded:
		return l.T(text.JobTrained, j.Model)
	case j.State == JobFailed:
		return l.T(text.JobFailed, l.Below(j.Problem))
	}
	return l.T(text.JobCanceled)
}

// mood is the class of the banner that says how the job ended.
func (j Job) mood() string {
	if j.Damaged {
		return "bad"
	}
	switch j.State {
	case JobSucceeded:
		return "good"
	case JobFailed:
		return "bad"
	case JobCanceled:
		return "warn"
	}
	return ""
}

// spark draws numbers as the points of a polyline in a box of 100 by 30.
func spark(values []float64) string {
	if len(values) < 2 {
		return ""
	}
	low, high := values[0], values[0]
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	span := high - low
	if span == 0 {
		span = 1
	}
	var b strings.Builder
	for i, v := range values {
		x := 100 * float64(i) / float64(len(values)-1)
		fmt.Fprintf(&b, "%.2f,%.2f ", x, 1+28*(high-v)/span)
	}
	return strings.TrimSpace(b.String())
}

// comparison lines up the two models' errors; rows that one of them lacks are
// left out.
func (j Job) comparison(l text.Locale) []comparedRow {
	rows := []comparedRow{{l.T(text.CompareTotal), j.New.Total, j.Old.Total, true}}
	for _, step := range []int{1, 4, 8, 12} {
		a, okA := errorAt(j.New.Steps, step)
		b, okB := errorAt(j.Old.Steps, step)
		if okA && okB {
			rows = append(rows, comparedRow{l.T(text.CompareStep, l.N(text.WeeksAhead, step)), a, b, true})
		}
	}
	return append(rows,
		comparedRow{l.T(text.ComparePooled), j.New.Pooled, j.Old.Pooled, true},
		comparedRow{l.T(text.CompareBand), j.New.Inside, j.Old.Inside, false})
}

type comparedRow struct {
	name     string
	new, old float64
	less     bool // less is better; otherwise neither is marked
}

func (r comparedRow) newWins() bool { return r.less && r.new < r.old }
func (r comparedRow) oldWins() bool { return r.less && r.old < r.new }

func errorAt(steps []StepError, step int) (float64, bool) {
	for _, s := range steps {
		if s.Step == step {
			return s.WAPE, true
		}
	}
	return 0, false
}
