package store

import (
	"context"
	"encoding/json"
)

// TellWebhook queues a message on those of the lines that the webhook of a setting was
// not told of, or that have grown since, together with what counts as told. Of a
// webhook that was set since the last time, or of another shop, what stands already
// counts as told, and nothing is queued.
func (s *Store) TellWebhook(ctx context.Context, setting, event string, what Telling, compose func(news []NeedLine) (json.RawMessage, error)) error {
	begun, news, err := false, []NeedLine(nil), error(nil)
	look := func(t *tx) error {
		begun, news, err = t.newToWebhook(ctx, setting, what.Lines)
		return err
	}
	if err := s.inRead(ctx, look); err != nil || begun && len(news) == 0 {
		return err
	}
	return s.inTx(ctx, func(t *tx) error {
		if err := look(t); err != nil {
			return err
		}
		if !begun {
			return t.startWebhook(ctx, setting, what)
		}
		if len(news) == 0 { // another program has told it
			return errUnkept
		}
		body, err := compose(news)
		if err != nil {
			return err
		}
		d, err := t.addDelivery(ctx, event, body, 0)
		if err != nil {
			return err
		}
		return t.tell(ctx, "", d.Seq, Telling{Lines: news, Standing: what.Standing})
	})
}

// newToWebhook are the lines that are news; begun is false where the webhook was set
// since the row without a line was written.
func (t *tx) newToWebhook(ctx context.Context, setting string, lines []NeedLine) (begun bool, news []NeedLine, err error) {
	if err := t.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM told JOIN settings ON settings.key = $1 AND settings.updated_at = told.amount WHERE told.reader = '' AND told.line = '')`, setting).Scan(&begun); err != nil || !begun {
		return false, nil, err
	}
	told, err := t.told(ctx, "")
	return true, told.News(lines), err
}

func (t *tx) startWebhook(ctx context.Context, setting string, what Telling) error {
	if _, err := t.ExecContext(ctx, `DELETE FROM told WHERE reader = ''`); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `INSERT INTO told (reader, line, amount, sending, at) SELECT '', '', updated_at, 0, $1 FROM settings WHERE key = $2`, toMillis(t.now), setting); err != nil {
		return err
	}
	return t.tell(ctx, "", 0, what)
}
