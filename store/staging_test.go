package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

// file reads a weekly file as it stands.
func file(t *testing.T, csv string, o ingest.Options) store.NewImport {
	t.Helper()
	b, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(csv), o)
	if err != nil || report.Err() != nil {
		t.Fatal(err, report.Err())
	}
	return store.NewImport{Kind: "weekly", Source: "w.csv", Actor: "ana", Batch: b, Report: report}
}

// Four spellings of one category of the shop are one proposal; joined they add
// up, and nothing is lost.
func TestSpellingsAreOneProposal(t *testing.T) {
	const csv = "week,category,state,revenue\n2018-08-20,beleza_saude,SP,20000.00\n2018-08-20,beleza_saude ,SP,1000.00\n" +
		"2018-08-20,health_beauty,SP,3000.00\n2018-08-20,Beleza_Saude,SP,4000.00\n"
	s := shipped(t)
	ctx := t.Context()
	staged, changes, err := s.StageImport(ctx, file(t, csv, ingest.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	want := []ingest.Spelling{{Into: "beleza_saude", Names: []string{"Beleza_Saude", "health_beauty"}}}
	if diff := cmp.Diff(want, changes.Spellings); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Beleza_Saude", "health_beauty"}, changes.NewCategories); diff != "" {
		t.Error(diff)
	}
	if changes.RevenueAfter-changes.RevenueBefore != 2800000-12638639 {
		t.Errorf("%d before, %d after", changes.RevenueBefore, changes.RevenueAfter)
	}
	if err := s.JoinSpellings(ctx, "bea", staged.Version, []string{"moveis"}); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("what is not proposed is joined: %v", err)
	}
	if err := s.JoinSpellings(ctx, "bea", staged.Version, []string{"beleza_saude"}); err != nil {
		t.Fatal(err)
	}
	_, changes, err = s.ImportChanges(ctx, staged.Version)
	if err != nil || len(changes.Spellings)+len(changes.NewCategories) != 0 || changes.Weeks[0].After.Revenue != 2800000 {
		t.Errorf("joined: %+v, %v", changes, err)
	}
	if _, err := s.ApplyImport(ctx, "bea", staged.Version); err != nil {
		t.Fatal(err)
	}
	if got := revenue(t, s, "category:beleza_saude"); got[len(got)-1] != "2018-08-20 28000.00" && got[len(got)-2] != "2018-08-20 28000.00" {
		t.Errorf("the category sold %v", got[len(got)-3:])
	}
	if revenue(t, s, "category:health_beauty") != nil {
		t.Error("the other spelling is there, too")
	}
	if err := s.JoinSpellings(ctx, "bea", staged.Version, []string{store.JoinAll}); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("what is in force is joined: %v", err)
	}
}

// Joining as the files are read leaves the same as joining in the preview.
func TestJoinAtOnce(t *testing.T) {
	s, _ := open(t)
	n := file(t, "week,category,state,revenue,orders\n2018-08-20,Móveis,SP,1,1\n2018-08-20,moveis,SP,2,2\n2018-08-20,moveis,RJ,4,4\n", ingest.Options{})
	n.Join = []string{store.JoinAll}
	if _, _, err := s.Import(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	h := history(t, s)
	if len(h.Segments) != 4 || h.Segments[1].Key != "category:moveis" || h.Segments[1].Revenue[0] != 700 || h.Segments[1].Orders[0] != 7 {
		t.Errorf("%+v", h.Segments)
	}
}

// Weeks that cannot be are held with the reason, and never go live.
func TestWeeksThatCannotBe(t *testing.T) {
	near := "2018-08-13,5\n2018-09-10,5\n"
	for _, test := range []struct {
		name, rows string
		held       []string
	}{
		{"mistyped, later", near + "2081-08-20,231450\n", []string{"2081-08-18 future: the week of 2081-08-18 has not come yet"}},
		{"mistyped, earlier", near + "1999-08-20,7\n", []string{"1999-08-16 far: the week of 1999-08-16 is 889 weeks away from all others; is its year right?"}},
		{"to come", near + "2026-01-12,7\n", []string{"2026-01-12 future: the week of 2026-01-12 has not come yet"}},
		{"not over", near + "2026-01-11,7\n", []string{"2026-01-05 open: the week of 2026-01-05 is not over yet: a part of it would pass for the whole"}},
		{"the last that is over", "2025-12-22,7\n2026-01-04,7\n", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, _ := open(t)
			if test.held != nil {
				apply(t, s, "2016-08-29,a,SP,1.00,1")
			}
			staged, changes, err := s.StageImport(t.Context(), file(t, "week,revenue\n"+test.rows, ingest.Options{}))
			if err != nil {
				t.Fatal(err)
			}
			var held []string
			for _, h := range changes.Held {
				held = append(held, fmt.Sprintf("%s %s: %s", h.Week, h.Code, h.Reason()))
			}
			if diff := cmp.Diff(test.held, held); diff != "" || changes.Added != 2 {
				t.Errorf("%d added, %s", changes.Added, diff)
			}
			if _, err := s.ApplyImport(t.Context(), "bea", staged.Version); err != nil {
				t.Fatal(err)
			}
			if last := history(t, s).Weeks; last[len(last)-1].Week > 2922 || last[0].Week < 2400 {
				t.Errorf("weeks from %s to %s are in force", last[0].Week, last[len(last)-1].Week)
			}
		})
	}
}

