package store

import (
	"context"
	"time"

	"olist/message"
)

// JobLine is one line of a job's log.
type JobLine struct {
	Line int64     `json:"line"` // 1, 2, 3 ...
	At   time.Time `json:"at"`
	Text string    `json:"text"` // in English
	// Message is what the line says, as data.
	Message message.Message `json:"message"`
}

// LogJob appends lines to a job's log: all of them or none.
func (s *Store) LogJob(ctx context.Context, id string, lines ...message.Message) error {
	return s.inTx(ctx, func(t *tx) error { return t.logJob(ctx, id, lines...) })
}

// JobLog gives the lines of a job after the line number after.
func (s *Store) JobLog(ctx context.Context, id string, after int64) ([]JobLine, error) {
	return given(ctx, s.inRead, func(t *tx) ([]JobLine, error) {
		if _, err := t.job(ctx, id); err != nil {
			return nil, err
		}
		return collect(ctx, t, scanJobLine, `
			SELECT line, at, text FROM job_log WHERE job_id = $1 AND line > $2 ORDER BY line`, id, after)
	})
}

func (t *tx) logJob(ctx context.Context, id string, lines ...message.Message) error {
	if _, err := t.job(ctx, id); err != nil {
		return err
	}
	for _, line := range lines {
		if _, err := t.ExecContext(ctx, `
			INSERT INTO job_log (job_id, line, at, text)
			SELECT $1, COALESCE(MAX(line), 0) + 1, $2, $3 FROM job_log WHERE job_id = $1`,
			id, toMillis(t.now), line.Column()); err != nil {
			return err
		}
	}
	return nil
}

func scanJobLine(row scanner) (l JobLine, err error) {
	var text string
	err = row.Scan(&l.Line, millis{&l.At}, &text)
	l.Message = message.Parse(text)
	l.Text = l.Message.String()
	return l, err
}
