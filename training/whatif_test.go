package training

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/training/automation"
	"olist/week"
)

const (
	promoFirst = week.Week(2400)
	promoWeeks = 90  // with sales
	promoDay   = .1  // logarithm of what a promotion day does
	promoMost  = 5   // days of promotion
	closedWeek = 93  // known to have no open day
	promoKnown = 100 // weeks for which drivers are known
)

// promoted is the service of a shop that sells a tenth more for each promotion
// day of a week, and nothing without an open day, in two categories and states;
// where own is set, each category has promotion days of its own.
func promoted(t *testing.T, own bool) *Service {
	t.Helper()
	path := shippedCopy(t)
	st := openStore(t, path, time.Now)
	raw, err := testplace.Connect(st)
	must(t, err)
	_, err = raw.ExecContext(t.Context(), `UPDATE imports SET state = 'undone', undone_at = 1, undone_by = 'a test'`)
	must(t, errors.Join(err, raw.Close()))
	r := rand.New(rand.NewPCG(5, 6))
	var file strings.Builder
	file.WriteString("week,category,state,revenue,promo_days,open_days\n")
	for w := range promoKnown {
		days, open := r.IntN(promoMost+1), 6
		if w%9 == 3 {
			open = 0
		}
		of := []int{days, days}
		if own {
			of = []int{r.IntN(promoMost + 1), r.IntN(promoMost + 1)}
		}
		if w >= promoWeeks && own {
			for i, category := range []string{"tea", "coffee"} {
				fmt.Fprintf(&file, "%v,%s,SP,,%d,%d\n", promoFirst+week.Week(w), category, of[i], open)
			}
			continue
		}
		if w >= promoWeeks {
			fmt.Fprintf(&file, "%v,,,,%d,%d\n", promoFirst+week.Week(w), days, open)
			continue
		}
		for i, category := range []string{"tea", "coffee"} {
			for j, state := range []string{"SP", "RJ"} {
				sold := float64(20_000+9000*i+4000*j) * math.Exp(promoDay*float64(of[i])+.1*r.NormFloat64())
				if open == 0 {
					sold = 0
				}
				fmt.Fprintf(&file, "%v,%s,%s,%.2f,%d,%d\n", promoFirst+week.Week(w), category, state, sold, of[i], open)
			}
		}
	}
	b, report, err := ingest.ReadWeekly(t.Context(), "promo.csv", strings.NewReader(file.String()), ingest.Options{Drivers: []string{"promo_days", "open_days"}})
	must(t, errors.Join(err, report.Err()))
	_, _, err = st.Import(t.Context(), store.NewImport{Kind: "weekly", Source: "promo.csv", Actor: "ana", Batch: b, Report: report})
	must(t, err)
	must(t, st.PutSetting(t.Context(), "test", "promotion", automation.Policy{Mode: automation.PromoteAlways}))
	return newServiceOn(t, st, Options{})
}

// TestWhatIfIsLearnt: a change of what is known ahead moves its weeks by what the
// model learnt, in every segment alike, and what it comes to adds up.
func TestWhatIfIsLearnt(t *testing.T) {
	s := promoted(t, false)
	first := promoFirst + promoWeeks
	days := func(segment string, value float64, set bool) store.Change {
		return store.Change{Segment: segment, From: first, To: first + 1, Driver: &store.DriverStep{Name: "promo_days", Value: value, Set: set}}
	}
	live, err := s.Live()
	must(t, err)
	if err := live.CheckDriver(days(store.TotalKey, 1, false)); fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), "retrain") {
		t.Errorf("a driver that the model has not learnt: %v", err)
	}
	if e, err := live.WhatIf(t.Context(), days(store.TotalKey, 1, false)); e != nil || err != nil {
		t.Errorf("it does %v, %v", e, err)
	}
	s.retrained(t, 10)
	live, err = s.Live()
	must(t, err)
	for what, c := range map[string]store.Change{"set": days(store.TotalKey, 5, true), "added": days(store.TotalKey, 2, false), "in a state": days(store.StateKey("RJ"), 5, true)} {
		must(t, live.CheckDriver(c))
		e, err := live.WhatIf(t.Context(), c)
		must(t, err)
		want, was := 0.0, 0.0
		for k, p := range live.forecasts[c.Segment].Points[:2] {
			known := live.Data.Panel.Series[0].Drivers[0][promoWeeks+k]
			is := min(promoMost, c.Driver.From(known))
			want, was = want+p.Value*math.Exp(promoDay*(is-known)), was+p.Value
		}
		if b := e.Bands[0]; len(e.Weeks) == 0 || math.Abs(e.Ratio-(want/was-1)) > .06 || !(b.Lower < e.Ratio && e.Ratio < b.Upper) {
			t.Errorf("%s: %+v, want about %.3f", what, e, want/was-1)
		}
		sum := map[string]float64{}
		for _, seg := range live.Data.Segments {
			base, assumed, err := s.Assume(t.Context(), live, []store.Change{c}, seg.Key, 4)
			must(t, err)
			if seg.Key == c.Segment && math.Abs(assumed[0].Value+assumed[1].Value-was*(1+e.Ratio)) > 1e-6*was || assumed[2].Value != base[2].Value {
				t.Errorf("%s, %s: %v becomes %v", what, seg.Key, base, assumed)
			}
			kind, _, _ := strings.Cut(seg.Key, ":")
			sum[kind] += assumed[0].Value
		}
		if math.Abs(sum["state"]-sum["total"]) > .05 || math.Abs(sum["category"]-sum["total"]) > .05 {
			t.Errorf("%s: the parts come to %v", what, sum)
		}
	}
	if e, err := live.WhatIf(t.Context(), days(store.TotalKey, 90, false)); err != nil || !e.Beyond || e.To != promoMost {
		t.Errorf("more days than ever: %+v, %v", e, err)
	}
}

