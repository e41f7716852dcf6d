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

// of evaluates margins after the objective's link.
func (m metric) of(obj objective, margin, y, weight []float32) float64 {
	if weight == nil && m.name == rmse.name {
		return math.Sqrt(meanSquare(margin, y)) // the common case, without a call a row
	}
	var sum, total float64
	for i, v := range margin {
		w := 1.0
		if weight != nil {
			w = float64(weight[i])
		}
		sum += float64(w * m.loss(float64(obj.transform(v)), float64(y[i])))
		total += w
	}
	return m.finish(sum / total)
}

func meanSquare(margin, y []float32) float64 {
	var sum float64
	y = y[:len(margin)]
	for i, v := range margin {
		r := float64(v) - float64(y[i])
		sum += float64(r * r)
	}
	return sum / float64(len(y))
}
