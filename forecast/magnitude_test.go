package forecast

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
)

// TestNoFigureIsNoNumber: whatever the size of the values, forecasts are
// numbers, or an error says why not.
func TestNoFigureIsNoNumber(t *testing.T) {
	base := shop(1, 60, 9)
	for _, size := range []float64{5e-324, 1e-310, 1e-300, 1e-200, 1e-30, 1, 1e30, 1e150, 1e200, 1e295, 1e298, 1e300, 1e305, 1e307, 1.7e308} {
		for _, sign := range []float64{1, -1} {
			t.Run(fmt.Sprintf("%g", sign*size), func(t *testing.T) {
				p := Panel{Series: []Series{{Key: "a"}, {Key: "b", Values: []float64{1, 2, 3}}}}
				most := 0.0
				for _, v := range base.Series[1].Values {
					most = max(most, v)
				}
				for i, v := range base.Series[1].Values {
					v = sign * v / most * size
					if sign < 0 && i%2 == 0 {
						v = -v
					}
					p.Series[0].Values = append(p.Series[0].Values, v)
				}
				m, err := Train(context.Background(), p, quick(), Run{})
				var fs []Forecast
				if err == nil {
					fs, err = m.Forecast(context.Background(), p, MaxHorizon, []float64{80, 95})
				}
				if err != nil {
					var e *PanelError
					if !errors.As(err, &e) || size <= MaxValue {
						t.Fatalf("refused: %v", err)
					}
					return
				}
				if size > MaxValue {
					t.Fatal("not refused")
				}
				for _, f := range fs {
					for _, q := range append(f.Points, f.Totals...) {
						for _, b := range q.Bands {
							if !(b.Lower <= q.Value && q.Value <= b.Upper) || math.IsInf(b.Upper-b.Lower, 0) {
								t.Fatalf("step %d: %g in %g to %g", q.Step, q.Value, b.Lower, b.Upper)
							}
						}
					}
				}
			})
		}
	}
}

// TestForecastsThatAreNoNumbersAreAnError: the last guard, whatever is wrong
// before it.
func TestForecastsThatAreNoNumbersAreAnError(t *testing.T) {
	for _, q := range []Point{
		{Step: 1, Value: math.NaN()}, {Step: 1, Value: math.Inf(1)},
		{Step: 1, Bands: []Band{{95, math.NaN(), 1}}}, {Step: 1, Bands: []Band{{95, 0, math.Inf(1)}}}, {Step: 1, Bands: []Band{{95, math.Inf(-1), 0}}},
	} {
		var e *PanelError
		if err := (Forecast{Key: "a", Points: []Point{q}}).finite(); !errors.As(err, &e) || e.Key != "a" {
			t.Errorf("%v: %v", q, err)
		}
		if err := (Forecast{Key: "a", Totals: []Point{q}}).finite(); !errors.As(err, &e) {
			t.Errorf("total %v: %v", q, err)
		}
	}
}
