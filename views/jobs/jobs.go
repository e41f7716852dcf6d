// Package jobs is the pages that start a training or a search, follow it, and
// list the queue and what has ended. As every page it imports ui and text and
// no other page; server alone imports it.
package jobs

import (
	"time"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
)

// View is the page of the queue and the history.
type View struct {
	ui.Frame
	Queue []Row
	Rows  []Row // ended ones, newest first
	Older int64 // the number to go on before, 0 where there are no more
	Paged bool  // the newest are not on this page
	Most  int   // that may wait
}

// Row is one job in a list.
type Row struct {
	ID, Kind, State, By, Model, ModelID, RetryOf string
	Asked, Started, Ended                        time.Time
}

// Detail is the page of one job.
type Detail struct {
	ui.Frame
	Row     Row
	Job     Job
	Request [][2]string // what was asked, name and value
	Log     []Line
	Problem string
}

// Line is one line of a job's log.
type Line struct {
	At   time.Time
	Text message.Message
}

// lang marks what an earlier version stored in words, which are English.
func (l Line) lang() templ.Attributes {
	if l.Text.IsProse() {
		return templ.Attributes{"lang": "en"}
	}
	return nil
}

func jobAct(id, act string) templ.SafeURL { return templ.SafeURL("/admin/jobs/" + id + "/" + act) }

func (r Row) kindName(l text.Locale) string { return kindName(l, r.Kind) }

func kindName(l text.Locale, kind string) string {
	switch kind {
	case "search":
		return l.T(text.JobKindSearch)
	case "fetch":
		return l.T(text.JobKindFetch)
	case "backup":
		return l.T(text.JobKindBackup)
	}
	return l.T(text.JobKindTrain)
}

// stateName agrees with kindName, beside which it stands.
func (r Row) stateName(l text.Locale) string {
	switch {
	case r.Kind == "train" && r.State == Succeeded:
		return l.T(text.TrainSucceeded)
	case r.Kind == "train" && r.State == Canceled:
		return l.T(text.TrainCanceled)
	}
	return l.T(stateNames[r.State].name)
}

var stateNames = map[string]struct {
	name text.Text
	tag  string
}{
	Queued: {text.StateQueued, "plain"}, Running: {text.StateRunning, ""}, Succeeded: {text.StateSucceeded, ""},
	Failed: {text.StateFailed, "bad"}, Canceled: {text.StateCanceled, "warn"},
}

// open tells whether the job has not ended.
func (r Row) open() bool { return r.State == Queued || r.State == Running }

// took is how long the job ran, or a dash.
func (r Row) took(l text.Locale) string {
	if r.Started.IsZero() || r.Ended.IsZero() {
		return "–"
	}
	return l.T(text.Seconds, l.Number(r.Ended.Sub(r.Started).Seconds(), 1))
}
