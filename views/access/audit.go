package access

import (
	"time"

	"olist/views/ui"
)

// Audit is the page of the log of acts.
type Audit struct {
	ui.Frame
	Rows  []AuditRow // newest first
	Older int64      // the number to go on before, 0 where there are no more
	Paged bool       // the newest are not on this page
}

// AuditRow is one act.
type AuditRow struct {
	Number int64
	At     time.Time
	Actor  string
	Action string      // its name in the log, as programs read it
	Said   string      // what was done, in a sentence
	Detail [][2]string // figures that the sentence does not hold: name and value
}

// Tokens is the page of the tokens of programs.
type Tokens struct {
	ui.Frame
	Rows   []TokenRow
	Scopes []string // to choose from
	Secret string   // of the token just made; shown this once
	Now    time.Time

	Name, Scope, Until string            // as they stand in the form
	Problem            map[string]string // what is wrong with them, by field

	PasswordSince time.Time // when the password changed last; zero where that is not known
}

// live counts the tokens in use, and those of them that were made before the
// password changed.
func (t Tokens) live() (all, older int) {
	for _, r := range t.Rows {
		if !r.Revoked.IsZero() || r.ended(t.Now) {
			continue
		}
		all++
		if r.Created.Before(t.PasswordSince) {
			older++
		}
	}
	return all, older
}

// TokenRow is one token, without its secret.
type TokenRow struct {
	ID, Name, By, Scope               string
	Created, Used, Ends, Revoked, Off time.Time // Off: since this restore, until turned on
}

func (r TokenRow) ended(now time.Time) bool { return !r.Ends.IsZero() && !now.Before(r.Ends) }

// lastDay is the one before the moment at which it ends.
func (r TokenRow) lastDay() time.Time { return r.Ends.Add(-time.Second) }
