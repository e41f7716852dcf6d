package gbt

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"
)

// smallModels are seeds for the decoders: one of each objective.
func smallModels(t testing.TB) []*Model {
	t.Helper()
	d := friedman(60, 5, 5)
	d.X.Data[7] = float32(math.NaN())
	var models []*Model
	for _, objective := range []string{SquaredError, AbsoluteError, PseudoHuber, Quantile, Poisson} {
		p := DefaultParams()
		p.NEstimators, p.MaxDepth, p.Objective = 3, 3, objective
		for i := range d.Y {
			d.Y[i] = float32(math.Abs(float64(d.Y[i])))
		}
		m, err := Train(context.Background(), p, d, WithFeatureNames([]string{"a", "b", "c", "d", "e"}))
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, m)
	}
	return models
}

// use predicts and explains: a decoded model must never panic, nor tell
// anything but numbers.
func use(t *testing.T, m *Model) {
	if m.Features() > 1<<12 {
		return // a huge but honest number of columns
	}
	row, out := make([]float32, m.Features()), make([]float64, m.Features()+1)
	for i := range row {
		row[i] = float32(i) - 1
	}
	row[0] = float32(math.NaN())
	p := m.PredictRow(row)
	m.Contributions(row, out)
	if m.Bound() <= math.MaxFloat32 && m.Params().Objective != Poisson && !(finite(p) && allFinite(out)) {
		t.Fatalf("predicts %v, contributions %v", p, out)
	}
	if gain := m.Importance(Gain); !allFinite(gain) {
		t.Fatalf("importances %v", gain)
	}
	var text bytes.Buffer
	if err := m.WriteXGBoost(&text); err != nil || !json.Valid(text.Bytes()) {
		t.Fatalf("its text is no JSON (%v): %s", err, text.Bytes())
	}
}

// FuzzUnmarshalBinary: any bytes give a usable model or a typed error, and a
// decoded model encodes to bytes that decode to the same.
func FuzzUnmarshalBinary(f *testing.F) {
	for _, m := range smallModels(f) {
		b, err := m.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var m Model
		if err := m.UnmarshalBinary(b); err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		use(t, &m)
		again, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back Model
		if err := back.UnmarshalBinary(again); err != nil {
			t.Fatalf("its own bytes are refused: %v", err)
		}
	})
}

// FuzzDecodePayload goes behind the checksum, which random bytes never pass.
func FuzzDecodePayload(f *testing.F) {
	for _, m := range smallModels(f) {
		b, err := m.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b[encodeHead : len(b)-4])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := decodePayload(b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		use(t, m)
	})
}

// FuzzReadXGBoost: any text gives a usable model or a typed error, and a model
// that was read writes text that reads back to the same predictions.
func FuzzReadXGBoost(f *testing.F) {
	for _, m := range smallModels(f) {
		var b bytes.Buffer
		if err := m.WriteXGBoost(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := ReadXGBoost(bytes.NewReader(b))
		if err != nil {
			if !errors.Is(err, ErrXGBoost) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		use(t, m)
		var text bytes.Buffer
		if err := m.WriteXGBoost(&text); err != nil {
			t.Fatal(err)
		}
		back, err := ReadXGBoost(&text)
		if err != nil {
			t.Fatalf("its own text is refused: %v", err)
		}
		if m.Features() < 1<<12 {
			row := make([]float32, m.Features())
			if a, b := m.PredictRow(row), back.PredictRow(row); a != b && (a == a || b == b) {
				t.Fatalf("read back it predicts %v, not %v", b, a)
			}
		}
	})
}
