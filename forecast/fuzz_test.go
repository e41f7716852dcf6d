package forecast

import (
	"context"
	"crypto/sha256"
	"testing"
)

// FuzzUnmarshalModel: whatever the bytes, there is a model that forecasts or an
// error. Bytes that are nearly a model get a fitting checksum, so that the
// decoder behind it is tried too.
func FuzzUnmarshalModel(f *testing.F) {
	p := shop(2, 60, 1)
	c := DefaultConfig()
	c.Params.NEstimators = 2
	m, err := Train(context.Background(), p, c, nil)
	if err != nil {
		f.Fatal(err)
	}
	b, err := m.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b[:len(b)-sha256.Size])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		sum := sha256.Sum256(b)
		m, err := UnmarshalModel(append(append([]byte{}, b...), sum[:]...))
		if err != nil {
			return
		}
		if _, err := m.Forecast(context.Background(), p, 3, []float64{80}); err != nil {
			t.Fatal(err)
		}
	})
}
