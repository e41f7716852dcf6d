package forecast

import (
	"errors"
	"math"
	"testing"
)

func TestDriversMustFitTheirSeries(t *testing.T) {
	values := []float64{1, 2, 3}
	for name, p := range map[string]Panel{
		"another number":  {Drivers: []string{"a", "b"}, Series: []Series{{Key: "s", Values: values, Drivers: [][]float64{{1, 2, 3}}}}},
		"too short":       {Drivers: []string{"a"}, Series: []Series{{Key: "s", Values: values, Drivers: [][]float64{{1, 2}}}}},
		"unequal lengths": {Drivers: []string{"a", "b"}, Series: []Series{{Key: "s", Values: values, Drivers: [][]float64{{1, 2, 3}, {1, 2, 3, 4}}}}},
		"infinite":        {Drivers: []string{"a"}, Series: []Series{{Key: "s", Values: values, Drivers: [][]float64{{1, 2, math.Inf(1)}}}}},
		"named twice":     {Drivers: []string{"a", "a"}, Series: []Series{{Key: "s", Values: values, Drivers: [][]float64{{1, 2, 3}, {1, 2, 3}}}}},
		"too many":        {Drivers: make([]string, MaxDrivers+1), Series: []Series{{Key: "s", Values: values}}},
	} {
		var fault *PanelError
		if err := p.Validate(); !errors.As(err, &fault) {
			t.Errorf("%s: %v, want a *PanelError", name, err)
		}
	}
	p := Panel{Drivers: []string{"a"}, Series: []Series{{Key: "s", Values: values, Drivers: [][]float64{{1, nan, 3, 4}}}, {Key: "none", Values: values}}}
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
}

func TestFingerprintCoversDrivers(t *testing.T) {
	panel := func(ahead float64) Panel {
		return Panel{Drivers: []string{"a"}, Series: []Series{{Key: "s", Values: []float64{1, 2}, Drivers: [][]float64{{1, 2, ahead}}}}}
	}
	if Fingerprint(panel(1), DefaultConfig(), nil) == Fingerprint(panel(2), DefaultConfig(), nil) {
		t.Error("another number ahead has the same fingerprint")
	}
}

func TestLeadingZerosGoWithTheirDrivers(t *testing.T) {
	p := Panel{Drivers: []string{"a"}, Series: []Series{{Key: "s", Values: []float64{0, 0, 5, 6}, Drivers: [][]float64{{1, 2, 3, 4, 5}}}}}
	if got := p.TrimLeadingZeros().Series[0].Drivers[0]; len(got) != 3 || got[0] != 3 {
		t.Errorf("drivers %v, want those from the first sale on", got)
	}
}
