package store_test

import (
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
)

func TestEventsLeftOutInGroups(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	plain := apply(t, s, "2018-08-20,a,SP,1.00,1").Fingerprint
	for _, g := range []store.EventGroup{forecast.KindRetail, "name:Black Friday", forecast.KindRetail} {
		if err := s.LeaveOutEvents(ctx, "ana", g); err != nil {
			t.Fatal(err)
		}
	}
	if h := history(t, s); h.Fingerprint == plain || !slices.Equal(h.LeftOut, []store.EventGroup{"name:Black Friday", forecast.KindRetail}) {
		t.Errorf("left out are %v, the fingerprint is %s", h.LeftOut, h.Fingerprint)
	}
	for _, wrong := range []store.EventGroup{"", "one-off", "name:", store.EventGroup("name:" + strings.Repeat("x", 101))} {
		wantCode(t, s.LeaveOutEvents(ctx, "ana", wrong), fault.CodeInvalid)
	}
	for _, g := range []store.EventGroup{forecast.KindRetail, "name:Black Friday"} {
		if err := s.BringBackEvents(ctx, "ana", g); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, s.BringBackEvents(ctx, "ana", forecast.KindRetail), fault.CodeNotFound)
	if h := history(t, s); h.Fingerprint != plain || len(h.LeftOut) != 0 {
		t.Errorf("brought back, left out are %v", h.LeftOut)
	}
}
