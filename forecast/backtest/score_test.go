package backtest

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// TestNothingSoldIsNoShare: where nothing came, a share of it is not to be
// measured, in memory as in JSON; what was missed is.
func TestNothingSoldIsNoShare(t *testing.T) {
	p := sales(2, 100, 15)
	for i := 40; i < 100; i++ {
		p.Series[0].Values[i] -= p.Series[1].Values[i]
		p.Series[1].Values[i] = 0
	}
	r, err := Run(context.Background(), p, quickly(), Options{Horizon: 3, Windows: 4, Methods: []string{"mean_13"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Methods[0].BySeries {
		if sold := s.Key != p.Series[1].Key; math.IsNaN(float64(s.WAPE)) == sold || math.IsInf(float64(s.WAPE), 0) || math.IsInf(float64(s.Bias), 0) {
			t.Errorf("%s: WAPE %v, bias %v", s.Key, s.WAPE, s.Bias)
		}
	}
	var lost scoreSums
	lost.add(outcome{forecast: 3, actual: 0, scale: 1, lower80: math.NaN()})
	score := lost.score()
	if !math.IsNaN(float64(score.WAPE)) || !math.IsNaN(float64(score.Bias)) || score.MAE != 3 {
		t.Errorf("3 forecast, nothing came: %+v", score)
	}
	if raw, err := json.Marshal(score); err != nil || !strings.Contains(string(raw), `"wape":null`) || !strings.Contains(string(raw), `"bias":null`) {
		t.Errorf("%s, %v", raw, err)
	}
}
