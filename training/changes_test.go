package training

import (
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/training/changes"
	"olist/training/watch"
	"olist/week"
)

// lastWeek keeps the forecast of the model that serves as it would have been issued
// so many weeks ago; without its inputs where they are not to be kept.
func lastWeek(t *testing.T, s *Service, model string, weeks int, inputs bool) {
	t.Helper()
	live, err := s.Live()
	must(t, err)
	in := live.Data.inputs()
	in.Panel = without(in.Panel, weeks)
	all, err := figuring(live.Engine)(t.Context(), in)
	must(t, err)
	i := store.Issued{ModelID: model, Cutoff: live.Data.To - week.Week(weeks)}
	for _, series := range in.Panel.Series {
		f := forecast.Forecast{Key: series.Key}
		for k, cents := range all[series.Key][:watch.Steps] {
			f.Points = append(f.Points, forecast.Point{Step: k + 1, Week: i.Cutoff + 1 + week.Week(k), Value: float64(cents) / 100})
		}
		i.Forecasts = append(i.Forecasts, f)
	}
	if inputs {
		i.Inputs, err = in.Encode()
		must(t, err)
	}
	must(t, s.store.KeepIssued(t.Context(), i))
}

// partsOf are the parts of the change of all sales that are not nothing.
func partsOf(t *testing.T, c Changed) (all []string) {
	t.Helper()
	of, ok := c.Change(store.TotalKey, MaxHorizon)
	if !ok {
		t.Fatal("no change of all sales")
	}
	for i, part := range of.Parts {
		if part != 0 {
			all = append(all, c.Parts[i])
		}
	}
	return all
}

func change(t *testing.T, s *Service, before, after string) Changed {
	t.Helper()
	c, err := s.Change(t.Context(), before, after)
	must(t, err)
	return c
}

// TestWhatChanged follows a shop from its first forecast on: what changed is told
// apart, and what cannot be told apart is said to be so.
func TestWhatChanged(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	model, last := live.Model.ID, live.Data.To.String()+"."+live.Model.ID
	must(t, s.observe(ctx))
	if all, err := s.Issues(ctx); err != nil || len(all) != 1 || all[0].ID != last || !all[0].Inputs {
		t.Fatalf("issued are %+v, %v", all, err)
	}
	if c := change(t, s, "", ""); c.Result != nil {
		t.Errorf("one forecast changed: %+v", c)
	}

	lastWeek(t, s, model, 1, true)
	lastWeek(t, s, model, 2, false)
	lastWeek(t, s, "m0-gone", 3, true)
	c := change(t, s, "", "")
	if got := partsOf(t, c); !slices.Equal(got, []string{changes.Sales}) || c.After.ID != last || c.Before.Cutoff != live.Data.To-1 || len(c.Reasons) > 0 || c.Weeks != MaxHorizon-1 {
		t.Errorf("a week came: %q, %d weeks, %q", got, c.Weeks, c.Reasons)
	}
	of, _ := c.Change(store.TotalKey, DefaultHorizon)
	f, err := live.Forecast(store.TotalKey)
	must(t, err)
	if want := int64(f.Totals[DefaultHorizon-1].Value*100 + .5); of.After != want {
		t.Errorf("after is %d, the forecast that serves %d", of.After, want)
	}
	sold := live.Data.Segments[live.Data.index[store.TotalKey]].Revenue
	if len(of.Came) != 1 || !of.Came[0].Known || !slices.Contains(sold, of.Came[0].Actual) {
		t.Errorf("what came is %+v", of.Came)
	}

	all, err := live.Forecast(store.TotalKey)
	must(t, err)
	at := slices.IndexFunc(all.Points, func(p forecast.Point) bool { return p.Step > 1 && len(p.Events) > 0 && p.Events[0].Lead == 0 })
	_, err = s.PutEvent(ctx, "ana", "", forecast.Event{Name: all.Points[at].Events[0].Name, Week: all.Points[at].Week, Kind: forecast.KindHidden})
	must(t, err)
	c = change(t, s, "", "")
	if got := partsOf(t, c); !slices.Equal(got, []string{changes.Events, changes.Sales}) || c.After.ID != NowID {
		t.Errorf("an event since: %q of %+v", got, c.After)
	}
	if got := partsOf(t, change(t, s, NowID, last)); !slices.Equal(got, []string{changes.Events}) {
		t.Errorf("the event alone: %q", got)
	}
	must(t, s.JudgeWeek(ctx, "ana", (live.Data.To-20).String(), WeekLeave, ""))
	if got := partsOf(t, change(t, s, "", "")); !slices.Contains(got, changes.Corrections) {
		t.Errorf("a past week was left out: %q", got)
	}

	for weeks, want := range map[int]struct{ parts, reasons string }{
		2: {"known sales", changes.NoBefore}, 3: {changes.Whole, changes.NoModel},
	} {
		id := (live.Data.To - week.Week(weeks)).String() + "." + []string{model, "m0-gone"}[weeks-2]
		c := change(t, s, id, NowID)
		of, _ := c.Change(store.TotalKey, MaxHorizon)
		if strings.Join(partsOf(t, c), " ") != want.parts || strings.Join(c.Reasons, " ") != want.reasons || len(of.Weeks) != watch.Steps-weeks || len(of.Came) != weeks {
			t.Errorf("%s: %q, %q, %d weeks, %d came", id, partsOf(t, c), c.Reasons, len(of.Weeks), len(of.Came))
		}
	}
	for _, unknown := range []string{"x", "2018-01-01." + model} {
		if _, err := s.Change(ctx, unknown, ""); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("%s: %v", unknown, err)
		}
	}
}

// TestWhichForecastComesBefore: the last of the week before, whatever was retrained
// since; else the one before.
func TestWhichForecastComesBefore(t *testing.T) {
	all := []Issue{{ID: "b2", Cutoff: 2}, {ID: "b1", Cutoff: 2}, {ID: "a2", Cutoff: 1}, {ID: "a1", Cutoff: 1}}
	for than, want := range map[int]int{0: 2, 1: 2, 2: 3, 3: -1, -1: -1} {
		if got := earlier(all, than); got != want {
			t.Errorf("before %d is %d, want %d", than, got, want)
		}
	}
}
