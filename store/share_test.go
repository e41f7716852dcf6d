package store

import (
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
	"olist/week"
)

// TestAllLinksEnd at once, and are said to be so once; those that were over are not
// counted.
func TestAllLinksEnd(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, _ := peopled(t, &now)
	ctx := t.Context()
	for i, key := range []string{"over", "one", "two"} {
		if _, err := st.AddShare(ctx, "ana", Shown{Page: ShareForecast, Horizon: 4, EndsAt: now.Add(time.Duration(i+1) * time.Hour)}, secret.Of(key)); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(time.Hour)
	for _, want := range []int{2, 0} {
		if n, err := st.RevokeShares(ctx, "ana"); err != nil || n != want {
			t.Errorf("%d links end, want %d; %v", n, want, err)
		}
	}
	for _, key := range []string{"over", "one", "two"} {
		if _, err := st.Shared(ctx, secret.Of(key)); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("the link %q opens: %v", key, err)
		}
	}
	log, err := st.AuditLog(ctx, 0, 2)
	if err != nil || log[0].Action != "share.revoke_all" || log[1].Action == "share.revoke_all" {
		t.Errorf("the log has %+v, %v", log, err)
	}
}

// TestLinksOfBeforeAreByWeek: one that was kept before there were months says weeks.
func TestLinksOfBeforeAreByWeek(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, _ := peopled(t, &now)
	if _, err := st.write.ExecContext(t.Context(), `
		INSERT INTO shares (id, hash, page, segment, horizon, language, origins, created_by, created_at, ends_at)
		VALUES ('l7', $1, 'forecast', 'total', 4, '', '', 'ana', 1, $2)`, hashSecret(secret.Of("old")), toMillis(now.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	if h, err := st.Shared(t.Context(), secret.Of("old")); err != nil || h.Period != week.ByWeek {
		t.Errorf("%+v, %v", h, err)
	}
}
