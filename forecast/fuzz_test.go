package forecast

import (
	"encoding/json"
	"errors"
	"testing"
)

// FuzzUnmarshalModel: whatever the bytes, there is a model that forecasts and
// explains in numbers, or an error. Settings and trees are changed each for
// itself and then signed, so that neither checksums nor lengths shield what
// reads them.
func FuzzUnmarshalModel(f *testing.F) {
	p, b := smallModel(f)
	settings, forest, spread := parts(f, b)
	f.Add(settings, forest, spread)
	f.Add(settings, []byte{}, []byte{})
	f.Add([]byte("{}"), forest, forest)
	f.Fuzz(func(t *testing.T, settings, forest, spread []byte) {
		m, err := UnmarshalModel(signed(settings, forest, spread))
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		all, err := m.Forecast(t.Context(), p, 3, []float64{80})
		if err != nil {
			t.Fatal(err)
		}
		explainer, err := m.Explainer(t.Context(), p, 3)
		if err != nil {
			t.Fatal(err)
		}
		why, err := explainer.Explain(t.Context(), all[0], 3)
		if err != nil {
			t.Fatal(err)
		}
		learnt, err := m.DriversLearnt(p.Series[0].Key, []float64{80})
		if err != nil {
			t.Fatal(err)
		}
		for _, told := range []any{all, why, learnt, m.Choice(), m.Config(), m.EventFactor(p.Series[0].Key, Event{})} {
			if _, err := json.Marshal(told); err != nil {
				t.Fatal(err)
			}
		}
		again, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := UnmarshalModel(again); err != nil {
			t.Fatalf("its own bytes are refused: %v", err)
		}
	})
}
