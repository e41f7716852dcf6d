// Package jobs is the pages that start a training or a search, follow it, and
// list the queue and what has ended. As every page it imports ui and text and
// no other page; server alone imports it.
package jobs

import (
	"time"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
)

// Jobs is the page of the queue and the history.
type Jobs struct {
	ui.Frame
	Queue []JobRow
	Rows  []JobRow // ended ones, newest first
	Older int64    // the number to go on before, 0 where there are no more
	Paged bool     // the newest are not on this page
	Most  int      // that may wait
}

// JobRow is one job in a list.
type JobRow struct {
	ID, Kind, State, By, Model, ModelID, RetryOf, Problem string
	Asked, Started, Ended                                 time.Time
}

// JobDetail is the page of one job.
type JobDetail struct {
	ui.Frame
	Row     JobRow
	Job     Job
	Request [][2]string // what was asked, name and value
	Log     []JobLine
	Problem string
}

// JobLine is one line of a job's log.
type JobLine struct {
	At   time.Time
	Text string
}

func jobAct(id, act string) templ.SafeURL { return templ.SafeURL("/admin/jobs/" + id + "/" + act) }

func (r JobRow) kindName(l text.Locale) string {
	if r.Kind == "search" {
		return l.T(text.JobKindSearch)
	}
	return l.T(text.JobKindTrain)
}

var stateNames = map[string]struct {
	name text.Text
	tag  string
}{
	JobQueued: {text.StateQueued, "plain"}, JobRunning: {text.StateRunning, ""}, JobSucceeded: {text.StateSucceeded, ""},
	JobFailed: {text.StateFailed, "bad"}, JobCanceled: {text.StateCanceled, "warn"},
}

// open tells whether the job has not ended.
func (r JobRow) open() bool { return r.State == JobQueued || r.State == JobRunning }

// took is how long the job ran, or a dash.
func (r JobRow) took(l text.Locale) string {
	if r.Started.IsZero() || r.Ended.IsZero() {
		return "–"
	}
	return l.T(text.Seconds, l.Number(r.Ended.Sub(r.Started).Seconds(), 1))
}
