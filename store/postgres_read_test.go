//go:build databases

package store

import (
	"testing"

	"olist/store/fault"
)

// A line that is cut at any byte of what a read asks tells of a database that is away,
// so that readers go on with what they know.
func TestALineThatIsCutUnderARead(t *testing.T) {
	direct, u := onServer(t)
	if err := direct.PutSetting(t.Context(), "ana", "cut", 7); err != nil {
		t.Fatal(err)
	}
	proxy := cutBefore(t, u.Host)
	behind := *u
	behind.Host = proxy.ln.Addr().String()
	s := reach(t, &behind)
	cuts := 0
	for n := int64(0); n < 2000; n += 23 {
		proxy.left.Store(n)
		kept := 0
		err := s.Setting(t.Context(), "cut", &kept)
		if err != nil {
			cuts++
		}
		if err != nil && !IsAway(err) || err == nil && kept != 7 {
			t.Errorf("cut after %d bytes: %d, %v (%s)", n, kept, err, fault.CodeOf(err))
		}
		if _, err := s.Notes(t.Context()); err != nil && !IsAway(err) {
			t.Errorf("cut after %d bytes, notes: %v", n, err)
		}
		proxy.left.Store(1 << 40)
		if err := s.Setting(t.Context(), "cut", &kept); err != nil && !IsAway(err) {
			t.Errorf("afterwards: %v", err)
		}
	}
	if cuts == 0 {
		t.Error("nothing was cut")
	}
}
