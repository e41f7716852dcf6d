package store

import (
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
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
