package training

import (
	"encoding/json"
	"slices"
	"testing"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/store"
	"olist/store/fault"
	"olist/training/jobs"
)

// A model that is further off than the one before it is told so, where both
// were measured on the same data; and the one before is measured again where
// the data have changed.
func TestWorseThanTheOneBefore(t *testing.T) {
	s := newService(t, nil)
	good, err := s.Live()
	must(t, err)
	_, payload, err := s.store.Payload(t.Context(), good.Model.ID)
	must(t, err)
	m, err := s.store.InsertModel(t.Context(), store.NewModel{Kind: "train", Params: good.Model.Params, Config: good.Model.Config,
		DataFingerprint: good.Data.Fingerprint, Payload: payload})
	must(t, err)
	_, err = s.Activate(t.Context(), m.ID, "test", "")
	must(t, err)
	live, err := s.Live()
	must(t, err)
	worseAt := func(times float64) (Worse, bool) {
		t.Helper()
		w, ok, err := s.Worse(t.Context(), live.withReport(scaledReport(t, good.Report, times)))
		must(t, err)
		return w, ok
	}
	if _, ok, err := s.Worse(t.Context(), live.withReport(nil)); ok || err != nil {
		t.Errorf("without a measurement: %t, %v", ok, err)
	}
	for _, times := range []float64{.5, 1, 1.01} {
		if w, ok := worseAt(times); ok {
			t.Errorf("%v times the error is told to be worse: %+v", times, w)
		}
	}
	w, ok := worseAt(1.5)
	if !ok || w.Before.ID != good.Model.ID || w.Then != totalWAPE(good.Report) || w.Now != 1.5*w.Then {
		t.Errorf("half as much again: %t, %+v", ok, w)
	}
	e, err := newEvaluation("other data", good.Report)
	must(t, err)
	_, err = s.store.AddEvaluation(t.Context(), good.Model.ID, e)
	must(t, err)
	if _, ok := worseAt(1.5); ok {
		t.Error("errors on other data are compared")
	}
	e, err = newEvaluation(live.Data.Fingerprint, good.Report)
	must(t, err)
	_, err = s.store.AddEvaluation(t.Context(), m.ID, e)
	must(t, err)
	s.live.Store(live.withReport(good.Report))
	if next, _, ok, err := s.toEvaluate(t.Context()); !ok || err != nil || next.ID != good.Model.ID {
		t.Errorf("measured next: %s, %t, %v; want the one before", next.ID, ok, err)
	}
}

// Unasked, the live model, pinned ones and the newest are measured; the rest
// when somebody asks.
func TestWhatIsMeasured(t *testing.T) {
	s := newService(t, nil)
	live := s.live.Load()
	_, payload, err := s.store.Payload(t.Context(), live.Model.ID)
	must(t, err)
	var ids []string // oldest first
	for range evaluatedNewest + 3 {
		m, err := s.store.InsertModel(t.Context(), store.NewModel{Kind: "train", Config: live.Model.Config, Params: live.Model.Params, Payload: payload})
		must(t, err)
		ids = append(ids, m.ID)
	}
	must(t, s.store.PinModel(t.Context(), "ana", ids[1], true))
	measure := func() (order []string) {
		for {
			m, _, ok, err := s.toEvaluate(t.Context())
			must(t, err)
			if !ok {
				return order
			}
			order = append(order, m.ID)
			e, err := newEvaluation(live.Data.Fingerprint, live.Report)
			must(t, err)
			_, err = s.store.AddEvaluation(t.Context(), m.ID, e)
			must(t, err)
		}
	}
	want := append(slices.Clone(ids[3:]), ids[1])
	slices.Reverse(want[:evaluatedNewest])
	if got := measure(); !slices.Equal(got, want) {
		t.Errorf("measured unasked: %v, want %v", got, want)
	}
	must(t, s.Evaluate(t.Context(), ids[0]))
	if got := measure(); !slices.Equal(got, ids[:1]) {
		t.Errorf("measured when asked: %v, want %v", got, ids[:1])
	}
	if err := s.Evaluate(t.Context(), "m99"); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("an unknown model: %v", err)
	}
}

// scaledReport is a report whose engine is off so many times as much.
func scaledReport(t *testing.T, r *backtest.Report, times float64) *backtest.Report {
	t.Helper()
	raw, err := json.Marshal(r)
	must(t, err)
	var out backtest.Report
	must(t, json.Unmarshal(raw, &out))
	for i := range out.Methods {
		for k := range out.Methods[i].Groups {
			out.Methods[i].Groups[k].Overall.WAPE *= forecast.Figure(times)
		}
	}
	return &out
}

// A search that runs out of time in the middle of a round gives the best of the
// round before: those that it had come to saw more weeks than the others.
func TestCutSearchComparesTheSameWeeks(t *testing.T) {
	first := []jobs.Trial{{Number: 1, Origins: 4, WAPE: .1}, {Number: 2, Origins: 4, WAPE: .2}}
	cut := []jobs.Trial{{Number: 2, Origins: 10, WAPE: .05}, {Number: 1, Origins: 4, WAPE: .1}}
	if b := leader(first[0], cut, 1, false); b.Number != 1 || b.Origins != 4 {
		t.Errorf("a round that was cut is won by %+v", b)
	}
	if b := leader(first[0], cut, 1, true); b.Number != 2 {
		t.Errorf("a whole round is won by %+v", b)
	}
	if b := leader(jobs.Trial{}, first, 0, false); b.Number != 1 {
		t.Errorf("a first round that was cut is won by %+v", b)
	}
}