// Without a preview a slip refuses the files; a week that is not over only
// stays out.
func TestSlipsRefuseFilesThatNobodyLooksAt(t *testing.T) {
	s, _ := open(t)
	_, _, err := s.Import(t.Context(), file(t, "week,revenue\n2018-08-20,1\n2081-08-20,1\n", ingest.Options{}))
	if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), "w.csv: the week of 2081-08-18 has not come yet") {
		t.Error(err)
	}
	if _, _, err := s.StageImport(t.Context(), file(t, "week,revenue\n2081-08-20,1\n", ingest.Options{})); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("a file of nothing else: %v", err)
	}
	_, changes, err := s.Import(t.Context(), file(t, "week,revenue\n2018-08-20,1\n2026-01-05,1\n", ingest.Options{}))
	if err != nil || changes.Added != 1 || len(changes.Held) != 1 {
		t.Error(changes, err)
	}
}

// Many weeks of one's own are no slip, however far from the sample's.
func TestOwnWeeksFarFromOthers(t *testing.T) {
	s, _ := open(t)
	apply(t, s, "2018-08-20,a,SP,1.00,1")
	csv := "week,revenue\n"
	for w := range week.Week(20) {
		csv += fmt.Sprintf("%s,%d\n", 2880+w, 1000)
	}
	_, changes, err := s.Import(t.Context(), file(t, csv, ingest.Options{}))
	if err != nil || changes.Added != 20 {
		t.Fatal(changes, err)
	}
	if diff := cmp.Diff([]ingest.Gap{{After: 2537, Before: 2880, Weeks: 342}}, changes.Gaps); diff != "" {
		t.Error(diff)
	}
}

// A preview made before weeks were held, or before the clock was set back, does
// not go live either.
func TestHeldWeeksOfOldPreviews(t *testing.T) {
	s, c := open(t)
	apply(t, s, "2018-08-20,a,SP,1.00,1")
	staged, _, err := s.StageImport(t.Context(), file(t, "week,revenue\n2018-08-27,1\n", ingest.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	c.Add(-8 * 365 * 24 * time.Hour)
	_, err = s.ApplyImport(t.Context(), "bea", staged.Version)
	if fault.CodeOf(err) != fault.CodeConflict || !strings.Contains(err.Error(), "has not come yet; discard this preview") {
		t.Error(err)
	}
}

// Weeks without a row: a hole where weeks are given, a zero where a person says
// so. Either is told.
func TestWeeksWithoutARow(t *testing.T) {
	const csv = "week,revenue\n2018-08-20,1\n2018-09-03,2\n"
	s, _ := open(t)
	n := file(t, csv, ingest.Options{})
	if r := n.Report.(*ingest.WeeklyReport); r.Missing != ingest.MissingHole || len(r.MissingWeeks) != 1 {
		t.Errorf("%+v", r.Rowless)
	}
	_, hole, err := s.StageImport(t.Context(), n)
	if err != nil || hole.Added != 2 || len(hole.Gaps) != 1 {
		t.Errorf("hole: %+v, %v", hole, err)
	}
	_, zero, err := s.Import(t.Context(), file(t, csv, ingest.Options{Missing: ingest.MissingZero}))
	if err != nil || zero.Added != 3 || len(zero.Gaps) != 0 || zero.Weeks[1].After.Revenue != 0 || *zero.Weeks[1].After.Orders != 0 {
		t.Errorf("zero: %+v, %v", zero, err)
	}
	if h := history(t, s); len(h.Weeks) != 3 || h.Weeks[1].Version == 0 {
		t.Errorf("%+v", h.Weeks)
	}
}

// The data in force and an import keep the limits together.
func TestLimitsHoldTogether(t *testing.T) {
	s, _ := open(t)
	many := func(from, to int) string {
		var b strings.Builder
		b.WriteString("week,category,state,revenue\n")
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "2018-08-20,c%d,SP,1\n", i)
		}
		return b.String()
	}
	if _, _, err := s.Import(t.Context(), file(t, many(0, ingest.MaxCategories), ingest.Options{})); err != nil {
		t.Fatal(err)
	}
	next := strings.Replace(many(ingest.MaxCategories, ingest.MaxCategories+1), "2018-08-20", "2018-08-27", 1)
	_, _, err := s.Import(t.Context(), file(t, next, ingest.Options{}))
	if fault.CodeOf(err) != fault.CodeTooLarge || !strings.Contains(err.Error(), "there would be 5001 categories; there can be 5000") {
		t.Error(err)
	}
}
