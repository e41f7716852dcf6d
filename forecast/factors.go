package forecast

import "math"

// EventFactors is what each event was found to do to its own week of a series
// that is no part of a sum, by name: 1.2 is a fifth more.
func (m *Model) EventFactors(key string) map[string]float64 {
	out := map[string]float64{}
	for _, e := range m.effects {
		if e.Key == key && e.Lead == 0 {
			out[e.Name] = math.Exp(e.Log)
		}
	}
	return out
}