// TestWhatIfAClosedWeekWereOpen has what such weeks sell, also in a part.
func TestWhatIfAClosedWeekWereOpen(t *testing.T) {
	s := promoted(t, false)
	s.retrained(t, 10)
	live, err := s.Live()
	must(t, err)
	at := promoFirst + closedWeek
	for _, segment := range []string{store.TotalKey, store.StateKey("RJ")} {
		c := store.Change{Segment: segment, From: at, To: at, Driver: &store.DriverStep{Name: "open_days", Value: 6, Set: true}}
		base, assumed, err := s.Assume(t.Context(), live, []store.Change{c}, segment, 6)
		must(t, err)
		k := closedWeek - promoWeeks
		if around := (base[k-1].Value + base[k+1].Value) / 2; base[k].Value != 0 || assumed[k].Value < .6*around || assumed[k].Value > 1.6*around {
			t.Errorf("%s: %.0f becomes %.0f between %.0f and %.0f", segment, base[k].Value, assumed[k].Value, base[k-1].Value, base[k+1].Value)
		}
	}
}

// TestPartsWithDriversOfTheirOwn: a promotion of one category alone is learnt
// from the categories, moves its forecast and what it adds to all sales, and takes
// nothing from them.
func TestPartsWithDriversOfTheirOwn(t *testing.T) {
	s := promoted(t, true)
	s.retrained(t, 10)
	live, err := s.Live()
	must(t, err)
	tea := store.CategoryKey("tea")
	learnt, err := live.Learnt(tea)
	must(t, err)
	of := learnt["promo_days"]
	if !of.Own || of.Unit == nil || math.Abs(of.Unit.Factor-math.Exp(promoDay)) > .03 {
		t.Fatalf("a day in a category does %+v", of.Unit)
	}
	if all, err := live.Learnt(store.TotalKey); err != nil || all["promo_days"].Own {
		t.Errorf("all sales are said to be a part: %v, %v", all, err)
	}
	points := live.forecasts[tea].Points
	total := live.forecasts[store.TotalKey].Points
	series := live.Data.Panel.Series[live.Data.index[tea]]
	low, high, lows, highs := 0.0, 0.0, 0.0, 0.0 // of its share, in weeks of few and many days
	for k := range promoKnown - promoWeeks {
		switch days := series.Drivers[0][promoWeeks+k] - live.Data.Panel.Series[0].Drivers[0][promoWeeks+k]; {
		case total[k].Value == 0:
		case days > 0:
			high, highs = high+points[k].Value/total[k].Value, highs+1
		case days < 0:
			low, lows = low+points[k].Value/total[k].Value, lows+1
		}
	}
	if !(high/highs > 1.05*low/lows) {
		t.Errorf("its share is %.3f in weeks of its promotions, %.3f in others", high/highs, low/lows)
	}
	c := store.Change{Segment: tea, From: live.Data.To + 1, To: live.Data.To + 4, Driver: &store.DriverStep{Name: "promo_days", Value: 5, Set: true}}
	e, err := live.WhatIf(t.Context(), c)
	must(t, err)
	sum := map[string]float64{}
	gained := 0.0
	for _, seg := range live.Data.Segments {
		base, assumed, err := s.Assume(t.Context(), live, []store.Change{c}, seg.Key, 4)
		must(t, err)
		kind, _, _ := strings.Cut(seg.Key, ":")
		for k := range assumed {
			sum[kind] += assumed[k].Value
			if seg.Key == tea {
				gained += assumed[k].Value - base[k].Value
			}
			if seg.Key == store.CategoryKey("coffee") && assumed[k].Value != base[k].Value {
				t.Errorf("coffee moves from %v to %v", base[k].Value, assumed[k].Value)
			}
		}
	}
	if b := e.Bands[0]; gained <= 0 || math.Abs(sum["state"]-sum["total"]) > .05 || math.Abs(sum["category"]-sum["total"]) > .05 || !(b.Lower < e.Ratio && e.Ratio < b.Upper) {
		t.Errorf("tea gains %.0f (%+v); the parts come to %v", gained, e, sum)
	}
}
