package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/store"
	"olist/store/fault"
	"olist/week"
)

func tenMore(segment string) store.PlanSaying {
	return store.PlanSaying{Segments: []string{segment}, From: 2550, To: 2552, Percent: 1000, Reason: "promotion"}
}

func TestOverridesAreKept(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	made, err := s.PutPlanOverride(ctx, "ana", "", tenMore("total"), 0, 2550)
	if err != nil || made.ID != "o1" || made.Actor != "ana" || made.Before != nil {
		t.Fatalf("made %+v, %v", made, err)
	}
	sum := store.PlanSaying{Segments: []string{"state:SP", "state:RJ"}, From: 2551, To: 2552, Amounts: [][]int64{{100, -20}, {0, 5}}, Reason: "supply", Remark: " a  word "}
	kept, err := s.PutPlanOverride(ctx, "bea", made.ID, sum, made.Changed, 2550)
	if err != nil || kept.Actor != "bea" || kept.Remark != "a word" || kept.Amount() != 85 || kept.Changed <= made.Changed || !kept.CreatedAt.Equal(made.CreatedAt) {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	undone, err := s.UndoPlanOverride(ctx, "ana", made.ID, kept.Changed)
	if diff := cmp.Diff(made.PlanSaying, undone.PlanSaying); err != nil || diff != "" {
		t.Fatal(diff, err)
	}
	redone, err := s.UndoPlanOverride(ctx, "ana", made.ID, undone.Changed)
	if diff := cmp.Diff(kept.PlanSaying, redone.PlanSaying); err != nil || diff != "" {
		t.Fatal(diff, err)
	}
	gone, err := s.DeletePlanOverride(ctx, "ana", made.ID, redone.Changed)
	if err != nil || !gone.Deleted {
		t.Fatal(gone, err)
	}
	_, err = s.DeletePlanOverride(ctx, "ana", made.ID, gone.Changed)
	wantCode(t, err, fault.CodeNotFound)
	if back, err := s.UndoPlanOverride(ctx, "ana", made.ID, gone.Changed); err != nil || back.Deleted || back.Amount() != 85 {
		t.Fatal(back, err)
	}
	_, err = s.UndoPlanOverride(ctx, "ana", "o9", 99)
	wantCode(t, err, fault.CodeNotFound)
	fresh, err := s.PutPlanOverride(ctx, "ana", "", tenMore("category:a"), 99, 2550)
	if err != nil {
		t.Fatal(err)
	}
	if dropped, err := s.UndoPlanOverride(ctx, "ana", fresh.ID, 99); err != nil || !dropped.Deleted {
		t.Errorf("to undo what is new is to delete it: %+v, %v", dropped, err)
	}
	draft, err := s.PlanOverrides(ctx)
	if err != nil || len(draft.Overrides) != 2 || draft.Changed != fresh.Changed+1 {
		t.Errorf("%+v, %v", draft, err)
	}
	want := []string{"ana override.put o1", "bea override.put o1", "ana override.undo o1", "ana override.undo o1", "ana override.delete o1", "ana override.undo o1", "ana override.put o2", "ana override.undo o2"}
	if got := acts(t, s, false); !slices.Equal(got[len(got)-len(want):], want) {
		t.Errorf("the log says %q", got)
	}
}

func TestOverridesThatCannotBe(t *testing.T) {
	s, _ := open(t)
	for name, wrong := range map[string]func(o *store.PlanSaying){
		"no segment":       func(o *store.PlanSaying) { o.Segments = nil },
		"one twice":        func(o *store.PlanSaying) { o.Segments = []string{"state:SP", "state:SP"} },
		"two kinds":        func(o *store.PlanSaying) { o.Segments = []string{"state:SP", "total"} },
		"too many":         func(o *store.PlanSaying) { o.Segments = make([]string, store.PlanSegmentsMost+1) },
		"weeks turned":     func(o *store.PlanSaying) { o.To = o.From - 1 },
		"weeks past":       func(o *store.PlanSaying) { o.From, o.To = 2540, 2549 },
		"too many weeks":   func(o *store.PlanSaying) { o.To = o.From + 104 },
		"nothing":          func(o *store.PlanSaying) { o.Percent = 0 },
		"less than none":   func(o *store.PlanSaying) { o.Percent = -100*100 - 1 },
		"beyond all":       func(o *store.PlanSaying) { o.Percent = 1000*100 + 1 },
		"both":             func(o *store.PlanSaying) { o.Amounts = [][]int64{{1, 1, 1}} },
		"amounts missing":  func(o *store.PlanSaying) { o.Percent, o.Amounts = 0, [][]int64{{1, 1}} },
		"amounts of none":  func(o *store.PlanSaying) { o.Percent, o.Amounts = 0, [][]int64{{0, 0, 0}} },
		"amounts too much": func(o *store.PlanSaying) { o.Percent, o.Amounts = 0, [][]int64{{1e15, 0, 0}} },
		"no reason":        func(o *store.PlanSaying) { o.Reason = "" },
		"remark too long":  func(o *store.PlanSaying) { o.Remark = string(make([]byte, 300)) },
	} {
		o := tenMore("total")
		wrong(&o)
		if _, err := s.PutPlanOverride(t.Context(), "ana", "", o, 0, 2550); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNobodyPlansOverAnother: who did not see a change that touches theirs is told so,
// and nothing is saved; other weeks and segments are free.
func TestNobodyPlansOverAnother(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	first, err := s.PutPlanOverride(ctx, "ana", "", tenMore("state:SP"), 0, 2550)
	if err != nil {
		t.Fatal(err)
	}
	later := tenMore("state:SP")
	later.From, later.To = 2560, 2561
	for _, c := range []struct {
		name, id string
		says     store.PlanSaying
		want     fault.Code
	}{
		{"the same", "", tenMore("state:SP"), fault.CodeConflict}, {"the whole of it", "", tenMore("total"), fault.CodeConflict},
		{"itself", first.ID, later, fault.CodeConflict}, {"other weeks", "", later, ""}, {"another segment", "", tenMore("state:RJ"), ""},
	} {
		if _, err := s.PutPlanOverride(ctx, "bea", c.id, c.says, 0, 2550); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	_, err = s.DeletePlanOverride(ctx, "bea", first.ID, 0)
	wantCode(t, err, fault.CodeConflict)
	_, err = s.PublishPlan(ctx, "bea", store.Plan{Cutoff: 2549}, store.PlanFigures{}, []store.PlanWord{{}}, first.Changed)
	wantCode(t, err, fault.CodeConflict)
	if _, err := s.PutPlanOverride(ctx, "bea", first.ID, later, first.Changed, 2550); err == nil {
		t.Error("it meets one that was not seen")
	}
}

func TestOverridesHaveABound(t *testing.T) {
	s, _ := open(t)
	for range store.PlanOverridesMost {
		if _, err := s.PutPlanOverride(t.Context(), "ana", "", tenMore("total"), 1000, 2550); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.PutPlanOverride(t.Context(), "ana", "", tenMore("total"), 1000, 2550)
	wantCode(t, err, fault.CodeConflict)
	if _, err := s.DeletePlanOverride(t.Context(), "ana", "o1", 1000); err != nil {
		t.Error(err)
	}
	next := tenMore("total") // these weeks are over, and those of long ago go
	next.From, next.To = 2553+104, 2553+104
	if _, err := s.PutPlanOverride(t.Context(), "ana", "", next, 1000, 2553+104); err != nil {
		t.Error(err)
	}
	if d, err := s.PlanOverrides(t.Context()); err != nil || len(d.Overrides) != 1 {
		t.Errorf("%d kept, %v", len(d.Overrides), err)
	}
}

func TestPlansArePublished(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	figures := store.PlanFigures{Keys: []string{"total"}, Forecast: [][]int64{{100, 200}}, Plan: [][]int64{{110, 200}}}
	words := func(who string) []store.PlanWord {
		return []store.PlanWord{{Segment: "total", From: 2550, Forecast: []int64{100}, Change: []int64{10}}, {Override: "o1", Actor: who, Segment: "total", From: 2550, Forecast: []int64{100}, Change: []int64{10}}}
	}
	for i, cutoff := range []week.Week{2549, 2549, 2549, 2550} {
		p, err := s.PublishPlan(ctx, "ana", store.Plan{ModelID: "m1", Cutoff: cutoff}, figures, words("ana"), 0)
		if err != nil || p.Number != int64(i+1) {
			t.Fatal(p, err)
		}
	}
	all, err := s.Plans(ctx, 9)
	if err != nil || len(all) != 4 || all[0].Number != 4 || all[0].Actor != "ana" || all[0].Cutoff != 2550 {
		t.Fatalf("%+v, %v", all, err)
	}
	spoken, err := s.SpokenPlans(ctx, 9)
	if err != nil || len(spoken) != 2 || spoken[0].Number != 4 || spoken[1].Number != 3 || len(spoken[0].Words) != 2 {
		t.Fatalf("of each cutoff the last: %+v, %v", spoken, err)
	}
	if err := s.WithdrawPlan(ctx, "ana", 3); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.WithdrawPlan(ctx, "ana", 3), fault.CodeNotFound)
	if spoken, err = s.SpokenPlans(ctx, 9); err != nil || spoken[1].Number != 2 {
		t.Errorf("the one before counts again: %+v, %v", spoken, err)
	}
	if err := s.RestorePlan(ctx, "ana", 3); err != nil {
		t.Fatal(err)
	}
	got, err := s.PlanFigures(ctx, 3)
	if diff := cmp.Diff(figures, got); err != nil || diff != "" {
		t.Error(diff, err)
	}
	_, err = s.PlanFigures(ctx, 9)
	wantCode(t, err, fault.CodeNotFound)
}
