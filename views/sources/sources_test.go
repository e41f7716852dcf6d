package sources

import (
	"testing"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/viewtest"
)

func sampleRow() Row {
	return Row{ID: "f1", Name: viewtest.Hostile, Kind: URL, Where: viewtest.Hostile, Next: viewtest.Time, Held: 3,
		Latest: Run{State: "held", File: viewtest.Hostile, Import: 3, At: viewtest.Time, Why: []message.Message{message.Prose(viewtest.Hostile)}}}
}

func sampleForm(l text.Locale, kind string) Form {
	return Form{Frame: viewtest.Frame(l), Row: sampleRow(), Kind: kind, Name: viewtest.Hostile, URL: viewtest.Hostile, Folder: viewtest.Hostile, Driver: "mysql", Connection: viewtest.Hostile, Query: viewtest.Hostile,
		Every: "day", Time: viewtest.Hostile, MaxChange: viewtest.Hostile, DriverNames: viewtest.Hostile, Roots: []string{viewtest.Hostile}, Drivers: []string{"postgres", "mysql"},
		Problem: map[string]string{"name": viewtest.Hostile, "url": "x", "folder": "x", "query": "x", "connection": "x", "time": "x", "max_change": "x", "drivers": "x"}, Saved: true, Asked: "j3",
		Runs: []Run{sampleRow().Latest, {State: "failed", At: viewtest.Time}},
		Preview: &Preview{File: viewtest.Hostile, Problem: message.Prose(viewtest.Hostile), Places: []string{viewtest.Hostile}, Read: true, Added: 1, Weeks: 3,
			First: viewtest.Week("2018-08-13"), Last: viewtest.Week("2018-08-27"), Cents: 100, Holds: []message.Message{message.Prose(viewtest.Hostile)}}}
}

func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"sources, none":  Page(View{Frame: viewtest.Frame(l), Deleted: "f9"}),
		"sources":        Page(View{Frame: viewtest.Frame(l), Rows: []Row{sampleRow(), {ID: "f2", Name: "b", Kind: Folder, Paused: true}, {ID: "f3", Name: "c", Kind: Query}}}),
		"source, url":    FormPage(sampleForm(l, URL)),
		"source, folder": FormPage(sampleForm(l, Folder)),
		"source, query":  FormPage(sampleForm(l, Query)),
		"source, new":    FormPage(Form{Frame: viewtest.Frame(l), Kind: Folder, Every: "hour", Time: "06:00"}),
		"source, quiet":  FormPage(Form{Frame: viewtest.Frame(l), Row: Row{ID: "f2", Name: "b", Kind: URL}, Kind: URL, Preview: &Preview{Read: true}}),
		"source, good":   FormPage(Form{Frame: viewtest.Frame(l), Row: Row{ID: "f2", Name: "b", Kind: URL, Paused: true}, Kind: URL, Preview: &Preview{Read: true, Added: 2}}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
