package forecast

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func TestHardSeries(t *testing.T) {
	short := []float64{3, 4, 5}
	zeros := make([]float64, 70)
	rare := make([]float64, 70)
	holes := make([]float64, 70)
	for i := range rare {
		if i%9 == 0 {
			rare[i] = 5
		}
		holes[i] = 20 + float64(i%4)
		if i%5 == 2 || i > 66 {
			holes[i] = math.NaN()
		}
	}
	p := Panel{Dated: true, Series: []Series{{Key: "short", Values: short}, {Key: "zeros", Values: zeros}, {Key: "rare", Values: rare},
		{Key: "holes", Values: holes}, {Key: "nothing", Values: nil}, {Key: "only holes", Values: []float64{math.NaN(), math.NaN()}}}}
	for i, f := range forecasts(t, trained(t, p, quick()), p, 52) {
		if short := i == 0 || i > 3; short != (f.Short != nil) {
			t.Errorf("%s: short is %v", f.Key, f.Short)
		}
		for _, x := range f.Points {
			if !(x.Value >= 0 && x.Value < 100) {
				t.Fatalf("%s step %d: %g", f.Key, x.Step, x.Value)
			}
		}
	}
}

func TestAskingForNonsense(t *testing.T) {
	p := shop(2, 60, 1)
	m := trained(t, p, quick())
	for _, c := range []struct {
		horizon int
		levels  []float64
	}{{0, nil}, {53, nil}, {12, []float64{.5}}, {12, []float64{99.5}}, {12, []float64{math.NaN()}}} {
		var e *ConfigError
		if _, err := m.Forecast(context.Background(), p, c.horizon, c.levels); !errors.As(err, &e) {
			t.Errorf("horizon %d, levels %v: %v", c.horizon, c.levels, err)
		}
	}
	p.Series[1].Key = "total"
	var e *PanelError
	if _, err := Train(context.Background(), p, quick(), Run{}); !errors.As(err, &e) || e.Key != "total" {
		t.Errorf("a key twice: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Train(ctx, shop(2, 60, 1), quick(), Run{}); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

// TestManySeries: with thousands of series fewer origins judge and fewer rows
// teach, and bands still hold what they say.
func TestManySeries(t *testing.T) {
	many := scaled(1250, 200)
	r := rand.New(rand.NewPCG(12, 1))
	known, coming := Panel{}, []float64{}
	for i := range many {
		x := make([]float64, 76)
		level := math.Exp(3 * r.Float64())
		for k := range x {
			x[k] = level * math.Exp(.3*r.NormFloat64())
		}
		known.Series = append(known.Series, Series{Key: fmt.Sprintf("s%04d", i), Values: x[:75]})
		coming = append(coming, x[75])
	}
	inside := 0.0
	for i, f := range forecasts(t, trained(t, known, quick()), known, 1) {
		if b := f.Points[0].Bands[1]; b.Lower <= coming[i] && coming[i] <= b.Upper {
			inside++
		}
	}
	if share := inside / float64(many); share < .76 || share > .84 {
		t.Errorf("the 80%% bands hold %.3f of what came", share)
	}
}
