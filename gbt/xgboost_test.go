package gbt

import (
	"bytes"
	"math"
	"testing"
)

// Models that XGBoost 3.4.1 wrote predict, explain and round-trip as XGBoost
// itself does.
func TestGoldenModelsRead(t *testing.T) {
	for _, name := range goldenNames(t) {
		t.Run(name, func(t *testing.T) {
			g := loadGolden(t, name)
			m, err := ReadXGBoost(openGolden(t, g.dir, "model.json"))
			if err != nil {
				t.Fatal(err)
			}
			var text bytes.Buffer
			if err := m.WriteXGBoost(&text); err != nil {
				t.Fatal(err)
			}
			back, err := ReadXGBoost(&text)
			if err != nil {
				t.Fatal(err)
			}
			shap := make([]float64, m.Features()+1)
			for i := range g.test.Rows {
				got, want := m.PredictRow(g.test.Row(i)), g.prediction[i]
				if math.Abs(float64(got-want)) > 1e-6*math.Abs(float64(want)) {
					t.Fatalf("row %d: %v, XGBoost %v", i, got, want)
				}
				if again := back.PredictRow(g.test.Row(i)); again != got {
					t.Fatalf("row %d: %v after writing and reading, %v before", i, again, got)
				}
				if i >= len(g.shap) {
					continue
				}
				m.Contributions(g.test.Row(i), shap)
				sum := 0.0
				for f, v := range shap {
					sum += v
					if math.Abs(v-g.shap[i][f]) > 1e-5*max(1, math.Abs(g.shap[i][f])) {
						t.Errorf("row %d feature %d: contribution %v, XGBoost %v", i, f, v, g.shap[i][f])
					}
				}
				if margin := float64(m.marginRow(g.test.Row(i))); math.Abs(sum-margin) > 1e-9 {
					t.Errorf("row %d: contributions add up to %v, margin %v", i, sum, margin)
				}
			}
		})
	}
}
