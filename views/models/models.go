// Package models is the page of every trained model, and the one that holds two
// of them against each other. As every page it imports ui, chart and text and
// no other page; server alone imports it.
package models

import (
	"time"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
)

// View is the page that lists every trained model.
type View struct {
	ui.Frame
	Rows          []Row
	Today         string // fingerprint of the data that what answers is of
	Notice        string // what was just done
	Problem       string // what could not be done, or is wrong
	UploadProblem string // why a file was not taken
}

// Row is one trained model.
type Row struct {
	ui.Model
	Live          bool
	Params        [][2]string // name and value, in the form's order
	Score         ui.ModelScore
	By            string
	Note          message.Message // why it was made
	Took          time.Duration
	SHA256        string
	Size          int64  // bytes
	Kind          string // how it came to be: train, search, upload
	Remark        string // what a person wrote about it later
	RemarkProblem string // why the remark was not taken
	RemarkSeen    ui.Seen
	Pinned        bool
	Measuring     bool   // somebody asked that it is measured on today's data
	Opened        bool   // its details are shown
	Fingerprint   string // of the data it was trained on
	Program       string // version that trained it
	Engine        int    // version of the engine that trained it
	MeasuredBy    int    // version of the engine that its errors are of; 0 where that is not known
}

// param gives a parameter's value, or a dash.
func (m Row) param(name string) string {
	for _, p := range m.Params {
		if p[0] == name {
			return p[1]
		}
	}
	return "–"
}

func (m Row) kindName(l text.Locale) string {
	switch m.Kind {
	case "search":
		return l.T(text.ModelKindSearch)
	case "upload":
		return l.T(text.ModelKindUpload)
	}
	return l.T(text.ModelKindTrain)
}

// path is where the model's forms post to.
func (m Row) path(act string) templ.SafeURL { return templ.SafeURL("/models/" + m.ID + "/" + act) }
