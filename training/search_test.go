package training

import (
	"strconv"
	"testing"

	"olist/forecast"
	"olist/training/jobs"
)

// TestTrialsAreMeasured on the real data: trials that differ have errors that
// differ, above nothing and of a forecast's size, and the same twice. The last
// weeks, which judge, change nothing.
func TestTrialsAreMeasured(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	measured := func(data *Data) []jobs.Trial {
		t.Helper()
		base := s.baseConfig().Params
		trials := []jobs.Trial{{Number: 0, Params: base}, {Number: 1, Params: base}}
		trials[0].Params.NEstimators, trials[1].Params.NEstimators = 5, 10
		trials[1].Params.MaxDepth, trials[1].Params.LearningRate = 2, .3
		f, err := fieldOf(data, trials)
		must(t, err)
		must(t, s.measure(t.Context(), trials, 2, f, func(int) {}))
		return trials
	}
	a := measured(live.Data)
	for _, trial := range a {
		if trial.Origins != 2 || !(trial.WAPE > .1 && trial.WAPE < 1) {
			t.Errorf("trial %d: WAPE %v over %d origins", trial.Number, trial.WAPE, trial.Origins)
		}
	}
	if a[0].WAPE == a[1].WAPE {
		t.Error("different parameters have the same error")
	}
	judged := *live.Data
	judged.Panel.Series = nil
	for _, x := range live.Data.Panel.Series {
		values := append([]float64(nil), x.Values...)
		for i := len(values) - SearchHoldout; i < len(values); i++ {
			values[i] *= 3
		}
		judged.Panel.Series = append(judged.Panel.Series, forecast.Series{Key: x.Key, Start: x.Start, Values: values})
	}
	for i, trial := range measured(&judged) {
		if trial.WAPE != a[i].WAPE {
			t.Errorf("trial %d: the weeks that judge change its error from %v to %v", i, a[i].WAPE, trial.WAPE)
		}
	}
}

// TestSpaceIsWrittenShort: three digits, as a person would write them.
func TestSpaceIsWrittenShort(t *testing.T) {
	for _, r := range Space {
		for i := range 1000 {
			if text := strconv.FormatFloat(r.at(float64(i)/1000), 'f', -1, 64); len(text) > 6 {
				t.Errorf("%s: %s", r.Name, text)
			}
		}
	}
}
