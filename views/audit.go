package views

import "time"

// Audit is the page of the log of acts.
type Audit struct {
	Frame
	Rows  []AuditRow // newest first
	Older int64      // the number to go on before, 0 where there are no more
	Paged bool       // the newest are not on this page
}

// AuditRow is one act.
type AuditRow struct {
	Number                         int64
	At                             time.Time
	Actor, Action, Subject, Detail string
}

// Tokens is the page of the tokens of programs.
type Tokens struct {
	Frame
	Rows    []TokenRow
	Name    string // as it stands in the form
	Problem string // what is wrong with the name
	Secret  string // of the token just made; shown this once
}

// TokenRow is one token, without its secret.
type TokenRow struct {
	ID, Name, By                string
	Created, Used, Revoked, Off time.Time // Off: since this restore, until turned on
}
