package store

import (
	"encoding/json"
	"path/filepath"
	"testing"
	"time"
)

// TestNothingWaitsForAClockThatRanAhead: a message and a job of a time to come
// are looked after as soon as the clock is set right.
func TestNothingWaitsForAClockThatRanAhead(t *testing.T) {
	right := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	now := right.AddDate(10, 0, 0)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "olist.db"), Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := t.Context()
	if _, err = s.AddDelivery(ctx, "alarm", json.RawMessage(`{}`), 0); err != nil {
		t.Fatal(err)
	}
	if _, _, err = s.Enqueue(ctx, NewJob{Kind: "train"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err = s.Claim(ctx, "elsewhere", time.Minute); err != nil {
		t.Fatal(err)
	}
	if gone, err := s.ExpireLeases(ctx, nil); err != nil || len(gone) != 0 {
		t.Fatalf("while the clock runs ahead: %v, %v", gone, err)
	}
	now = right
	if due, err := s.DueDeliveries(ctx, 9); err != nil || len(due) != 1 {
		t.Errorf("due are %v, %v", due, err)
	}
	if gone, err := s.ExpireLeases(ctx, nil); err != nil || len(gone) != 1 {
		t.Errorf("expired are %v, %v", gone, err)
	}
}
