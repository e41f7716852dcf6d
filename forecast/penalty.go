package forecast

const (
	// weightPenalty is the penalty of fitWeights for a class of one series; it
	// falls with the number of series.
	weightPenalty = 3
	// commonPenalty is that for series whose errors are all the same; it falls
	// with the number of series that would tell as much if they had nothing in
	// common.
	commonPenalty = .3
	// maxCommonError bounds an error, in units of scale: one series must not
	// pass for what all have in common.
	maxCommonError = 10
)

// penaltyOf is the penalty of fitWeights for a class of so many series. A
// thousand shops that one Christmas moves together are no thousand witnesses of
// which member is best.
func penaltyOf(origins []originForecasts, c class, scale []float64, priors [][]float64, count float64) float64 {
	penalty := weightPenalty / max(1, count)
	if c == shareSeries { // add up to 1: they have no error in common
		return penalty
	}
	return max(penalty, commonPenalty/independentSeries(origins, c, scale, priors, count))
}

// independentSeries is the number of series, 1 to count, of which the mean
// error, if they erred independently, would vary as that of the class does: of
// the combination by the priors, in units of scale.
func independentSeries(origins []originForecasts, c class, scale []float64, priors [][]float64, count float64) float64 {
	single, common := 0.0, 0.0
	for _, t := range origins {
		for h := range steps(t.target) {
			sum, square, n := 0.0, 0.0, 0.0
			for s, target := range t.target {
				if v := target[h]; t.hs[s].class == c && v == v {
					e := clip((combined(t.values, s, h, priors[binOf(h+1)])-v)/scale[s], maxCommonError)
					sum, square, n = sum+e, square+e*e, n+1
				}
			}
			if n > 0 {
				single, common = single+square/n, common+sum*sum/(n*n)
			}
		}
	}
	if !(common > 0) {
		return max(1, count)
	}
	return max(1, min(count, single/common))
}

// steps is the number of steps of the targets.
func steps(target [][]float64) int {
	if len(target) == 0 {
		return 0
	}
	return len(target[0])
}

// combined is the members' forecast of step h+1, [member][series][step-1], by
// shares that need not add up to 1.
func combined(values [][][]float64, series, h int, shares []float64) float64 {
	sum, all := 0.0, 0.0
	for m, w := range shares {
		sum, all = sum+w*values[m][series][h], all+w
	}
	return sum / all
}
