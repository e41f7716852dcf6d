package training

import (
	"math"
	"slices"
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/training/watch"
	"olist/week"
)

// issuedTwice is a forecast of the total, made so many weeks ago, of twice what
// came, with bands of 20 and 40 percent around it.
func issuedTwice(d *Data, weeks int) store.Issued {
	cutoff := d.To - week.Week(weeks)
	total := d.Panel.Series[d.index[store.TotalKey]].Values
	f := forecast.Forecast{Key: store.TotalKey}
	for k := 1; k <= weeks; k++ {
		v := 2 * total[len(total)-1-weeks+k]
		f.Points = append(f.Points, forecast.Point{Step: k, Week: cutoff + week.Week(k), Value: v, Bands: []forecast.Band{
			{Level: 80, Lower: .8 * v, Upper: 1.2 * v}, {Level: 95, Lower: .6 * v, Upper: 1.4 * v}}})
	}
	return store.Issued{ModelID: "m1", Cutoff: cutoff, Forecasts: []forecast.Forecast{f}}
}

func codes(r watch.Record) []string {
	var out []string
	for _, a := range r.Alarms {
		out = append(out, a.Code)
	}
	return out
}

func TestShippedDataDoNotDrift(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	v := live.watched()
	if d := watch.Judge(nil, v.Sales, v.Promised).Drift; math.Abs(d.Level) > watch.LevelLimit || d.Mix > watch.MixLimit || d.Mix <= 0 {
		t.Errorf("the shipped data drift: %+v", d)
	}
}

// TestObserveArchivesOnceAndTellsOnce uses the real store: a forecast of an
// earlier cutoff that was far off raises its alarms once, with the backtest's
// error beside its own.
func TestObserveArchivesOnceAndTellsOnce(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	for k := 1; k <= 6; k++ {
		must(t, s.store.KeepIssued(ctx, issuedTwice(live.Data, k)))
	}
	_, err = s.automation.SetWebhook(ctx, "test", "http://127.0.0.1:1/none")
	must(t, err)
	must(t, s.observe(ctx))
	s.watch.Restart()
	must(t, s.observe(ctx))
	w, ok, err := s.Watched(ctx)
	if err != nil || !ok || w.Cutoffs != 6 || !slices.Contains(codes(w), "error") || !(w.Promised > 0) {
		t.Fatalf("watch %+v, %v", w, err)
	}
	told, err := s.store.Deliveries(ctx, 50)
	must(t, err)
	if len(told) != len(w.Alarms) {
		t.Errorf("%d messages for %d alarms", len(told), len(w.Alarms))
	}
	issued, err := s.store.IssuedBefore(ctx, live.Data.To+1, 50)
	must(t, err)
	if len(issued) != 7 || issued[0].Cutoff != live.Data.To || len(issued[0].Forecasts) != len(live.Data.Panel.Series) {
		t.Errorf("%d issued forecasts", len(issued))
	}
}
