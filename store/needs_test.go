package store_test

import (
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/store/fault"
)

// What is said of a line follows what was seen of it, or is a conflict; the log has
// it, and what is years old is gone.
func TestNeedAnswers(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	say := func(a store.NeedAnswer) (store.NeedAnswer, error) {
		a.Actor = "ana"
		return s.AnswerNeed(ctx, a, map[string]string{"kind": "late"})
	}
	soon := c.Now().Add(time.Hour)
	for _, wrong := range []struct {
		a     store.NeedAnswer
		field string
	}{
		{store.NeedAnswer{Line: "x", Answer: store.NeedClosed, Word: "  "}, "word"},
		{store.NeedAnswer{Line: "x", Answer: store.NeedClosed, Word: strings.Repeat("é", 281)}, "word"},
		{store.NeedAnswer{Line: "x", Answer: store.NeedSnoozed}, "until"},
		{store.NeedAnswer{Line: "x", Answer: store.NeedSnoozed, Until: soon.AddDate(2, 0, 0)}, "until"},
	} {
		if _, err := say(wrong.a); fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), wrong.field) {
			t.Errorf("%+v: %v", wrong.a, err)
		}
	}
	first, err := say(store.NeedAnswer{Line: "x", Answer: store.NeedClosed, Word: " seen \n and known ", Amount: 7})
	if err != nil || first.Change != 1 || first.Word != "seen and known" {
		t.Fatalf("%+v, %v", first, err)
	}
	if _, err := say(store.NeedAnswer{Line: "x", Answer: store.NeedOpened}); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("without having seen the first: %v", err)
	}
	second, err := say(store.NeedAnswer{Line: "x", Answer: store.NeedSnoozed, Until: soon, Change: 1})
	if err != nil || second.Change != 2 {
		t.Fatalf("%+v, %v", second, err)
	}
	all, err := s.NeedAnswers(ctx)
	if got := all["x"]; err != nil || len(all) != 1 || got.Answer != store.NeedSnoozed || !got.Until.Equal(soon.Truncate(time.Millisecond)) || got.Actor != "ana" || got.Change != 2 {
		t.Errorf("%+v, %v", all, err)
	}
	log, err := s.AuditLog(ctx, 0, 2)
	if err != nil || log[0].Action != "need.snoozed" || log[1].Action != "need.closed" || !strings.Contains(string(log[1].Detail), "seen and known") {
		t.Errorf("%+v, %v", log, err)
	}
}
