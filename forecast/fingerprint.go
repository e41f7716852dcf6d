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
		_ = e.Encode([]any{s.Key, s.Start, bitsOf([][]float64{s.Values})[0]})
	}
	_ = e.Encode([]any{p.Sums, p.Events, p.Dated, c, of, version, EngineVersion})
	if p.lacksChristmas() || priorEffects(p.Events) != nil {
		_ = e.Encode(usualChristmas[eventWeek{christmas, 1}]) // figures made without it are computed anew
	}
	if len(p.Drivers) > 0 {
		_ = e.Encode(p.Drivers)
		for _, s := range p.Series {
			_ = e.Encode(bitsOf(s.Drivers))
		}
	}
	for _, s := range p.Series {
		for i := range s.Values {
			if s.IsCensored(i) {
				_ = e.Encode([]any{"censored", s.Key, i})
			}
		}
	}
	for _, s := range p.Series {
		if gap := gapsOf(s.Values); slices.Contains(gap, true) {
			_ = e.Encode(gapsVersion) // figures made with another imputation are computed anew
			break
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// bitsOf are the bits of numbers, of which JSON knows not all.
func bitsOf(rows [][]float64) [][]uint64 {
	out := make([][]uint64, len(rows))
	for i, row := range rows {
		out[i] = make([]uint64, len(row))
		for k, v := range row {
			out[i][k] = math.Float64bits(v)
		}
	}
	return out
}
