package gbt

// ImportanceKind is a measure of feature importance, as in XGBoost.
type ImportanceKind string

// The kinds of importance, as XGBoost names them.
const (
	Gain   ImportanceKind = "gain"   // mean gain of the feature's splits
	Cover  ImportanceKind = "cover"  // mean sum of hessians at them
	Weight ImportanceKind = "weight" // number of them
)

// Importance returns one figure a feature; 0 where no split uses it.
func (m *Model) Importance(kind ImportanceKind) []float64 {
	sums, counts := make([]float64, m.features), make([]float64, m.features)
	for i := range m.trees {
		t := &m.trees[i]
		for n, left := range t.left {
			if left < 0 {
				continue
			}
			f := t.feature[n]
			counts[f]++
			switch kind {
			case Gain:
				sums[f] += float64(t.gain[n])
			case Cover:
				sums[f] += float64(t.cover[n])
			}
		}
	}
	if kind == Weight {
		return counts
	}
	for f := range sums {
		if counts[f] > 0 {
			sums[f] /= counts[f]
		}
	}
	return sums
}
