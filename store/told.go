package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"olist/store/fault"
)

const (
	// alarmWait is the least time between two alarms of a reader. One that is further
	// ahead than alarmAhead was made by a clock that ran ahead, and counts no more.
	alarmWait  = 24 * time.Hour
	alarmAhead = 7 * 24 * time.Hour
	// toldKept is how long it is remembered that a line was told which is on the list
	// no more.
	toldKept = 180 * 24 * time.Hour
	// grownBy is how many times the amount of a line has to be what it was when
	// somebody saw it, so that it is news.
	grownBy = 1.5
)

// NeedLine is a line of what needs somebody as it is told.
type NeedLine struct {
	ID     string
	Amount int64 // cents; 0 where it is not known
}

// Grown reports whether the amount of a line is so much larger than it was that it is
// news; 0 is not known.
func Grown(was, is int64) bool { return was > 0 && float64(is) >= grownBy*float64(was) }

// Telling is what is told of what needs somebody.
type Telling struct {
	Lines    []NeedLine // that count as told
	Standing []string   // all that are on the list, which are not forgotten
}

// Told is what a reader was told of what needs somebody.
type Told struct {
	Latest Sending // the latest alarm; Seq is 0 where there was none
	lines  map[string]toldLine
}

type toldLine struct{ amount, sending int64 }

// News are the lines that were not told, or have grown since; and those of the latest
// alarm while it waits, since nobody has read it.
func (t Told) News(lines []NeedLine) (news []NeedLine) {
	for _, l := range lines {
		was, is := t.lines[l.ID]
		if !is || Grown(was.amount, l.Amount) || t.Latest.State == SendingWaits && was.sending == t.Latest.Seq {
			news = append(news, l)
		}
	}
	return news
}

// By are the ids of the lines that a sending told last.
func (t Told) By(seq int64) (ids []string) {
	for id, l := range t.lines {
		if l.sending == seq {
			ids = append(ids, id)
		}
	}
	return ids
}

// Free reports whether an alarm may go: one that waits at its time, another once
// alarmWait has passed since the latest attempt.
func (t Told) Free(now time.Time) bool {
	switch n := t.Latest; {
	case n.Seq == 0:
		return true
	case n.State == SendingWaits:
		return n.due(now)
	case n.State == SendingNow:
		return false
	default:
		return !n.At.After(now.Add(-alarmWait)) || n.At.After(now.Add(alarmAhead))
	}
}

// Told gives what a reader was told.
func (s *Store) Told(ctx context.Context, reader string) (Told, error) {
	return given(ctx, s.inRead, func(t *tx) (Told, error) { return t.told(ctx, reader) })
}

func (t *tx) told(ctx context.Context, reader string) (Told, error) {
	known := Told{lines: map[string]toldLine{}}
	latest, err := t.sendings(ctx, ` WHERE reader = $1 AND kind = 'alarm' ORDER BY seq DESC LIMIT 1`, reader)
	if err != nil {
		return known, err
	}
	if len(latest) > 0 {
		known.Latest = latest[0]
	}
	type row struct {
		id string
		toldLine
	}
	rows, err := collect(ctx, t, func(of scanner) (r row, err error) { return r, of.Scan(&r.id, &r.amount, &r.sending) },
		`SELECT line, amount, sending FROM told WHERE reader = $1 AND line <> ''`, reader)
	for _, r := range rows {
		known.lines[r.id] = r.toldLine
	}
	return known, err
}

