//go:build databases

package store

import (
	"errors"
	"net"
	"testing"
)

// What is known of a shared database is read once between two changes, and stays known
// while that is away.
func TestKnownIsReadOnceBetweenChanges(t *testing.T) {
	s, _ := onServer(t)
	var k Known[int]
	reads, away := 0, error(nil)
	want := func(value int) {
		t.Helper()
		got, err := k.Get(s, func() (int, error) { reads++; return reads, away })
		if err != nil || got != value {
			t.Errorf("%d, %v, want %d", got, err, value)
		}
	}
	want(1)
	want(1)
	change := func() {
		t.Helper()
		if err := s.PutSetting(t.Context(), "ana", "known", reads); err != nil {
			t.Fatal(err)
		}
	}
	change()
	want(2)
	change()
	away = &net.OpError{Op: "dial", Err: errors.New("refused")}
	want(2)
	away = nil
	want(4)
}
