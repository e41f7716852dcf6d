package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"olist/forecast"
	"olist/quality"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// batch reads weekly rows "week,category,state,revenue,orders".
func batch(t *testing.T, rows ...string) *ingest.Batch {
	t.Helper()
	b, report, err := ingest.ReadWeekly(t.Context(), "test.csv",
		strings.NewReader("week,category,state,revenue,orders\n"+strings.Join(rows, "\n")), ingest.Options{})
	if err != nil || report.Err() != nil {
		t.Fatal(err, report.Err())
	}
	return b
}

func weekly(b *ingest.Batch) store.NewImport {
	return store.NewImport{Kind: "weekly", Source: "test.csv", Actor: "ana", Batch: b, Report: map[string]int{"rows": 1}}
}

func apply(t *testing.T, s *store.Store, rows ...string) store.Import {
	t.Helper()
	imp, _, err := s.Import(t.Context(), weekly(batch(t, rows...)))
	if err != nil {
		t.Fatal(err)
	}
	return imp
}

// revenue gives "week revenue" of each week with sales, of a segment.
func revenue(t *testing.T, s *store.Store, key string) []string {
	t.Helper()
	h := history(t, s)
	i := slices.IndexFunc(h.Segments, func(s store.Segment) bool { return s.Key == key })
	if i < 0 {
		return nil
	}
	var all []string
	for k, v := range h.Segments[i].Revenue {
		if v != 0 {
			all = append(all, fmt.Sprintf("%s %.2f", h.Weeks[k].Week, float64(v)/100))
		}
	}
	return all
}

