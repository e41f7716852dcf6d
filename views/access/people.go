package access

import (
	"net/url"
	"time"

	"olist/views/text"
	"olist/views/ui"
)

// People is the page of those who log in by a name of their own.
type People struct {
	ui.Frame
	Rows    []PersonRow
	Roles   []string // to choose from
	Now     time.Time
	Link    string // by which LinkFor chooses a password; shown this once
	LinkFor string
	Open    bool   // everybody may read
	Wide    bool   // others can reach the program
	Shares  int    // links that show a page to whoever has them
	Refused string // why something cannot be

	Provider string // who vouches for people, "" for nobody
	Follow   bool   // their roles are given there
	Stranded string // why nobody might administer one day, "" where somebody will

	Name, Role string            // as they stand in the form
	Problem    map[string]string // what is wrong with them, by field
}

// PersonRow is one person.
type PersonRow struct {
	Name, Role          string
	Joined              bool // has chosen a password
	Seen, Off, LinkEnds time.Time

	By   string // who vouches for them, "" for nobody
	Gone bool   // and is asked no more
}

// given reports whether their role comes from where they come from.
func (p People) given(r PersonRow) bool { return p.Follow && r.By != "" && !r.Gone }

func (r PersonRow) path(act string) string {
	return "/admin/people/" + url.PathEscape(r.Name) + "/" + act
}

// standing says whether the person can log in.
func (p People) standing(r PersonRow) string {
	switch {
	case !r.Off.IsZero():
		return p.Text.T(text.PersonIsOff)
	case r.Gone && !r.Joined:
		return p.Text.T(text.PersonByGone, r.By)
	case r.By != "" && r.Seen.IsZero():
		return p.Text.T(text.PersonNeverBy, r.By)
	case r.By != "" && !r.Gone:
		return p.Text.T(text.PersonBy, p.Text.Time(r.Seen), r.By)
	case r.Joined && r.Seen.IsZero():
		return p.Text.T(text.PersonNeverSeen)
	case r.Joined:
		return p.Text.Time(r.Seen)
	case p.Now.Before(r.LinkEnds):
		return p.Text.T(text.PersonInvited, p.Text.Time(r.LinkEnds))
	}
	return p.Text.T(text.PersonLinkOver)
}

// Sessions is the page of who is logged in.
type Sessions struct {
	ui.Frame
	Password bool // the reader has one to change
	Rows     []SessionRow
}

// SessionRow is one session.
type SessionRow struct {
	ID, Person        string
	Begun, Used, Ends time.Time
	This              bool // the reader's own
}

// Password is the page on which a person changes their password.
type Password struct {
	ui.Frame
	Name    string            // "" where there is no password to change
	Done    bool              // it has just been changed
	Problem map[string]string // what is wrong, by field
}

// Join is the page on which a person chooses a password.
type Join struct {
	ui.Frame
	Name, Key string // both "" where the link leads nowhere
	Problem   string
}
