package training

import (
	"errors"
	"strings"
	"testing"

	"olist/store/fault"
	"olist/training/automation"
)

func wrongField(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.CodeInvalid {
		return ""
	}
	return f.Field
}

// A person's word about a week is served when JudgeWeek returns, and taken back
// the forecast is the one of before.
func TestJudgeWeekServesAnew(t *testing.T) {
	s := newService(t, nil)
	before, err := s.Live()
	must(t, err)
	last := before.Data.To
	for field, given := range map[string][3]string{
		"week":    {"yesterday", WeekLeave, ""},
		"note":    {last.String(), WeekLeave, strings.Repeat("x", 201)},
		"verdict": {last.String(), "perhaps", ""},
	} {
		if err := s.JudgeWeek(t.Context(), "test", given[0], given[1], given[2]); wrongField(err) != field {
			t.Errorf("%v: %v, want one of field %s", given, err, field)
		}
	}
	must(t, s.JudgeWeek(t.Context(), "test", " "+last.String()+" ", WeekLeave, "a strike"))
	without, err := s.Live()
	must(t, err)
	if without.Data.To >= last || without.Version == before.Version {
		t.Errorf("the data end in %v after %v was left out", without.Data.To, last)
	}
	must(t, s.JudgeWeek(t.Context(), "test", last.String(), WeekDetect, ""))
	after, err := s.Live()
	must(t, err)
	if after.Version != before.Version || after.Data.To != last {
		t.Errorf("%s until %v, want %s until %v", after.Version, after.Data.To, before.Version, last)
	}
}

func TestRetentionIsKept(t *testing.T) {
	s := newService(t, nil)
	if r, err := s.automation.Retention(t.Context()); err != nil || r.Keep != 0 {
		t.Errorf("at first %+v, %v", r, err)
	}
	for _, keep := range []int{-1, automation.RetentionMost + 1} {
		if _, err := s.SetRetention(t.Context(), "test", automation.Retention{Keep: keep}); wrongField(err) != "keep" {
			t.Errorf("keep %d: %v", keep, err)
		}
	}
	gone, err := s.SetRetention(t.Context(), "test", automation.Retention{Keep: 1})
	if err != nil || len(gone) != 0 {
		t.Errorf("deleted %v, %v: the live model stays", gone, err)
	}
	if r, err := s.automation.Retention(t.Context()); err != nil || r.Keep != 1 {
		t.Errorf("then %+v, %v", r, err)
	}
}

// A policy is stored as it was set, and the default before; the model that
// answers is not deleted.
func TestPolicyIsStoredAndTheLiveModelStays(t *testing.T) {
	s := newService(t, nil)
	if p, err := s.automation.Policy(t.Context()); err != nil || p.Mode != automation.PromoteAlways {
		t.Errorf("at first %+v, %v", p, err)
	}
	if err := s.automation.SetPolicy(t.Context(), "test", automation.Policy{Mode: "perhaps"}); wrongField(err) != "mode" {
		t.Errorf("an unknown mode: %v", err)
	}
	want := automation.Policy{Mode: automation.PromoteNotWorse, MaxWorse: 3}
	must(t, s.automation.SetPolicy(t.Context(), "test", want))
	if p, err := s.automation.Policy(t.Context()); err != nil || p != want {
		t.Errorf("then %+v, %v", p, err)
	}
	live, err := s.Live()
	must(t, err)
	if err := s.Delete(t.Context(), "test", live.Model.ID); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("deleting the live model: %v", err)
	}
}
