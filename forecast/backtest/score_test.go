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

// TestMASEByHand: each error is in units of its own series' naive error. From
// 10, 12, 9, a gap, 7, 7, 12 the naive forecast misses by 2, 3, 0 and 5, what
// touches the gap left out: 2.5 on average. Errors of 5 and 1 are 2 and 0.4 of
// that; 3 of a series that never changed, whose unit is 1, is 3.
func TestMASEByHand(t *testing.T) {
	scale := naiveError([]float64{10, 12, 9, math.NaN(), 7, 7, 12})
	flat := naiveError([]float64{4, 4, 4})
	if scale != 2.5 || flat != 1 {
		t.Fatalf("naive errors %g and %g, want 2.5 and 1", scale, flat)
	}
	var sums scoreSums
	for _, o := range []outcome{
		{forecast: 15, actual: 10, scale: scale},
		{forecast: 11, actual: 12, scale: scale},
		{forecast: 7, actual: 4, scale: flat},
	} {
		sums.add(o)
	}
	if got := float64(sums.score().MASE); math.Abs(got-(2+.4+3)/3) > 1e-12 {
		t.Errorf("MASE %g, want 1.8", got)
	}
	if got := float64((scoreSums{}).score().MASE); !math.IsNaN(got) {
		t.Errorf("MASE %g of no forecasts", got)
	}
}
