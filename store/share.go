package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
	"olist/week"
)

// Share is a link that shows one page, as it is, to whoever has it. Its secret is
// never stored: backups travel, and a link that is lost is made anew.
type Share struct {
	ID string `json:"id"`
	Shown
	CreatedBy string    `json:"created_by"`
	CreatedAt time.Time `json:"created_at"`
	RevokedAt time.Time `json:"revoked_at,omitzero"`
	Views     int       `json:"views"`
	OpenedAt  time.Time `json:"opened_at,omitzero"` // last, to the minute
}

// Shown is what a link shows, until when, and where.
type Shown struct {
	Page     SharePage `json:"page"`
	Segment  string    `json:"segment"`
	Horizon  int       `json:"horizon"`            // weeks ahead
	Period   week.Span `json:"period"`             // what sums are by; "" to AddShare for weeks
	Language string    `json:"language,omitempty"` // "" for that of who opens it
	Origins  []string  `json:"origins"`            // of pages that may frame it
	EndsAt   time.Time `json:"ends_at"`
}

// SharePage is a page that a link can show.
type SharePage string

// Pages that can be shared.
const (
	ShareForecast SharePage = "forecast"
	ShareAccuracy SharePage = "accuracy"
)

// SharePages are all of them.
var SharePages = []SharePage{ShareForecast, ShareAccuracy}

const (
	sharesMost  = 100 // that open something, at once
	sharesKept  = 500 // with those that are over
	originsMost = 5
	// ShareDays is how long a link lasts at most, in days.
	ShareDays = 366
)

// IsOver reports whether a link opens nothing any more.
func (h Share) IsOver(now time.Time) bool { return !h.RevokedAt.IsZero() || !now.Before(h.EndsAt) }

