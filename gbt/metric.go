package gbt

import "math"

// metric is an evaluation metric: a loss of one prediction, averaged by weight
// in double, then finished (a root, say).
type metric struct {
	name   string
	loss   func(prediction, y float64) float64
	finish func(mean float64) float64
}

func same(x float64) float64 { return x }

var (
	rmse = metric{"rmse", func(p, y float64) float64 { return (p - y) * (p - y) }, math.Sqrt}
	mae  = metric{"mae", func(p, y float64) float64 { return math.Abs(p - y) }, same}

	// poissonLoss is XGBoost's poisson-nloglik: the negative log likelihood.
	poissonLoss = metric{"poisson-nloglik", func(p, y float64) float64 {
		p = max(p, 1e-16)
		g, _ := math.Lgamma(y + 1)
		return g + p - float64(y*math.Log(p))
	}, same}
)

// pinball is XGBoost's quantile metric.
func pinball(alpha float64) metric {
	return metric{"quantile", func(p, y float64) float64 {
		return max(float64(alpha*(y-p)), float64((alpha-1)*(y-p)))
	}, same}
}

// pseudoHuberError is XGBoost's mphe.
func pseudoHuberError(slope float32) metric {
	s := float64(slope)
	return metric{"mphe", func(p, y float64) float64 {
		z := (p - y) / s
		return s * s * (math.Sqrt(1+float64(z*z)) - 1)
	}, same}
}

// of evaluates margins after the objective's link. Sums are taken chunk by
// chunk, so that they do not depend on threads.
func (m metric) of(obj objective, margin, y, weight []float32, threads int) float64 {
	n := (len(margin) + rowChunk - 1) / rowChunk
	sums, totals := make([]float64, n), make([]float64, n)
	chunks(threads, len(margin), rowChunk, func(_, low, high int) {
		k := low / rowChunk
		switch {
		case weight != nil:
			sums[k], totals[k] = m.weighted(obj, margin[low:high], y[low:high], weight[low:high])
		case m.name == rmse.name:
			sums[k], totals[k] = squares(margin[low:high], y[low:high]), float64(high-low)
		default:
			sums[k], totals[k] = m.plain(obj, margin[low:high], y[low:high]), float64(high-low)
		}
	})
	var sum, total float64
	for k, s := range sums {
		sum, total = sum+s, total+totals[k]
	}
	return m.finish(sum / total)
}

func (m metric) weighted(obj objective, margin, y, weight []float32) (sum, total float64) {
	for i, v := range margin {
		w := float64(weight[i])
		sum += float64(w * m.loss(float64(obj.transform(v)), float64(y[i])))
		total += w
	}
	return sum, total
}

func (m metric) plain(obj objective, margin, y []float32) (sum float64) {
	for i, v := range margin {
		sum += m.loss(float64(obj.transform(v)), float64(y[i]))
	}
	return sum
}

// squares is plain for the common case, without a call a row.
func squares(margin, y []float32) (sum float64) {
	y = y[:len(margin)]
	for i, v := range margin {
		r := float64(v) - float64(y[i])
		sum += float64(r * r)
	}
	return sum
}
