package store

import (
	"context"
	"encoding/json"
	"time"
)

// AuditEntry is one act of an administrator, a program or the service itself.
type AuditEntry struct {
	Seq     int64           `json:"seq"`
	At      time.Time       `json:"at"`
	Actor   string          `json:"actor"`   // who
	Action  string          `json:"action"`  // what: "model.activate", "import.undo", "login.failed" ...
	Subject string          `json:"subject"` // on what: an id, or ""
	Detail  json.RawMessage `json:"detail"`  // figures and words, a JSON object
}

// Audit appends an entry. detail is anything that encoding/json takes; nil
// stands for no detail.
func (s *Store) Audit(ctx context.Context, actor, action, subject string, detail any) error {
	return s.inTx(ctx, func(t *tx) error { return t.audit(ctx, actor, action, subject, detail) })
}

// AuditLog gives up to limit entries older than the entry before, newest
// first; before 0 begins with the newest.
func (s *Store) AuditLog(ctx context.Context, before int64, limit int) ([]AuditEntry, error) {
	return given(ctx, s.inRead, func(t *tx) ([]AuditEntry, error) {
		return collect(ctx, t, scanAudit, `
			SELECT seq, at, actor, action, subject, detail FROM audit
			WHERE seq < $1 OR $1 = 0
			ORDER BY seq DESC LIMIT $2`, before, limit)
	})
}

func (t *tx) audit(ctx context.Context, actor, action, subject string, detail any) error {
	if detail == nil {
		detail = struct{}{}
	}
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	seq, err := t.next(ctx, "audit")
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO audit (seq, at, actor, action, subject, detail)
		VALUES ($1, $2, $3, $4, $5, $6)`,
		seq, toMillis(t.now), actor, action, subject, string(text))
	return err
}

func scanAudit(row scanner) (e AuditEntry, err error) {
	err = row.Scan(&e.Seq, millis{&e.At}, &e.Actor, &e.Action, &e.Subject, (*[]byte)(&e.Detail))
	return e, err
}
