package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/quality"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

func undo(t *testing.T, s *store.Store, version int64) {
	t.Helper()
	if _, err := s.UndoImport(t.Context(), "bea", version); err != nil {
		t.Fatal(err)
	}
}

// TestAgainIsHeldAgainstAllInForce: an undone import comes back only where its
// weeks are near those in force, newer ones among them, and its categories fit.
func TestAgainIsHeldAgainstAllInForce(t *testing.T) {
	s, _ := open(t)
	one := apply(t, s, "2018-08-20,a,SP,1.00,1")
	var own []string
	for w := range week.Week(13) {
		own = append(own, fmt.Sprintf("%s,a,SP,1.00,1", 2880+w))
	}
	apply(t, s, own...)
	undo(t, s, one.Version)
	_, err := s.ApplyImport(t.Context(), "bea", one.Version)
	if fault.CodeOf(err) != fault.CodeConflict || !strings.Contains(err.Error(), "is its year right?; the import stays undone") {
		t.Error(err)
	}

	s, _ = open(t)
	rare := apply(t, s, "2018-08-20,rare,SP,1.00,1")
	apply(t, s, "2018-08-27,a,SP,1.00,1")
	undo(t, s, rare.Version)
	var many strings.Builder
	for i := range ingest.MaxCategories - 1 {
		fmt.Fprintf(&many, "2018-08-13,c%d,SP,1\n", i)
	}
	if _, _, err := s.Import(t.Context(), file(t, "week,category,state,revenue\n"+many.String(), ingest.Options{})); err != nil {
		t.Fatal(err)
	}
	_, err = s.ApplyImport(t.Context(), "bea", rare.Version)
	wantCode(t, err, fault.CodeTooLarge)
}

// TestWhatTeachesNothingMayGo: where no week is usable anyway, an undo takes
// nothing away; one that is in force is applied no second time.
func TestWhatTeachesNothingMayGo(t *testing.T) {
	s, _ := open(t)
	apply(t, s, "2018-08-20,a,SP,1.00,1")
	two := apply(t, s, "2018-08-27,a,SP,2.00,1")
	if _, err := s.ApplyImport(t.Context(), "bea", two.Version); fault.CodeOf(err) != fault.CodeConflict || !strings.Contains(err.Error(), "is applied, not staged") {
		t.Error(err)
	}
	for _, w := range []week.Week{2537, 2538} {
		if err := s.OverrideWeek(t.Context(), "ana", w, false, ""); err != nil {
			t.Fatal(err)
		}
	}
	undo(t, s, two.Version)
}

// TestJoinedSpellingsAddUp in every figure, and an unknown one is answered by
// those there are, up to twenty.
func TestJoinedSpellingsAddUp(t *testing.T) {
	s, _ := open(t)
	n := file(t, "week,category,state,revenue,freight,items,orders\n2018-08-20,Moveis,SP,1,10,100,5\n2018-08-20,moveis,SP,2,20,200,7\n", ingest.Options{})
	n.Join = []string{store.JoinAll}
	if _, _, err := s.Import(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if got := history(t, s).Segments[1]; got.Revenue[0] != 300 || got.Freight[0] != 3000 || got.Items[0] != 300 || got.Orders[0] != 12 {
		t.Errorf("%+v", got)
	}
	join := func(csv, says string) {
		t.Helper()
		staged, _, err := s.StageImport(t.Context(), file(t, "week,category,state,revenue\n"+csv, ingest.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		err = s.JoinSpellings(t.Context(), "bea", staged.Version, []string{"garden"})
		if fault.CodeOf(err) != fault.CodeInvalid || !strings.HasSuffix(err.Error(), says) {
			t.Errorf("%v, want %s", err, says)
		}
	}
	join("2018-08-20,moveis,SP,9\n", `"garden" is not proposed; proposed are: -`)
	var many strings.Builder
	var names []string
	for i := range 21 {
		fmt.Fprintf(&many, "2018-08-27,c%02d,SP,2\n2018-08-27,C%02d,SP,1\n", i, i)
		names = append(names, fmt.Sprintf("c%02d", i))
	}
	join(many.String(), "proposed are: "+strings.Join(names[:20], ", "))
}

// TestWhatIsHeldIsInTheReport, also where nothing else is new.
func TestWhatIsHeldIsInTheReport(t *testing.T) {
	s, _ := open(t)
	const known = "2018-08-20,1\n2018-08-27,2\n"
	if _, _, err := s.Import(t.Context(), file(t, "week,revenue\n"+known, ingest.Options{})); err != nil {
		t.Fatal(err)
	}
	for rows, added := range map[string]int{known: 0, known + "2018-09-03,3\n": 1} {
		n := file(t, "week,revenue\n"+rows+"2081-08-20,5\n", ingest.Options{})
		staged, changes, err := s.StageImport(t.Context(), n)
		if err != nil || changes.Added != added || changes.Unchanged != 2 || len(changes.Held) != 1 || (staged.Version == 0) != (added == 0) {
			t.Errorf("%+v, %+v, %v", staged, changes, err)
		}
		if r := n.Report.(*ingest.WeeklyReport); len(r.Held) != 1 || r.Held[0].Revenue != 500 || r.Known != 300 || r.Taken != 300*int64(added) {
			t.Errorf("the report says %+v", r.Staging)
		}
	}
}

// TestZerosAreNotSpared: a week that holds no sales already stays as it is
// without being told.
func TestZerosAreNotSpared(t *testing.T) {
	s, _ := open(t)
	if _, _, err := s.Import(t.Context(), file(t, "week,revenue\n2018-08-13,11\n2018-08-27,22\n", ingest.Options{Missing: ingest.MissingZero})); err != nil {
		t.Fatal(err)
	}
	n := orderLines(t, ingest.Options{})
	if _, _, err := s.Import(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]week.Week{2536, 2538}, n.Report.(*ingest.WeeklyReport).SparedWeeks); diff != "" {
		t.Error(diff)
	}
}

// TestWhatAPreviewCounts: weeks that come without parts, and those that no model
// learns from although something was sold in them.
func TestWhatAPreviewCounts(t *testing.T) {
	empty := store.WeekInfo{}
	empty.State = quality.StateEmpty
	c := store.Changes{Weeks: []store.WeekChange{
		{Week: 1, Complete: true}, {Week: 2, Vague: store.Vague{States: true}}, {Week: 3, Judged: empty, Vague: store.Vague{Categories: true}},
	}}
	if left := c.LeftOut(); c.Split() != 2 || len(left) != 1 || left[0].Week != 2 {
		t.Errorf("%d are split, left out are %v", c.Split(), left)
	}
}
