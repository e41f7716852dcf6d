package training

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/forecast"
)

// Bands at levels that the snapshot does not hold are those that a forecast of
// the whole panel at these levels gives, to the last bit, and cost none.
func TestOtherLevelsAreThoseOfAFullForecast(t *testing.T) {
	live, err := newService(t, nil).Live()
	must(t, err)
	levels := []float64{50, 62.5, 80, 80.1, 90, 95, 99}
	all, err := live.Engine.Forecast(t.Context(), live.Data.Panel, MaxHorizon, levels)
	must(t, err)
	forecast.RoundForecasts(all, live.Data.Panel.Sums, centsPerUnit)
	for _, want := range all {
		want = want.Means()
		got, err := live.ForecastAt(want.Key, levels)
		must(t, err)
		if diff := cmp.Diff([][]forecast.Point{want.Points, want.Totals}, [][]forecast.Point{got.Points, got.Totals}); diff != "" {
			t.Fatalf("%s: %s", want.Key, diff)
		}
		kept, err := live.Forecast(want.Key)
		must(t, err)
		if len(kept.Points[0].Bands) != len(Levels) {
			t.Fatalf("%s: the snapshot's own bands were changed", want.Key)
		}
	}
	var read forecast.Forecast
	if _, err := live.Engine.WithLevels(read, levels); err == nil {
		t.Error("bands were drawn for a forecast whose widths are not known")
	}
	key := live.Data.Panel.Series[0].Key
	if allocs := testing.AllocsPerRun(20, func() { _, err = live.ForecastAt(key, []float64{90}) }); err != nil || allocs > 1000 {
		t.Errorf("another level takes %v allocations (%v): the panel was forecast anew", allocs, err)
	}
}
