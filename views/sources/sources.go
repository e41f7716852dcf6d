// Package sources is the pages of the places that sales are fetched from. As
// every page it imports ui and text and no other page; server alone imports it.
package sources

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Kinds of a source.
const (
	URL    = "url"
	Folder = "folder"
	Query  = "query"
)

// View is the list.
type View struct {
	ui.Frame
	Rows    []Row
	Deleted string // id of the one that was just deleted
}

// Row is a source.
type Row struct {
	ID, Name, Kind, Where string
	Latest                Run
	Next                  time.Time
	Paused                bool
	Held                  int64 // import that waits for a person
}

// Run is a fetch and what came of it; its State is empty where there is none.
type Run struct {
	State, File string
	Import      int64
	At          time.Time
	Why         []message.Message
}

// Form is one source, kept or new, as it is or as the person typed it.
type Form struct {
	ui.Frame
	Row                                             Row // the kept one; its ID is empty for a new one
	Kind, Name                                      string
	URL, Folder, Driver, Connection, Query          string
	Every, Time, MaxChange                          string
	Weekday                                         int
	Apply, NewNames, Whole, Retrain                 bool
	Decimal, Dates, WeekDates, Missing, DriverNames string
	Roots                                           []string
	Drivers                                         []string
	Problem                                         map[string]string
	Seen                                            ui.Seen
	Saved                                           bool
	Asked                                           string // job that fetches
	Runs                                            []Run
	Preview                                         *Preview
}

// Preview is what a fetch would bring.
type Preview struct {
	File                      string
	Problem                   message.Message
	Places                    []string
	Read                      bool
	Added, Changed, Unchanged int
	Weeks                     int
	First, Last               week.Week
	Cents                     int64
	Holds                     []message.Message
}

var stateTexts = map[string]struct {
	name text.Text
	tag  string
}{
	"applied": {text.RunApplied, ""}, "held": {text.RunHeld, "warn"}, "nothing": {text.RunNothing, "plain"},
	"unchanged": {text.RunUnchanged, "plain"}, "waiting": {text.RunWaiting, "warn"}, "failed": {text.RunFailed, "bad"},
}

var kindTexts = map[string]text.Text{URL: text.SourceKindURL, Folder: text.SourceKindFolder, Query: text.SourceKindQuery}

type option struct {
	value string
	label text.Text
}

var everys = []option{{"never", text.EveryNever}, {"hour", text.EveryHour}, {"day", text.EveryDay}, {"week", text.EveryWeek}}

var dates = []option{{"", text.SourceByItself}, {"dmy", text.ImportDatesDMY}, {"mdy", text.ImportDatesMDY}, {"ymd", text.ImportDatesYMD}}

var missings = []option{{"", text.SourceByItself}, {"zero", text.MissingZero}, {"hole", text.MissingHole}}

func sourceURL(id string, act ...string) templ.SafeURL {
	return templ.SafeURL("/sources/" + strings.Join(append([]string{id}, act...), "/"))
}

// next says when a source is fetched by itself.
func (r Row) next(l text.Locale) string {
	switch {
	case r.Paused:
		return l.T(text.SourcePaused)
	case r.Next.IsZero():
		return l.T(text.SourceOnAsk)
	}
	return l.Time(r.Next)
}

func (f Form) title() string {
	if f.Row.ID != "" {
		return f.Row.Name
	}
	return f.Text.T(text.SourceNew)
}

func (f Form) action() templ.SafeURL {
	if f.Row.ID != "" {
		return sourceURL(f.Row.ID)
	}
	return "/sources"
}
