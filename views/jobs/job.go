package jobs

import (
	"time"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
)

// The states of a job, as the store names them.
const (
	Queued    = "queued"
	Running   = "running"
	Succeeded = "succeeded"
	Failed    = "failed"
	Canceled  = "canceled"
)

// Job is a training, waiting, running or ended.
type Job struct {
	ID        string
	Kind      string
	State     string
	Joined    bool // the person asked for a new one and was given this
	Canceling bool
	Stage     message.Message
	Done      int
	Total     int
	Curve     Curve           // validation error so far
	Problem   message.Message // of a failed one
	Took      time.Duration
	Model     string // name of the model that came of it
	IsLive    bool   // whether that model answers
	New, Old  ui.ModelScore
	// Evaluating tells that the model serves and its backtest is under way;
	// Stage, Done and Total are the backtest's then.
	Evaluating bool
	Board      []BoardRow      // of a search: the best so far
	Verdict    message.Message // why the model was not made live
	Damaged    bool            // the model that came of it cannot be read; Model is its id then
	Unread     bool            // whether there is a job cannot be read
}

// Known tells whether there is a job at all.
func (j Job) Known() bool { return j.ID != "" }

// Open tells whether the job has not ended.
func (j Job) Open() bool { return j.State == Queued || j.State == Running }

// Follow tells whether there is more to come.
func (j Job) Follow() bool { return j.Open() || j.Evaluating }

func (j Job) title(l text.Locale) string {
	if len(j.Board) > 0 {
		return l.T(text.TabSearch)
	}
	if j.Kind == "fetch" || j.Kind == "backup" {
		return text.Capital(kindName(l, j.Kind))
	}
	return l.T(text.JobTitle)
}

func (j Job) headline(l text.Locale) string {
	switch {
	case j.Damaged:
		return l.T(text.JobDamaged, j.Model)
	case j.Canceling && j.Open():
		return l.T(text.JobCanceling)
	case j.State == Queued:
		return l.T(text.JobQueued)
	case j.State == Running && !j.Stage.IsZero():
		return l.SayWords(j.Stage)
	case j.State == Running:
		return l.T(text.JobRunning)
	case j.State == Succeeded && j.IsLive:
		return l.T(text.JobSucceeded, j.Model)
	case j.State == Succeeded && j.Model == "":
		return l.T(text.JobDone)
	case j.State == Succeeded:
		return l.T(text.JobTrained, j.Model)
	case j.State == Failed:
		return l.T(text.JobFailed, l.Say(j.Problem))
	}
	return l.T(text.JobCanceled)
}

// mood is the class of the banner that says how the job ended.
func (j Job) mood() string {
	if j.Damaged {
		return "bad"
	}
	switch j.State {
	case Succeeded:
		return "good"
	case Failed:
		return "bad"
	case Canceled:
		return "warn"
	}
	return ""
}

// comparison lines up the two models' errors.
func (j Job) comparison(l text.Locale) []ui.ComparedRow {
	return ui.CompareScores(l, j.New, j.Old, []int{1, 4, 8, 12}, func(step int) string { return l.T(text.CompareStep, l.N(text.WeeksAhead, step)) })
}
