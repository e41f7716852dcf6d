package training

import (
	"math"
	"strings"
	"testing"
	"time"

	"olist/forecast"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/training/needs"
	"olist/week"
)

// TestThePastYearWithTheLimits: replayed over the past year of the shipped sample,
// the list has no week with more lines than the limits state, and not none.
func TestThePastYearWithTheLimits(t *testing.T) {
	s := newService(t, nil)
	rules := needs.DefaultRules()
	r := patient(t, func() (Replayed, error) { return s.ReplayNeeds(t.Context(), rules) })
	if len(r.Weeks) != replayWeeks || r.Segments != r.Of || r.Most > rules.Most || r.Lines == 0 || r.Lines > 2*replayWeeks {
		t.Errorf("%d weeks, of %d of %d segments: %d lines, at most %d in the week %v", len(r.Weeks), r.Segments, r.Of, r.Lines, r.Most, r.Worst)
	}
	black, err := week.Parse("2017-11-20")
	must(t, err)
	for _, w := range r.Weeks {
		if w.Week == black && (len(w.Lines) != rules.Most || w.Lines[0].Segment != store.TotalKey || w.Left == 0) {
			t.Errorf("Black Friday has %d lines, %d left out", len(w.Lines), w.Left)
		}
	}
	again := patient(t, func() (Replayed, error) {
		return s.ReplayNeeds(t.Context(), needs.Rules{Level: 80, Least: 0, Chance: 99, Weeks: 1, Most: 20})
	})
	if again.Lines <= r.Lines {
		t.Errorf("limits that let more through list %d lines instead of %d", again.Lines, r.Lines)
	}
}

// TestTheReplayIsTheListOfThen: what was issued in a past week, put into the archive
// of a database that ends there, makes the list that the replay has.
func TestTheReplayIsTheListOfThen(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	rules := needs.Rules{Level: 80, Least: 1, Chance: 50, Weeks: 3, Most: 20}
	targets := map[string]Target{store.TotalKey: {Cents: 30_000_000, Weekly: true}}
	must(t, s.store.PutSetting(ctx, "ana", TargetKey(live.Data.Shop, store.TotalKey), targets[store.TotalKey]))
	var all []needs.Issued
	for k := 4; k >= 0; k-- { // as the model that serves has them, issued week by week
		known := knownBefore(live.Data.Panel, k)
		said, err := live.Engine.Forecast(ctx, coming(known, live.Engine.Drivers(), MaxHorizon), MaxHorizon, Levels)
		must(t, err)
		forecast.RoundForecasts(said, known.Sums, live.Data.Shop.Least())
		for i, f := range said {
			said[i] = f.Means()
		}
		cutoff := live.Data.To - week.Week(k)
		all = append(all, needs.IssuedOf(cutoff, said, MaxHorizon))
		if k > 0 {
			must(t, s.store.KeepIssued(ctx, store.Issued{ModelID: live.Model.ID, Cutoff: cutoff, Forecasts: said}))
		}
	}
	states := live.pastStates(all, targets)
	want := needs.Decide(states[len(states)-1], rules)
	_, err = s.SetNeedsRules(ctx, "ana", rules)
	must(t, err)
	n, err := s.Needs(ctx)
	must(t, err)
	var got []needs.Line
	for _, l := range n.Lines {
		if l.Kind == needs.Missed || l.Kind == needs.Likely || l.Kind == needs.Below {
			got = append(got, l.Line)
		}
	}
	if len(got) == 0 || len(got) != len(want.Lines) || n.Left != want.Left {
		t.Fatalf("%d lines live, %d in the replay", len(got), len(want.Lines))
	}
	for i := range got {
		if got[i].ID != want.Lines[i].ID || got[i].Amount != want.Lines[i].Amount || math.Abs(got[i].Chance-want.Lines[i].Chance) > 1e-12 {
			t.Errorf("live %+v, in the replay %+v", got[i], want.Lines[i])
		}
	}
}

