package automation

import (
	"time"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
)

// Policy is the page that says when a new model answers and how many stay.
type Policy struct {
	ui.Frame
	Notice                  string // what was just done
	Unread                  string // that what was saved cannot be read
	Mode, MaxWorse, Keep    string // as they stand in the form, right or wrong
	ModeProblem             string
	Seen, KeepSeen          ui.Seen // what the two forms were filled from
	MaxProblem, KeepProblem string
	Decisions               []Decision // newest first
}

// Decision is what the policy said of a candidate, with the figures.
type Decision struct {
	Job string
	At  time.Time
	Why message.Message
}

var policyModes = []struct {
	name string
	text text.Text
}{{"always", text.PolicyAlways}, {"not_worse", text.PolicyNotWorse}, {"manual", text.PolicyManual}}