func history(t *testing.T, s *store.Store) *store.History {
	t.Helper()
	h, err := s.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHistoryOfAnImport(t *testing.T) {
	s, _ := open(t)
	days := [7]int{5, 5, 5, 5, 5, 5, 5}
	imp, changes, err := s.Import(t.Context(), store.NewImport{Kind: "orders", Source: "files", Actor: "ana", Batch: &ingest.Batch{
		Weeks: []ingest.Week{
			{Week: 2500, Days: &days,
				Cells: []ingest.Cell{{Category: "a", State: "RJ", Revenue: 1, Freight: 10, Items: 1}, {Category: "a", State: "SP", Revenue: 2, Freight: 20, Items: 2},
					{Category: "b", State: "SP", Revenue: 4, Freight: 40, Items: 4}},
				Orders: []ingest.Count{{Segment: "category:a", Orders: 30}, {Segment: "category:b", Orders: 10}, {Segment: "state:RJ", Orders: 15}, {Segment: "state:SP", Orders: 20}, {Segment: "total", Orders: 35}}},
			{Week: 2501, Days: new([7]int)},
			{Week: 2502, Days: &[7]int{0: 1}, Cells: []ingest.Cell{{Category: "b", State: "SP", Revenue: 8, Items: 1}},
				Orders: []ingest.Count{{Segment: "category:b", Orders: 1}, {Segment: "state:SP", Orders: 1}, {Segment: "total", Orders: 1}}},
		},
		Categories: []ingest.Category{{Slug: "a", NameEN: "Apples"}, {Slug: "b", NameEN: "b"}},
	}})
	if err != nil || changes.Added != 3 || imp.Version != 1 || imp.State != store.ImportApplied {
		t.Fatal(imp, changes, err)
	}
	h := history(t, s)
	want := []store.Segment{
		{Key: "total", Name: "total", Revenue: []int64{7, 0, 8}, Freight: []int64{70, 0, 0}, Items: []int64{7, 0, 1}, Orders: []int64{35, 0, 1}},
		{Key: "category:a", Name: "Apples", Revenue: []int64{3, 0, 0}, Freight: []int64{30, 0, 0}, Items: []int64{3, 0, 0}, Orders: []int64{30, 0, 0}},
		{Key: "category:b", Name: "b", Revenue: []int64{4, 0, 8}, Freight: []int64{40, 0, 0}, Items: []int64{4, 0, 1}, Orders: []int64{10, 0, 1}},
		{Key: "state:RJ", Name: "RJ", Revenue: []int64{1, 0, 0}, Freight: []int64{10, 0, 0}, Items: []int64{1, 0, 0}, Orders: []int64{15, 0, 0}},
		{Key: "state:SP", Name: "SP", Revenue: []int64{6, 0, 8}, Freight: []int64{60, 0, 0}, Items: []int64{6, 0, 1}, Orders: []int64{20, 0, 1}},
	}
	if diff := cmp.Diff(want, h.Segments); diff != "" {
		t.Error(diff)
	}
	if h.Fingerprint != imp.Fingerprint || h.Version != 1 {
		t.Errorf("fingerprint %s, import %s", h.Fingerprint, imp.Fingerprint)
	}
	if h.Weeks[1].State != quality.StateEmpty || h.Weeks[2].Usable() {
		t.Errorf("weeks %+v", h.Weeks)
	}
}

func TestImportingTwiceChangesNothing(t *testing.T) {
	s, c := open(t)
	rows := []string{"2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,2.00,1"}
	first := apply(t, s, rows...)
	c.Add(time.Hour)
	imp, changes, err := s.Import(t.Context(), weekly(batch(t, rows...)))
	if err != nil || imp.Version != 0 || !changes.None() || changes.Unchanged != 2 {
		t.Fatal(imp, changes, err)
	}
	if got, err := s.DataFingerprint(t.Context()); err != nil || got != first.Fingerprint {
		t.Error(got, err)
	}
	if all, err := s.Imports(t.Context()); err != nil || len(all) != 1 {
		t.Error(all, err)
	}
	if log, err := s.AuditLog(t.Context(), 0, 10); err != nil || len(log) != 2 { // staged and applied, once
		t.Error(log, err)
	}
}

func TestImportsAreVersionsWithUndo(t *testing.T) {
	s, _ := open(t)
	one := apply(t, s, "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,2.00,1")
	two := apply(t, s, "2018-08-27,a,SP,20.00,1", "2018-09-03,a,SP,3.00,1")
	three := apply(t, s, "2018-08-27,a,SP,200.00,1")
	before := history(t, s).Fingerprint
	want := func(rows ...string) {
		t.Helper()
		if diff := cmp.Diff(rows, revenue(t, s, "total")); diff != "" {
			t.Error(diff)
		}
	}
	undo := func(imp store.Import) {
		t.Helper()
		got, err := s.UndoImport(t.Context(), "bea", imp.Version)
		if err != nil || got.State != store.ImportUndone || got.UndoneBy != "bea" {
			t.Fatal(got, err)
		}
	}
	want("2018-08-20 1.00", "2018-08-27 200.00", "2018-09-03 3.00")
	undo(two)
	want("2018-08-20 1.00", "2018-08-27 200.00")
	undo(three)
	want("2018-08-20 1.00", "2018-08-27 2.00")
	if got := history(t, s).Fingerprint; got != one.Fingerprint || got == before {
		t.Error("undoing does not bring the fingerprint back")
	}
	_, err := s.UndoImport(t.Context(), "bea", two.Version)
	wantCode(t, err, fault.CodeConflict)
	_, err = s.UndoImport(t.Context(), "bea", 99)
	wantCode(t, err, fault.CodeNotFound)
}

// The program serves forecasts of the sales in force: no undo leaves it without
// a usable week, whoever asks.
func TestTheLastSalesAreNotUndone(t *testing.T) {
	s, _ := open(t)
	one := apply(t, s, "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,2.00,1")
	refused := func(version int64, says string) {
		t.Helper()
		before := history(t, s).Fingerprint
		_, err := s.UndoImport(t.Context(), "bea", version)
		wantCode(t, err, fault.CodeConflict)
		if !strings.Contains(fmt.Sprint(err), says) || history(t, s).Fingerprint != before {
			t.Error(err)
		}
	}
	refused(one.Version, "is the only one in force")
	two := apply(t, s, "2018-09-03,a,SP,3.00,1")
	if err := s.OverrideWeek(t.Context(), "ana", 2539, false, ""); err != nil { // the week of two
		t.Fatal(err)
	}
	refused(one.Version, "there is no usable week")
	if _, err := s.UndoImport(t.Context(), "bea", two.Version); err != nil {
		t.Error(err)
	}
}

// What was undone comes back as it was, under what has come since.
func TestAnUndoneImportIsPutInForceAgain(t *testing.T) {
	s, c := open(t)
	one := apply(t, s, "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,2.00,1")
	two := apply(t, s, "2018-08-27,a,SP,20.00,1")
	before := history(t, s)
	if _, err := s.UndoImport(t.Context(), "bea", one.Version); err != nil {
		t.Fatal(err)
	}
	c.Add(time.Hour)
	again, err := s.ApplyImport(t.Context(), "caro", one.Version)
	if err != nil || again.State != store.ImportApplied || !again.UndoneAt.IsZero() || again.UndoneBy != "" || !again.AppliedAt.After(one.AppliedAt) {
		t.Fatal(again, err)
	}
	after := history(t, s)
	if diff := cmp.Diff(before, after); diff != "" || again.Fingerprint != before.Fingerprint {
		t.Error(diff)
	}
	if got, err := s.DataFingerprint(t.Context()); err != nil || got != before.Fingerprint {
		t.Error(got, err)
	}
	log, err := s.AuditLog(t.Context(), 0, 1)
	if err != nil || len(log) != 1 || log[0].Actor != "caro" || log[0].Action != "import.apply" || !strings.Contains(string(log[0].Detail), `"again":true`) {
		t.Error(log, err)
	}
	_, err = s.ApplyImport(t.Context(), "caro", two.Version)
	wantCode(t, err, fault.CodeConflict)
}

// What no file could bring in now does not come back either.
func TestAnUndoneImportIsCheckedAgain(t *testing.T) {
	s, c := open(t)
	apply(t, s, "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,2.00,1")
	next := apply(t, s, "2018-09-03,a,SP,3.00,1")
	if _, err := s.UndoImport(t.Context(), "bea", next.Version); err != nil {
		t.Fatal(err)
	}
	c.Add(time.Date(2018, 9, 5, 0, 0, 0, 0, time.UTC).Sub(c.Now())) // inside that week
	_, err := s.ApplyImport(t.Context(), "bea", next.Version)
	wantCode(t, err, fault.CodeConflict)
	if all, err := s.Imports(t.Context()); err != nil || all[0].State != store.ImportUndone {
		t.Error(all, err)
	}
}

func TestPreviewThenApply(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	base := apply(t, s, "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,2.00,2")
	staged, changes, err := s.StageImport(ctx, weekly(batch(t, "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,5.00,3", "2018-09-03,b,RJ,7.00,1")))
	if err != nil {
		t.Fatal(err)
	}
	want := store.Changes{Added: 1, Changed: 1, Unchanged: 1, Weeks: []store.WeekChange{
		{Week: 2538, Before: store.WeekTotals{Orders: new(int64(2)), Revenue: 200}, After: store.WeekTotals{Orders: new(int64(3)), Revenue: 500}, Complete: true},
		{Week: 2539, Added: true, Before: store.WeekTotals{Orders: new(int64)}, After: store.WeekTotals{Orders: new(int64(1)), Revenue: 700}, Complete: true},
	}, Gaps: []ingest.Gap{}, NewCategories: []string{"b"}, NewStates: []string{"RJ"}, Spellings: []ingest.Spelling{}, RevenueBefore: 300, RevenueAfter: 1300}
	judged := cmpopts.IgnoreFields(store.WeekChange{}, "Judged")
	if diff := cmp.Diff(want, changes, judged); diff != "" {
		t.Error(diff)
	}
	if got := history(t, s).Fingerprint; got != base.Fingerprint {
		t.Error("a preview changes the data")
	}
	_, again, err := s.ImportChanges(ctx, staged.Version)
	want.Unchanged = 0 // only what differs is kept
	if diff := cmp.Diff(want, again, judged); diff != "" || err != nil {
		t.Error(diff, err)
	}
	imp, err := s.ApplyImport(ctx, "bea", staged.Version)
	if err != nil || imp.State != store.ImportApplied || string(imp.Report) != `{"rows":1}` {
		t.Fatal(imp, err)
	}
	if diff := cmp.Diff([]string{"2018-08-20 1.00", "2018-08-27 5.00", "2018-09-03 7.00"}, revenue(t, s, "total")); diff != "" {
		t.Error(diff)
	}
	_, err = s.ApplyImport(ctx, "bea", staged.Version)
	wantCode(t, err, fault.CodeConflict)
	wantCode(t, s.DiscardImport(ctx, "bea", staged.Version), fault.CodeConflict)
}

func TestStalePreviewIsRefused(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	apply(t, s, "2018-08-20,a,SP,1.00,1")
	staged, _, err := s.StageImport(ctx, weekly(batch(t, "2018-08-20,a,SP,2.00,1")))
	if err != nil {
		t.Fatal(err)
	}
	newer := apply(t, s, "2018-08-20,a,SP,3.00,1")
	_, err = s.ApplyImport(ctx, "ana", staged.Version)
	wantCode(t, err, fault.CodeConflict)
	if _, err := s.UndoImport(ctx, "ana", newer.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ApplyImport(ctx, "ana", staged.Version); err != nil { // the data are again what it was compared with
		t.Fatal(err)
	}
	other, _, err := s.StageImport(ctx, weekly(batch(t, "2018-08-20,a,SP,9.00,1")))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DiscardImport(ctx, "ana", other.Version); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.DiscardImport(ctx, "ana", other.Version), fault.CodeNotFound)
	if diff := cmp.Diff([]string{"2018-08-20 2.00"}, revenue(t, s, "total")); diff != "" {
		t.Error(diff)
	}
}

func TestImportOfNothing(t *testing.T) {
	s, _ := open(t)
	_, _, err := s.Import(t.Context(), weekly(&ingest.Batch{}))
	wantCode(t, err, fault.CodeInvalid)
}

func TestFailedImportLeavesTheDatabaseAsItWas(t *testing.T) {
	s, _ := open(t)
	before := apply(t, s, "2018-08-20,a,SP,1.00,1")
	broken := batch(t, "2018-08-27,a,SP,1.00,1")
	broken.Weeks[0].Cells = append(broken.Weeks[0].Cells, broken.Weeks[0].Cells[0]) // the same cell twice
	if _, _, err := s.Import(t.Context(), weekly(broken)); err == nil {
		t.Fatal("a cell that stands twice was taken")
	}
	if all, err := s.Imports(t.Context()); err != nil || len(all) != 1 || history(t, s).Fingerprint != before.Fingerprint {
		t.Error(all, err)
	}
}

func TestOverrideAndEventsChangeTheFingerprint(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	plain := apply(t, s, "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,2.00,1").Fingerprint
	if err := s.OverrideWeek(ctx, "ana", 2537, false, "strike"); err != nil {
		t.Fatal(err)
	}
	h := history(t, s)
	if h.Fingerprint == plain || h.Weeks[0].Usable() || h.Weeks[0].Override.Note != "strike" || !h.Weeks[1].Usable() {
		t.Error("the override does not show", h.Weeks)
	}
	if err := s.ClearOverride(ctx, "ana", 2537); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.OverrideWeek(ctx, "ana", 2540, false, ""), fault.CodeInvalid)
	event, err := s.PutEvent(ctx, "ana", "", forecast.Event{Name: " Black Friday ", Week: 2498, Kind: forecast.KindRetail})
	if err != nil || event.Name != "Black Friday" {
		t.Fatal(event, err)
	}
	if h := history(t, s); h.Fingerprint == plain || len(h.Events) != 1 {
		t.Error("the event does not show")
	}
	event.Shock = true
	if _, err := s.PutEvent(ctx, "ana", event.ID, event.Event); err != nil {
		t.Fatal(err)
	}
	if h := history(t, s); len(h.Events) != 1 || !h.Events[0].Shock {
		t.Error("the event is not changed", h.Events)
	}
	for name, e := range map[string]forecast.Event{"name": {Kind: forecast.KindRetail}, "kind": {Name: "x", Kind: "y"}} {
		if _, err := s.PutEvent(ctx, "ana", "", e); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("without %s: %v", name, err)
		}
	}
	_, err = s.PutEvent(ctx, "ana", "e99", event.Event)
	wantCode(t, err, fault.CodeNotFound)
	if err := s.DeleteEvent(ctx, "ana", event.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.DeleteEvent(ctx, "ana", event.ID), fault.CodeNotFound)
	if history(t, s).Fingerprint != plain {
		t.Error("the fingerprint does not come back")
	}
}

func TestFingerprintFollowsOtherPrograms(t *testing.T) {
	s, c := open(t)
	other := openAt(t, s.Path(), c)
	last := ""
	for i := range 5 {
		apply(t, []*store.Store{s, other}[i%2], fmt.Sprintf("2018-08-20,a,SP,%d.00,1", i+1))
		got, err := s.DataFingerprint(t.Context())
		if err != nil || got == last || got != history(t, s).Fingerprint {
			t.Fatal(i, got, err)
		}
		if again, err := s.DataFingerprint(t.Context()); err != nil || again != got {
			t.Fatal(i, again, err)
		}
		last = got
	}
}

func BenchmarkHistory(b *testing.B) {
	s := shipped(b)
	b.Run("History", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.History(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("DataFingerprint", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.DataFingerprint(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			other, err := store.Open(b.Context(), s.Path(), store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			other.Close()
		}
	})
}
