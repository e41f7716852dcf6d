package forecast

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
)

// gapsVersion is the version of the imputation of gaps; 0 was straight
// interpolation.
const gapsVersion = 1

// Fingerprint is the SHA-256, in hex, of everything that figures made from p
// depend on: data, configuration, of, and the version of the engine. Equal
// fingerprints mean equal figures.
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
			_ = e.Encode(gapsVersion) // figures made with another imputation are computed anew
			break
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
