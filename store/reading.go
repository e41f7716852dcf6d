package store

import (
	"context"

	"olist/store/fault"
)

// Reading says whether everybody who reaches the address may read.
type Reading struct {
	Open bool `json:"open"`
}

const readingKey = "reading"

// Reading gives what was decided, or that nobody has: so in databases of before
// there was anything to decide.
func (s *Store) Reading(ctx context.Context) (r Reading, decided bool, err error) {
	err = s.Setting(ctx, readingKey, &r)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return Reading{}, false, nil
	}
	return r, err == nil, err
}

// DecideReading keeps whether everybody may read.
func (s *Store) DecideReading(ctx context.Context, actor string, open bool) error {
	return s.PutSetting(ctx, actor, readingKey, Reading{open})
}