// TestNeedsOfTheHouse: late data, weeks left out and what failed stand on the list;
// what was answered is off it, for as long as it is.
func TestNeedsOfTheHouse(t *testing.T) {
	at := &clock{now: time.Date(2018, 10, 3, 12, 0, 0, 0, time.UTC)}
	s := newService(t, at)
	ctx := t.Context()
	found := func() map[needs.Kind]needs.Answered {
		n, err := s.Needs(ctx)
		must(t, err)
		out := map[needs.Kind]needs.Answered{}
		for _, l := range n.Open(true) {
			if _, is := out[l.Kind]; !is {
				out[l.Kind] = l
			}
		}
		if len(n.Open(true)) != s.OpenNeeds(true) || len(n.Open(false)) != s.OpenNeeds(false) {
			t.Errorf("the menu tells of %d and %d lines", s.OpenNeeds(true), s.OpenNeeds(false))
		}
		return out
	}
	all := found()
	if late := all[needs.Late]; late.Weeks != 3 || late.Amount == 0 || late.Said.String() != "Sales of 3 weeks have not come. The last week with any sales is that of 2018-09-03." {
		t.Errorf("late: %+v", late)
	}
	if held := all[needs.Held]; held.Week.String() != "2018-08-20" || held.Amount != 12638639 {
		t.Errorf("held back: %+v", held)
	}
	close := store.NeedAnswer{Line: all[needs.Late].ID, Answer: store.NeedClosed, Word: "the till's file is on its way", Actor: "ana"}
	line, err := s.AnswerNeed(ctx, close, false)
	if err != nil || line.Open || line.Answer.Change != 1 {
		t.Fatalf("%+v, %v", line, err)
	}
	if _, err := s.AnswerNeed(ctx, close, false); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("who has not seen the answer closes it again: %v", err)
	}
	if _, is := found()[needs.Late]; is {
		t.Error("what is closed is open")
	}
	at.set(at.Now().AddDate(0, 0, 7))
	if late, is := found()[needs.Late]; is {
		t.Errorf("a third more makes a closed line new: %+v", late)
	}
	at.set(at.Now().AddDate(0, 0, 7))
	if _, is := found()[needs.Late]; !is {
		t.Error("five weeks are late instead of three, and it is no news")
	}
	held := found()[needs.Held]
	_, err = s.AnswerNeed(ctx, store.NeedAnswer{Line: held.ID, Answer: store.NeedSnoozed, Until: s.ComesBack(ctx, at.Now().AddDate(0, 0, 2)), Actor: "ana"}, false)
	must(t, err)
	if found()[needs.Held].ID == held.ID {
		t.Error("what is put off is open")
	}
	at.set(at.Now().AddDate(0, 0, 2))
	if found()[needs.Held].ID != held.ID {
		t.Error("what was put off has not come back on its day")
	}
	if _, err := s.AnswerNeed(ctx, store.NeedAnswer{Line: "none", Answer: store.NeedOpened}, true); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("a line that is not there: %v", err)
	}
}

// TestNeedsRulesOfTwo: who changes limits that somebody else has changed since is
// told, and nothing is overwritten.
func TestNeedsRulesOfTwo(t *testing.T) {
	s := newService(t, nil)
	mine := needs.DefaultRules()
	theirs := mine
	mine.Most, theirs.Least = 3, 9
	kept, err := s.SetNeedsRules(t.Context(), "ana", mine)
	must(t, err)
	if _, err := s.SetNeedsRules(t.Context(), "bia", theirs); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("the second: %v", err)
	}
	if now, err := s.NeedsRules(t.Context()); err != nil || now != kept || now.Change != 1 || now.Most != 3 {
		t.Errorf("%+v, %v", now, err)
	}
}

// A panel of many series is replayed of the total and those that sell most.
func TestLargest(t *testing.T) {
	p := forecast.Panel{Sums: []forecast.Sum{{Total: 2, Parts: []int{0, 1, 3}}}}
	for key, v := range []float64{3, math.NaN(), 1, 9} {
		p.Series = append(p.Series, forecast.Series{Key: string(rune('a' + key)), Values: []float64{v, v}})
	}
	p.Series[2].Key = store.TotalKey
	got := largest(p, 3)
	if len(got.Series) != 3 || got.Series[0].Key != store.TotalKey || got.Series[1].Key != "d" || got.Series[2].Key != "a" || got.Sums != nil {
		t.Errorf("%+v", got)
	}
	if same := largest(p, 4); len(same.Series) != 4 || same.Series[0].Key != "a" {
		t.Errorf("a small panel is %+v", same)
	}
}