// tell remembers that a sending tells a reader of lines, and forgets what is old and
// on the list no more.
func (t *tx) tell(ctx context.Context, reader string, seq int64, what Telling) error {
	for _, l := range what.Lines {
		if _, err := t.ExecContext(ctx, `
			INSERT INTO told (reader, line, amount, sending, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (reader, line) DO UPDATE SET amount = excluded.amount, sending = excluded.sending, at = excluded.at`,
			reader, l.ID, l.Amount, seq, toMillis(t.now)); err != nil {
			return err
		}
	}
	old, err := collect(ctx, t, func(row scanner) (line string, err error) { return line, row.Scan(&line) },
		`SELECT line FROM told WHERE reader = $1 AND (at < $2 OR at > $3) AND line <> ''`, reader, toMillis(t.now.Add(-toldKept)), toMillis(t.now.Add(toldKept)))
	if err != nil {
		return err
	}
	for _, line := range old {
		if slices.Contains(what.Standing, line) {
			continue
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM told WHERE reader = $1 AND line = $2`, reader, line); err != nil {
			return err
		}
	}
	return nil
}

// tellReader is tell to a reader who is told at once; of others nothing is remembered.
func (t *tx) tellReader(ctx context.Context, reader string, seq int64, what Telling) error {
	r, err := t.reader(ctx, reader)
	if fault.CodeOf(err) == fault.CodeNotFound || err == nil && !r.Alarms {
		return nil
	}
	if err != nil {
		return err
	}
	return t.tell(ctx, reader, seq, what)
}

// StartAlarms takes lines that stand already as told to a reader: all, or those that
// other segments brought. Nothing is kept where the reader r has changed since they
// were read.
func (s *Store) StartAlarms(ctx context.Context, r Reader, standing []NeedLine) error {
	return s.inTx(ctx, func(t *tx) error {
		now, err := t.reader(ctx, r.ID)
		if err != nil {
			return err
		}
		if !now.Alarms || !slices.Equal(now.Segments, r.Segments) || !slices.Equal(now.AlarmsOf, r.AlarmsOf) || (now.AlarmsOf == nil) != (r.AlarmsOf == nil) {
			return errUnkept
		}
		for _, l := range standing {
			if _, err := t.ExecContext(ctx, `INSERT INTO told (reader, line, amount, sending, at) VALUES ($1, $2, $3, 0, $4) ON CONFLICT (reader, line) DO NOTHING`,
				r.ID, l.ID, l.Amount, toMillis(t.now)); err != nil {
				return err
			}
		}
		of, err := json.Marshal(now.Segments)
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `UPDATE readers SET alarms_of = $1 WHERE id = $2`, string(of), r.ID)
		return err
	})
}

// forgetAlarms forgets what a reader was told, and the alarm that waits for its time.
func (t *tx) forgetAlarms(ctx context.Context, reader string) error {
	if _, err := t.ExecContext(ctx, `DELETE FROM told WHERE reader = $1`, reader); err != nil {
		return err
	}
	_, err := t.ExecContext(ctx, `DELETE FROM sendings WHERE reader = $1 AND kind = 'alarm' AND state = 'waiting'`, reader)
	return err
}

// BeginAlarm takes on an alarm of a reader before anything is sent, together with the
// lines that count as told: of several who try, one may. done is false where one of
// the lines was told meanwhile, or it is too early.
func (s *Store) BeginAlarm(ctx context.Context, reader string, what Telling) (n Sending, done bool, err error) {
	n, err = given(ctx, s.inTx, func(t *tx) (Sending, error) {
		r, err := t.reader(ctx, reader)
		if fault.CodeOf(err) == fault.CodeNotFound || err == nil && !r.Alarms {
			return Sending{}, errUnkept
		}
		if err != nil {
			return Sending{}, err
		}
		told, err := t.told(ctx, reader)
		if err != nil {
			return Sending{}, err
		}
		if !told.Free(t.now) || len(what.Lines) == 0 || len(told.News(what.Lines)) < len(what.Lines) {
			return Sending{}, errUnkept
		}
		n := told.Latest
		if n.State != SendingWaits {
			if n, err = t.addSending(ctx, Sending{Kind: SendingAlarm, Reader: reader}); err != nil {
				return n, err
			}
		}
		done = true
		if n, err = t.attempt(ctx, n); err != nil {
			return n, err
		}
		return n, t.tell(ctx, reader, n.Seq, what)
	})
	return n, done && err == nil, err
}

// DropAlarm forgets an alarm that waits for its time, since nothing of it needs
// anybody any more.
func (s *Store) DropAlarm(ctx context.Context, seq int64) error {
	return s.inTx(ctx, func(t *tx) error {
		_, err := t.ExecContext(ctx, `DELETE FROM sendings WHERE seq = $1 AND kind = 'alarm' AND state = 'waiting'`, seq)
		return err
	})
}
