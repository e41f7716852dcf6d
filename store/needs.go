package store

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/store/fault"
)

// What somebody said of a line of what needs somebody.
const (
	NeedClosed  = "closed"  // it is done with
	NeedSnoozed = "snoozed" // it comes back on a day
	NeedOpened  = "opened"  // it is open again
)

// needActs are the answers as the log calls them.
var needActs = map[string]string{NeedClosed: "need.closed", NeedSnoozed: "need.snoozed", NeedOpened: "need.opened"}

const (
	needWordMost = 280 // characters
	// needsKept is how long an answer counts; the lines that it was about are long
	// gone then.
	needsKept = 2 * 366 * 24 * time.Hour
	// snoozeMost bounds how far off the day may be on which a line comes back.
	snoozeMost = 366 * 24 * time.Hour
)

// NeedAnswer is what was said of a line last.
type NeedAnswer struct {
	Line   string    `json:"-"`
	Answer string    `json:"answer"`
	Until  time.Time `json:"until,omitzero"` // of a snoozed line
	Word   string    `json:"word"`
	Amount int64     `json:"-"`      // cents that the line was about
	Change int       `json:"change"` // counts the answers to the line
	Actor  string    `json:"by"`
	At     time.Time `json:"at"`
}

// NeedAnswers gives what was said of lines, by their ids.
func (s *Store) NeedAnswers(ctx context.Context) (map[string]NeedAnswer, error) {
	return given(ctx, s.inRead, func(t *tx) (map[string]NeedAnswer, error) {
		all, err := collect(ctx, t, scanNeed, `SELECT line, answer, until, word, amount, change, actor, at FROM needs WHERE at >= $1`, toMillis(t.now.Add(-needsKept)))
		by := make(map[string]NeedAnswer, len(all))
		for _, a := range all {
			by[a.Line] = a
		}
		return by, err
	})
}

// AnswerNeed keeps what somebody says of a line whose answer they saw: a.Change is
// that of the answer, 0 for none. of is what the log has of the line. Returns
// CodeConflict where somebody else has said something since, and CodeInvalid naming
// the field that is wrong.
func (s *Store) AnswerNeed(ctx context.Context, a NeedAnswer, of any) (NeedAnswer, error) {
	a.Word = strings.Join(strings.Fields(a.Word), " ")
	return given(ctx, s.inTx, func(t *tx) (NeedAnswer, error) {
		a.At = t.now
		if err := a.validate(); err != nil {
			return a, err
		}
		was, err := collect(ctx, t, scanNeed, `SELECT line, answer, until, word, amount, change, actor, at FROM needs WHERE line = $1`, a.Line)
		if err != nil {
			return a, err
		}
		seen := 0
		if len(was) > 0 {
			seen = was[0].Change
		}
		if a.Change != seen {
			return a, fault.New(fault.CodeConflict, message.NeedAnswered.With())
		}
		a.Change++
		if _, err := t.ExecContext(ctx, `DELETE FROM needs WHERE line = $1 OR at < $2`, a.Line, toMillis(t.now.Add(-needsKept))); err != nil {
			return a, err
		}
		if _, err := t.ExecContext(ctx, `INSERT INTO needs (line, answer, until, word, amount, change, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			a.Line, a.Answer, toMillis(a.Until), a.Word, a.Amount, a.Change, a.Actor, toMillis(a.At)); err != nil {
			return a, err
		}
		return a, t.audit(ctx, a.Actor, needActs[a.Answer], a.Line, map[string]any{"line": of, "word": a.Word})
	})
}

func (a NeedAnswer) validate() error {
	letters := utf8.RuneCountInString(a.Word)
	switch a.Answer {
	case NeedClosed:
		if letters == 0 {
			return fault.Invalid("word", message.NeedWord.With(needWordMost))
		}
	case NeedSnoozed:
		if !a.Until.After(a.At) || a.Until.After(a.At.Add(snoozeMost)) {
			return fault.Invalid("until", message.NeedUntil.With())
		}
	}
	if letters > needWordMost {
		return fault.Invalid("word", message.NeedWord.With(needWordMost))
	}
	return nil
}

func scanNeed(row scanner) (a NeedAnswer, err error) {
	return a, row.Scan(&a.Line, &a.Answer, millis{&a.Until}, &a.Word, &a.Amount, &a.Change, &a.Actor, millis{&a.At})
}
