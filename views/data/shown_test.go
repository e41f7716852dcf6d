package data

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

// Weeks that are left out are listed with what they hold and why; who may can
// take in those that only their level tells against.
func TestWeeksLeftOut(t *testing.T) {
	for _, l := range text.Locales {
		d := sampleData(l)
		d.Incomplete = []LeftWeek{{ui.PastWeek{Week: viewtest.Week("2018-08-20"), Cents: 123_456, Reason: viewtest.Hostile}, true}, {ui.PastWeek{Week: viewtest.Week("2016-09-05"), Reason: "b"}, false}}
		row := func(date string, cents int64, why string) []string {
			return []string{viewtest.Plain(l.Week(viewtest.Week(date))), viewtest.Plain(l.Money(cents)), why}
		}
		want := [][]string{row("2018-08-20", 123_456, viewtest.Hostile+" "+l.T(text.JudgeRight)), row("2016-09-05", 0, "b")}
		if diff := cmp.Diff(want, viewtest.Rows(t, Page(d), "incomplete-title")); diff != "" {
			t.Error(diff)
		}
		reader, none := d, d
		reader.MayTrain, reader.MayAdmin, none.Incomplete = false, false, nil
		none.Split = []week.Week{viewtest.Week("2018-08-06")}
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/a reader": {Part: Page(reader), Hides: []string{l.T(text.JudgeRight), l.T(text.JudgeTitle)}},
			l.Code() + "/none":     {Part: Page(none), Says: []string{l.T(text.DataNoneLeft), l.T(text.JudgeTitle), l.T(text.DataSplit), viewtest.Plain(l.Week(none.Split[0]))}},
		})
	}
}

// Orders are counted over the weeks that told them, and the others are named.
func TestOrdersThatAreNotKnown(t *testing.T) {
	for _, l := range text.Locales {
		for uncounted, want := range map[int]string{0: l.Int(12_345), 1: l.T(text.DataOrdersKnown, l.Int(12_345), l.N(text.Weeks, 1)), 7: l.T(text.DataOrdersKnown, l.Int(12_345), l.N(text.Weeks, 7))} {
			if got := (View{Frame: viewtest.Frame(l), Orders: 12_345, Uncounted: uncounted}).orders(); got != want {
				t.Errorf("%d: %q, want %q", uncounted, got, want)
			}
		}
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/no data yet": {Part: Page(View{Frame: viewtest.Frame(l)}), Says: []string{l.T(text.DataNoneLeft)}, Hides: []string{l.T(text.DataFingerprint), l.T(text.DataSplit), l.T(text.DataLeftOut), l.T(text.DataImports)}},
			l.Code() + "/findings":    {Part: Page(sampleData(l)), Says: []string{l.T(text.DataLeftOut), viewtest.Hostile, "603", l.T(text.DataImports), "olist_orders_dataset.csv.gz", l.Int(99_441), l.T(text.DataFingerprint), "ab12"}},
		})
	}
}

// What a person typed stands in the form that refuses it, which is open then.
func TestTheWordOnAWeek(t *testing.T) {
	l := text.English
	for _, verdict := range []string{"leave", "use", "detect"} {
		form := weekForm(l, WeekForm{Week: "2018-08-20", Verdict: verdict, Note: viewtest.Hostile, Problem: "no such week"})
		if chosen := viewtest.AttributesWith(t, form, "option", "selected", "value"); len(chosen) != 1 || chosen[0] != verdict {
			t.Errorf("%s: chosen is %q", verdict, chosen)
		}
		if values := viewtest.Attributes(t, form, "input", "value"); len(values) < 2 || values[len(values)-2] != "2018-08-20" || values[len(values)-1] != viewtest.Hostile {
			t.Errorf("the fields hold %q", values)
		}
		if open := viewtest.Attributes(t, form, "details", "open"); len(open) != 1 {
			t.Error("the fold hides what is wrong")
		}
	}
	if open := viewtest.Attributes(t, weekForm(l, WeekForm{}), "details", "open"); len(open) != 0 {
		t.Error("the fold is open where nothing is wrong")
	}
}
