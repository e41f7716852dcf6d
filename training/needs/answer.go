package needs

import (
	"time"

	"olist/store"
)

// Answered is a line with what was said of it last; where nothing was, Answer is
// zero.
type Answered struct {
	Line
	Answer store.NeedAnswer
	Open   bool // it stands on the list
}

// Answers lays what was said over the lines: one that was closed stays closed, and
// one that was snoozed is away until its day. A line whose amount has since grown
// by half is news, and open.
func (l List) Answers(by map[string]store.NeedAnswer, now time.Time) []Answered {
	out := make([]Answered, len(l.Lines))
	for i, line := range l.Lines {
		a := by[line.ID]
		out[i] = Answered{Line: line, Answer: a, Open: !holds(a, line.Amount, now)}
	}
	return out
}

// holds reports whether an answer keeps a line of that amount off the list.
func holds(a store.NeedAnswer, amount int64, now time.Time) bool {
	if store.Grown(a.Amount, amount) {
		return false
	}
	return a.Answer == store.NeedClosed || a.Answer == store.NeedSnoozed && now.Before(a.Until)
}
