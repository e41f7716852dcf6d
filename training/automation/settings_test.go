package automation

import (
	"testing"

	"olist/store/fault"
)

// What is set is what is found, the defaults before, and nothing wrong is kept.
func TestSettingsAreKept(t *testing.T) {
	s := newService(t, Options{})
	ctx := t.Context()
	if p, err := s.Policy(ctx); err != nil || p != (Policy{Mode: PromoteAlways, MaxWorse: 2}) {
		t.Errorf("at first %+v, %v", p, err)
	}
	if r, err := s.Retention(ctx); err != nil || r.Keep != 0 {
		t.Errorf("at first %+v, %v", r, err)
	}
	if zone := s.Zone(ctx); zone.String() != defaultZone {
		t.Errorf("at first the zone is %v", zone)
	}
	want := Policy{Mode: PromoteNotWorse, MaxWorse: 3}
	must(t, s.SetPolicy(ctx, "ana", want))
	must(t, s.PutRetention(ctx, "ana", Retention{Keep: 3}))
	must(t, s.SetSchedule(ctx, "ana", Schedule{Mode: ScheduleOff, Zone: "Asia/Kathmandu"}))
	for name, err := range map[string]error{
		"policy":    s.SetPolicy(ctx, "ana", Policy{Mode: "perhaps"}),
		"retention": s.PutRetention(ctx, "ana", Retention{Keep: RetentionMost + 1}),
		"schedule":  s.SetSchedule(ctx, "ana", Schedule{Mode: ScheduleOff, Zone: "Mars/Olympus"}),
	} {
		if fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("a wrong %s: %v", name, err)
		}
	}
	p, err := s.Policy(ctx)
	must(t, err)
	r, err := s.Retention(ctx)
	must(t, err)
	if zone := s.Zone(ctx); p != want || r.Keep != 3 || zone.String() != "Asia/Kathmandu" {
		t.Errorf("then %+v, %+v, %v", p, r, zone)
	}
}
