package backtest

import (
	"math"
	"strings"
	"testing"

	"olist/forecast"
)

// As many origins as leave MinWeeks weeks with a value before the first, never
// more than are usual.
func TestWindowsFor(t *testing.T) {
	for _, c := range []struct{ gaps, zeros, weeks, windows, known int }{
		{0, 0, 0, 0, 0}, {0, 0, 8, 0, 8}, {0, 0, 9, 1, 9}, {0, 0, 33, 25, 33}, {0, 0, 34, 26, 34}, {0, 0, 200, 26, 200},
		{5, 0, 12, 4, 12}, {0, 30, 12, 4, 12},
	} {
		values := make([]float64, c.zeros)
		for i := range c.gaps + c.weeks {
			v := float64(10 + i%3)
			if i > 0 && i <= c.gaps {
				v = math.NaN()
			}
			values = append(values, v)
		}
		windows, known := WindowsFor(forecast.Panel{Series: []forecast.Series{{Key: "a", Values: values}}})
		if windows != c.windows || known != c.known {
			t.Errorf("%+v: %d windows of %d weeks", c, windows, known)
		}
		if windows > 0 {
			continue
		}
		p := forecast.Panel{Series: []forecast.Series{{Key: "a", Values: values}}}
		if _, err := Run(t.Context(), p, forecast.DefaultConfig(), Options{}, nil); err == nil || strings.Contains(err.Error(), "between") || !strings.Contains(err.Error(), "at least 9 weeks") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