// AddShare keeps a link. What it shows is the caller's to check. Returns CodeInvalid for
// an end that has been or is further than ShareDays away, and too many origins;
// CodeConflict where there are too many links.
func (s *Store) AddShare(ctx context.Context, actor string, n Shown, key secret.Text) (Share, error) {
	switch now := s.clock(); {
	case !slices.Contains(SharePages, n.Page):
		return Share{}, fault.Invalid("page", message.SharePage.With())
	case !n.EndsAt.After(now) || n.EndsAt.After(now.AddDate(0, 0, ShareDays+1)):
		return Share{}, fault.Invalid("until", message.ShareEnd.With(ShareDays))
	case len(n.Origins) > originsMost:
		return Share{}, fault.Invalid("origins", message.ShareOriginsMost.With(originsMost))
	}
	return given(ctx, s.inTx, func(t *tx) (Share, error) {
		if err := t.roomForShare(ctx); err != nil {
			return Share{}, err
		}
		number, err := t.next(ctx, "shares")
		if err != nil {
			return Share{}, err
		}
		id := fmt.Sprintf("l%d", number)
		if _, err := t.ExecContext(ctx, `
			INSERT INTO shares (id, hash, page, segment, horizon, period, language, origins, created_by, created_at, ends_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			id, hashSecret(key), n.Page, n.Segment, n.Horizon, cmp.Or(n.Period, week.ByWeek), n.Language, strings.Join(n.Origins, " "), actor, toMillis(t.now), toMillis(n.EndsAt)); err != nil {
			return Share{}, err
		}
		detail := map[string]any{"page": n.Page, "segment": n.Segment, "horizon": n.Horizon, "ends": toMillis(n.EndsAt)}
		if n.Period != "" && n.Period != week.ByWeek {
			detail["period"] = n.Period
		}
		if len(n.Origins) > 0 {
			detail["origins"] = n.Origins
		}
		if err := t.audit(ctx, actor, "share.add", id, detail); err != nil {
			return Share{}, err
		}
		return t.share(ctx, `id = $1`, id)
	})
}

// roomForShare refuses more links than anybody looks after, and forgets the oldest
// of those that are over.
func (t *tx) roomForShare(ctx context.Context) error {
	var n int
	if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM shares WHERE revoked_at = 0 AND ends_at > $1`, toMillis(t.now)).Scan(&n); err != nil {
		return err
	}
	if n >= sharesMost {
		return fault.New(fault.CodeConflict, message.SharesMost.With(sharesMost))
	}
	_, err := t.ExecContext(ctx, `
		DELETE FROM shares WHERE (revoked_at > 0 OR ends_at <= $1)
		AND id NOT IN (SELECT id FROM shares ORDER BY created_at DESC, id DESC LIMIT $2)`, toMillis(t.now), sharesKept-1)
	return err
}

// RevokeShare ends a link for good; it stays listed. Returns CodeNotFound where
// there is none.
func (s *Store) RevokeShare(ctx context.Context, actor, id string) (Share, error) {
	return given(ctx, s.inTx, func(t *tx) (Share, error) {
		share, err := t.share(ctx, `id = $1`, id)
		if err != nil || share.IsOver(t.now) {
			return share, err
		}
		if _, err := t.ExecContext(ctx, `UPDATE shares SET revoked_at = $1 WHERE id = $2`, toMillis(t.now), id); err != nil {
			return Share{}, err
		}
		if err := t.audit(ctx, actor, "share.revoke", id, nil); err != nil {
			return Share{}, err
		}
		return t.share(ctx, `id = $1`, id)
	})
}

// RevokeShares ends every link that opens something, for good, and gives how many.
func (s *Store) RevokeShares(ctx context.Context, actor string) (int, error) {
	return given(ctx, s.inTx, func(t *tx) (int, error) {
		done, err := t.ExecContext(ctx, `UPDATE shares SET revoked_at = $1 WHERE revoked_at = 0 AND ends_at > $1`, toMillis(t.now))
		if err != nil {
			return 0, err
		}
		n, err := done.RowsAffected()
		if err != nil || n == 0 {
			return 0, err
		}
		return int(n), t.audit(ctx, actor, "share.revoke_all", "", map[string]any{"shares": n})
	})
}

// Shared gives the link with this secret. Returns CodeNotFound, with the same words,
// for one that is over and one that never was.
func (s *Store) Shared(ctx context.Context, key secret.Text) (Share, error) {
	return given(ctx, s.inRead, func(t *tx) (Share, error) {
		share, err := t.share(ctx, `hash = $1`, hashSecret(key))
		if fault.CodeOf(err) == fault.CodeNotFound || err == nil && share.IsOver(t.now) {
			return Share{}, fault.New(fault.CodeNotFound, message.ShareOver.With())
		}
		return share, err
	})
}

// CountViews adds to how often a link was opened, last at. A link that is gone is
// not counted.
func (s *Store) CountViews(ctx context.Context, id string, views int, at time.Time) error {
	_, err := s.write.ExecContext(ctx, `UPDATE shares SET views = views + $1, opened_at = CASE WHEN opened_at > $2 THEN opened_at ELSE $2 END WHERE id = $3`, views, toMillis(at), id)
	return err
}

// Shares lists all links, newest first.
func (s *Store) Shares(ctx context.Context) ([]Share, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Share, error) {
		return collect(ctx, t, scanShare, selectShare+` ORDER BY created_at DESC, id DESC`)
	})
}

const selectShare = `SELECT id, page, segment, horizon, period, language, origins, created_by, created_at, ends_at, revoked_at, views, opened_at FROM shares`

func (t *tx) share(ctx context.Context, where string, arg any) (Share, error) {
	share, err := scanShare(t.QueryRowContext(ctx, selectShare+` WHERE `+where, arg))
	return share, orNotFound(err, message.NoShare.With(message.Quoted(fmt.Sprint(arg))))
}

func scanShare(row scanner) (h Share, err error) {
	var origins string
	err = row.Scan(&h.ID, &h.Page, &h.Segment, &h.Horizon, &h.Period, &h.Language, &origins, &h.CreatedBy, millis{&h.CreatedAt}, millis{&h.EndsAt}, millis{&h.RevokedAt}, &h.Views, millis{&h.OpenedAt})
	h.Origins = strings.Fields(origins)
	return h, err
}
