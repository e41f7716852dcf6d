package training

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/week"
)

// past gives the shipped data as they were weeks ago.
func past(d *Data, weeks int) *Data {
	out := *d
	out.Panel = without(d.Panel, weeks)
	out.To = d.To - week.Week(weeks)
	return &out
}

// issuedAs is a forecast of the total with value times factor and bands of 20
// and 40 percent around it.
func issuedAs(d *Data, weeks int, factor float64) store.Issued {
	cutoff := d.To - week.Week(weeks)
	f := forecast.Forecast{Key: store.TotalKey}
	for k := 1; k <= watchSteps; k++ {
		v, ok := d.actual(store.TotalKey, cutoff+week.Week(k))
		if !ok {
			v = 200_000
		}
		v *= factor
		f.Points = append(f.Points, forecast.Point{Step: k, Week: cutoff + week.Week(k), Value: v, Bands: []forecast.Band{
			{Level: 80, Lower: .8 * v, Upper: 1.2 * v}, {Level: 95, Lower: .6 * v, Upper: 1.4 * v}}})
	}
	return store.Issued{ModelID: "m1", Cutoff: cutoff, Forecasts: []forecast.Forecast{f}}
}

func codes(w Watch) []string {
	var out []string
	for _, a := range w.Alarms {
		out = append(out, a.Code)
	}
	return out
}

func TestWatchScoresWhatWasIssued(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	for _, c := range []struct {
		name          string
		factor        float64
		wape, cover80 float64
		tracking      float64
		alarm         []string
	}{
		{"right", 1, 0, 1, 0, nil},
		{"a tenth too high", 1.1, .1, 1, -8, []string{"tracking"}},
		{"half too high", 1.5, .5, 0, -8, []string{"tracking", "error", "bands"}},
		{"half too low", .5, .5, 0, 8, []string{"tracking", "error", "bands"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var issued []store.Issued
			for k := 1; k <= 8; k++ { // newest cutoff first
				issued = append(issued, issuedAs(live.Data, k, c.factor))
			}
			w := watch(issued, live.Data, live.Report)
			if w.Cutoffs != 8 || len(w.Weeks) != 8 || len(w.Steps) != 8 {
				t.Fatalf("%d cutoffs, %d weeks, %d steps", w.Cutoffs, len(w.Weeks), len(w.Steps))
			}
			if math.Abs(float64(w.Error)-c.wape) > 1e-9 || w.Steps[0].Coverage80 != c.cover80 || math.Abs(w.Tracking-c.tracking) > 1e-9 {
				t.Errorf("error %v, coverage %v, tracking %v", w.Error, w.Steps[0].Coverage80, w.Tracking)
			}
			var got []string
			for _, code := range codes(w) {
				if code != "level" && code != "mix" {
					got = append(got, code)
				}
			}
			if !slices.Equal(got, c.alarm) {
				t.Errorf("alarms %v, want %v", got, c.alarm)
			}
		})
	}
}

func TestWatchWithNothingToScore(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	w := watch([]store.Issued{issuedAs(live.Data, 0, 1)}, live.Data, live.Report)
	if w.Cutoffs != 0 || w.Error != 0 || w.Tracking != 0 {
		t.Errorf("%+v", w)
	}
}

// TestWatchOfNothingSold: there is no share of nothing; it says so and raises
// no alarm for it.
func TestWatchOfNothingSold(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	issued := []store.Issued{issuedAs(live.Data, 1, 1)}
	for _, s := range live.Data.Panel.Series {
		if s.Key == store.TotalKey {
			s.Values[len(s.Values)-1] = 0
		}
	}
	w := watch(issued, live.Data, live.Report)
	raw, err := json.Marshal(w)
	if err != nil || !strings.Contains(string(raw), `"wape":null`) || !strings.Contains(string(raw), `"error":null`) || slices.Contains(codes(w), "error") {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestDriftSeesAShift(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	if d := drift(live.Data); math.Abs(d.Level) > LevelLimit || d.Mix > MixLimit || d.Mix <= 0 {
		t.Errorf("the shipped data drift: %+v", d)
	}
	shifted := past(live.Data, 0)
	shifted.Panel.Series = slices.Clone(shifted.Panel.Series)
	for i, s := range shifted.Panel.Series {
		v := slices.Clone(s.Values)
		for k := len(v) - recentWeeks; k < len(v); k++ {
			v[k] *= 3
			if i%2 == 0 && s.Key != store.TotalKey {
				v[k] = 0
			}
		}
		shifted.Panel.Series[i].Values = v
	}
	if d := drift(shifted); d.Level < LevelLimit || d.Mix < MixLimit {
		t.Errorf("a threefold level and half of the categories gone: %+v", d)
	}
}

// TestObserveArchivesOnceAndTellsOnce uses the real store: a forecast of an
// earlier cutoff that was far off raises its alarms once.
func TestObserveArchivesOnceAndTellsOnce(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	for k := 1; k <= 6; k++ {
		must(t, s.store.KeepIssued(ctx, issuedAs(live.Data, k, 2)))
	}
	_, err = s.SetWebhook(ctx, "test", "http://127.0.0.1:1/none")
	must(t, err)
	must(t, s.observe(ctx))
	s.observed = ""
	must(t, s.observe(ctx))
	w, ok, err := s.Watched(ctx)
	if err != nil || !ok || w.Cutoffs != 6 || !slices.Contains(codes(w), "error") {
		t.Fatalf("watch %+v", w)
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
