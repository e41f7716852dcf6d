package forecast

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
)

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