// TestADigestThatDidNotGo: the latest one to a reader is a line for administrators
// until a later one goes, it is repeated, or somebody closes it.
func TestADigestThatDidNotGo(t *testing.T) {
	at := &clock{now: time.Date(2018, 10, 3, 12, 0, 0, 0, time.UTC)}
	s := newService(t, at)
	ctx := t.Context()
	lines := func(inner bool) (out []needs.Answered) {
		t.Helper()
		n, err := s.Needs(ctx)
		must(t, err)
		for _, l := range n.Open(inner) {
			if l.Kind == needs.Unsent {
				out = append(out, l)
			}
		}
		return out
	}
	var last store.Sending
	ends := func(r store.Reader, w week.Week, state store.SendingState) {
		t.Helper()
		at.set(at.Now().Add(time.Hour))
		n, mine, err := s.store.BeginSending(ctx, r.ID, w, false, store.Telling{})
		must(t, err)
		if last = n; !mine {
			t.Fatal("it is not begun")
		}
		last.State = state
		must(t, s.store.EndSending(ctx, last))
	}
	ana, err := s.store.AddReader(ctx, "ana", store.Reader{Kind: store.ReaderMail, Address: "ana@shop.example"}, secret.Text{})
	must(t, err)
	rui, err := s.store.AddReader(ctx, "ana", store.Reader{Kind: store.ReaderMail, Address: "rui@shop.example"}, secret.Text{})
	must(t, err)
	ends(ana, 2500, store.SendingDone)
	ends(rui, 2500, store.SendingUnknown)
	ends(ana, 2501, store.SendingFailed)
	if got := lines(true); len(got) != 2 || got[0].Name != "ana@shop.example" || got[0].Week != 2501 || got[1].Name != "rui@shop.example" || strings.Contains(got[0].Said.String(), "@") {
		t.Errorf("%+v", got)
	}
	if got := lines(false); len(got) != 0 {
		t.Errorf("everybody sees %+v", got)
	}
	ends(rui, 2501, store.SendingDone)
	if got := lines(true); len(got) != 1 || got[0].Week != 2501 {
		t.Errorf("after a later one went: %+v", got)
	}
	ends(ana, 2502, store.SendingWaits) // which surely goes on
	if got := lines(true); len(got) != 1 || got[0].Week != 2501 {
		t.Errorf("while the next one waits: %+v", got)
	}
	ends(ana, 2503, store.SendingFailed)
	if got := lines(true); len(got) != 1 || got[0].Week != 2503 {
		t.Errorf("one that failed again: %+v", got)
	}
	again, err := s.store.RepeatSending(ctx, "ana", last.Seq, store.Telling{})
	must(t, err)
	if got := lines(true); len(got) != 1 || got[0].Week != 2501 {
		t.Errorf("while it is repeated: %+v", got)
	}
	again.State = store.SendingDone
	must(t, s.store.EndSending(ctx, again))
	if got := lines(true); len(got) != 0 {
		t.Errorf("after it was repeated: %+v", got)
	}
	ends(rui, 2504, store.SendingFailed)
	_, err = s.AnswerNeed(ctx, store.NeedAnswer{Line: lines(true)[0].ID, Answer: store.NeedClosed, Word: "rui is away", Actor: "ana"}, true)
	must(t, err)
	if got := lines(true); len(got) != 0 {
		t.Errorf("what was closed: %+v", got)
	}
	ends(rui, 2505, store.SendingUnknown)
	if got := lines(true); len(got) != 1 {
		t.Errorf("another one after it: %+v", got)
	}
	must(t, s.store.DeleteReader(ctx, "ana", rui.ID))
	if got := lines(true); len(got) != 0 {
		t.Errorf("of a reader who was taken away: %+v", got)
	}
}
