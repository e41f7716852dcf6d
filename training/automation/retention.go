package automation

import (
	"context"

	"olist/message"
	"olist/store/fault"
)

const retentionKey = "retention"

// Retention says how many models are kept.
type Retention struct {
	Keep int `json:"keep"` // models beside the live, the previous and the pinned ones; 0 keeps all
}

// RetentionMost bounds Retention.Keep.
const RetentionMost = 10_000

// Validate returns CodeInvalid naming the field that is wrong.
func (r Retention) Validate() error {
	if r.Keep < 0 || r.Keep > RetentionMost {
		return fault.Invalid("keep", message.KeepRange.With(message.Number{Value: RetentionMost}))
	}
	return nil
}

// Retention gives the stored setting, or the default: keep all.
func (s *Service) Retention(ctx context.Context) (r Retention, err error) {
	return r, s.setting(ctx, retentionKey, &r)
}

// PutRetention stores a setting; who holds the models deletes what it does not
// keep.
func (s *Service) PutRetention(ctx context.Context, actor string, r Retention) error {
	if err := r.Validate(); err != nil {
		return err
	}
	return s.store.PutSetting(ctx, actor, retentionKey, r)
}
