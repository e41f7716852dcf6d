// Package digest is the pages of the weekly digest. As every page it imports ui and
// text and no other page; server alone imports it.
package digest

import (
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page: for who reads a preview and their own digest, and for
// administrators the server, the time, the readers and what was sent.
type View struct {
	ui.Frame
	Notices  []string
	Failed   string // what was asked for and did not go
	Set      bool   // there is a mail server
	Next     time.Time
	Mine     Mine
	Server   ServerForm
	Times    TimesForm
	Add      ReaderForm
	Readers  []Reader
	Sendings []Sending
	Preview  bool // there is one
	Plain    string
	Segment  string // of the preview
	Kinds    []string
	Modes    []string
}

// Mine is the digest of who looks.
type Mine struct {
	ReaderForm
	ID string // "" for none
}

// ReaderForm is what is asked of a reader.
type ReaderForm struct {
	Kind, Address, Language, Segments string
	Alarms                            bool
	Problem                           map[string]string
}

// ServerForm is the mail server.
type ServerForm struct {
	Host, Port, TLS, User, From, To string
	HasPassword                     bool
	Problem                         map[string]string
	Seen                            ui.Seen
}

// TimesForm is when the digest goes.
type TimesForm struct {
	Weekday int
	Time    string
	Wait    string
	Problem map[string]string
	Seen    ui.Seen
}

// Reader is one who receives it.
type Reader struct {
	ID, Kind, Address, Person, Language string
	Segments                            []string // names; none for all sales
	Alarms                              bool     // told at once, too
}

// name is what a reader is called.
func (r Reader) name() string {
	if r.Person != "" {
		return r.Person + " (" + r.Address + ")"
	}
	return r.Address
}

// Sending is a digest that was sent, or not.
type Sending struct {
	Seq      string
	Reader   string // "" of one who was taken away
	ID       string
	Week     week.Week // 0: asked for, or an alarm
	Alarm    bool
	Late     bool
	State    string
	Attempts int
	At       time.Time
	Why      string // it did not go; ""
}

// Again reports whether somebody may have it sent again.
func (s Sending) again() bool { return s.Reader != "" && (s.State == "unknown" || s.State == "failed") }

func (s Sending) name(l text.Locale) string {
	if s.Reader == "" {
		return l.T(text.DigestGone, s.ID)
	}
	return s.Reader
}

func (v View) previewURL(format string) string {
	q := url.Values{"format": {format}}
	if v.Segment != "" {
		q.Set("segment", v.Segment)
	}
	return "/digest/preview?" + q.Encode()
}

// Unsubscribe is the page that ends a digest.
type Unsubscribe struct {
	ui.Frame
	Reader, Key string
	Shop        string
	Done        bool
}

// option is a choice of a list.
type option struct {
	value, label string
	lang         string // of the label, where it is not the page's
}

func languages() (all []option) {
	for _, l := range text.Locales {
		all = append(all, option{value: l.Code(), label: l.T(text.LanguageName), lang: l.Code()})
	}
	return all
}

func named(l text.Locale, values []string, names map[string]text.Text) (all []option) {
	for _, v := range values {
		all = append(all, option{value: v, label: l.T(names[v])})
	}
	return all
}

func weekdays(l text.Locale) (all []option) {
	for i, day := range text.Weekdays {
		all = append(all, option{value: strconv.Itoa(i), label: l.T(day)})
	}
	return all
}

// about leads from an input to its hint and to what is wrong with it.
func about(id, problem, hint string) templ.Attributes {
	if hint == "" {
		return ui.Wrong(id, problem)
	}
	return templ.Attributes{"aria-describedby": ui.Described(id, problem)}
}

// completed says what browsers fill in: no password that is somebody's own.
func completed(kind string) string {
	if kind == "password" {
		return "new-password"
	}
	return "off"
}
