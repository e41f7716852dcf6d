package watch

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

// quiet are sales of sixty weeks that go up and down a little, in two categories
// of one size.
func quiet() Sales {
	s := Sales{From: 2400, To: 2459}
	for _, key := range []string{store.TotalKey, store.CategoryPrefix + "a", store.CategoryPrefix + "b"} {
		size := 1000.0
		if key == store.TotalKey {
			size = 2000
		}
		values := make([]float64, 60)
		for k := range values {
			values[k] = size * (1 + .1*math.Sin(float64(k)))
		}
		s.Series = append(s.Series, forecast.Series{Key: key, Start: s.From, Values: values})
	}
	return s
}

// issuedAs is a forecast of the total, made so many weeks ago, with what came
// times factor and bands of 20 and 40 percent around it.
func issuedAs(s Sales, weeks int, factor float64) store.Issued {
	cutoff := s.To - week.Week(weeks)
	f := forecast.Forecast{Key: store.TotalKey}
	for k := 1; k <= Steps; k++ {
		v, ok := s.of(store.TotalKey, cutoff+week.Week(k))
		if !ok {
			v = 2000
		}
		v *= factor
		f.Points = append(f.Points, forecast.Point{Step: k, Week: cutoff + week.Week(k), Value: v, Bands: []forecast.Band{
			{Level: 80, Lower: .8 * v, Upper: 1.2 * v}, {Level: 95, Lower: .6 * v, Upper: 1.4 * v}}})
	}
	return store.Issued{ModelID: "m1", Cutoff: cutoff, Forecasts: []forecast.Forecast{f}}
}

// tenth is a backtest that was a tenth off at every step.
func tenth(int) float64 { return .1 }

func codes(r Record) []string {
	var out []string
	for _, a := range r.Alarms {
		out = append(out, a.Code)
	}
	return out
}

func TestJudgeScoresWhatWasIssued(t *testing.T) {
	sales := quiet()
	for _, c := range []struct {
		name          string
		factor        float64
		wape, cover80 float64
		tracking      float64
		alarms        []string
	}{
		{"right", 1, 0, 1, 0, nil},
		{"a tenth too high", 1.1, .1, 1, -8, []string{"tracking"}},
		{"half too high", 1.5, .5, 0, -8, []string{"tracking", "error", "bands"}},
		{"half too low", .5, .5, 0, 8, []string{"tracking", "error", "bands"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var issued []store.Issued
			for k := 1; k <= 8; k++ { // newest cutoff first
				issued = append(issued, issuedAs(sales, k, c.factor))
			}
			r := Judge(issued, sales, tenth)
			if r.Cutoffs != 8 || len(r.Weeks) != 8 || len(r.Steps) != 8 || r.Steps[7].N != 1 || r.Until != sales.To {
				t.Fatalf("%d cutoffs, %d weeks, steps %+v, until %v", r.Cutoffs, len(r.Weeks), r.Steps, r.Until)
			}
			if math.Abs(float64(r.Error)-c.wape) > 1e-9 || r.Steps[0].Coverage80 != c.cover80 || math.Abs(r.Tracking-c.tracking) > 1e-9 || math.Abs(r.Promised-.1) > 1e-9 {
				t.Errorf("error %v, coverage %v, tracking %v, promised %v", r.Error, r.Steps[0].Coverage80, r.Tracking, r.Promised)
			}
			if !slices.IsSortedFunc(r.Weeks, func(a, b Week) int { return int(a.Week - b.Week) }) {
				t.Errorf("weeks are not in order: %+v", r.Weeks)
			}
			if !slices.Equal(codes(r), c.alarms) {
				t.Errorf("alarms %v, want %v", codes(r), c.alarms)
			}
		})
	}
}

// Too few weeks are no ground for an alarm, and a forecast of which no week has
// come, or that is of no total, counts for nothing.
func TestJudgeWithLittleToScore(t *testing.T) {
	sales := quiet()
	few := []store.Issued{issuedAs(sales, 1, 2), issuedAs(sales, 2, 2), issuedAs(sales, 3, 2)}
	if r := Judge(few, sales, tenth); len(r.Weeks) != 3 || len(r.Alarms) != 0 {
		t.Errorf("three weeks: %+v", r)
	}
	other := issuedAs(sales, 4, 2)
	other.Forecasts[0].Key = store.CategoryPrefix + "a"
	r := Judge([]store.Issued{issuedAs(sales, 0, 2), other}, sales, tenth)
	if r.Cutoffs != 0 || r.Error != 0 || r.Tracking != 0 || r.Promised != 0 {
		t.Errorf("nothing to score: %+v", r)
	}
}

// There is no share of nothing: it says so and raises no alarm for it.
func TestJudgeOfNothingSold(t *testing.T) {
	sales := quiet()
	issued := []store.Issued{issuedAs(sales, 1, 1)}
	sales.Series[0].Values[59] = 0
	r := Judge(issued, sales, tenth)
	raw, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(raw), `"wape":null`) || !strings.Contains(string(raw), `"error":null`) || len(r.Alarms) != 0 {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestDriftSeesAShift(t *testing.T) {
	sales := quiet()
	if r := Judge(nil, sales, tenth); math.Abs(r.Drift.Level) > LevelLimit || r.Drift.Mix > MixLimit || len(r.Alarms) != 0 {
		t.Errorf("quiet sales drift: %+v", r)
	}
	for k := 60 - recentWeeks; k < 60; k++ {
		sales.Series[0].Values[k] *= 3
		sales.Series[1].Values[k] = 0
	}
	if r := Judge(nil, sales, tenth); r.Drift.Level < LevelLimit || r.Drift.Mix < MixLimit || !slices.Equal(codes(r), []string{"level", "mix"}) {
		t.Errorf("a threefold level and half of the categories gone: %+v", r)
	}
	short := quiet()
	short.To = short.From + recentWeeks + formerWeeks - 2
	for i := range short.Series {
		short.Series[i].Values = short.Series[i].Values[:recentWeeks+formerWeeks-1]
	}
	if r := Judge(nil, short, tenth); r.Drift != (Drift{}) {
		t.Errorf("too few weeks drift: %+v", r.Drift)
	}
}
