package store

import (
	"context"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// SendingState is where a letter stands that was sent to a reader.
type SendingState string

// SendingKind is what is sent.
type SendingKind string

// Kinds of a Sending: the weekly letter, and what is told at once when something new
// needs somebody.
const (
	SendingDigest SendingKind = "digest"
	SendingAlarm  SendingKind = "alarm"
)

// States of a Sending.
const (
	SendingWaits   SendingState = "waiting" // it surely did not go, and is tried again
	SendingNow     SendingState = "sending"
	SendingDone    SendingState = "sent"
	SendingFailed  SendingState = "failed"  // it surely did not go
	SendingUnknown SendingState = "unknown" // nobody knows; it is not repeated by itself
)

const (
	sendingsKept = 1000
	askedMost    = 10 // digests that one reader may be sent in an hour because somebody asked
	// SendingLasts is how long an attempt takes at most: one that is older has ended
	// with the program that made it.
	SendingLasts = 2 * time.Minute
	// sendingWait is longer than any wait between attempts.
	sendingWait = 24 * time.Hour
)

// Sending is a letter for a reader.
type Sending struct {
	Seq      int64        `json:"seq"`
	Kind     SendingKind  `json:"kind"`
	Reader   string       `json:"reader"`
	Week     week.Week    `json:"week,omitzero"` // for which it was due; zero for an alarm, and where it was asked for
	Late     bool         `json:"late"`          // it said that the data are late
	State    SendingState `json:"state"`
	Attempts int          `json:"attempts"`
	At       time.Time    `json:"at"` // of the latest attempt
	NextAt   time.Time    `json:"next_at,omitzero"`
	Why      string       `json:"why,omitempty"` // in English; why the latest attempt did not end well
	// WhyMessage is the same as data.
	WhyMessage message.Message `json:"why_message,omitzero"`
}

// due reports whether the time of one that waits has come; a time that is further off
// than any wait was set by a clock that ran ahead.
func (n Sending) due(now time.Time) bool {
	return !n.NextAt.After(now) || n.NextAt.After(now.Add(sendingWait))
}

// BeginSending takes on the digest of a reader and week, before anything is sent;
// of several who try, one may. Without a week it is one that was asked for. What it
// tells is kept with it. done is false where it was sent, is being sent, or waits for
// its time.
func (s *Store) BeginSending(ctx context.Context, reader string, w week.Week, late bool, what Telling) (n Sending, done bool, err error) {
	n, err = given(ctx, s.inTx, func(t *tx) (Sending, error) {
		was, err := t.sendings(ctx, ` WHERE reader = $1 AND week = $2 AND week <> 0`, reader, w)
		if err != nil {
			return Sending{}, err
		}
		n := Sending{Kind: SendingDigest, Reader: reader, Week: w}
		if len(was) > 0 {
			if n = was[0]; n.State != SendingWaits || !n.due(t.now) {
				return n, errUnkept
			}
		} else if n, err = t.addSending(ctx, n); err != nil {
			return n, err
		}
		n.Late, done = late, true
		if n, err = t.attempt(ctx, n); err != nil {
			return n, err
		}
		return n, t.tellReader(ctx, reader, n.Seq, what)
	})
	return n, done && err == nil, err
}

// addSending gives a new one its number and row.
func (t *tx) addSending(ctx context.Context, n Sending) (Sending, error) {
	if err := t.roomToSend(ctx, n); err != nil {
		return n, err
	}
	var err error
	if n.Seq, err = t.next(ctx, "sendings"); err != nil {
		return n, err
	}
	_, err = t.ExecContext(ctx, `INSERT INTO sendings (seq, kind, reader, week, late, state, attempts, at, next_at) VALUES ($1, $2, $3, $4, 0, 'sending', 0, 0, 0)`,
		n.Seq, n.Kind, n.Reader, n.Week)
	return n, err
}

// roomToSend refuses more that are asked for than anybody reads, and forgets those of
// long ago: never those of a week that may come again for a clock that is set back, nor
// an alarm that tells when the next may go.
func (t *tx) roomToSend(ctx context.Context, n Sending) error {
	if n.Kind == SendingDigest && n.Week == 0 {
		var asked int
		if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM sendings WHERE reader = $1 AND kind = 'digest' AND week = 0 AND at > $2 AND at <= $3`,
			n.Reader, toMillis(t.now.Add(-time.Hour)), toMillis(t.now)).Scan(&asked); err != nil {
			return err
		}
		if asked >= askedMost {
			return fault.New(fault.CodeRateLimited, message.TooManyAttempts.With())
		}
	}
	_, err := t.ExecContext(ctx, `
		DELETE FROM sendings WHERE state <> 'sending' AND (kind = 'digest' AND week = 0 OR at < $1) AND seq NOT IN (SELECT seq FROM sendings ORDER BY seq DESC LIMIT $2)`,
		toMillis(t.now.AddDate(0, 0, -60)), sendingsKept)
	return err
}

// attempt marks a sending as under way.
func (t *tx) attempt(ctx context.Context, n Sending) (Sending, error) {
	n.State, n.Attempts, n.At, n.NextAt, n.WhyMessage = SendingNow, n.Attempts+1, t.now, time.Time{}, message.Message{}
	return n, t.putSending(ctx, n)
}

// EndSending keeps how an attempt ended. What somebody else has decided meanwhile of
// one that seemed to have been given up stays, but that it was sent.
func (s *Store) EndSending(ctx context.Context, n Sending) error {
	return s.inTx(ctx, func(t *tx) error {
		now, err := t.sending(ctx, n.Seq)
		if err != nil {
			return err
		}
		if now.Attempts != n.Attempts || now.State != SendingNow && n.State != SendingDone {
			return errUnkept
		}
		return t.putSending(ctx, n)
	})
}

// LoseSendings calls those unknown whose attempt must have ended long ago, or began
// later than now, which a clock that was set back makes; and gives how many.
func (s *Store) LoseSendings(ctx context.Context) (lost int, err error) {
	return given(ctx, s.inTx, func(t *tx) (int, error) {
		done, err := t.ExecContext(ctx, `UPDATE sendings SET state = 'unknown', why = $1 WHERE state = 'sending' AND (at <= $2 OR at > $3)`,
			message.SendingLost.With().Column(), toMillis(t.now.Add(-SendingLasts)), toMillis(t.now.Add(SendingLasts)))
		if err != nil {
			return 0, err
		}
		n, err := done.RowsAffected()
		if err == nil && n == 0 {
			err = errUnkept
		}
		return int(n), err
	})
}

// RepeatSending begins one again of which nobody knows, or that failed, because
// somebody wants it; what it tells is kept with it. Returns CodeConflict for any other, CodeNotFound where there is none.
func (s *Store) RepeatSending(ctx context.Context, actor string, seq int64, what Telling) (Sending, error) {
	return given(ctx, s.inTx, func(t *tx) (Sending, error) {
		n, err := t.sending(ctx, seq)
		if err != nil {
			return n, err
		}
		if n.State != SendingUnknown && n.State != SendingFailed {
			return n, fault.New(fault.CodeConflict, message.SendingNoRepeat.With())
		}
		if n, err = t.attempt(ctx, n); err != nil {
			return n, err
		}
		if err := t.tellReader(ctx, n.Reader, n.Seq, what); err != nil {
			return n, err
		}
		return n, t.audit(ctx, actor, "reader.repeat", n.Reader, map[string]any{"sending": seq})
	})
}

// Sendings gives the latest, newest first.
func (s *Store) Sendings(ctx context.Context, most int) ([]Sending, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Sending, error) { return t.sendings(ctx, ` ORDER BY seq DESC LIMIT $1`, most) })
}

// Troubled is the latest sending that failed, or of which nobody knows, of a reader to
// whom nothing has gone since.
type Troubled struct {
	Sending
	Address string // of the reader
}

// TroubledSendings gives them for readers who may be sent something, newest first, at
// most so many.
func (s *Store) TroubledSendings(ctx context.Context, most int) ([]Troubled, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Troubled, error) {
		return collect(ctx, t, func(row scanner) (n Troubled, err error) {
			var why string
			err = row.Scan(&n.Seq, &n.Reader, &n.Week, &n.State, millis{&n.At}, &why, &n.Address)
			n.WhyMessage = message.Parse(why)
			n.Why = n.WhyMessage.String()
			return n, err
		}, `
			WITH ended AS (SELECT seq, reader, week, state, at, why FROM sendings WHERE state IN ('failed', 'unknown')),
			went AS (SELECT reader, MAX(seq) AS seq, MAX(at) AS at FROM sendings WHERE state = 'sent' GROUP BY reader)
			SELECT e.seq, e.reader, e.week, e.state, e.at, e.why, readers.address FROM ended e JOIN readers ON readers.id = e.reader LEFT JOIN went ON went.reader = e.reader
			WHERE e.seq = (SELECT MAX(seq) FROM ended WHERE reader = e.reader) AND (went.seq IS NULL OR went.seq < e.seq AND went.at <= e.at)`+
			` AND `+mayBeSent+` ORDER BY e.seq DESC LIMIT $1`, most)
	})
}

// Sending gives one. Returns CodeNotFound where there is none.
func (s *Store) Sending(ctx context.Context, seq int64) (Sending, error) {
	return given(ctx, s.inRead, func(t *tx) (Sending, error) { return t.sending(ctx, seq) })
}

// SendingsOf gives those that were due for a week.
func (s *Store) SendingsOf(ctx context.Context, w week.Week) ([]Sending, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Sending, error) { return t.sendings(ctx, ` WHERE week = $1`, w) })
}

func (t *tx) putSending(ctx context.Context, n Sending) error {
	_, err := t.ExecContext(ctx, `UPDATE sendings SET late = $1, state = $2, attempts = $3, at = $4, next_at = $5, why = $6 WHERE seq = $7`,
		n.Late, n.State, n.Attempts, toMillis(n.At), toMillis(n.NextAt), n.WhyMessage.Column(), n.Seq)
	return err
}

func (t *tx) sendings(ctx context.Context, rest string, args ...any) ([]Sending, error) {
	return collect(ctx, t, scanSending, selectSending+rest, args...)
}

const selectSending = `SELECT seq, kind, reader, week, late, state, attempts, at, next_at, why FROM sendings`

func (t *tx) sending(ctx context.Context, seq int64) (Sending, error) {
	n, err := scanSending(t.QueryRowContext(ctx, selectSending+` WHERE seq = $1`, seq))
	return n, orNotFound(err, message.NoSending.With(seq))
}

func scanSending(row scanner) (n Sending, err error) {
	var why string
	err = row.Scan(&n.Seq, &n.Kind, &n.Reader, &n.Week, &n.Late, &n.State, &n.Attempts, millis{&n.At}, millis{&n.NextAt}, &why)
	n.WhyMessage = message.Parse(why)
	n.Why = n.WhyMessage.String()
	return n, err
}
