package forecast

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
)

// Imputed is a series as methods of one series take it.
type Imputed struct {
	Values   []float64 // from the first known week to the last known; gaps filled, shocks bridged; no NaN
	Observed int       // weeks that say something: of no gap and no shock
	Late     int       // weeks after Values of which nothing is known yet: step 1 comes after them
}

// Impute makes every series of p ready by itself, in p's order.
func (p Panel) Impute() []Imputed {
	shock, late := shockWeeks(p), lateWeeks(p)
	out := make([]Imputed, len(p.Series))
	for i, s := range p.Series {
		s.Values = s.Values[:len(s.Values)-late[i]]
		h := newHistory(s, shock)
		out[i] = Imputed{h.x, h.n, late[i]}
	}
	return out
}

// Unreconciled is what Forecast would give without what p.Sums say,
// [series][step-1], in p's order and unit. Errors: as Forecast.
func (m *Model) Unreconciled(ctx context.Context, p Panel, horizon int) ([][]float64, error) {
	if err := checkAsk(p, horizon, nil); err != nil {
		return nil, err
	}
	hs, _ := m.histories(p)
	values, err := m.coherent(ctx, hs, nil, horizon)
	if err != nil {
		return nil, err
	}
	out := make([][]float64, len(hs))
	for i, h := range hs {
		for k := range values[i] {
			values[i][k] *= h.per
		}
		out[h.index] = values[i]
	}
	return out, nil
}

// gapsVersion counts the ways in which gaps were filled: 0 by a straight line.
const gapsVersion = 1

// Fingerprint is of everything that figures made from p depend on: the data, the
// configuration, what else they come from, and the engine's version. Equal means
// equal figures.
func Fingerprint(p Panel, c Config, of any) string {
	h := sha256.New()
	e := json.NewEncoder(h)
	for _, s := range p.Series {
		bits := make([]uint64, len(s.Values))
		for i, v := range s.Values {
			bits[i] = math.Float64bits(v)
		}
		_ = e.Encode([]any{s.Key, s.Start, bits})
	}
	_ = e.Encode([]any{p.Sums, p.Events, p.Dated, c, of, version})
	for _, s := range p.Series {
		if gap := gapsOf(s.Values); slices.Contains(gap, true) {
			_ = e.Encode(gapsVersion) // what was made by another way with gaps is made anew
			break
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
