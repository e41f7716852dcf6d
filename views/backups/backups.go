// Package backups is the pages of the copies of the database: what there is, when
// they are made, and how one comes back. As every page it imports ui and text and no
// other page; server alone imports it.
package backups

import (
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
)

// View is the page of all backups.
type View struct {
	ui.Frame
	Places  []Place
	Sealed  bool
	Beside  bool // they lie beside the database
	Next    time.Time
	Now     time.Time
	Failed  Failure // zero where the latest did not
	Running Running // zero where none is made
	Form    Form
	Saved   bool
}

// Place is where backups lie.
type Place struct {
	Name, Where string
	Copies      []Copy
	Others      int
	Problem     message.Message
}

// Copy is a backup.
type Copy struct {
	Name   string
	Made   time.Time
	Size   int64
	Sealed bool
}

// Failure is a backup that was not made.
type Failure struct {
	Job string
	At  time.Time
	Why message.Message
}

// Running is a backup under way.
type Running struct {
	Job         string
	Stage       message.Message
	Done, Total int
}

// Form is when backups are made and how long they are kept.
type Form struct {
	Every, Time         string
	Weekday             int
	Days, Weeks, Months string
	Problem             map[string]string // by field
	Seen                ui.Seen
}

// RestoreView is the page that asks before a backup is restored, and tells after.
type RestoreView struct {
	ui.Frame
	Place, Where string
	Copy         Copy
	Problem      string
	AcceptLoss   bool
	Done         *Done
}

// Done is what a restore did.
type Done struct {
	Kept      string
	TokensOff int
	PeopleOff int
	Offline   bool
}

type option struct {
	value string
	label text.Text
}

var everys = []option{{"never", text.EveryNever}, {"hour", text.EveryHour}, {"day", text.EveryDay}, {"week", text.EveryWeek}}

// latest is the latest backup of all places.
func (v View) latest() (at time.Time) {
	for _, p := range v.Places {
		if len(p.Copies) > 0 && p.Copies[0].Made.After(at) {
			at = p.Copies[0].Made
		}
	}
	return at
}

// age says how long ago something was.
func age(l text.Locale, now, at time.Time) string {
	switch d := max(0, now.Sub(at)); {
	case d < time.Hour:
		return l.N(text.BackupMinutes, max(1, int(d.Minutes())))
	case d < 48*time.Hour:
		return l.N(text.BackupHours, int(d.Hours()))
	default:
		return l.N(text.BackupDays, int(d.Hours())/24)
	}
}

func size(l text.Locale, bytes int64) string {
	return l.T(text.BackupMegabytes, l.Number(float64(bytes)/1e6, 1))
}

func placeName(l text.Locale, name string) string {
	if name == "s3" {
		return l.T(text.BackupsS3)
	}
	return l.T(text.BackupsFolder)
}

func restoreURL(place, name string) templ.SafeURL {
	return templ.SafeURL("/backups?" + url.Values{"place": {place}, "name": {name}}.Encode())
}

func titleID(i int) string { return "place-" + strconv.Itoa(i) }
